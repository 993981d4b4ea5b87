"""Checks whether an issue is what it says: checksums, references in both directions, regions, jumps, captures, sums.

Every fault is named; nothing is mended here.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..captures.check import capture_faults
from ..captures.index import CAPTURES_FILE, INDEX_FILE
from ..captures.repair import DAMAGED_FILE
from ..issues.account import announcement_key, place_key, rejection_key
from ..issues.history import HISTORY_FILE, history_faults
from ..issues.writer import ARTICLES_FILE, ISSUE_FILE, PAGES_FILE, REJECTED_FILE, seal_of
from ..record.article import Article
from ..record.identifiers import IssueKey, folded
from ..record.issue import Issue
from ..record.jsonl import NotARecord, canonical, canonical_page, record_from
from ..record.page import Page
from ..record.walk import Rejection

_RECORDS: dict[str, type[Page] | type[Article] | type[Rejection]] = {
    PAGES_FILE: Page,
    ARTICLES_FILE: Article,
    REJECTED_FILE: Rejection,
}
_OWN = {ISSUE_FILE, CAPTURES_FILE, INDEX_FILE, DAMAGED_FILE, HISTORY_FILE, *_RECORDS}
_FOLDER = re.compile(r"\d{4}-\d{2}-\d{2}(-[0-9A-Za-z~_-]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault. ``where``: the file of the issue, with a line or identifier where there is one. ``what``: in words."""

    issue: str
    where: str
    what: str


def issue_findings(folder: Path) -> Iterator[Finding]:
    """Every fault of the issue in ``folder``."""
    for where, what in _faults(folder):
        yield Finding(issue=f"{folder.parent.parent.name}/{folder.name}", where=where, what=what)


def stray_findings(archive: Path, newspaper: str) -> Iterator[Finding]:
    """Files and folders of a newspaper that belong to no issue."""
    for year in sorted((archive / newspaper).iterdir()):
        if year.name.startswith(".") and year.is_file():  # the lock, caches
            continue
        if not (year.is_dir() and re.fullmatch(r"\d{4}", year.name)):
            yield Finding(issue=newspaper, where=year.name, what="stray")
            continue
        for path in sorted(year.iterdir()):
            if not (path.is_dir() and _FOLDER.fullmatch(path.name) and path.name.startswith(year.name)):
                yield Finding(issue=newspaper, where=f"{year.name}/{path.name}", what="stray")


def _faults(folder: Path) -> Iterator[tuple[str, str]]:
    try:
        data = (folder / ISSUE_FILE).read_bytes()
        issue = record_from(Issue, data)
    except FileNotFoundError:
        yield ISSUE_FILE, "absent: the crawl of this issue was interrupted"
        return
    except NotARecord as error:
        yield ISSUE_FILE, f"damaged: {error}"
        return
    if issue.sha256 != seal_of(data) or data != canonical_page(data):
        yield ISSUE_FILE, "damaged: it is not what its own checksum says"
    if IssueKey.of(issue).folder(folder.parents[2]) != folder:
        yield ISSUE_FILE, f"is {issue.id}: not the issue of its folder"
    yield from _file_faults(folder, issue)
    records: dict[str, list[Page | Article | Rejection]] = {name: [] for name in _RECORDS}
    for name, kind in _RECORDS.items():
        for number, line in enumerate(_lines(folder / name), 1):
            try:
                record = record_from(kind, line)
            except NotARecord as error:
                yield f"{name}:{number}", f"damaged: {error}"
                continue
            records[name].append(record)
            if canonical(line) != line:
                yield f"{name}:{number}", "not canonical JSON"
    pages = [one for one in records[PAGES_FILE] if isinstance(one, Page)]
    articles = [one for one in records[ARTICLES_FILE] if isinstance(one, Article)]
    rejections = [one for one in records[REJECTED_FILE] if isinstance(one, Rejection)]
    yield from _account_faults(issue, pages, articles, rejections)
    yield from _reference_faults(issue, pages, articles, rejections)
    yield from _text_faults(articles)
    yield from history_faults(folder)
    yield from capture_faults(folder, [url for url in _addresses(pages, articles) if url is not None])


def _addresses(pages: list[Page], articles: list[Article]) -> list[str | None]:
    return [one.url for one in pages] + [one.url for one in articles]


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except FileNotFoundError:
        return


