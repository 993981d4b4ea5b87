"""The designs of dzb pages.

Source of every fact: real crawlers' code and output, and one real text capture. No raw page was ever seen, so those
marked [?] were never confirmed.
"""

from __future__ import annotations

from ..layout import Layout

DZB = Layout(
    page_signature=".dzb-enter-mulu-wrap",
    article_signature="h2.dzb-title-box",
    catalogue=".dzb-enter-mulu-wrap-nav a",
    page_title=".dzb-banmian-title",
    issue_date=".dzb-banmian-date",  # .dzb-date-wrap is the day of the visit
    articles=".dzb-enter-benban-wrap a",
    areas="#PagePicMap area",
    facsimile="img[usemap]",
    pdf="a[href$='.pdf'], a[href$='.PDF']",  # [?]
    headline="h2.dzb-title-box",
    kicker=".dzb-special-title-box",
    subheadlines=".dzb-sub-title-box",
    byline=".dzb-author-box",
    bodies=(
        ".dzb-enter-heng-desc-box",  # 横, the horizontal template
        ".dzb-shu-info-box",  # 竖, the vertical one, where the other is absent
    ),
    parts="p.dzb-desc-box, img",
    caption=".dzb-img-desc",  # [?]
)
