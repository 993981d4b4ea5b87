import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.printed.blanks import without_blanks
from crawler.printed.byline import authors, merged, split_byline

PROSE = "江边的梧桐落了叶，扫街的人还没有来，桥上的灯一盏一盏地暗下去。"


def names(printed: str) -> list[tuple[str, str | None]]:
    return [(author.name, author.role) for author in authors(printed)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("本报记者  杨洁  通讯员  刘一剑", [("杨洁", "本报记者"), ("刘一剑", "通讯员")]),
        ("本报记者  孙中钦  陈炅玮  摄影报道", [("孙中钦", "本报记者"), ("陈炅玮", "本报记者")]),
        ("首席记者 潘高峰 实习生 小王", [("潘高峰", "首席记者"), ("小王", "实习生")]),
        ("记者 张三、李四", [("张三", "记者"), ("李四", "记者")]),
        ("记者胡喆、侯文坤", [("胡喆", "记者"), ("侯文坤", "记者")]),
        ("本报记者杨洁通讯员刘一剑", [("杨洁", "本报记者"), ("刘一剑", "通讯员")]),
        ("记 者 张 三", [("张三", "记者")]),
        ("本报 记者 张三", [("张三", "本报记者")]),
        ("特约记者 李 小龙", [("李小龙", "特约记者")]),
        ("本报特约通讯员王艺文", [("王艺文", "本报特约通讯员")]),
        ("本报驻北京记者 张三", [("张三", "本报驻北京记者")]),
        ("驻京记者张三", [("张三", "驻京记者")]),
        ("■ 新华社记者 某某", [("某某", "新华社记者")]),
        ("上海证券报记者 李四", [("李四", "上海证券报记者")]),
        ("◆韩浩月", [("韩浩月", None)]),
        ("●某某", [("某某", None)]),
        ("□某某", [("某某", None)]),
        ("图|某某", [("某某", "图")]),
        ("文/付秀宏", [("付秀宏", "文")]),
        ("文 / 甲乙  图 / 乙丙", [("甲乙", "文"), ("乙丙", "图")]),
        ("文/图 王凯", [("王凯", "文/图")]),
        ("杨洁/文 王凯/摄", [("杨洁", "文"), ("王凯", "摄")]),
        ("杨洁 文 王凯 摄", [("杨洁", "文"), ("王凯", "摄")]),
        ("王凯 摄", [("王凯", "摄")]),
        ("王凯摄", [("王凯", "摄")]),
        ("王凯摄影报道", [("王凯", "摄影报道")]),
        ("本报记者 王凯 摄", [("王凯", "本报记者")]),
        ("口述：张三 整理：李四", [("张三", "口述"), ("李四", "整理")]),
        ("葛昆元", [("葛昆元", None)]),
        ("吴 越", [("吴越", None)]),
        ("吴\u3000越", [("吴越", None)]),
        ("吴越  李明", [("吴越", None), ("李明", None)]),
        ("吴越 李明", [("吴越", None), ("李明", None)]),
        ("吴 越  李明", [("吴越", None), ("李明", None)]),
        ("吴 越 李 明", [("吴越", None), ("李明", None)]),
        ("张 三 丰", [("张三丰", None)]),
        ("欧阳 克", [("欧阳克", None)]),
        ("王 凯", [("王凯", None)]),
        ("司马 相如", [("司马", None), ("相如", None)]),  # nothing tells two names from one here
        ("张三 李四 等", [("张三", None), ("李四", None)]),
        ("John Smith", [("John Smith", None)]),
        ("阿·托尔斯泰", [("阿·托尔斯泰", None)]),
        ("[美]海明威 译/张三", [("海明威", None), ("张三", "译")]),
        ("张三（某大学教授）", [("张三", None)]),
        ("（作者：张三）", [("张三", "作者")]),
        ("（作者系某大学教授）", []),
        ("作者为上海作协会员", []),
        ("本报评论员", []),
        ("新华社", []),
        ("综合报道", []),
        ("", []),
    ],
)
def test_authors(printed: str, expected: list[tuple[str, str | None]]) -> None:
    assert names(printed) == expected


def test_a_name_with_a_capacity_stands_for_one_without() -> None:
    assert merged(authors("左妍") + authors("本报记者 左妍") + authors("左妍")) == authors("本报记者 左妍")
    assert names("文/张三 摄/张三") == [("张三", "文"), ("张三", "摄")]


