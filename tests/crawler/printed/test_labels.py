import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.printed.labels import UnknownLabel, chinese_number, page_label, page_name, page_token, sections


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("第2/3版：上海新闻", "2/3", "上海新闻"),
        ("第2／3版:上海新闻", "2/3", "上海新闻"),
        ("第1版:一版要闻", "1", "一版要闻"),
        ("A01： 头版", "A01", "头版"),
        ("第A01版：头版", "A01", "头版"),
        ("第06版", "06", None),
        ("第０６版 ： 体育", "06", "体育"),
        ("第 14 版:文体汇/人物/专版", "14", "文体汇/人物/专版"),
        ("\r\n  第12版：夜光杯\r\n", "12", "夜光杯"),
        ("第十二版", "十二", None),
        ("DC01：汽车", "DC01", "汽车"),
        ("A106", "A106", None),
        ("14版", "14", None),
        ("第特1版：特刊", "特1", "特刊"),
        ("第08版：广告", "08", "广告"),
    ],
)
def test_label_and_name(text: str, label: str, name: str | None) -> None:
    assert (page_label(text), page_name(text)) == (label, name)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "要闻",
        "第版：要闻",
        "第../../x版：要闻",
        "../x",
        "第\x001版",
        "第" + "1" * 17 + "版",
        "第一财经",
        "A01头版",
    ],
)
def test_what_is_no_label(text: str) -> None:
    with pytest.raises(UnknownLabel):
        page_label(text)


def test_a_name_without_a_label_is_a_name() -> None:
    assert page_name(" 一版\u3000要闻 ") == "一版 要闻"
    assert page_name("\u3000") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("文体汇/人物/专版", ("文体汇", "人物", "专版")),
        ("新民印象／目击", ("新民印象", "目击")),
        ("要闻", ("要闻",)),
        (" / ", ()),
        (None, ()),
    ],
)
def test_sections(name: str | None, expected: tuple[str, ...]) -> None:
    assert sections(name) == expected


def test_page_token() -> None:
    assert page_token("2/3") == "2-3"
    assert page_token("06") == "06"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("四", 4), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("二〇", 20), ("一百零六", 106),
        ("", None), ("四季", None), ("12", None),
    ],
)  # fmt: skip
def test_chinese_number(text: str, expected: int | None) -> None:
    assert chinese_number(text) == expected


@given(st.one_of(st.text(max_size=40), st.text(st.sampled_from("第版0１A/.-十:： \x00\ud800〇²௧")), st.text()))
def test_anything_is_a_label_or_unknown(text: str) -> None:
    page_name(text)
    try:
        label = page_label(text)
    except UnknownLabel:
        return
    assert 0 < len(label) <= 16
    assert label.split() == [label]
    assert ".." not in label


@pytest.mark.parametrize("unit", ["第", "1", " ", "第 ", "A", "1/", "十"])
def test_a_megabyte_is_no_label(unit: str) -> None:
    with pytest.raises(UnknownLabel):
        page_label(unit * 500_000)
