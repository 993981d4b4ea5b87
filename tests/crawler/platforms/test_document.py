"""What a selector finds, before and after the tree is changed by somebody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from lxml.cssselect import CSSSelector

from crawler.platforms.capture import Capture
from crawler.platforms.document import Document
from crawler.platforms.errors import BlockPage, NotHtml

PAGE = """<html><body>
<div class="list first"><ul class="list"><li>一</li><li class="a b">二</li></ul></div>
<p class="a">三</p><h2 class="a">　四<br>五</h2>
</body></html>"""


def document(markup: str = PAGE) -> Document:
    return Document.of(Capture(url="https://epaper.invalid/1.html", body=markup.encode()))


def texts(page: Document, css: str) -> list[str]:
    return ["".join(element.itertext()).strip() for element in page.select(css)]


def test_elements_come_in_the_order_of_the_page() -> None:
    assert texts(document(), ".a") == ["二", "三", "四五"]
    assert texts(document(), "li, h2") == ["一", "二", "四五"]


def test_a_class_is_looked_up_with_its_tag_and_with_what_is_inside() -> None:
    assert texts(document(), "h2.a") == ["四五"]
    assert texts(document(), "td.a") == texts(document(), ".none") == texts(document(), "h2.a li") == []
    assert texts(document(), ".list li") == ["一", "二"]  # of two lists, one inside the other, once


@pytest.mark.parametrize("css", ["p", "p.a", ".a", ".b"])
def test_within_an_element_only_that_and_what_is_below_it_is_found(css: str) -> None:
    page = document()
    for element in page.root.iter("*"):
        below = set(element.iter())
        assert page.select(css, element) == [one for one in page.select(css) if one in below]


def test_nothing_above_an_element_counts_within_it() -> None:
    page = document()
    (below,) = page.select("ul")
    assert len(page.select("div li")) == 2
    assert page.select("div li", below) == []


def test_the_first_text_is_as_printed() -> None:
    page = document()
    assert page.first_text("h2") == "四 五"
    assert page.first_text("h3") is page.first_text("td.a") is None
    assert page.first_text("li", page.select("ul")[0]) == "一"
    assert document("<p class=a>　</p>").first_text(".a") is None


@pytest.mark.parametrize("css", [".a", ".b", "li.b", ".first li", "p", ".a, p"])
@pytest.mark.parametrize("removed", ["div", "ul", "li.a", "p.a"])
def test_what_was_removed_is_not_selected_again(css: str, removed: str) -> None:
    page = document()
    before = page.select(css)
    (element,) = page.root.cssselect(removed)
    gone = set(element.iter())
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    assert page.select(css) == [one for one in before if one not in gone]


def test_a_document_knows_its_own_elements_alone() -> None:
    first, second = document(), document()
    assert first.select(".a") == first.select(".a") != second.select(".a")
    assert {one.getroottree().getroot() for one in second.select(".a")} == {second.root}


NAMES = st.sampled_from(["a", "b", "a b", "b\ta", "a a", "ab", "A", ""])


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    root = etree.Element(draw(st.sampled_from(["html", "div"])))
    elements = [root]
    for _ in range(draw(st.integers(0, 9))):
        child = etree.SubElement(draw(st.sampled_from(elements)), draw(st.sampled_from(["p", "li", "div"])))
        child.set("class", draw(NAMES))
        elements.append(child)
    return root


@given(trees(), st.lists(st.sampled_from([".a", "p.a", ".a li", "li.b p", ".A", ".ab", "div", "p + .a"]), min_size=1))
def test_the_index_gives_what_a_search_gives(root: etree._Element, asked: list[str]) -> None:
    page = Document(root)
    for css in asked:
        assert page.select(css) == CSSSelector(css, translator="html")(root)


@given(trees(), st.data())
def test_the_index_of_a_tree_with_less_in_it_gives_what_a_search_gives(
    root: etree._Element, data: st.DataObject
) -> None:
    page = Document(root)
    asked = [".a", "p.b", ".a li", ".ab"]
    for css in asked:
        page.select(css)
    for _ in range(data.draw(st.integers(1, 3))):
        element = data.draw(st.sampled_from(list(root.iter())))
        if (parent := element.getparent()) is not None:
            parent.remove(element)
    for css in asked:
        assert page.select(css) == CSSSelector(css, translator="html")(root)


def test_a_fragment_is_a_document_too() -> None:
    assert texts(Document(html.fragment_fromstring("<div class=a>一<b class=a>二</b></div>")), ".a") == ["一二", "二"]


def test_a_document_says_what_its_capture_was() -> None:
    page = document("<p>请输入验证码</p><p>\ufffd</p>")
    assert (page.url, page.flags) == ("https://epaper.invalid/1.html", ("replacement_character",))
    refused = page.refusal()
    assert isinstance(refused, BlockPage)
    assert refused.url == page.url
    assert document().refusal() is None
    with pytest.raises(NotHtml):
        document("今日无报")
