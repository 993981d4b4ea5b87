"""What a new reading of an issue would lose: records that are published, and whose captures are gone or were not read.

A parser that was given the same captures may rightly make fewer records of them; then nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import orjson

from ..captures.dates import past_moment, seconds
from ..captures.index import CaptureEntry
from ..captures.reader import all_records, capture_entries
from ..captures.seal import whole_seal
from ..record.article import Article
from ..record.identifiers import IssueKey, file_address, folded
from ..record.issue import Issue, Missing
from ..record.jsonl import NotARecord, record_from
from ..record.page import Page
from ..record.reasons import NOT_CAPTURED, WITHHELD
from .account.assembly import Assembly
from .account.own_articles import texts_of_others
from .file_names import ARTICLES_FILE, ISSUE_FILE, PAGES_FILE
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
    published_at: float,
) -> tuple[Missing, ...]:
    """Those of ``gone`` that are lost, each with the reason. The others left the issue by the parser's word.

    A record is lost if its capture was not read, or is there no more: its address was captured only after
    ``published_at`` (seconds since 1970), and gave something else. Or if its address was captured in several versions
    and the one that was read was refused: an earlier one may have given it. A text, which has no address, is lost if no
    text that was read shows it, and no article that was read from its own address is the same.

    ``captures``: all of the issue. ``texts``: the text captures that were read, folded.
    """
    gone = tuple(gone)
    gone_texts = [one for one in gone if one.url is None and isinstance(one, Article)]
    merged = {one.id for one in texts_of_others([*assembly.articles, *gone_texts], assembly.pages)}
    losses = {loss.url: loss.reason for loss in assembly.walk.losses}
    refused = {one.url: one.reasons[0] for one in assembly.rejections if one.url is not None}
    read = frozenset(assembly.walk.read)
    successes = [entry for entry in captures if entry.is_success]
    several, new = with_several_payloads(successes), captured_since(successes, published_at)

    def reason_of(record: Page | Article) -> str | None:
        if record.url is None:
            is_there = record.id in merged or any(is_of_text(record, text) for text in texts)
            return None if is_there else NOT_CAPTURED
        url = file_address(record.url)
        if url in losses or url not in read:
            return losses.get(url, NOT_CAPTURED)
        refusal = refused.get(record.url) or refused.get(url)
        if url in new:
            return refusal or "not_in_file"
        return refusal if refusal in _NO_READING or url in several else None

    reasons = ((one, reason_of(one)) for one in gone)
    return tuple(_missing(one, reason) for one, reason in reasons if reason is not None)


def records_lost_to(assembly: Assembly, folder: Path, before: Issue | None) -> tuple[Missing, ...]:
    """What would be lost if ``assembly`` replaced the issue ``before``, which is published in ``folder``.

    ``None``: its ``issue.json`` cannot be read; its records may be there all the same.
    """
    proof = None if before is None else before.proof
    if proof is not None and not (assembly.pages or assembly.articles or assembly.walk.proof):
        return () if proof in assembly.walk.read else (_missing_proof(proof),)
    texts_alone = {page.id for page in assembly.pages if page.url is None}
    published = published_records(folder, IssueKey.of(assembly.walk).id, kept_names(assembly))
    gone = [one for one in published if one.url is not None or one.id not in texts_alone]
    if not gone:
        return ()
    is_text = any(one.url is None for one in gone)
    texts = list(_texts(folder, frozenset(assembly.walk.read))) if is_text else []
    return lost_records(gone, assembly, capture_entries(folder), texts, publication_time(folder, before))


def publication_time(folder: Path, before: Issue | None) -> float:
    """When the captures were read last that gave the published records, in seconds since 1970.

    The date of ``issue.json`` tells, unless it was written for a reading that is withheld; then the seal does, which
    survives a copy without the dates of files, and where it does not know, the dates of the records.
    """
    is_theirs = before is not None and WITHHELD not in before.account.flags
    seal = None if is_theirs else whole_seal(folder)
    if seal is not None and seal.read is not None:
        return seconds(seal.read)
    names = (ISSUE_FILE,) if is_theirs else (PAGES_FILE, ARTICLES_FILE)
    return min(((folder / name).stat().st_mtime for name in names if (folder / name).exists()), default=0.0)


def with_several_payloads(successes: Iterable[CaptureEntry]) -> frozenset[str]:
    """Addresses that gave more than one payload: which of them a record was read from, nothing tells."""
    payloads: dict[str, set[str]] = defaultdict(set)
    for one in successes:
        payloads[one.url].add(one.sha256)
    return frozenset(url for url, found in payloads.items() if len(found) > 1)


def captured_since(successes: Iterable[CaptureEntry], moment: float) -> frozenset[str]:
    """Addresses of which every capture is newer: what was read from them by then is there no more."""
    old: set[str] = set()
    new: set[str] = set()
    for one in successes:
        captured = past_moment(one.date)
        (new if captured is not None and captured.timestamp() > moment else old).add(one.url)
    return frozenset(new - old)


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
