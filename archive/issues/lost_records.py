"""What a new reading of an issue would lose: records that are published, and whose captures are gone or were not read.

A parser that was given the same captures may rightly make fewer records of them; then nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import orjson

from ..captures.index import CaptureEntry
from ..captures.reader import all_records, capture_entries
from ..record.article import Article
from ..record.identifiers import IssueKey, file_address, folded
from ..record.issue import Issue, Missing
from ..record.jsonl import NotARecord, record_from
from ..record.page import Page
from ..record.reasons import NOT_CAPTURED
from .account.assembly import Assembly
from .account.shown_instead import announced_headlines, shown_elsewhere
from .account.texts_of_others import texts_of_others
from .file_names import ARTICLES_FILE, PAGES_FILE
from .history import addresses_of_lost_corrections
from .imported_instead import imported_instead
from .newer_captures import newer_addresses, with_several_payloads
from .text_records import is_of_text

_NO_READING = ("unreadable", "block_page")  # our own error; a page in place of the one asked for, which is not recorded


def kept_names(assembly: Assembly) -> frozenset[str]:
    """Identifiers and addresses of the records of the new reading: what has none of them is gone from the issue.

    With those of text captures that gave way to the same article at its own address; without those of pages that are
    known from texts alone, which keep no page but such a one.
    """
    records: list[Page | Article] = [*(page for page in assembly.pages if page.url is not None), *assembly.articles]
    merged = (one.id for one in assembly.rejections if "duplicate_text" in one.reasons)
    names = (*(one.id for one in records), *(one.url for one in records), *merged)
    return frozenset(name for name in names if name is not None)


def lost_records(
    gone: Iterable[Page | Article],
    assembly: Assembly,
    captures: Iterable[CaptureEntry],
    texts: Sequence[str],
    newer: Set[str],
    outdated: Set[str] = frozenset(),
) -> tuple[Missing, ...]:
    """Those of ``gone`` that are lost, each with the reason. The others left the issue by the parser's word.

    A record is lost if its capture was not read, or is there no more: the captures of its address are all ``newer``
    than what is published, or older (``outdated``), and gave something else. Or if its address was captured in several
    versions and the one that was read was refused: an earlier one may have given it. A text, which has no address, is
    lost if no text that was read shows it, and no article that was read from its own address is the same. Nothing is
    lost with an article that is another one's, as only the new reading tells.

    ``captures``: all of the issue. ``texts``: the text captures that were read, folded.
    """
    gone = tuple(gone)
    gone_texts = [one for one in gone if one.url is None and isinstance(one, Article)]
    merged = {one.id for one in texts_of_others([*assembly.articles, *gone_texts], assembly.pages)}
    losses = {loss.url: loss.reason for loss in assembly.walk.losses}
    refused = {one.url: one.reasons[0] for one in assembly.rejections if one.url is not None}
    read = frozenset(assembly.walk.read)
    successes = [entry for entry in captures if entry.is_success]
    several = with_several_payloads(successes)
    misplaced = _misplaced(gone, assembly)

    def reason_of(record: Page | Article) -> str | None:
        if record.url is None:
            is_there = record.id in merged or any(is_of_text(record, text) for text in texts)
            return None if is_there else NOT_CAPTURED
        if record.id in misplaced:
            return None
        url = file_address(record.url)
        if url in losses or url not in read:
            return losses.get(url, NOT_CAPTURED)
        refusal = refused.get(record.url) or refused.get(url)
        if url in newer and refusal:
            return refusal
        if url in outdated:
            return NOT_CAPTURED
        if url in newer:
            return "not_in_file"
        return refusal if refusal in _NO_READING or url in several else None

    reasons = ((one, reason_of(one)) for one in gone)
    return tuple(_missing(one, reason) for one, reason in reasons if reason is not None)


def _misplaced(gone: Iterable[Page | Article], assembly: Assembly) -> frozenset[str]:
    """Identifiers of those of ``gone`` that are an article of the new reading, shown at another one's address."""
    published = [one for one in gone if isinstance(one, Article)]
    headlines = announced_headlines(assembly.pages)
    strangers = {id(one) for one in shown_elsewhere([*assembly.articles, *published], headlines)}
    return frozenset(one.id for one in published if id(one) in strangers)


