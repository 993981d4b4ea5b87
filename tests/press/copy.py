"""Copy: what is to be printed, and thereby the truth that a correct parser must find.

Nothing here knows markup. Addresses are paths from the root of the host. "As printed" means with runs of blanks
(U+0020, U+00A0, U+3000) made one space, which is how the archive keeps single-line text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["article", "photo", "advertisement", "notice", "contents"]
BlockKind = Literal["paragraph", "crosshead", "photo"]
Layout = Literal["p", "br", "blanks", "nbsp", "ideographic"]
Polygon = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A newspaper: ``code`` is its part of addresses."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name to be read from a byline; ``role`` without blanks, None where none is printed."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a body; ``text`` of a photo is its caption without the credit."""

    kind: BlockKind
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture at ``path``; the credit is printed two blanks after the caption."""

    path: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpNote:
    """下转第N版 or 上接第N版; ``printed`` with its brackets."""

    page_label: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the body as it goes to print: text, byline and jump note included, or the n-th photo."""

    text: str = ""
    photo: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article.

    First the truth; then, below the rule, how it is printed: ``headline_lines`` with the ``separator`` between
    them, ``byline_field`` (None: no author element), ``lines`` of the body in a ``layout``.
    ``listed`` says whether the list of its page names it; ``polygons`` are its areas there.
    """

    id: int
    path: str
    kind: Kind = "article"
    kicker: str | None = None
    headline_lines: tuple[str, ...] = ()
    subheadlines: tuple[str, ...] = ()
    byline: str | None = None
    authors: tuple[Person, ...] = ()
    body: tuple[Block, ...] = ()
    photos: tuple[Photo, ...] = ()
    jump_to: JumpNote | None = None
    jump_from: JumpNote | None = None
    polygons: tuple[Polygon, ...] = ()
    # ---
    listed: bool = True
    vertical: bool = False
    separator: str = "<br>"
    byline_field: str | None = None
    lines: tuple[Line, ...] = ()
    layout: Layout = "p"

    @property
    def source_id(self) -> str:
        return str(self.id)

    @property
    def headline(self) -> str | None:
        """Headline, its lines joined by one space."""
        return " ".join(self.headline_lines) or None

    @property
    def text(self) -> str | None:
        """Paragraphs and crossheads, one a line."""
        return "\n".join(block.text or "" for block in self.body if block.kind != "photo") or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page. ``stories`` are all that it announces, in the order of its list; areas only come last.

    A story printed elsewhere (same address, other token) may be among them.
    """

    token: str
    label: str
    name: str
    path: str
    stories: tuple[Story, ...] = ()
    facsimile: str
    pdf: str
    width: int = 350
    height: int = 500

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(self.name.split("/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One issue of one newspaper."""

    title: Title
    issue_date: date
    sheets: tuple[Sheet, ...]

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every article once, in the order of the page that announces it first."""
        found: dict[int, Story] = {}
        for sheet in self.sheets:
            for story in sheet.stories:
                found.setdefault(story.id, story)
        return tuple(found.values())

    def sheet_of(self, story: Story) -> Sheet:
        """The first page that announces the story."""
        return next(sheet for sheet in self.sheets if any(each.id == story.id for each in sheet.stories))
