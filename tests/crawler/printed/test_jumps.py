import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.parts import Jump
from crawler.printed.blanks import without_blanks
from crawler.printed.jumps import split_jumps

PROSE = "江边的梧桐落了叶。"


def jump(label: str, printed: str) -> Jump:
    return Jump(page_label=label, printed=printed)


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


PARTS = [
    "（",
    "）",
    "下转",
    "上接",
    "紧接",
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


@pytest.mark.parametrize("unit", ["▶", " ", "（", "下转", "（下转第4", "下转4版", "下转4版 ", "上接", "下转 ", "第"])
def test_a_megabyte_is_read_once(unit: str) -> None:
    paragraph = unit * 300_000 + "文"
    assert "".join(split_jumps([paragraph, paragraph]).paragraphs).endswith("文")