def records_lost_to(assembly: Assembly, folder: Path, before: Issue | None) -> tuple[Missing, ...]:
    """What would be lost if ``assembly`` replaced the issue ``before``, which is published in ``folder``.

    ``None``: its ``issue.json`` cannot be read; its records may be there all the same.
    """
    proof = None if before is None else before.proof
    if proof is not None and not (assembly.pages or assembly.articles or assembly.walk.proof):
        return () if proof in assembly.walk.read else (_missing_proof(proof),)
    captures = capture_entries(folder)
    outdated = addresses_of_lost_corrections(folder, captures) | imported_instead(folder, captures)
    records: list[Page | Article] = [*assembly.pages, *assembly.articles]
    earlier = {one.url: _of_its_own(one) for one in records if one.url and file_address(one.url) in outdated}
    texts_alone = {page.id for page in assembly.pages if page.url is None}
    kept = kept_names(assembly)
    asked = kept.difference(earlier, (one.id for one in earlier.values()))
    published = published_records(folder, IssueKey.of(assembly.walk).id, asked)
    gone = [one for one in published if one.url is not None or one.id not in texts_alone | kept]
    gone = [one for one in gone if one.url not in earlier or earlier[one.url] != _of_its_own(one)]
    if not gone:
        return ()
    is_text = any(one.url is None for one in gone)
    texts = list(_texts(folder, frozenset(assembly.walk.read))) if is_text else []
    newer = newer_addresses(folder, before, captures)
    return lost_records(gone, assembly, captures, texts, newer, outdated)


def waiting_records(published: Iterable[Page | Article], assembly: Assembly) -> tuple[str, ...]:
    """Identifiers of records that the new reading adds or reads otherwise, aside from what other records give them."""
    before = {one.id: _of_its_own(one) for one in published}
    records: list[Page | Article] = [*assembly.pages, *assembly.articles]
    return tuple(one.id for one in records if before.get(one.id) != _of_its_own(one))


def published_records(folder: Path, issue_id: str, but: frozenset[str] = frozenset()) -> Iterator[Page | Article]:
    """The pages and articles of the issue in ``folder`` whose identifier and address are not in ``but``.

    Damaged lines, and those of another issue, are passed over: there is nothing to keep of them.
    """
    kinds: tuple[tuple[str, type[Page] | type[Article]], ...] = ((PAGES_FILE, Page), (ARTICLES_FILE, Article))
    for name, kind in kinds:
        with suppress(OSError), (folder / name).open("rb") as file:
            for line in file:
                with suppress(NotARecord, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
                    fields = orjson.loads(line)
                    if not fields["id"].startswith(f"{issue_id}-"):
                        continue
                    if fields["id"] not in but and fields["url"] not in but:  # a record costs far more than its line
                        yield record_from(kind, line)


def _of_its_own(record: Page | Article) -> Page | Article:
    """The record without its place in the issue, which changes when another record is lost."""
    if isinstance(record, Page):
        return replace(record, page_order=None)
    return replace(
        record,
        page_ids=(),
        page_label=None,
        page_name=None,
        sections=(),
        position=None,
        regions=(),
        jump_to=None,
        jump_from=None,
    )


def _texts(folder: Path, read: frozenset[str]) -> Iterator[str]:
    for record in all_records(folder):
        if record.type == "conversion" and record.url in read:
            yield folded(record.block.decode("utf-8", "replace"))


def _missing(record: Page | Article, reason: str) -> Missing:
    return Missing(
        kind="page" if isinstance(record, Page) else "article",
        id=record.id,
        url=record.url,
        page_label=record.page_label,
        headline=None if isinstance(record, Page) else record.headline,
        reason=reason,
    )


def _missing_proof(url: str) -> Missing:
    return Missing(kind="page", id=None, url=url, page_label=None, headline=None, reason=NOT_CAPTURED)
