"""What a walk over an issue sends down the pipelines beside pages and clippings: refusals, losses, its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .article import Article
from .issue import Announced
from .page import CatalogueEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """A page or article that was fetched and refused, with every reason. One line of ``rejected.jsonl``."""

    kind: Announced
    id: str | None
    url: str | None
    page_label: str | None = None
    headline: str | None = None
    reasons: tuple[str, ...]
    article: Article | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """An address that a walk asked for and did not get."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The end of one walk over an issue: sent down the pipelines after all its pages and clippings.

    ``front_page``: where the walk began, or would have. ``front_page_id``: every issue has a first page, so it is
    expected; ``None``: the walk began at an index that was read, and which says itself what to expect. ``catalogue``:
    what any page's catalogue announced, in printed order; then indexes that one announced and that were not read.
    ``absent``: there is no such issue, or not yet; ``proof`` is the address that says so. ``read``: addresses of the
    captures that the parser was given, whatever it made of them. ``of_others``: those of them that carry another issue,
    though a page of this one announces them. ``hosts``: of the newspaper; ``None``: not known. ``is_followed``: a
    second walk follows at once, over all that is recorded of the issue; its records are published instead.
    """

    newspaper: str
    title: str
    issue_date: date
    edition: str = "a"
    front_page: str
    front_page_id: str | None
    absent: Literal["not_published", "not_yet"] | None = None
    proof: str | None = None
    catalogue: tuple[CatalogueEntry, ...] = ()
    losses: tuple[Loss, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    read: tuple[str, ...] = ()
    of_others: tuple[str, ...] = ()
    hosts: tuple[str, ...] | None = None
    is_followed: bool = False
