"""The same selectors in BeautifulSoup: what a crawler of this platform usually is."""

from __future__ import annotations

from bs4 import BeautifulSoup

SELECTORS = {
    "title": ".dzb-banmian-title",
    "date": ".dzb-banmian-date",
    "headline": "h2.dzb-title-box",
    "kicker": ".dzb-special-title-box",
    "subheadlines": ".dzb-sub-title-box",
    "byline": ".dzb-author-box",
    "catalogue": ".dzb-enter-mulu-wrap-nav a",
    "body": ".dzb-enter-heng-desc-box p.dzb-desc-box, .dzb-enter-heng-desc-box img, "
    ".dzb-shu-info-box p.dzb-desc-box, .dzb-shu-info-box img",
}


def soup_article(text: str, builder: str) -> dict[str, list[str]]:
    """Text of whatever each selector finds; no normalising, nothing written."""
    soup = BeautifulSoup(text, builder)
    return {name: [one.get_text() for one in soup.select(css)] for name, css in SELECTORS.items()}
