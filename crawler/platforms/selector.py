"""CSS selectors, compiled so that a search takes time in proportion to the tree, whatever its shape.

XPath alone does not: of boxes in boxes it walks the inner ones again for each outer one, and what two branches of a
selector found it merges by comparing each with each. A page of 50 KB can keep it busy for a minute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

import cssselect
from cssselect.parser import CombinedSelector
from lxml import etree
from lxml.cssselect import LxmlHTMLTranslator

from .html import Element

Search = Callable[[Element], list[Element]]

_BY_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([A-Za-z_-][A-Za-z0-9_-]*)(?: ([a-z][a-z0-9]*))?")  # "h2.a", ".a", ".a li"
_ANYWHERE = "descendant-or-self::"
_FROM = {" ": "descendant::", ">": "child::", "+": "following-sibling::*[1]/self::", "~": "following-sibling::"}
_CSS = LxmlHTMLTranslator()


class _Step(NamedTuple):
    """What is looked for next, from the elements that the step before found; the first step has no combinator."""

    combinator: str | None
    search: Search


class Selector(NamedTuple):
    """A CSS selector, compiled: its branches, which commas part, each of them in steps.

    ``class_name`` is set where an index of classes answers as well; ``tag`` (of ``h2.a``) and ``inner`` (of ``.a li``)
    say what else is asked for then.
    """

    branches: tuple[tuple[_Step, ...], ...]
    tag: str | None = None
    class_name: str | None = None
    inner: str | None = None

    def search(self, within: Element) -> list[Element]:
        """The elements that match, in and below ``within``, in the order of the document."""
        found = [elements for steps in self.branches if (elements := _found(steps, within))]
        return found[0] if len(found) == 1 else in_order(within, (one for elements in found for one in elements))


@lru_cache(maxsize=1024)
def compiled(css: str) -> Selector:
    """``css``, compiled; a selector that was compiled before is remembered.

    One that counts siblings (``:nth-child``) is slow where they are many.

    Raises:
        ValueError: it is no CSS selector, or none that can be asked of HTML.
    """
    try:
        branches = tuple(tuple(_steps(branch)) for branch in cssselect.parse(css))
        for step in (step for steps in branches for step in steps):
            step.search(etree.Element("html"))  # only now does a prefix without a namespace fail
    except (cssselect.SelectorError, etree.XPathError) as error:
        raise ValueError(f"not a CSS selector: {css!r} ({error})") from error
    by_class = _BY_CLASS.fullmatch(css)
    return Selector(branches) if by_class is None else Selector(branches, *by_class.groups())


def outermost(elements: Sequence[Element]) -> Sequence[Element]:
    """Those that stand in none of the others; ``elements`` are in the order of the document."""
    if len(elements) < 2:
        return elements
    found: list[Element] = []
    inside: set[Element] = set()
    for element in elements:
        if element not in inside:
            found.append(element)
            inside.update(element.iterdescendants())
    return found


def in_order(root: Element, elements: Iterable[Element]) -> list[Element]:
    """``elements``, all of them in ``root``, each once and in the order of the document."""
    wanted = set(elements)
    return [element for element in root.iter("*") if element in wanted] if wanted else []


def _steps(branch: cssselect.Selector) -> Iterator[_Step]:
    if branch.pseudo_element is not None:
        raise cssselect.ExpressionError("a pseudo-element is none")
    combined: list[_Step] = []
    tree = branch.parsed_tree
    while isinstance(tree, CombinedSelector):
        combined.append(_Step(tree.combinator, _xpath(_FROM[tree.combinator], tree.subselector)))
        tree = tree.selector
    tag = tree.element if isinstance(tree, cssselect.parser.Element) and tree.namespace is None else None
    yield _Step(None, _xpath(_ANYWHERE, tree) if tag is None else lambda within: list(within.iter(tag.lower())))
    yield from reversed(combined)


def _xpath(axis: str, tree: cssselect.parser.Tree) -> Search:
    return cast("Search", etree.XPath(f"{axis}{_CSS.xpath(tree)}"))


def _found(steps: tuple[_Step, ...], within: Element) -> list[Element]:
    first, *others = steps
    found = first.search(within)
    for combinator, search in others:
        if combinator in ("+", "~"):
            found = [element for element in found if element is not within]  # its siblings stand outside
        if len(found) == 1:
            found = search(found[0])
        elif combinator == " ":
            found = [element for box in outermost(found) for element in search(box)]
        else:
            if combinator == "~":  # what follows the first one follows the others
                found = list({one.getparent(): one for one in reversed(found)}.values())
            found = in_order(within, (element for one in found for element in search(one)))
    return found
