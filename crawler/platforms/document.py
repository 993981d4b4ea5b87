"""An HTML capture as a tree, and the selectors that find elements in it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cached_property

from ..printed.blanks import collapsed
from .capture import Capture
from .errors import ParseError
from .html import Element, html_tree, printed_text, refusal, saved_from
from .limits import MAX_CHARACTERS, check_length
from .selector import RECURRING, class_names, compiled, outermost


class Document:
    """One HTML capture as a tree. ``root`` is its outermost element, ``flags`` name what its encoding lost.

    ``has_files``: a browser saved it with its pictures, and a relative address of one is that of a file beside it.

    Nothing here changes the tree. An element that somebody removed from it is never selected again; an element that
    somebody added or moved, or whose class changed, may be missed or come out of order.
    """

    def __init__(self, root: Element, url: str | None = None, flags: tuple[str, ...] = ()) -> None:
        self.root = root
        self.url = url
        self.flags = flags
        self.has_files = False
        self._characters = 0  # read so far

    @classmethod
    def of(cls, capture: Capture) -> Document:
        """The document that a capture's bytes hold.

        Raises:
            NotHtml, EmptyResponse, TooLarge, TooDeep, TooComplex: there is nothing to build a tree from.
        """
        root, flags = html_tree(capture)
        document = cls(root, capture.url, flags)
        document.has_files = capture.is_saved and saved_from(capture.body) is not None
        return document

    def select(self, css: str, within: Element | None = None) -> list[Element]:
        """The elements that match ``css``, in document order: of the whole tree, or of ``within`` and all below it.

        Nothing above ``within`` counts: ``ul li`` finds nothing within an ``li``.

        Raises:
            ValueError: ``css`` is no selector.
        """
        selector = compiled(css)
        if not (within is None or within is self.root):
            return selector.search(within)
        if selector.class_name is None or (by_class := self._by_class) is None:
            return selector.search(self.root)
        groups = by_class.get(selector.class_name)
        if groups is None:
            return []
        if len(groups) > 1:  # each is in the order of the document, all of them together are not
            return selector.search(self.root)
        tag, inner = selector.tag, selector.inner
        found = self._standing([element for element in groups[0] if not tag or element.tag == tag])
        if inner is None or not found:
            return found
        return [below for element in outermost(found) for below in element.iterdescendants(inner)]

    def first_text(self, css: str, within: Element | None = None) -> str | None:
        """Printed text of the first match, its blanks collapsed; ``None``: there is no match, or it is blank."""
        elements = self.select(css, within)
        return collapsed(self.text(elements[0])) if elements else None

    def text(self, element: Element, without: Container[Element] = frozenset()) -> str:
        """Printed text of ``element``, but for elements in it that are among ``without``.

        Raises:
            TooLarge: with it, more characters are read of this document than an article or the lists of a page have.
        """
        text = printed_text(element, without)
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            check_length(self._characters, self.url)
        return text

    def value(self, element: Element, attribute: str) -> str:
        """The value of an attribute, empty where there is none; it counts as text does.

        Raises:
            TooLarge: as above.
        """
        value = element.get(attribute) or ""
        self._characters += len(value)
        if self._characters > MAX_CHARACTERS:
            check_length(self._characters, self.url)
        return value

    def refusal(self) -> ParseError | None:
        """What a page that fits no layout says it is: a captcha, "no such page", or ``None`` for neither."""
        return refusal(self.url, self.root)

    @cached_property
    def _by_class(self) -> dict[str, list[list[Element]]] | None:
        """The elements of each class, in groups that share the whole attribute; ``None``: the page has too many names.

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
            if len(value) > RECURRING:
                return None
            for name in class_names(value):
                by_class.setdefault(name, []).append(elements)
        return by_class

    def _standing(self, elements: Sequence[Element]) -> list[Element]:
        """Those that still stand in the tree: whoever selects an element can remove it, or one around it."""
        if len(elements) == 1:
            (only,) = elements
            return [only] if only is self.root or self.root in only.iterancestors() else []
        known = {self.root}  # to stand in the tree
        found = []
        for element in elements:
            path: list[Element] = []
            above: Element | None = element
            while above is not None and above not in known:
                path.append(above)
                above = above.getparent()
            if above is not None:
                found.append(element)
                known.update(path)
        return found
