"""What a selector finds is what XPath finds, in time that the shape of a page does not change."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from lxml.cssselect import CSSSelector

from crawler.platforms.selector import compiled, in_order, outermost

COMPOUNDS = st.sampled_from(["p", "DIV", "li", ".a", "p.b", "[id=x]", "#x", "p#x", "*", "li:not(.a)", "p:has(li)"])
CHAINS = st.lists(
    st.tuples(st.sampled_from([" ", " > ", " + ", " ~ "]), COMPOUNDS).map("".join), min_size=0, max_size=3
).map("".join)
BRANCHES = st.builds(str.__add__, COMPOUNDS, CHAINS)
SELECTORS = st.lists(BRANCHES, min_size=1, max_size=3).map(", ".join)


@st.composite
def trees(draw: st.DrawFn) -> etree._Element:
    root = etree.Element(draw(st.sampled_from(["html", "div", "p"])))
    elements = [root]
    for _ in range(draw(st.integers(0, 12))):
        child = etree.SubElement(draw(st.sampled_from(elements)), draw(st.sampled_from(["p", "li", "div"])))
        child.set("class", draw(st.sampled_from(["a", "b", "a b", ""])))
        if draw(st.booleans()):
            child.set("id", "x")
        elements.append(child)
    return root


@given(trees(), SELECTORS)
def test_the_steps_find_what_xpath_finds(root: etree._Element, css: str) -> None:
    assert compiled(css).search(root) == CSSSelector(css, translator="html")(root)


@given(trees(), SELECTORS, st.data())
def test_within_an_element_nothing_outside_it_is_found(root: etree._Element, css: str, data: st.DataObject) -> None:
    within = data.draw(st.sampled_from(list(root.iter())))
    below = set(within.iter())
    expected = [element for element in CSSSelector(css, translator="html")(within) if element in below]
    assert compiled(css).search(within) == expected


@given(trees(), st.data())
def test_of_elements_one_inside_the_other_the_outer_one_is_left(root: etree._Element, data: st.DataObject) -> None:
    chosen = in_order(root, data.draw(st.lists(st.sampled_from(list(root.iter())))))
    assert list(outermost(chosen)) == [
        element for element in chosen if not any(other in set(element.iterancestors()) for other in chosen)
    ]


MANY = 20_000
SHAPES = {
    "nested": "<div class=a id=x>" * 1500 + "<p class=a>x</p><i>y</i>" * (MANY // 2),
    "flat": "<p class=a>x</p><i>y</i>" * (MANY // 2),
    "mixed": "<div class=a id=x>" * 1500 + "<p>x</p></div><p>y</p><i>z</i>" * 1500,
}


SLOW = ["div p", ".a p", "[id=x] > p", "p, i", "div p, div i", "p + i", "p ~ i", "div > p + i"]


@pytest.mark.parametrize("css", SLOW)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_a_page_makes_a_search_long(shape: str, css: str) -> None:
    root = html.fromstring(f"<body>{SHAPES[shape]}</body>", parser=html.HTMLParser(huge_tree=True))
    began = time.process_time()
    compiled(css).search(root)
    assert time.process_time() - began < 1  # XPath alone takes from four seconds to minutes


@pytest.mark.parametrize("css", ["", "p..a", "p::text", "svg|a", "a:nth-child(x)", "//p", "p:none"])
def test_what_is_no_selector_says_so(css: str) -> None:
    with pytest.raises(ValueError, match="not a CSS selector"):
        compiled(css)
