"""An HTML capture as a tree, and the selectors that find elements in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from ..printed.blanks import collapsed
from .capture import Capture
from .errors import ParseError
from .html import Element, html_tree, printed_text, refusal

_BY_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([A-Za-z_-][A-Za-z0-9_-]*)(?: ([a-z][a-z0-9]*))?")  # "h2.a", ".a", ".a li"
_CLASS_NAME = re.compile(r"[^ \t\r\n]+")  # as XPath parts them
_Search = Callable[[Element], list[Element]]


class Selector(NamedTuple):
    """A CSS selector, compiled. ``search`` finds its elements in and below a given one, in document order.

    ``class_name`` is set where an index of classes answers as well; ``tag`` (of ``h2.a``) and ``inner`` (of ``.a li``)
    say what else is asked for then.
    """

    search: _Search
    tag: str | None = None
    class_name: str | None = None
    inner: str | None = None


@lru_cache(maxsize=1024)
def compiled(css: str) -> Selector:
    """``css``, compiled; a selector that was compiled before is remembered.

    Raises:
        ValueError: it is no CSS selector, or none that can be asked of HTML.
    """
    try:
        search = cast("_Search", CSSSelector(css, translator="html"))
        search(etree.Element("html"))  # only now does a prefix without a namespace fail
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"not a CSS selector: {css!r} ({error})") from error
    by_class = _BY_CLASS.fullmatch(css)
    return Selector(search) if by_class is None else Selector(search, *by_class.groups())


class Document:
    """One HTML capture as a tree. ``root`` is its outermost element, ``flags`` name what its encoding lost.

    Nothing here changes the tree. An element that somebody removed from it is never selected again; an element that
    somebody added or moved, or whose class changed, may be missed or come out of order.
    """

    def __init__(self, root: Element, url: str | None = None, flags: tuple[str, ...] = ()) -> None:
        self.root = root
        self.url = url
        self.flags = flags

    @classmethod
    def of(cls, capture: Capture) -> Document:
        """The document that a capture's bytes hold.

        Raises:
            NotHtml, EmptyResponse, TooLarge, TooDeep: there is nothing to build a tree from.
        """
        root, flags = html_tree(capture)
        return cls(root, capture.url, flags)

    def select(self, css: str, within: Element | None = None) -> list[Element]:
        """The elements that match ``css``, in document order: of the whole tree, or of ``within`` and all below it.

        Nothing above ``within`` counts: ``ul li`` finds nothing within an ``li``.

        Raises:
            ValueError: ``css`` is no selector.
        """
        search, tag, class_name, inner = compiled(css)
        if class_name is None or not (within is None or within is self.root):
            return search(self.root if within is None else within)
        groups = self._by_class.get(class_name)
        if groups is None:
            return []
        if len(groups) > 1:  # each is in the order of the document, all of them together are not
            return search(self.root)
        found = [element for element in groups[0] if (not tag or element.tag == tag) and self._holds(element)]
        if inner is None or not found:
            return found
        inside = (below for element in found for below in element.iterdescendants(inner))
        return list(dict.fromkeys(inside))  # an element in two boxes, one inside the other, comes once

    def first_text(self, css: str, within: Element | None = None) -> str | None:
        """Printed text of the first match, its blanks collapsed; ``None``: there is no match, or it is blank."""
        elements = self.select(css, within)
        return collapsed(printed_text(elements[0])) if elements else None

    def refusal(self) -> ParseError | None:
        """What a page that fits no layout says it is: a captcha, "no such page", or ``None`` for neither."""
        return refusal(self.url, self.root)

    @cached_property
    def _by_class(self) -> dict[str, list[list[Element]]]:
        """The elements of each class, in groups that share the whole attribute.

        A page is asked for many classes, and one walk costs less than two searches.
        """
        by_attribute: dict[str, list[Element]] = {}
        for element in self.root.iter("*"):
            value = element.get("class")
            if value:
                if value in by_attribute:
                    by_attribute[value].append(element)
                else:
                    by_attribute[value] = [element]
        by_class: dict[str, list[list[Element]]] = {}
        for value, elements in by_attribute.items():
            for name in _class_names(value):
                by_class.setdefault(name, []).append(elements)
        return by_class

    def _holds(self, element: Element) -> bool:
        """Whether ``element`` still stands in the tree: whoever selects an element can remove it, or one around it."""
        above: Element | None = element
        while above is not None and above is not self.root:
            above = above.getparent()
        return above is not None


@lru_cache(maxsize=1024)
def _class_names(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_CLASS_NAME.findall(value)))
