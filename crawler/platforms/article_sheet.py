"""An article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archive.record.clipping import Clipping
from archive.record.page import Page

from ..printed.blanks import collapsed
from ..printed.captions import split_credit
from ..printed.clipping import PrintedPart, printed_clipping
from .contract import Link
from .html import Select, printed_text
from .layout import DzbLayout
from .sheet import Sheet

_LEADING_DASH = re.compile(r"^\s*[—―─–-]+\s*")


class ArticleSheet(Sheet):
    """A capture whose address is an article's."""

    @staticmethod
    def signature(layout: DzbLayout) -> Select:
        """What an article of that layout always has."""
        return layout.article_signature

    def records(self) -> Iterator[Link | Page | Clipping]:
        """The clipping, then its pictures."""
        label, name = self._own_label()
        frame = Clipping(
            newspaper=self.site.newspaper,
            title=self.site.title,
            issue_date=self.address.issue_date,
            url=self.url,
            source_id=self.address.source_id,
            page_token=self.address.page_token,
            page_label=label,
            page_name=name,
            printed_date=self.printed_date,
            kicker=self._first(self.layout.kicker),
            headline=self._first(self.layout.headline),
            subheadlines=tuple(self._subheadlines()),
            byline=self._first(self.layout.byline),
            language=self.site.language,
            flags=tuple(self.flags),
        )
        clipping = printed_clipping(self._parts(), frame)
        yield clipping
        yield from self._picture_links(*(photo.url for photo in clipping.photos))

    def _subheadlines(self) -> Iterator[str]:
        for element in self.layout.subheadlines(self.tree):
            for line in printed_text(element).split("\n"):
                text = collapsed(_LEADING_DASH.sub("", line))
                if text is not None:
                    yield text

    def _parts(self) -> Iterator[PrintedPart]:
        """Text runs and pictures of the body, in printed order."""
        for body in self.layout.bodies:
            boxes = body(self.tree)
            parts = [part for box in boxes for part in self.layout.parts(box)]
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

    def _caption(self, image: Any) -> str | None:
        box = image.getparent()
        is_alone = box is not None and sum(1 for _ in box.iter("img")) == 1  # else it may be another picture's
        captions = self.layout.caption(box) if is_alone else []
        return collapsed(printed_text(captions[0])) if captions else None
