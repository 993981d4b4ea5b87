from datetime import date

import pytest

from archive.record.clipping import Clipping
from archive.record.page import Page
from crawler.platforms.contract import Masthead
from crawler.platforms.dzb.text_capture import text_capture
from crawler.platforms.errors import MissingHeadline, UnknownLayout
from crawler.walk.recorded.text_pages import with_known_headlines
from pipelines.normalise import normalised_article

PAGE = "2-3"
SLWB = Masthead("slwb", "示例晚报")
FURNITURE = ["放大", "缩小", "上一版", "下一版", "下载", "读报纸首页"]
LINES = [
    "2024年11月27日 星期三",
    "菜场搬到家门口 桥上的灯 一盏一盏亮起来 征稿",
    "第6版:上海新闻/社区 2020-03-15",
    "春分前后",
    "桥上的灯 一盏一盏亮起来",
    "——老城厢一座小桥的修缮",
    "──兼记两位修灯人",
    "本报讯(记者 左妍)江边的梧桐落了叶,扫街的人还没有来。",
    "修桥的人",
    "每天第一个到",
    "桥修了三个月,灯装了两天,巷口的老人都说值得。",
    "“慢慢来”",
    "“慢慢来。”他说。",
    "灯亮的时候,孩子们数到了四十二。",
    "(下转第2/3版)",
    "本报记者  杨洁  通讯员  刘一剑",
    *FURNITURE,
]


def capture(lines: list[str], separator: str = "\n\n") -> tuple[Page, Clipping]:
    page, clipping = text_capture(separator.join(lines), SLWB)
    assert page is not None
    return page, clipping


def test_the_page() -> None:
    page, _ = capture(LINES)
    assert (page.id, page.page_order) == ("slwb-2020-03-15-a-p6", None)
    assert (page.page_label, page.page_name, page.sections) == ("6", "上海新闻/社区", ("上海新闻", "社区"))
    assert (page.newspaper, page.title, page.issue_date, page.url) == ("slwb", "示例晚报", date(2020, 3, 15), None)
    assert (page.announced, page.unsplit_headlines) == ((), (LINES[1],))


def test_the_headlines_of_the_page_are_split_by_those_that_are_known() -> None:
    page, clipping = capture(LINES)
    (known,) = with_known_headlines([page, page], {page.id: [clipping.headline]})
    assert [(one.headline, one.article_id, one.url) for one in known.announced] == [
        ("菜场搬到家门口", None, None),
        ("桥上的灯 一盏一盏亮起来", None, None),
        ("征稿", None, None),
    ]
    assert (known.unsplit_headlines, known.flags) == ((), ())


def test_headlines_that_run_together_are_no_announcements() -> None:
    lines = [LINES[0], f"天气预报 {LINES[1]} 休刊启事", *LINES[2:]]
    page, clipping = capture(lines)
    (known,) = with_known_headlines([page], {page.id: [clipping.headline]})
    assert [one.headline for one in known.announced] == ["桥上的灯 一盏一盏亮起来"]
    assert known.unsplit_headlines == ("天气预报 菜场搬到家门口", "征稿 休刊启事")
    assert known.flags == ("headlines_run_together",)


def test_a_headline_of_another_page_splits_nothing() -> None:
    page, clipping = capture([LINES[0], f"灯光 秀 {LINES[1]}", *LINES[2:]])
    headlines = {page.id: [clipping.headline], "slwb-2020-03-15-a-p9": ["秀"]}
    (known,) = with_known_headlines([page], headlines)
    assert known.unsplit_headlines == ("灯光 秀 菜场搬到家门口",)
    assert "秀" not in [one.headline for one in known.announced]


def test_the_fullest_line_of_a_page_counts_whatever_comes_first() -> None:
    page, _ = capture(LINES)
    bare, clipping = capture([LINES[0], LINES[2], *LINES[4:]])
    for pages in ([page, bare], [bare, page]):
        (known,) = with_known_headlines(pages, {page.id: [clipping.headline]})
        assert len(known.announced) == 3


def test_page_and_article_name_the_same_sections() -> None:
    page, clipping = capture([*LINES[:2], "第6版:人物／专版 2020-03-15", *LINES[3:]])
    assert page.sections == clipping.sections == normalised_article(clipping).sections == ("人物", "专版")


def test_the_clipping() -> None:
    _, clipping = capture(LINES)
    assert (clipping.url, clipping.source_id, clipping.language) == (None, None, "zh-Hans")
    assert (clipping.page_token, clipping.page_label, clipping.page_name) == ("6", "6", "上海新闻/社区")
    assert clipping.issue_date == clipping.printed_date == date(2020, 3, 15)
    assert (clipping.kicker, clipping.headline) == ("春分前后", "桥上的灯 一盏一盏亮起来")
    assert clipping.subheadlines == ("老城厢一座小桥的修缮", "兼记两位修灯人")
    assert clipping.byline == "记者 左妍 本报记者 杨洁 通讯员 刘一剑"
    assert [author.name for author in clipping.authors] == ["左妍", "杨洁", "刘一剑"]
    assert (clipping.dateline, clipping.agency) == ("本报讯", None)
    assert clipping.jump_to is not None
    assert (clipping.jump_to.page_label, clipping.jump_to.printed) == ("2/3", "(下转第2/3版)")
    assert [(block.kind, block.text) for block in clipping.body] == [
        ("paragraph", "本报讯 江边的梧桐落了叶,扫街的人还没有来。"),
        ("crosshead", "修桥的人 每天第一个到"),
        ("paragraph", LINES[10]),
        ("crosshead", "“慢慢来”"),
        ("paragraph", LINES[12]),
        ("paragraph", LINES[13]),
    ]


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\r\n\r\n", "\n \u3000\n", "\r"])
def test_line_ends_do_not_matter(separator: str) -> None:
    assert capture(LINES, separator) == capture(LINES)
    assert text_capture("\ufeff" + separator.join(LINES), SLWB) == capture(LINES)


