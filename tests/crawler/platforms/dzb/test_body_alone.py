"""A text of an article's body alone: its address, or whoever imports it, says where it stands."""

from __future__ import annotations

from datetime import date

import pytest

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Place
from crawler.platforms.dzb.text_capture import text_capture
from crawler.platforms.errors import BodyAlone, ParseError
from pipelines.normalise import normalised_article
from tests.crawler.platforms.dzb.test_text_capture import FURNITURE, LINES, SLWB

PAGE = "2-3"
BODY = [LINES[7], LINES[10], *LINES[14:16]]
PLACE = Place(kind="article", issue=IssueKey("slwb", date(2020, 3, 15)), page_token=PAGE, source_id="92381")


def alone(lines: list[str], place: Place | None = PLACE, headline: str | None = None) -> Clipping:
    page, clipping = text_capture("\n".join(lines), SLWB, place, headline)
    assert page is None
    return clipping


def test_a_body_alone_stands_where_its_address_says() -> None:
    one = alone([*BODY, *FURNITURE])
    assert (one.issue_date, one.page_token, one.page_label, one.page_name) == (date(2020, 3, 15), "2-3", "2/3", None)
    assert (one.headline, one.kicker, one.printed_date, one.flags) == (None, None, None, ("body_only",))
    assert [block.text for block in one.body] == ["本报讯 江边的梧桐落了叶,扫街的人还没有来。", LINES[10]]
    assert normalised_article(one).flags == ("body_only", "no_headline")
    assert normalised_article(one).kind == "article"


def test_a_body_alone_has_the_headline_that_it_is_given() -> None:
    assert alone(BODY, headline=" 桥上的灯\u3000一盏一盏 ").headline == "桥上的灯 一盏一盏"


def test_what_a_text_says_itself_needs_no_place() -> None:
    page, clipping = text_capture("\n".join(LINES), SLWB, PLACE)
    assert page is not None
    assert (page.id, clipping.page_token, clipping.page_label) == ("slwb-2020-03-15-a-p2-3", "2-3", "6")
    assert (clipping.headline, clipping.flags) == ("桥上的灯 一盏一盏亮起来", ())


def test_a_headline_that_the_page_does_not_list_is_none() -> None:
    one = alone([*LINES[:3], *BODY])
    assert (one.headline, [block.kind for block in one.body]) == (None, ["paragraph", "paragraph"])


def test_without_a_place_it_says_what_it_is() -> None:
    for place in (
        None,
        Place(kind="page", issue=PLACE.issue, page_token=PAGE),
        Place(kind="article", issue=PLACE.issue),
    ):
        with pytest.raises(BodyAlone, match="the body of an article alone"):
            text_capture("\n".join(BODY), SLWB, place)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "unknown_layout"),
        (FURNITURE, "unknown_layout"),
        (["not ours at all, not a word of it"], "unknown_layout"),
        (["404 Not Found"], "soft_404"),
        (["您要访问的页面不存在", "返回首页"], "soft_404"),
        (["请输入验证码后继续访问"], "block_page"),
        (["文字"] * 10 + LINES, "unknown_layout"),  # of a whole page, with its lists
        ([*BODY, *FURNITURE, "江湾晚报社版权所有"], "unknown_layout"),
    ],
)
def test_what_has_an_address_and_is_no_body(lines: list[str], reason: str) -> None:
    with pytest.raises(ParseError) as error:
        text_capture("\n".join(lines), SLWB, PLACE)
    assert error.value.reason == reason
