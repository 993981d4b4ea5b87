"""What a paper in print says of itself, in the archive's words: what a faultless crawl of it must give."""

from __future__ import annotations

from typing import Any

from archive.record.article import Article
from archive.record.page import Page
from tests.crawler.spiders.truth import true_authors, true_body, true_byline
from tests.odd_platforms.prints.printing import Printing
from tests.press import Story


def true_articles(printing: Printing) -> list[dict[str, Any]]:
    """Every article, in printed order."""
    return [_true_article(printing, story) for story in printing.paper.stories]


def _true_article(printing: Printing, story: Story) -> dict[str, Any]:
    paper, key = printing.paper, printing.key
    home = paper.sheet_of(story)
    listed = [(sheet, one) for sheet in paper.sheets for one in sheet.stories if one.id == story.id]
    body = true_body(story)
    return {
        "id": key.article_id(story.source_id),
        "newspaper": (paper.title.code, paper.title.name, paper.issue_date, printing.edition),
        "url": printing.article_url(home, story),
        "pages": [key.page_id(sheet.token) for sheet, _ in listed],
        "place": (home.label, home.name, home.sections, [one.id for one in home.stories].index(story.id) + 1),
        "kind": story.kind,
        "kicker": story.kicker,
        "headline": story.headline,
        "subheadlines": story.subheadlines,
        "byline": (true_byline(story), true_authors(story)),
        "body": body,
        "text": "\n".join(str(text) for kind, text in body if kind != "photo") or None,
        "photos": [(printing.photo_url(photo), photo.caption, photo.credit) for photo in story.photos],
        "regions": [
            (key.page_id(sheet.token), polygon, sheet.width, sheet.height)
            for sheet, one in listed
            for polygon in one.polygons
        ],
        "jumps": [
            None if jump is None else (jump.page_label, jump.printed) for jump in (story.jump_to, story.jump_from)
        ],
        "flags": () if story.headline else ("no_headline",),
    }


def archived_article(one: Article) -> dict[str, Any]:
    """The same of what was archived."""
    return {
        "id": one.id,
        "newspaper": (one.newspaper, one.title, one.issue_date, one.edition),
        "url": one.url,
        "pages": list(one.page_ids),
        "place": (one.page_label, one.page_name, one.sections, one.position),
        "kind": one.kind,
        "kicker": one.kicker,
        "headline": one.headline,
        "subheadlines": one.subheadlines,
        "byline": (one.byline, [(author.name, author.role) for author in one.authors]),
        "body": [(block.kind, block.text) for block in one.body],
        "text": one.text,
        "photos": [(photo.url, photo.caption, photo.credit) for photo in one.photos],
        "regions": [(region.page_id, region.polygon, region.width, region.height) for region in one.regions],
        "jumps": [None if jump is None else (jump.page_label, jump.printed) for jump in (one.jump_to, one.jump_from)],
        "flags": one.flags,
    }


def true_pages(printing: Printing) -> list[dict[str, Any]]:
    """Every page, in the catalogue's order."""
    return [
        {
            "id": printing.key.page_id(sheet.token),
            "place": (sheet.label, order, sheet.name, sheet.sections),
            "url": printing.page_url(sheet),
            "facsimile": (printing.facsimile_url(sheet), printing.pdf_url(sheet), sheet.width, sheet.height),
            "announced": [
                (
                    printing.key.article_id(story.source_id),
                    printing.article_url(sheet, story),
                    story.headline,
                    story.polygons,
                )
                for story in sheet.stories
            ],
            "flags": (),
        }
        for order, sheet in enumerate(printing.paper.sheets, 1)
    ]


def archived_page(one: Page) -> dict[str, Any]:
    """The same of what was archived."""
    return {
        "id": one.id,
        "place": (one.page_label, one.page_order, one.page_name, one.sections),
        "url": one.url,
        "facsimile": (one.facsimile_url, one.pdf_url, one.width, one.height),
        "announced": [(each.article_id, each.url, each.headline, each.polygons) for each in one.announced],
        "flags": one.flags,
    }
