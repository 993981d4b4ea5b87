"""What the boxes around the body of an article print, and nobody read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from ..printed.blanks import without_blanks
from ..printed.furniture import is_furniture
from .html import Element, printed_text

_WORD = re.compile(r"[^\W_]")  # a letter, an ideograph, a digit: a dash or a bar alone says nothing
_OF_THE_BROWSER = frozenset(("script", "style", "template", "noscript", "button", "select", "textarea"))
_HIDING = ("display:none", "visibility:hidden")


def boxes_with_words(boxes: Iterable[Element], read: Set[Element]) -> list[Element]:
    """The boxes in which words stand beside the elements that were ``read``."""
    return [box for box in boxes if box not in read and _WORD.search(printed_text(box, read))]


def has_unread_line(boxes: Iterable[Element], read: Set[Element], furniture: Iterable[Element]) -> bool:
    """Whether a line of the boxes has words, is shown, and stands neither in ``furniture`` nor in what was ``read``.

    A line that was read elsewhere is a copy. A box in which something was read is shown, whatever its attributes say.
    """
    known = {without_blanks(line) for element in read for line in printed_text(element).split("\n")}
    aside = {*read, *furniture}
    for box in boxes:
        if _is_hidden(box) and read.isdisjoint(box.iterdescendants()):
            continue
        aside.update(element for element in box.iterdescendants() if _is_hidden(element))
        lines = (line for line in printed_text(box, aside).split("\n") if not is_furniture(line))
        if any(_WORD.search(line) and without_blanks(line) not in known for line in lines):
            return True
    return False


def _is_hidden(element: Element) -> bool:
    if element.tag in _OF_THE_BROWSER or element.get("hidden") is not None:
        return True
    style = "".join((element.get("style") or "").lower().split())
    return any(word in style for word in _HIDING)
