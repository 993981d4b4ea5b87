"""An article."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from archive.record.clipping import Clipping
from archive.record.page import Page

from ..printed.blanks import collapsed
from ..printed.captions import split_credit
from ..printed.clipping import PrintedPart, printed_clipping
from ..printed.labels import token_label
from .contract import Link
from .html import Element
from .layout import Layout
from .selector import outermost
from .sheet import Sheet
from .unread_text import boxes_with_words, has_unread_line

_LEADING_DASH = re.compile(r"^\s*[—―─–-]+\s*")


class ArticleSheet(Sheet):
    """A capture whose address is an article's."""

    @staticmethod
    def signature(layout: Layout) -> str:
        """What an article of that layout always has."""
        return layout.article_signature

    def records(self) -> Iterator[Link | Page | Clipping]:
        """The clipping, then its pictures."""
        label, name = self._label()
        parts = self._parts()
        frame = Clipping(
            newspaper=self.issue.newspaper,
            title=self.platform.masthead.title,
            issue_date=self.issue.issue_date,
            edition=self.issue.edition,
            url=self.url,
            source_id=self.place.source_id,
            page_token=self.place.page_token or "",
            page_label=label,
            page_name=name,
            printed_date=self.printed_date,
            kicker=self._first_text(self.layout.kicker),
            headline=self._first_text(self.layout.headline),
            subheadlines=tuple(self._subheadlines()),
            byline=self._first_text(self.layout.byline),
            language=self.platform.masthead.language,
            flags=tuple(self.flags),
        )
        clipping = printed_clipping(parts, frame)
        yield clipping
        yield from self._picture_links(*(photo.url for photo in clipping.photos))

    def _label(self) -> tuple[str | None, str | None]:
        """Label and name of its page, if the article prints them; the page that announces it knows better."""
        found = self._own_label()
        if found is None and self._first_text(self.layout.page_title) is not None:
            self.flags.add("unknown_label")
            return token_label(self.place.page_token or "") or None, None
        return found or (None, None)

    def _subheadlines(self) -> Iterator[str]:
        for element in outermost(self._elements(self.layout.subheadlines)):
            for line in self.document.text(element).split("\n"):
                text = collapsed(_LEADING_DASH.sub("", line))
                if text is not None:
                    yield text

    def _parts(self) -> Sequence[PrintedPart]:
        """Text runs and pictures of the body, in printed order: of the first template in which text stands.

        Pictures of a template before it go first, but for those that it shows itself. What is left unread is flagged.
        """
        templates = [outermost(self.document.select(body)) for body in self.layout.bodies]
        parts: list[PrintedPart] = []
        read: set[Element] = set()
        for boxes in templates:
            found, texts = self._printed(boxes)
            if any(not part.is_picture and collapsed(part.text) for part in found):
                again = {*found, *(PrintedPart(is_picture=True, url=part.url) for part in found)} if parts else ()
                parts = [*(part for part in parts if part not in again), *found]
                read |= texts
                break
            if not parts:
                parts, read = [part for part in found if part.is_picture], texts
        left = boxes_with_words((box for boxes in templates for box in boxes), read)
        if left and has_unread_line(left, read.union(self._head()), self._furniture()):
            self.flags.add("unread_text")
        return parts

    def _printed(self, boxes: Sequence[Element]) -> tuple[list[PrintedPart], set[Element]]:
        """What stands in the boxes, once each, and the elements whose text that is."""
        parts: list[PrintedPart] = []
        texts: set[Element] = set()
        inside: set[Element] = set()  # a run that was read
        alone = _boxes_of_one_picture(boxes)
        for element in (part for box in boxes for part in self.document.select(self.layout.parts, box)):
            if element.tag != "img":
                if element not in inside:
                    parts.append(PrintedPart(text=self.document.text(element)))
                    texts.add(element)
                    if len(element):
                        inside.update(element.iterdescendants())
                continue
            url = self._picture(element, "src")
            if url is not None or self._is_file(element, "src"):
                printed = self._caption(element, alone)
                texts.update(printed)
                caption, credit = split_credit(collapsed(self.document.text(printed[0])) if printed else None)
                parts.append(PrintedPart(is_picture=True, url=url, text=caption, credit=credit))
        return parts, texts

    def _caption(self, image: Element, alone: Container[Element | None]) -> Sequence[Element]:
        """The caption within the box of a picture that is ``alone`` in it; beside others, it may be another one's."""
        box = image.getparent()
        if box not in alone or self.layout.caption is None:
            return ()
        return self.document.select(self.layout.caption, box)[:1]

    def _head(self) -> Iterator[Element]:
        """The elements of the article around its body that were read; some designs set them in its box."""
        for css in (self.layout.kicker, self.layout.headline, self.layout.byline):
            yield from self._elements(css)[:1]
        yield from self._elements(self.layout.subheadlines)

    def _furniture(self) -> Iterator[Element]:
        """What is none of the article, wherever it stands."""
        for css in (self.layout.page_title, self.layout.issue_date):
            yield from self._elements(css)[:1]
        yield from self._elements(self.layout.furniture)


def _boxes_of_one_picture(bodies: Iterable[Element]) -> set[Element]:
    """The elements that hold exactly one picture. Each element is passed twice at most, however deep pictures lie."""
    once: set[Element] = set()
    more: set[Element] = set()
    for body in bodies:
        for image in body.iter("img"):
            box = image.getparent()
            while box is not None and box not in more:
                (more if box in once else once).add(box)
                box = None if box is body else box.getparent()
    return once - more
