"""An article."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator

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
        clipping = printed_clipping(self._parts(), frame)
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

    def _parts(self) -> Iterator[PrintedPart]:
        """Text runs and pictures of the body, in printed order; what stands in two boxes or runs is printed once."""
        for body in self.layout.bodies:
            boxes = outermost(self.document.select(body))
            parts = [part for box in boxes for part in self.document.select(self.layout.parts, box)]
            if parts:
                break
        else:
            return
        alone = _boxes_of_one_picture(boxes)
        printed: set[Element] = set()
        for element in parts:
            if element.tag != "img":
                if element not in printed:
                    yield PrintedPart(text=self.document.text(element))
                    if len(element):
                        printed.update(element.iterdescendants())
                continue
            url = self._picture(element, "src")
            if url is not None:
                caption, credit = split_credit(self._caption(element, alone))
                yield PrintedPart(url=url, text=caption, credit=credit)

    def _caption(self, image: Element, alone: Container[Element | None]) -> str | None:
        """The caption within the box of a picture that is ``alone`` in it; beside others, it may be another one's."""
        box = image.getparent()
        if box not in alone or self.layout.caption is None:
            return None
        return self.document.first_text(self.layout.caption, box)


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
