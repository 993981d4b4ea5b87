"""A layout is data: checked when it is made, hashable, and the same in another process."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace

import pytest

from crawler.platforms.dzb import DZB
from crawler.platforms.layout import Layout

ATTRIBUTES = [
    field.name for field in fields(Layout) if field.name.startswith(("areas_", "articles_", "catalogue_", "pdf_"))
]
SELECTORS = [field.name for field in fields(Layout) if field.name not in (*ATTRIBUTES, "bodies")]


@pytest.mark.parametrize("name", SELECTORS)
def test_a_selector_that_cannot_be_fails_when_the_layout_is_made(name: str) -> None:
    with pytest.raises(ValueError, match=rf"^Layout\.{name}: not a CSS selector: 'p\.\.author'"):
        replace(DZB, **{name: "p..author"})


def test_each_of_the_bodies_is_checked() -> None:
    with pytest.raises(ValueError, match=r"^Layout\.bodies: not a CSS selector: 'div\['"):
        replace(DZB, bodies=("div", "div["))
    with pytest.raises(TypeError, match=r"^Layout\.bodies: "):
        replace(DZB, bodies="div")


@pytest.mark.parametrize("name", ATTRIBUTES)
@pytest.mark.parametrize("value", ["", "data href", "data-Href", "[href]"])
def test_an_attribute_that_cannot_be_fails_when_the_layout_is_made(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=rf"^Layout\.{name}: not the name of an HTML attribute: "):
        replace(DZB, **{name: value})


def test_a_layout_needs_no_more_than_what_every_page_has() -> None:
    layout = Layout(
        page_signature="ol", article_signature="h1", catalogue="ol a", headline="h1", bodies=("div",), parts="p"
    )
    assert (layout.byline, layout.areas, layout.areas_href, layout.areas_title) == (None, None, "href", "title")


def test_a_layout_is_a_value() -> None:
    copy = pickle.loads(pickle.dumps(DZB))  # noqa: S301 - our own
    assert copy == DZB
    assert len({copy, DZB, replace(DZB, byline="p.author")}) == 2
