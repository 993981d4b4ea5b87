import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.article_parts import Jump
from crawler.printed.blanks import without_blanks
from crawler.printed.jumps import page_labels, split_jumps

PROSE = "江边的梧桐落了叶。"


def jump(labels: str, printed: str) -> Jump:
    """``labels`` are parted by blanks."""
    first, *others = labels.split()
    return Jump(page_label=first, page_labels=(first, *others), printed=printed)


@pytest.mark.parametrize(
    ("paragraphs", "left", "to", "back"),
    [
        ([PROSE + "（下转第4版）"], [PROSE], jump("4", "（下转第4版）"), None),
        ([PROSE, "下转第二版"], [PROSE], jump("2", "下转第二版"), None),
        ([PROSE, "▶▶▶下转2版"], [PROSE], jump("2", "▶▶▶下转2版"), None),
        ([PROSE + " ▶▶▶ 下转第2/3版 "], [PROSE], jump("2/3", "▶▶▶ 下转第2/3版"), None),
        ([PROSE + "（下转A4）"], [PROSE], jump("A4", "（下转A4）"), None),
        ([PROSE + "(下转第十二版①)"], [PROSE], jump("12", "(下转第十二版①)"), None),
        (["志愿者正在下转第０４版"], ["志愿者正在"], jump("04", "下转第０４版"), None),
        (["(上接第1版)" + PROSE], [PROSE], None, jump("1", "(上接第1版)")),
        (["（上接A01版）", PROSE], [PROSE], None, jump("A01", "（上接A01版）")),
        (["上接1版", PROSE], [PROSE], None, jump("1", "上接1版")),
        (["上接1版  " + PROSE], [PROSE], None, jump("1", "上接1版")),
        (["紧接第5版", PROSE], [PROSE], None, jump("5", "紧接第5版")),
        ([PROSE, PROSE + "紧接第5版"], [PROSE, PROSE], jump("5", "紧接第5版"), None),
        (["（接第1版）好（转第2版）"], ["好"], jump("2", "（转第2版）"), jump("1", "（接第1版）")),
        (["（上接一版）", PROSE, "（下转四版）"], [PROSE], jump("4", "（下转四版）"), jump("1", "（上接一版）")),
        (["（下转第2、3版）"], [], jump("2 3", "（下转第2、3版）"), None),
        ([PROSE + "下转第五至七版"], [PROSE], jump("5 6 7", "下转第五至七版"), None),
        # teasers
        ([PROSE, ">>4版"], [PROSE], jump("4", ">>4版"), None),
        ([PROSE, ">>>04版"], [PROSE], jump("04", ">>>04版"), None),
        (["老桥的灯亮了>>4版"], ["老桥的灯亮了"], jump("4", ">>4版"), None),
        (["老桥的灯亮了＞＞4版"], ["老桥的灯亮了"], jump("4", "＞＞4版"), None),
        (["老桥的灯亮了 ▶▶ A4"], ["老桥的灯亮了"], jump("A4", "▶▶ A4"), None),
        ([PROSE, ">>>详见第5-7版"], [PROSE], jump("5 6 7", ">>>详见第5-7版"), None),
        ([">>>详见第7版"], [], jump("7", ">>>详见第7版"), None),
        ([PROSE, "详见A9"], [PROSE], jump("A9", "详见A9"), None),
        ([PROSE, "详见A3、4"], [PROSE], jump("A3 A4", "详见A3、4"), None),
        ([PROSE, "■详见C03、C04、C05版"], [PROSE], jump("C03 C04 C05", "■详见C03、C04、C05版"), None),
        ([PROSE + "详见B1版、B2版。"], [PROSE], jump("B1 B2", "详见B1版、B2版。"), None),
        ([PROSE + "（全文见第2版）"], [PROSE], jump("2", "（全文见第2版）"), None),
        ([PROSE, "(报道见今日第3版)", PROSE], [PROSE, PROSE], jump("3", "(报道见今日第3版)"), None),
        ([PROSE, "全文刊第2/3版"], [PROSE], jump("2/3", "全文刊第2/3版"), None),
        ([">>4版", PROSE + "（下转第2版）"], [">>4版", PROSE], jump("2", "（下转第2版）"), None),
        (["老桥的灯亮了>>4版", "新桥通了>>5版"], ["老桥的灯亮了>>4版", "新桥通了>>5版"], None, None),
        *(
            ([PROSE, text], [PROSE, text], None, None)
            for text in (
                ">>>详见江湾网www.example.cn",
                "详见附件3",
                "（见图3）",
                "（见附件3）",
                "详见3",
                "见第2版",
                "刊第2版",
                "他看见4版",
                "水位>3",
                "活动安排详见A9",
                "（今日开街，详见A9）",
                "（老桥的灯亮了>>4版）",
                "详见A9厂房",
                "详见第5页",
            )
        ),
        (["他说下转第4版的故事"], ["他说下转第4版的故事"], None, None),
        (["详情请看下转第4版。"], ["详情请看下转第4版。"], None, None),
        (["上接1版的报道，本报今天续登。"], ["上接1版的报道，本报今天续登。"], None, None),
        (["他接受采访，转了一个圈（转一个圈）"], ["他接受采访，转了一个圈（转一个圈）"], None, None),
        ([PROSE], [PROSE], None, None),
        ([], [], None, None),
    ],
)
def test_split_jumps(paragraphs: list[str], left: list[str], to: Jump | None, back: Jump | None) -> None:
    jumps = split_jumps(paragraphs)
    assert (list(jumps.paragraphs), jumps.jump_to, jumps.jump_from) == (left, to, back)


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        ("4", "4"),
        ("5-7", "5 6 7"),
        ("5－7版", "5 6 7"),
        ("05至07", "05 06 07"),
        ("A3、4", "A3 A4"),
        ("A3、B4、5", "A3 B4 B5"),
        ("A3-A5", "A3 A4 A5"),
        ("A3~5", "A3 A4 A5"),
        ("2/3", "2/3"),
        ("2/3、4", "2/3 4"),
        ("第2版和第3版", "2 3"),
        ("四", "4"),
        ("十二、十三", "12 13"),
        ("2-15", "2 3 4 5 6 7 8 9 10 11 12 13 14 15"),
        ("7-5", "7 5"),
        ("1-33", " ".join(map(str, range(1, 34)))),
        ("1-34", "1 34"),
        ("1-9999", "1 9999"),
        ("4、4", "4"),
        ("零", "零"),
    ],
)
def test_every_page_of_a_note_is_named(printed: str, labels: str) -> None:
    assert page_labels(printed) == tuple(labels.split())


