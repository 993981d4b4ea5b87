"""What a paper of the press says of itself, in the archive's words: what a faultless crawl must give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from archive.record.article import Article
from archive.record.page import Page
from tests.press import Paper, Story
from tests.press.copy import JumpNote

HOME = "https://paper.xinmin.cn"


def address(path: str) -> str:
    """The newspaper's own address of what the press serves at ``path``."""
    return HOME + (path + "l" if path.endswith(".htm") else path)


def issue_id(paper: Paper) -> str:
    return f"{paper.title.code}-{paper.issue_date}-a"


def true_body(story: Story) -> list[tuple[str, str | None]]:
    """The press tells crossheads apart that are set together; archived, they are one (issue 2, point 3)."""
    blocks: list[tuple[str, str | None]] = []
    for kind, group in groupby(story.body, key=lambda block: block.kind):
        texts = [block.text for block in group]
        blocks += [(kind, " ".join(map(str, texts)))] if kind == "crosshead" else [(kind, text) for text in texts]
    return blocks


def true_authors(story: Story) -> list[tuple[str, str | None]]:
    """The press counts 文 of "文/某某" as a mark; archived, it is the role as printed."""
    role = "文" if (story.byline or "").startswith("文/") else None
    return [(person.name, person.role or role) for person in story.authors]


def true_byline(story: Story) -> str | None:
    """Of an author element that the body repeats in another spacing, the body's form is archived."""
    opening = story.lines[0].text if story.lines else ""
    repeated = story.byline_field is not None and "".join(opening.split()) == "".join(story.byline_field.split())
    return opening if repeated else story.byline


def true_jump(paper: Paper, jump: JumpNote | None, other: str) -> tuple[str, str, str | None] | None:
    """``other`` is the attribute that the other half has."""
    if jump is None:
        return None
    halves = [story for story in paper.stories if getattr(story, other) is not None]
    (half,) = halves  # the press prints one such pair
    return jump.page_label, jump.printed, f"{issue_id(paper)}-{half.id}"


def _jump(article: Article, name: str) -> tuple[str, str, str | None] | None:
    jump = getattr(article, name)
    return None if jump is None else (jump.page_label, jump.printed, jump.article_id)


def _pages(paper: Paper, story: Story) -> list[tuple[str, Story]]:
    """Token and the story as announced there."""
    return [(sheet.token, one) for sheet in paper.sheets for one in sheet.stories if one.id == story.id]


def _regions(paper: Paper, story: Story) -> list[tuple[Any, ...]]:
    return [
        (f"{issue_id(paper)}-p{sheet.token}", polygon, sheet.width, sheet.height)
        for sheet in paper.sheets
        for one in sheet.stories
        if one.id == story.id
        for polygon in one.polygons
    ]


def _position(paper: Paper, story: Story) -> int:
    return [one.id for one in paper.sheet_of(story).stories].index(story.id) + 1


ARTICLE_FIELDS: dict[str, tuple[Callable[[Paper, Story], Any], Callable[[Article], Any]]] = {
    "id": (lambda paper, story: f"{issue_id(paper)}-{story.id}", lambda one: one.id),
    "newspaper": (lambda paper, _: (paper.title.code, paper.title.name), lambda one: (one.newspaper, one.title)),
    "issue_date": (lambda paper, _: (paper.issue_date, "a"), lambda one: (one.issue_date, one.edition)),
    "url": (lambda _, story: address(story.path), lambda one: one.url),
    "page_ids": (
        lambda paper, story: [f"{issue_id(paper)}-p{token}" for token, _ in _pages(paper, story)],
        lambda one: list(one.page_ids),
    ),
    "page_label": (lambda paper, story: paper.sheet_of(story).label, lambda one: one.page_label),
    "page_name": (lambda paper, story: paper.sheet_of(story).name, lambda one: one.page_name),
    "sections": (lambda paper, story: paper.sheet_of(story).sections, lambda one: one.sections),
    "position": (_position, lambda one: one.position),
    "kind": (lambda _, story: story.kind, lambda one: one.kind),
    "kicker": (lambda _, story: story.kicker, lambda one: one.kicker),
    "headline": (lambda _, story: story.headline, lambda one: one.headline),
    "subheadlines": (lambda _, story: story.subheadlines, lambda one: one.subheadlines),
    "byline": (lambda _, story: true_byline(story), lambda one: one.byline),
    "authors": (
        lambda _, story: true_authors(story),
        lambda one: [(author.name, author.role) for author in one.authors],
    ),
    "body": (lambda _, story: true_body(story), lambda one: [(block.kind, block.text) for block in one.body]),
    "text": (
        lambda _, story: "\n".join(str(text) for kind, text in true_body(story) if kind != "photo") or None,
        lambda one: one.text,
    ),
    "photos": (
        lambda _, story: [(address(photo.path), photo.caption, photo.credit) for photo in story.photos],
        lambda one: [(photo.url, photo.caption, photo.credit) for photo in one.photos],
    ),
    "regions": (
        _regions,
        lambda one: [(region.page_id, region.polygon, region.width, region.height) for region in one.regions],
    ),
    "jump_to": (
        lambda paper, story: true_jump(paper, story.jump_to, "jump_from"),
        lambda one: _jump(one, "jump_to"),
    ),
    "jump_from": (
        lambda paper, story: true_jump(paper, story.jump_from, "jump_to"),
        lambda one: _jump(one, "jump_from"),
    ),
    "flags": (lambda _, story: () if story.headline else ("no_headline",), lambda one: one.flags),
}
"""Field: what it must be, and what it is."""


def true_articles(paper: Paper, field: str) -> dict[str, Any]:
    """The value of a field of every article, by the publisher's id, in printed order."""
    true, _ = ARTICLE_FIELDS[field]
    return {story.source_id: true(paper, story) for story in paper.stories}


def archived_articles(articles: Iterable[Article], field: str) -> dict[str, Any]:
    """The same of what was archived."""
    _, archived = ARTICLE_FIELDS[field]
    return {one.source_id or one.id: archived(one) for one in articles}


def true_pages(paper: Paper) -> list[dict[str, Any]]:
    """What ``pages.jsonl`` must hold."""
    return [
        {
            "id": f"{issue_id(paper)}-p{sheet.token}",
            "label": sheet.label,
            "order": order,
            "name": sheet.name,
            "sections": sheet.sections,
            "url": address(sheet.path),
            "facsimile": address(sheet.facsimile),
            "pdf": address(sheet.pdf),
            "size": (sheet.width, sheet.height),
            "announced": [
                (f"{issue_id(paper)}-{story.id}", address(story.path), story.headline, story.polygons)
                for story in sheet.stories
            ],
            "flags": (),
        }
        for order, sheet in enumerate(paper.sheets, 1)
    ]


def archived_pages(pages: Iterable[Page]) -> list[dict[str, Any]]:
    """The same of what was archived."""
    return [
        {
            "id": page.id,
            "label": page.page_label,
            "order": page.page_order,
            "name": page.page_name,
            "sections": page.sections,
            "url": page.url,
            "facsimile": page.facsimile_url,
            "pdf": page.pdf_url,
            "size": (page.width, page.height),
            "announced": [(one.article_id, one.url, one.headline, one.polygons) for one in page.announced],
            "flags": page.flags,
        }
        for page in pages
    ]
