"""An article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.record.clipping import Clipping
from archive.record.page import Page

from ..printed.blanks import collapsed
from ..printed.captions import split_credit
from ..printed.clipping import PrintedPart, printed_clipping
from ..printed.labels import token_label
from .contract import Link
from .html import Element, printed_text
from .layout import Layout
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
        for element in self._elements(self.layout.subheadlines):
            for line in printed_text(element).split("\n"):
                text = collapsed(_LEADING_DASH.sub("", line))
                if text is not None:
                    yield text

    def _parts(self) -> Iterator[PrintedPart]:
        """Text runs and pictures of the body, in printed order."""
        for body in self.layout.bodies:
            boxes = self.document.select(body)
            parts = [part for box in boxes for part in self.document.select(self.layout.parts, box)]
            if parts:
                break
        else:
            return
        for element in parts:
            if element.tag != "img":
                yield PrintedPart(text=printed_text(element))
                continue
            url = self._picture(element, "src")
            if url is not None:
                caption, credit = split_credit(self._caption(element))
                yield PrintedPart(url=url, text=caption, credit=credit)

    def _caption(self, image: Element) -> str | None:
        box = image.getparent()
        if box is None or self.layout.caption is None or sum(1 for _ in box.iter("img")) != 1:
            return None  # beside other pictures, it may be another one's
        return self.document.first_text(self.layout.caption, box)