def test_a_number_beyond_any_page_is_a_label_and_no_number() -> None:
    digits = "9" * 5_000  # of which Python makes no number
    assert page_labels(f"5-{digits}") == ("5", digits)


PARTS = [
    "（",
    "）",
    "下转",
    "上接",
    "紧接",
    "详见",
    ">>",
    "、",
    "-",
    "转",
    "接",
    "第",
    "4",
    "十二",
    "版",
    "▶",
    " ",
    "\u3000",
    "文",
    "。",
    "A01",
    "\n",
]


def is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)


@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=14).map("".join), max_size=4))
def test_no_character_is_lost(paragraphs: list[str]) -> None:
    jumps = split_jumps(paragraphs)
    notes = [jump.printed for jump in (jumps.jump_to, jumps.jump_from) if jump]
    before = without_blanks("".join(paragraphs))
    left = without_blanks("".join(jumps.paragraphs))
    assert sorted(left + without_blanks("".join(notes))) == sorted(before)
    assert is_subsequence(left, before)
    assert all(without_blanks(note) in before for note in notes)


@pytest.mark.parametrize(
    "unit",
    [
        "▶",
        " ",
        "（",
        "下转",
        "（下转第4",
        "下转4版",
        "下转4版 ",
        "上接",
        "下转 ",
        "第",
        ">",
        ">4",
        "详见",
        "详见A3、",
        "4、",
    ],
)
def test_a_megabyte_is_read_once(unit: str) -> None:
    paragraph = unit * 300_000 + "文"
    assert "".join(split_jumps([paragraph, paragraph]).paragraphs).endswith("文")