@pytest.mark.parametrize(
    "label_lines",
    [
        ["第6版：上海新闻/社区 2020-03-15"],
        ["第６版：上海新闻/社区　２０２０-０３-１５"],
        ["第6版:上海新闻/社区 2020年03月15日"],
        ["第6版:上海新闻/社区 2020年3月15日 星期日"],
        ["第6版:上海新闻/社区", "2020-03-15"],
    ],
)
def test_label_lines(label_lines: list[str]) -> None:
    page, clipping = capture([*LINES[:2], *label_lines, *LINES[3:]])
    assert (page.issue_date, page.page_label, page.page_name) == (date(2020, 3, 15), "6", "上海新闻/社区")
    assert clipping == capture(LINES)[1]


def test_furniture_above_the_label_and_the_newspapers_title_are_no_headlines() -> None:
    assert capture([LINES[0], "示例晚报", *FURNITURE, *LINES[1:]]) == capture(LINES)


def test_furniture_words_inside_the_article_stay() -> None:
    _, clipping = capture([*LINES[:8], "下载", *LINES[8:]])
    assert "下载" in "".join(block.text or "" for block in clipping.body)


@pytest.mark.parametrize("last", ["放大 那张旧照片", "他说完就去 打印", "下载 读报纸首页 的人多了"])
def test_a_last_line_with_words_of_furniture_among_others_stays(last: str) -> None:
    _, clipping = capture([*LINES[:16], last, *FURNITURE])
    assert "".join(last.split()) in "".join(block.text or "" for block in clipping.body).replace(" ", "")


WORDS = "放大 缩小 默认 上一版 下一版 上一篇 下一篇 上一期 下一期 下载 打印 返回目录 读报纸首页"


@pytest.mark.parametrize("word", WORDS.split())
def test_every_word_of_the_furniture_goes(word: str) -> None:
    assert capture([*LINES[:16], word]) == capture(LINES)


def test_furniture_on_one_line() -> None:
    assert capture([*LINES[:16], "放大 缩小 上一版 下一版", "下载 读报纸首页"]) == capture(LINES)


def test_a_spread() -> None:
    page, clipping = capture([*LINES[:2], "第2/3版:上海新闻 2020-03-15", *LINES[3:]])
    assert (page.id, page.page_label, clipping.page_token) == ("slwb-2020-03-15-a-p2-3", "2/3", "2-3")


def test_a_headline_over_two_lines() -> None:
    _, clipping = capture([*LINES[:4], "桥上的灯", "一盏一盏亮起来", *LINES[5:]])
    assert (clipping.kicker, clipping.headline) == ("春分前后", "桥上的灯 一盏一盏亮起来")


def test_without_a_headlines_line_the_first_line_is_the_headline() -> None:
    page, clipping = capture([LINES[0], LINES[2], *LINES[4:]])
    assert (clipping.kicker, clipping.headline) == (None, "桥上的灯 一盏一盏亮起来")
    assert (page.announced, page.unsplit_headlines) == ((), ())


def test_a_run_of_short_lines_is_verse() -> None:
    _, clipping = capture([*LINES[:7], "江边", "梧桐", "落叶", LINES[10], *FURNITURE])
    assert [block.kind for block in clipping.body] == ["paragraph"] * 4


def test_a_short_last_line_is_no_crosshead() -> None:
    _, clipping = capture([*LINES[:8], "灯还亮着", *FURNITURE])
    assert [block.kind for block in clipping.body] == ["paragraph", "paragraph"]
    assert clipping.byline == "记者 左妍"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["2024年11月27日 星期三"],
        LINES[:2] + LINES[3:],
        [*LINES[:2], "第6版:上海新闻 2020-13-15", *LINES[3:]],
        [*LINES[:2], "上海新闻 2020-03-15", *LINES[3:]],
        ["文字"] * 10 + LINES,
    ],
)
def test_no_label_line(lines: list[str]) -> None:
    with pytest.raises(UnknownLayout):
        capture(lines)


@pytest.mark.parametrize(
    "lines", [LINES[:3], [LINES[2]], LINES[:3] + FURNITURE, LINES[:4], LINES[:3] + ["文字"] * 9 + LINES[4:]]
)
def test_no_headline(lines: list[str]) -> None:
    with pytest.raises(MissingHeadline):
        capture(lines)
