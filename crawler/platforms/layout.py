"""Where things stand on a page: selectors as data, one line each.

Source of every fact: real crawlers' code and output, and one real text capture. No raw page was ever seen, so those
marked [?] were never confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass

from .html import Select, selector


@dataclass(frozen=True, kw_only=True)
class DzbLayout:
    """Where things stand on a page of one design. The signatures decide whether a page is of this design."""

    page_signature: Select = selector(".dzb-enter-mulu-wrap")
    article_signature: Select = selector("h2.dzb-title-box")
    page_title: Select = selector(".dzb-banmian-title")
    issue_date: Select = selector(".dzb-banmian-date")  # .dzb-date-wrap is the day of the visit
    catalogue: Select = selector(".dzb-enter-mulu-wrap-nav a")
    articles: Select = selector(".dzb-enter-benban-wrap a")
    areas: Select = selector("#PagePicMap area")
    facsimile: Select = selector("img[usemap]")
    pdf: Select = selector("a[href$='.pdf'], a[href$='.PDF']")  # [?]
    headline: Select = selector("h2.dzb-title-box")
    kicker: Select = selector(".dzb-special-title-box")
    subheadlines: Select = selector(".dzb-sub-title-box")
    byline: Select = selector(".dzb-author-box")
    bodies: tuple[Select, ...] = (
        selector(".dzb-enter-heng-desc-box"),  # 横, the horizontal template
        selector(".dzb-shu-info-box"),  # 竖, the vertical one, where the other is absent
    )
    parts: Select = selector("p.dzb-desc-box, img")
    caption: Select = selector(".dzb-img-desc")  # [?]