@pytest.mark.parametrize(
    ("paragraphs", "field", "byline", "left"),
    [
        # own first paragraphs
        (["首席记者  潘高峰", PROSE], None, "首席记者 潘高峰", [PROSE]),
        (["◆韩浩月", PROSE], None, "◆韩浩月", [PROSE]),
        (["文/付秀宏", PROSE], None, "文/付秀宏", [PROSE]),
        (["葛昆元", PROSE], None, "葛昆元", [PROSE]),
        (["欧阳 克", PROSE], None, "欧阳 克", [PROSE]),
        (["本报记者", "杨洁", PROSE], None, "本报记者 杨洁", [PROSE]),
        # at the start of the first paragraph
        (["首席记者  潘高峰    " + PROSE], None, "首席记者 潘高峰", [PROSE]),
        (["葛昆元  " + PROSE], None, "葛昆元", [PROSE]),
        (["吴 越 " + PROSE], "吴越", "吴 越", [PROSE]),
        (["吴越\u3000" + PROSE], "吴 越", "吴越", [PROSE]),
        (["◆吴越 " + PROSE], "吴越", "◆吴越", [PROSE]),
        # the field, and what the body makes of it
        (["左妍", PROSE], "本报记者 左妍", "本报记者 左妍", [PROSE]),
        ([PROSE, "本报记者  左妍"], "左妍", "本报记者 左妍", [PROSE]),
        ([PROSE, "本报记者 杨洁 通讯员 王某"], "杨洁、王某", "本报记者 杨洁 通讯员 王某", [PROSE]),
        ([PROSE, "本报记者 杨硕"], "左妍", "左妍 本报记者 杨硕", [PROSE]),
        (["吴越", PROSE, "吴 越"], "吴越", "吴 越", [PROSE]),
        ([PROSE], "左妍", "左妍", [PROSE]),
        ([PROSE], "\u3000", None, [PROSE]),
        # the end
        ([PROSE, "本报记者  杨洁  通讯员  刘一剑"], None, "本报记者 杨洁 通讯员 刘一剑", [PROSE]),
        ([PROSE, "本报记者  孙中钦  陈炅玮  摄影报道"], None, "本报记者 孙中钦 陈炅玮 摄影报道", [PROSE]),
        ([PROSE, "本报记者 孙中钦 王凯", "摄影报道"], None, "本报记者 孙中钦 王凯 摄影报道", [PROSE]),
        ([PROSE, "王凯", "摄影报道"], None, "王凯 摄影报道", [PROSE]),
        ([PROSE, "王凯 摄影报道"], None, "王凯 摄影报道", [PROSE]),
        (["本报记者 王凯", "摄影报道", PROSE], None, "本报记者 王凯 摄影报道", [PROSE]),
        ([PROSE, "摄影报道"], None, None, [PROSE, "摄影报道"]),
        ([PROSE, "本报记者 孙中钦", "王凯 摄"], None, "本报记者 孙中钦 王凯 摄", [PROSE]),
        ([PROSE, "本报记者", "杨洁"], None, "本报记者 杨洁", [PROSE]),
        ([PROSE + "“谢谢所有人了。”本报记者  杨硕"], None, "本报记者 杨硕", [PROSE + "“谢谢所有人了。”"]),
        ([PROSE + "（记者 张三）"], None, "（记者 张三）", [PROSE]),
        ([PROSE, "（作者：张三）"], None, "（作者：张三）", [PROSE]),
        (["首席记者 潘高峰", PROSE, "王凯 摄"], None, "首席记者 潘高峰 王凯 摄", [PROSE]),
        # what stays
        (["求助", PROSE], None, None, ["求助", PROSE]),
        (["安全", PROSE], None, None, ["安全", PROSE]),
        (["黄金周", PROSE], None, None, ["黄金周", PROSE]),
        (["白云  青山", PROSE], None, None, ["白云  青山", PROSE]),
        (["施工队", PROSE], None, None, ["施工队", PROSE]),
        (["江边", PROSE], None, None, ["江边", PROSE]),
        (["葛昆元", "桥上的灯", PROSE], None, None, ["葛昆元", "桥上的灯", PROSE]),  # over verse it may be anything
        (["温馨提示", PROSE], None, None, ["温馨提示", PROSE]),
        (["◆相关链接", PROSE], None, None, ["◆相关链接", PROSE]),
        (["编者按", PROSE], None, None, ["编者按", PROSE]),
        (["记者手记", PROSE], None, None, ["记者手记", PROSE]),
        (["葛昆元", PROSE], "左妍", "左妍", ["葛昆元", PROSE]),  # the field says otherwise
        (["吴越今天" + PROSE], "吴越", "吴越", ["吴越今天" + PROSE]),
        ([PROSE + "“到了。”记者马上明白"], None, None, [PROSE + "“到了。”记者马上明白"]),
        ([PROSE, "葛昆元"], None, None, [PROSE, "葛昆元"]),
        ([PROSE, "（作者系上海作协会员）"], None, None, [PROSE, "（作者系上海作协会员）"]),
        ([PROSE + "他说起本报记者杨硕"], None, None, [PROSE + "他说起本报记者杨硕"]),
        ([PROSE + "本报记者杨硕昨天在现场看到了这一幕"], None, None, [PROSE + "本报记者杨硕昨天在现场看到了这一幕"]),
        (["葛昆元"], None, None, ["葛昆元"]),
        ([], None, None, []),
    ],
)
def test_split_byline(paragraphs: list[str], field: str | None, byline: str | None, left: list[str]) -> None:
    split = split_byline(paragraphs, field)
    assert (split.byline, list(split.paragraphs)) == (byline, left)


