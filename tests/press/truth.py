"""The truth in the archive's own words: what a correct parser makes of a printed paper."""

from __future__ import annotations

from archive.record.article_parts import Author, Block, Jump, Photo
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Announcement
from tests.press.copy import JumpNote, Paper, Sheet, Story

HOST = "https://paper.xinmin.cn"


def expected_clippings(paper: Paper, host: str = HOST) -> tuple[Clipping, ...]:
    """One for each article, in the order of the page that announces it first; ``flags`` are left empty."""
    return tuple(expected_clipping(paper, story, host) for story in paper.stories)


def expected_clipping(paper: Paper, story: Story, host: str = HOST) -> Clipping:
    """The clipping of one article; addresses are those printed (with Quirk.HTM they end in .htm)."""
    sheet = paper.sheet_of(story)
    return Clipping(
        newspaper=paper.title.code,
        title=paper.title.name,
        issue_date=paper.issue_date,
        url=host + story.path,
        source_id=story.source_id,
        page_token=sheet.token,
        page_label=sheet.label,
        page_name=sheet.name,
        sections=sheet.sections,
        printed_date=paper.issue_date,
        kicker=story.kicker,
        headline=story.headline,
        subheadlines=story.subheadlines,
        byline=story.byline,
        authors=tuple(Author(name=person.name, role=person.role) for person in story.authors),
        body=tuple(Block(kind=block.kind, text=block.text) for block in story.body),
        photos=tuple(
            Photo(url=host + photo.path, caption=photo.caption, credit=photo.credit) for photo in story.photos
        ),
        jump_to=_jump(story.jump_to),
        jump_from=_jump(story.jump_from),
    )


def expected_announcements(paper: Paper, sheet: Sheet, host: str = HOST) -> tuple[Announcement, ...]:
    """What the page says stands on it: its list, then what only its map knows."""
    issue = IssueKey(paper.title.code, paper.issue_date)
    return tuple(
        Announcement(
            article_id=issue.article_id(story.source_id),
            url=host + story.path,
            headline=story.headline,
            polygons=story.polygons,
        )
        for story in sheet.stories
    )


def _jump(note: JumpNote | None) -> Jump | None:
    return Jump(page_label=note.page_label, printed=note.printed) if note else None
