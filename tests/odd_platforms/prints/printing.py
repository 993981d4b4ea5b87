"""What every form of print has in common: an issue of the press, and where its parts are found."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from archive.record.identifiers import IssueKey
from tests.press import Paper, Photo, Sheet, Story
from tests.press.pictures import jpeg, pdf


@dataclass(frozen=True, kw_only=True)
class Printing(ABC):
    """``paper`` in print. Its addresses are the truth about it; ``files`` are what the site gives at them."""

    paper: Paper
    edition: str = "a"
    home: ClassVar[str]
    pictures_home: ClassVar[str] = ""  # of its photos, where that is another host

    @property
    def key(self) -> IssueKey:
        return IssueKey(self.paper.title.code, self.paper.issue_date, self.edition)

    @property
    @abstractmethod
    def front(self) -> str:
        """Where a walk begins."""

    @abstractmethod
    def page_url(self, sheet: Sheet) -> str: ...

    @abstractmethod
    def article_url(self, sheet: Sheet, story: Story) -> str: ...

    @abstractmethod
    def texts(self) -> dict[str, bytes]:
        """Everything but pictures and robots.txt, by address."""

    def facsimile_url(self, sheet: Sheet) -> str:
        return self.home + sheet.facsimile

    def pdf_url(self, sheet: Sheet) -> str:
        return self.home + sheet.pdf

    def photo_url(self, photo: Photo) -> str:
        return (self.pictures_home or self.home) + photo.path

    def files(self) -> dict[str, bytes]:
        found = self.texts()
        for sheet in self.paper.sheets:
            found[self.facsimile_url(sheet)] = jpeg(sheet.facsimile, sheet.width, sheet.height)
            found[self.pdf_url(sheet)] = pdf(f"{self.key.id} {sheet.token}", sheet.width, sheet.height)
        for story in self.paper.stories:
            found |= {self.photo_url(photo): jpeg(photo.path, 240, 160) for photo in story.photos}
        for home in filter(None, (self.home, self.pictures_home)):
            found[f"{home}/robots.txt"] = b"User-agent: *\nAllow: /\n"
        return found


def runs(story: Story) -> Iterator[list[str] | Photo]:
    """The body as it goes to print: lines in a row, escaped, and the photos between them."""
    lines: list[str] = []
    for line in story.lines:
        if line.photo is None:
            lines.append(escape(line.text, quote=False))
            continue
        if lines:
            yield lines
        yield story.photos[line.photo]
        lines = []
    if lines:
        yield lines


def caption(photo: Photo) -> str:
    """Caption and credit, two blanks between them."""
    return "  ".join(escape(part) for part in (photo.caption, photo.credit) if part)


def listed_headline(story: Story) -> str:
    """The headline as lists and areas print it."""
    return escape("  ".join(story.headline_lines))


def corners(polygon: tuple[tuple[int, int], ...]) -> str:
    """``5,60,173,60``."""
    return ",".join(f"{x},{y}" for x, y in polygon)
