"""Texts: of which issue each is, as it says itself or as a person placed it; and where the same one stood before."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import orjson

from archive.captures.dates import seconds
from archive.captures.index import CAPTURES_FILE
from archive.captures.reader import capture_entries, whole_index
from archive.captures.text_address import HandPlacement, unplaced
from archive.issues.reader import issue_folders
from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey, label_order
from crawler.platforms.contract import Newspaper, Place
from crawler.platforms.errors import BodyAlone, MissingHeadline, ParseError, UnknownLayout
from crawler.walk.order import refusal_of_date

from .candidates import ANOTHERS, NOT_OUT, Candidate
from .names_over_texts import is_anothers

_MARKDOWN = re.compile(
    r"\A---\n(?:.*\n)*?---\n"  # front matter
    r"|^#{1,6}[ \t]+\S|^```|!?\[[^\]\n]*\]\((?:https?:|\.?/)[^)\n]*\)",
    re.MULTILINE,
)
_DIGEST = re.compile(rb"sha256:[0-9a-f]{64}")
_BEGINNINGS = {"{\\rtf": "RTF", "<?xml": "XML", "\\documentclass": "LaTeX"}
_ENDINGS = {
    **dict.fromkeys((".md", ".markdown", ".mdx"), "Markdown"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson"), "JSON"),
    **dict.fromkeys((".csv", ".tsv"), "a table"),
    **dict.fromkeys((".yaml", ".yml"), "YAML"),
    ".rst": "reStructuredText",
    ".tex": "LaTeX",
    ".rtf": "RTF",
    ".xml": "XML",
    ".srt": "subtitles",
}


class NotPlaced(Exception):
    """A text that cannot be filed. The message is the reason, for a person.

    ``counted_as``: the reason by which such texts are counted; ``None``: each has its own.
    """

    counted_as: str | None = None


class NotOut(NotPlaced):
    """A text of a date of which no issue can be out."""

    counted_as = NOT_OUT


class AnothersText(NotPlaced):
    """A text that another newspaper's name stands over."""

    counted_as = ANOTHERS


class Unplaced(NotPlaced):
    """A text that can be filed once a person says where it stands."""


class NoHeadline(Unplaced):
    """A text that says where it stands, and can be filed once a person says its headline."""


def placed(
    newspaper: Newspaper, text: str, name: str, placement: HandPlacement | None
) -> tuple[IssueKey, HandPlacement | None]:
    """The issue of a text, and what is noted of its place, which it does not say itself.

    ``name``: of its file. ``placement``: what a person said of it.

    Raises:
        NotPlaced: it is no text of a page, or says itself what a person said of it, or otherwise, or is of an unknown
            edition.
    """
    if is_anothers(newspaper, text):
        raise AnothersText(ANOTHERS)
    edition = _edition(newspaper, placement)
    headline = None if placement is None else placement.headline
    try:
        issue_date = _stated(newspaper, text).issue_date
    except (BodyAlone, MissingHeadline) as error:
        markup = _markup(name, text)
        if markup is not None:
            raise NotPlaced(f"it is {markup}: save what a reader sees of the page, as plain text") from None
        if isinstance(error, MissingHeadline):
            if headline is None:
                raise NoHeadline(error.detail) from None
            return _with_headline(newspaper, text, placement or HandPlacement(), edition)
        if placement is None or placement.issue_date is None or placement.page_token is None:
            raise Unplaced(error.detail) from None
        issue = _issue(newspaper, placement.issue_date, edition)
        place = Place(kind="article", issue=issue, page_token=placement.page_token)
        try:
            newspaper.platform(issue.issue_date).read_text(text, place, headline)
        except ParseError as refusal:
            raise NotPlaced(f"no text capture: {refusal.detail}") from None
        return issue, replace(placement, edition=issue.edition)
    except ParseError as error:
        raise NotPlaced(f"neither HTML nor a text capture: {error.detail}") from None
    if headline is not None:
        raise NotPlaced("it says itself where it stands; leave out --date, --page and --headline")
    issue = _issue(newspaper, issue_date, edition)
    has_editions = len(newspaper.editions) > 1
    return issue, HandPlacement(issue_date=issue_date, edition=issue.edition) if has_editions else None


