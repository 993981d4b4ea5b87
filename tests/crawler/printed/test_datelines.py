import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.printed.datelines import dateline, split_dateline


@pytest.mark.parametrize(
    ("paragraph", "printed", "agency"),
    [
        ("新华社北京3月14日电（记者 某某）今天，天晴。", "新华社北京3月14日电", "新华社"),
        ("新华社北京3月14日电天晴。", "新华社北京3月14日电", "新华社"),
        ("新华社联合国/日内瓦３月14日电 天晴。", "新华社联合国/日内瓦３月14日电", "新华社"),
        ("新华社武汉3月14日新媒体专电 天晴。", "新华社武汉3月14日新媒体专电", "新华社"),
        ("据新华社北京3月14日电，天晴。", "据新华社北京3月14日电", "新华社"),
        ("据新华社电 天晴。", "据新华社电", "新华社"),
        ("综合新华社电 天晴。", "综合新华社电", "新华社"),
        ("中新社北京三月一日电 天晴。", "中新社北京三月一日电", "中新社"),
        ("中新网3月1日电 天晴。", "中新网3月1日电", "中新网"),
        ("法新社巴黎14日电 天晴。", "法新社巴黎14日电", "法新社"),
        ("路透社伦敦电：天晴。", "路透社伦敦电", "路透社"),
        ("美联社华盛顿3月1日电 天晴。", "美联社华盛顿3月1日电", "美联社"),
        ("本报讯 天晴。", "本报讯", None),
        ("本报讯（记者 左妍）天晴。", "本报讯", None),
        ("本报讯今天天晴。", "本报讯", None),
        ("　　【本报讯】天晴。", "本报讯", None),
        ("本报北京3月1日电 天晴。", "本报北京3月1日电", None),
        ("本报北京今日电 天晴。", "本报北京今日电", None),
        ("新民晚报讯（记者 左妍）天晴。", "新民晚报讯", None),
    ],
)
def test_dateline(paragraph: str, printed: str, agency: str | None) -> None:
    found = dateline(paragraph)
    assert found is not None
    assert (found.printed, found.agency) == (printed, agency)


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "天晴。",
        "据新华社报道，天晴。",
        "新华社电视台开播。",
        "本报讯息台",
        "昨天，新华社北京3月14日电说",
        "路透社电影节",
    ],
)
def test_what_is_no_dateline(paragraph: str) -> None:
    assert dateline(paragraph) is None
    assert split_dateline(paragraph) == (None, (), paragraph)


@pytest.mark.parametrize(
    ("paragraph", "byline", "names", "rest"),
    [
        ("本报讯（记者 左妍）天晴。", "记者 左妍", [("左妍", "记者")], "本报讯 天晴。"),
        (
            "本报讯 (记者 左妍 通讯员 王某) 天晴。",
            "记者 左妍 通讯员 王某",
            [("左妍", "记者"), ("王某", "通讯员")],
            "本报讯 天晴。",
        ),
        (
            "新华社北京3月14日电（记者胡喆、侯文坤）天晴。",
            "记者胡喆、侯文坤",
            [("胡喆", "记者"), ("侯文坤", "记者")],
            "新华社北京3月14日电 天晴。",
        ),
        ("【本报讯】（首席记者 潘高峰）天晴。", "首席记者 潘高峰", [("潘高峰", "首席记者")], "【本报讯】 天晴。"),
        ("本报讯（见上图）天晴。", None, [], "本报讯（见上图）天晴。"),
        ("本报讯 天晴（记者 左妍）。", None, [], "本报讯 天晴（记者 左妍）。"),
        ("（记者 左妍）天晴。", None, [], "（记者 左妍）天晴。"),
    ],
)
def test_a_byline_in_brackets_after_the_dateline(
    paragraph: str, byline: str | None, names: list[tuple[str, str]], rest: str
) -> None:
    printed, found, left = split_dateline(paragraph)
    assert (printed, [(author.name, author.role) for author in found], left) == (byline, names, rest)


@given(
    st.lists(st.sampled_from(["新华社", "本报", "北京", "3月", "14日", "电", "讯", "（", "记者 左妍", "）", " "])).map(
        "".join
    )
)
def test_it_is_what_opens_the_paragraph(paragraph: str) -> None:
    found = dateline(paragraph)
    split_dateline(paragraph)
    assert found is None or "".join(found.printed.split()) in "".join(paragraph.split())


@pytest.mark.parametrize("unit", [" ", "新华社", "新华社 ", "本报", "1", "北", "【"])
def test_a_megabyte_is_read_once(unit: str) -> None:
    assert dateline(unit * 300_000) is None
    paragraph = "本报讯（" + unit * 300_000
    assert split_dateline(paragraph) == (None, (), paragraph)