def test_capacities_reach_the_authors() -> None:
    for paragraphs, field, expected in (
        ([PROSE, "本报记者", "杨洁"], "杨洁", [("杨洁", "本报记者")]),
        ([PROSE, "王凯", "摄影报道"], None, [("王凯", "摄影报道")]),
        ([PROSE, "王凯 摄影报道"], None, [("王凯", "摄影报道")]),
        ([PROSE, "本报记者", "王凯 杨洁", "摄影报道"], None, [("王凯", "本报记者"), ("杨洁", "本报记者")]),
    ):
        split = split_byline(paragraphs, field)
        assert [(author.name, author.role) for author in split.authors] == expected


PARTS = [
    "记者", "本报记者", "通讯员", "摄影报道", "摄", "文", "图", "/",
    "杨洁", "葛昆元", "吴", "越", "求助", "安全", "◆", "■",
    "（", "）", "作者", "系", " ", "  ", "\u3000", "    ",
    "\u200b", "、", "。", "”", PROSE, "A", "\n",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PARTS), max_size=8).map("".join) | st.text(max_size=5)


@given(st.lists(TEXT, max_size=5), st.none() | TEXT)
@example(["杨洁 吴越"], "杨洁，吴越")
def test_no_character_is_lost(paragraphs: list[str], field: str | None) -> None:
    split = split_byline(paragraphs, field)
    left = without_blanks("".join(split.paragraphs))
    before = without_blanks("".join(paragraphs))
    byline = set(without_blanks(split.byline or ""))
    ends = [(before[:at], before[at + len(left) :]) for at in range(len(before) + 1) if before.startswith(left, at)]
    assert any(byline.issuperset(head + tail) for head, tail in ends)
    assert set(without_blanks(field or "")) - set("、，,;；") <= byline
    assert all(author.name.strip() and author.role != "" for author in split.authors)


@pytest.mark.parametrize("field", [",", "、", "；"])
def test_a_field_without_a_name_is_repeated_by_nothing(field: str) -> None:
    assert split_byline([], field).byline == field


@given(st.text() | TEXT)
def test_authors_never_fail(printed: str) -> None:
    assert all(author.name and author.role != "" for author in authors(printed))


UNITS = [" ", "葛昆元 ", "记者", "◆", "（", "文/", "杨洁  ", "本报", "。", "。记者 ", "\u200b"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_is_read_once(unit: str) -> None:
    text = unit * 300_000
    authors(text)
    split_byline([text + "文", PROSE, "文" + text], None)
    split_byline([text + "文", PROSE, "文" + text], text)


@pytest.mark.parametrize("unit", ["葛昆元", "本报记者 杨洁", "本报记者"])
def test_of_many_bylines_some_at_either_end_are_taken(unit: str) -> None:
    split = split_byline([unit] * 100_000, None)
    assert {*split.paragraphs, split.byline} <= {unit, None}
    assert 100_000 - 2 * 13 <= len(split.paragraphs) <= 100_000