def _with_headline(
    newspaper: Newspaper, text: str, placement: HandPlacement, edition: str | None
) -> tuple[IssueKey, HandPlacement]:
    """The issue and the place of a text that says both, and whose headline alone a person gives."""
    try:
        stated = _stated(newspaper, text, placement.headline)
    except ParseError as error:
        raise NotPlaced(f"no text capture: {error.detail}") from None
    day, token = placement.issue_date or stated.issue_date, placement.page_token or stated.page_token
    if (day, label_order(token)) != (stated.issue_date, label_order(stated.page_token)):
        raise NotPlaced(
            f"it says itself that it is of page {stated.page_label}, {stated.issue_date}; leave out --date and --page"
        )
    issue = _issue(newspaper, stated.issue_date, edition)
    return issue, replace(placement, issue_date=stated.issue_date, edition=issue.edition, page_token=stated.page_token)


def _stated(newspaper: Newspaper, text: str, headline: str | None = None) -> Clipping:
    """What a text says itself, read by the platform that serves its date; ``headline``: by the word of a person.

    Raises:
        ParseError: none of the platforms that serve it can read it; what is said of a body alone comes first.
    """
    errors: list[ParseError] = []
    for platform in newspaper.platforms:
        try:
            _, clipping = platform.read_text(text, None, headline)
        except ParseError as error:
            errors.append(error)
            continue
        if newspaper.platform(clipping.issue_date) is platform:
            return clipping
    told = [error for error in errors if isinstance(error, BodyAlone | MissingHeadline)]
    raise (*told, *errors, UnknownLayout(None, "no platform of the newspaper served the date that it says"))[0]


def _edition(newspaper: Newspaper, placement: HandPlacement | None) -> str | None:
    """The edition that a person named, or the only one; ``None``: there are several, and nobody said which."""
    named = None if placement is None else placement.edition
    if named is not None and named not in newspaper.editions:
        raise NotPlaced(f"{newspaper.title} ({newspaper.code}) has no edition {named!r}")
    return named or (newspaper.editions[0] if len(newspaper.editions) == 1 else None)


def _issue(newspaper: Newspaper, issue_date: date, edition: str | None) -> IssueKey:
    if edition is None:
        names = " or ".join(newspaper.editions)
        raise NotPlaced(f"it does not say of which edition it is; say so with --edition {names}")
    why = refusal_of_date(newspaper, issue_date)
    if why is not None:
        raise NotOut(why)
    return IssueKey(newspaper.code, issue_date, edition)


def _markup(name: str, text: str) -> str | None:
    """Which markup a text is written in; ``None``: none that can be told."""
    ending = _ENDINGS.get(Path(name).suffix.lower())
    if ending is not None:
        return ending
    for beginning, markup in _BEGINNINGS.items():
        if text.lstrip().startswith(beginning):
            return markup
    with suppress(ValueError):
        if isinstance(orjson.loads(text), dict | list):
            return "JSON"
    return "Markdown" if _MARKDOWN.search(text) else None


def last_placements(texts: Iterable[Candidate]) -> Iterator[Candidate]:
    """Of texts that were placed, each as it was placed last: captures of ours hold where it stood before, too."""
    last: dict[str, Candidate] = {}
    for text in texts:
        address = unplaced(text.location.url)
        before = last.get(address)
        if before is None or _moment(text) >= _moment(before):
            last[address] = text
    return iter(last.values())


def _moment(text: Candidate) -> float:
    return seconds(text.placed_on) if text.placed_on else math.inf  # now


def issues_of_texts(
    archive: Path, newspaper: Newspaper, addresses: Iterable[str], on_unreadable: Callable[[IssueKey, OSError], None]
) -> Mapping[str, Mapping[IssueKey, float]]:
    """Of each text, by its address without a placement, the issues whose captures hold it, wherever it was placed.

    With when it last was, in each, in seconds since 1970. ``on_unreadable`` hears of each issue of which nobody can say
    so. Reads the index of every issue, once.
    """
    wanted = frozenset(map(unplaced, addresses))
    found: dict[str, dict[IssueKey, float]] = {text: {} for text in wanted}
    for folder in issue_folders(archive, newspaper.code) if wanted else ():
        issue = newspaper.issue_in(folder.name)
        if issue is None:
            continue
        try:
            entries = capture_entries(folder) if _may_hold(folder, wanted) else []
        except OSError as error:
            on_unreadable(issue, error)
            continue
        for entry in entries:
            moments = found.get(unplaced(entry.url, entry.sha256))
            if moments is not None:
                moments[issue] = max(entry.moment, moments.get(issue, 0.0))
    return found


def _may_hold(folder: Path, texts: Set[str]) -> bool:
    """Whether the captures in ``folder`` may hold one of these texts.

    Their index has its checksum, in older archives not as an address; an index that nothing proves may lack it.
    """
    if not (folder / CAPTURES_FILE).exists():
        return False
    index = whole_index(folder)
    return index is None or any(f"urn:{digest.decode()}" in texts for digest in _DIGEST.findall(index))
