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
from cssselect.parser import Class, CombinedSelector, Hash
from lxml import etree
from lxml.cssselect import LxmlHTMLTranslator

from .html import Element

Search = Callable[[Element], list[Element]]

_BY_CLASS = re.compile(r"([a-z][a-z0-9]*)?\.([A-Za-z_-][A-Za-z0-9_-]*)(?: ([a-z][a-z0-9]*))?")  # "h2.a", ".a", ".a li"
_CLASS_NAME = re.compile(r"[^ \t\r\n]+")  # as XPath parts them
RECURRING = 200  # characters of a class attribute; a longer one is none that says where things stand
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
        branches = tuple(_branches(cssselect.parse(css)))
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


def _branches(branches: Iterable[cssselect.Selector]) -> Iterator[tuple[_Step, ...]]:
    """The steps of each branch; those without a combinator that ask for one kind of element are one search."""
    plain: dict[str, list[str]] = {}  # conditions by element
    for branch in branches:
        if branch.pseudo_element is not None:
            raise cssselect.ExpressionError("a pseudo-element is none")
        steps: list[_Step] = []
        tree = branch.parsed_tree
        while isinstance(tree, CombinedSelector):
            steps.append(_Step(tree.combinator, _search(f"{_FROM[tree.combinator]}{_CSS.xpath(tree.subselector)}")))
            tree = tree.selector
        first = _CSS.xpath(tree)
        quick = _quick_search(tree)
        if steps or quick is not None:
            yield _Step(None, quick or _search(f"{_ANYWHERE}{first}")), *reversed(steps)
        else:
            plain.setdefault(first.element, []).append(first.condition)
    for element, conditions in plain.items():
        asked = f"[{' or '.join(f'({one})' for one in conditions)}]" if all(conditions) else ""
        yield (_Step(None, _search(f"{_ANYWHERE}{element}{asked}")),)


def _search(path: str) -> Search:
    return cast("Search", etree.XPath(path))


def _quick_search(tree: cssselect.parser.Tree) -> Search | None:
    """A search by tag, class or id, without XPath, which takes twice as long; ``None``: it asks for something else."""
    element = tree.selector if isinstance(tree, Class | Hash) else tree
    if not isinstance(element, cssselect.parser.Element) or element.namespace is not None:
        return None
    tag = (element.element or "*").lower()
    if isinstance(tree, Class):
        name = tree.class_name
        return lambda within: [one for one in within.iter(tag) if _has_class(one.get("class"), name)]
    if isinstance(tree, Hash):
        id_ = tree.id
        return lambda within: [one for one in within.iter(tag) if one.get("id") == id_]
    return lambda within: list(within.iter(tag))


def _has_class(value: str | None, name: str) -> bool:
    return value is not None and name in value and name in class_names(value)


def class_names(value: str) -> tuple[str, ...]:
    """The names in a ``class`` attribute, each once."""
    return _known_names(value) if len(value) <= RECURRING else _names(value)


def _names(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_CLASS_NAME.findall(value)))


_known_names = lru_cache(maxsize=1024)(_names)


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
