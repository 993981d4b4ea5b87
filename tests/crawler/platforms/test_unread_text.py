"""Words of a body that no selector reads: never lost without a flag, and no flag where everything was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.record.clipping import Clipping
from crawler.platforms.layout import Layout
from tests.crawler.platforms.test_sheets import ARTICLE, BOXES, FRONT, read

LAYOUT = replace(
    BOXES, bodies=(".text", ".upright"), byline=".author", kicker=".kicker", furniture=".share", issue_date=".date"
)
BODY = "<p>昨日开饭。</p>"


def clipping_of(box: str, layout: Layout = LAYOUT) -> Clipping:
    markup = ARTICLE.replace('<div id="text"><p>　　昨日开饭。</p></div>', box)
    clipping, *_ = read(FRONT + "8.html", markup, layout)
    assert isinstance(clipping, Clipping)
    return clipping


def flags_of(box: str, layout: Layout = LAYOUT) -> tuple[str, ...]:
    return clipping_of(box, layout).flags


@pytest.mark.parametrize(
    "more",
    [
        "今日再开。",
        "<div>今日再开。</div>",
        "<span hidden></span><b>今日</b>再开。",
        "<table><tr><td>姓名</td><td>票数</td></tr></table>",
        "<div><p>今日再开。</p>明日照旧。</div>",
        "<div><img src=a.jpg><i>甲</i><i>乙</i></div>",
        "<div><img src=a.jpg><img src=b.jpg><i>甲乙</i></div>",
        "<div><img src=data:,><i>甲</i></div>",
        "<div class=author>文/苏帆</div><div class=author>图/顾平</div>",
        "7",
        "<div class=text>今日再开。</div>",
    ],
)
def test_words_beside_the_parts_are_flagged(more: str) -> None:
    for box in (f"<div class=text>{BODY}{more}</div>", f"<div class=text>{more}{BODY}</div>"):
        clipping = clipping_of(box)
        assert clipping.flags == ("unread_text",), box
        assert "昨日开饭。" in [block.text for block in clipping.body]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=text>今日再开。</div>",
        f"<div class=text>{BODY}</div><div class=text>今日再开。</div>",
        f"<div class=text>{BODY}</div><div class=upright><p>今日再开。</p></div>",
        f"<div class=text><img src=a.jpg></div><div class=upright>{BODY}今日再开。</div>",
        f"<div class=text style='display:none'>{BODY}今日再开。</div>",
    ],
    ids=["alone", "beside", "of another template", "after a picture", "hidden, and read"],
)
def test_words_are_flagged_in_whichever_box_they_stand(box: str) -> None:
    assert flags_of(box) == ("unread_text",)


@pytest.mark.parametrize(
    "more",
    [
        " \u3000\u200b\n&nbsp;",
        "<p></p>",
        "—— · | ＊ ◆",
        "<div><img src=a.jpg><i>甲  本报记者 苏帆 摄</i></div>",
        "<script>var words</script><style>p {}</style><noscript>无</noscript><template><b>稿</b></template>",
        "<select><option>大</option></select><textarea>留言</textarea><button><b>分享</b></button>",
        "<b hidden>旧稿</b><div style='color: red; DISPLAY : none'><b>旧稿</b>又一稿</div>",
        "<b style='visibility:hidden'>旧稿</b>",
        "<div class=share>分享<b>到</b></div>",
        "<div><a>放大</a> <a>缩小</a></div>打印",
        "<div class=kicker>引题</div><h1>码头食堂重开</h1><div class=sub>一<br>二</div>"
        "<b class=author>文/苏帆</b><b class=date>2024-03-01</b>",
        "<div>昨日开饭。</div>",
        "<!-- 旧稿 -->",
    ],
)
def test_what_is_read_elsewhere_or_not_shown_is_no_loss(more: str) -> None:
    head = "<div class=kicker>引题</div><div class=sub>一<br>二</div><b class=author>文/苏帆</b>"
    assert flags_of(f"{head}<div class=text>{BODY}{more}</div>") == ()
    assert flags_of(f"{head}<div class=text>{more}{BODY}</div>") == ()


@pytest.mark.parametrize(
    "box",
    [
        "",
        "<div class=text></div>",
        f"<div class=text>{BODY}</div><div class=upright>{BODY}</div>",
        f"<div class=text>{BODY}</div><div class=upright style='display:none'><p>旧稿</p></div>",
        f"<div class=text>{BODY}<div class=upright>{BODY}</div></div>",
    ],
    ids=["no box", "empty", "a copy", "hidden", "a copy inside"],
)
def test_boxes_that_say_nothing_of_their_own_are_no_loss(box: str) -> None:
    assert flags_of(box) == ()


def test_a_box_that_is_a_part_itself_is_read_whole() -> None:
    clipping = clipping_of("<div class=text>昨日<b>开饭</b>。<p>今日再开。</p></div>", replace(LAYOUT, parts="div"))
    assert ([block.text for block in clipping.body], clipping.flags) == (["昨日开饭。", "今日再开。"], ())


@pytest.mark.parametrize(
    ("boxes", "body"),
    [
        (
            f"<div class=text><img src=a.jpg><i>甲</i></div><div class=upright>{BODY}<img src=b.jpg></div>",
            [("photo", "甲"), ("paragraph", "昨日开饭。"), ("photo", None)],
        ),
        (
            f"<div class=text><img src=a.jpg></div><div class=upright>{BODY}<div><img src=a.jpg><i>甲</i></div></div>",
            [("paragraph", "昨日开饭。"), ("photo", "甲")],
        ),
        (
            "<div class=text><p> </p></div><div class=upright><img src=a.jpg><i>甲</i></div>",
            [("photo", "甲")],
        ),
        ("<div class=text><img src=a.jpg></div><div class=upright><img src=a.jpg></div>", [("photo", None)]),
        (f"<div class=text><p> </p></div><div class=upright>{BODY}</div>", [("paragraph", "昨日开饭。")]),
    ],
    ids=["a picture, then text", "one picture twice", "a blank run", "pictures alone", "a blank run, then text"],
)
def test_the_body_is_the_first_template_with_text(boxes: str, body: list[tuple[str, str | None]]) -> None:
    clipping = clipping_of(boxes)
    assert ([(block.kind, block.text) for block in clipping.body], clipping.flags) == (body, ())