def _file_faults(folder: Path, issue: Issue) -> Iterator[tuple[str, str]]:
    named = {file.name for file in issue.files}
    for file in issue.files:
        try:
            data = (folder / file.name).read_bytes()
        except FileNotFoundError:
            yield file.name, "lost"
            continue
        lines = data.count(b"\n")
        if lines != file.records:
            yield file.name, f"{file.records} records were written, {lines} are there"
        elif hashlib.sha256(data).hexdigest() != file.sha256:
            yield file.name, "damaged: another checksum than when it was written"
    for path in sorted(folder.iterdir()):
        if path.name not in _OWN or (path.name in _RECORDS and path.name not in named):
            yield path.name, "stray"


def _account_faults(
    issue: Issue, pages: list[Page], articles: list[Article], rejections: list[Rejection]
) -> Iterator[tuple[str, str]]:
    missing = issue.account.missing
    if issue.account.uncounted_pages != tuple(one.page_label for one in pages if one.unsplit_headlines):
        yield ISSUE_FILE, "the pages whose articles cannot be counted are not those that it names"
    for kind, tally, found in (("page", issue.account.pages, pages), ("article", issue.account.articles, articles)):
        if tally.expected != tally.found + tally.rejected + tally.missing:
            yield ISSUE_FILE, f"the account of {kind}s does not balance: {tally}"
        for name, counted, there in (
            ("found", tally.found, len(found)),
            ("refused", tally.rejected, sum(one.kind == kind for one in rejections)),
            ("missing", tally.missing, sum(one.kind == kind for one in missing)),
        ):
            if counted != there:
                yield ISSUE_FILE, f"{counted} {kind}s are counted as {name}, {there} are there"


def _reference_faults(
    issue: Issue, pages: list[Page], articles: list[Article], rejections: list[Rejection]
) -> Iterator[tuple[str, str]]:
    """Faults where pages and articles do not name each other, or an announced article is in no part of the account."""
    by_id = {one.id: one for one in articles}
    page_ids = {one.id for one in pages}
    places: dict[str, set[str]] = defaultdict(set)  # of text captures; several articles of a page may have one headline
    for text in (one for one in articles if one.url is None):
        for id_ in text.page_ids:
            places[place_key(id_, text.headline)].add(text.id)
    settled = {*by_id, *places, *map(rejection_key, rejections)}
    for lost in issue.account.missing:
        settled |= {lost.id or lost.url or "", f"{lost.page_label} {folded(lost.headline)}"}
    announced: set[tuple[str, str]] = set()
    for page in pages:
        for one in page.announced:
            key, place = announcement_key(page, one), place_key(page.id, one.headline)
            announced |= {(page.id, key), *((page.id, id_) for id_ in places.get(place, ()))}
            known = {key, place, f"{page.page_label} {folded(one.headline)}"} & settled
            if one.refused is None and not known:
                yield PAGES_FILE, f"{page.id} announces {key}, which is neither there nor accounted for"
    for article in articles:
        for id_ in article.page_ids:
            if id_ in page_ids and article.position is not None and (id_, article.id) not in announced:
                yield f"{ARTICLES_FILE} {article.id}", f"names {id_}, which does not announce it"
        for region in article.regions:
            if region.page_id not in page_ids:
                yield f"{ARTICLES_FILE} {article.id}", f"has a region on {region.page_id}, which is not there"
        yield from _jump_faults(article, by_id)


def _jump_faults(article: Article, by_id: dict[str, Article]) -> Iterator[tuple[str, str]]:
    for jump, back in ((article.jump_to, "jump_from"), (article.jump_from, "jump_to")):
        if jump is None or jump.article_id is None:
            continue
        other = by_id.get(jump.article_id)
        answer = None if other is None else getattr(other, back)
        if answer is None or answer.article_id != article.id:
            yield f"{ARTICLES_FILE} {article.id}", f"jumps to {jump.article_id}, which does not name it"


def _text_faults(articles: list[Article]) -> Iterator[tuple[str, str]]:
    for article in articles:
        digest = None if article.text is None else hashlib.sha256(article.text.encode()).hexdigest()
        if digest != article.text_sha256:
            yield f"{ARTICLES_FILE} {article.id}", "its text is not that of its checksum"
