"""Texts that stand in two issues: placed again by hand, and not noted as moved in the issue where each stood before.

An import that was killed leaves such a text, and so does one that found the captures of that issue lost. Where the
text was placed last, it stands; the captures of the other issue have to say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path

from ..captures.index import CAPTURES_FILE, CaptureEntry
from ..captures.reader import all_records, capture_entries, captured_record, whole_index
from ..captures.store import Captures
from ..captures.text_address import hand_placement, placed_address, unplaced
from ..captures.warc import BrokenRecord
from ..record.article import Article
from ..record.identifiers import folded, folder_date, folder_issue_id, safe_token
from ..record.reasons import WITHHELD
from .file_names import ISSUE_FILE
from .lost_records import published_records
from .obstacles import Blocked, reason_not_to_read, reason_not_to_write
from .reader import readable_issue
from .text_records import is_of_text


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedText:
    """``address``: of the text, without a placement. ``stands_in`` and ``left`` are folders of issues.

    ``headline``: under which the text was placed; ``None``: nobody had to say it.
    """

    address: str
    headline: str | None
    stands_in: Path
    left: Path


def moved_texts(folders: Iterable[Path], asked: Set[Path]) -> Iterator[MovedText]:
    """Texts that stand in an issue of ``asked``, by its captures or as published without them, and by right in another.

    ``folders``: of all issues of the newspaper, which are looked through once if there is such a text; what cannot be
    read is passed over.
    """
    lost = {folder: digests for folder in sorted(asked) if (digests := _digests_of_lost_texts(folder))}
    wanted = frozenset(digest for digests in lost.values() for digest in digests)
    placed: defaultdict[str, list[tuple[Path, CaptureEntry]]] = defaultdict(list)
    for folder in sorted(asked):
        for address, entry in _standing_texts(folder).items():
            placed[address].append((folder, entry))
    if not (placed or wanted):
        return
    for folder in folders:
        texts = _standing_texts(folder)
        for address, entry in () if folder in asked else texts.items():
            if address in placed:
                placed[address].append((folder, entry))
        for address, digest in _texts_of_articles(folder, texts, wanted):
            for left in (other for other, digests in lost.items() if digest in digests and other != folder):
                yield _moved(address, texts[address], folder, left)
    for address, places in placed.items():
        last, entry = max(places, key=lambda place: (place[1].moment, place[0].name))
        yield from (_moved(address, entry, last, left) for left, _ in places if left != last and left in asked)


def note_as_moved(text: MovedText) -> None:
    """Record in the captures of the issue that a text has left where it stands now.

    Nothing is done if its capture there cannot be read: then it stands there no more.

    Raises:
        Blocked: a person has to do something first.
        OSError: no room, or no access.
    """
    why = reason_not_to_write(text.left)
    if why is not None:
        raise Blocked(why)
    entry = _standing_texts(text.stands_in).get(text.address)
    placement = None if entry is None else hand_placement(entry.url)
    if entry is None or placement is None:
        return
    try:
        with (text.stands_in / CAPTURES_FILE).open("rb") as file:
            body = captured_record(file, entry).block
    except BrokenRecord:
        return
    placement = replace(
        placement,  # of an older version it names no issue: that of its folder
        issue_date=placement.issue_date or folder_date(text.stands_in.name),
        edition=placement.edition or text.stands_in.name[11:] or "a",
    )
    url = placed_address(text.address, placement)
    with Captures(text.left) as captures:
        captures.add_document(url, kind="conversion", mime=entry.mime, body=body, date=entry.date)


def _moved(address: str, entry: CaptureEntry, stands_in: Path, left: Path) -> MovedText:
    placement = hand_placement(entry.url)
    headline = None if placement is None else placement.headline
    return MovedText(address=address, headline=headline, stands_in=stands_in, left=left)


def _standing_texts(folder: Path) -> Mapping[str, CaptureEntry]:
    """Texts that stand in an issue by the word of a person, by their addresses without it: the last capture of each."""
    last: dict[str, CaptureEntry] = {}
    try:
        if reason_not_to_read(folder) is not None:
            return {}
        index = whole_index(folder)
        if index is not None and b"urn:sha256:" not in index:
            return {}
        for entry in sorted(capture_entries(folder), key=lambda one: one.offset):
            if entry.url.startswith("urn:"):
                last[unplaced(entry.url, entry.sha256)] = entry
    except OSError:
        return {}
    return {address: entry for address, entry in last.items() if _is_placed_in(folder, entry.url)}


def _is_placed_in(folder: Path, url: str) -> bool:
    placement = hand_placement(url)
    if placement is None or placement.issue_date not in (None, folder_date(folder.name)):
        return False
    return placement.edition is None or safe_token(placement.edition) == (folder.name[11:] or "a")


def _digests_of_lost_texts(folder: Path) -> frozenset[str]:
    """Checksums of the published articles of texts that no capture of the issue shows any more."""
    try:
        if reason_not_to_read(folder) is not None or not _may_have_lost(folder):
            return frozenset()
        articles = list(_articles_of_texts(folder))
        texts = list(_texts(folder)) if articles else []
    except OSError:
        return frozenset()
    return frozenset(one.text_sha256 for one in articles if one.text_sha256 and not _shows(one, texts))


def _may_have_lost(folder: Path) -> bool:
    if not (folder / ISSUE_FILE).exists():
        return False
    if whole_index(folder) is None:
        return True
    issue = readable_issue(folder)
    return issue is None or WITHHELD in issue.account.flags


def _texts_of_articles(folder: Path, texts: Mapping[str, CaptureEntry], wanted: Set[str]) -> Iterator[tuple[str, str]]:
    """Of the ``texts`` of an issue those that gave an article of a ``wanted`` checksum, each with that."""
    if not (texts and wanted):
        return
    for article in _articles_of_texts(folder):
        digest = article.text_sha256
        if digest is not None and digest in wanted:
            for address, entry in texts.items():
                if _shows(article, _texts(folder, entry.url)):
                    yield address, digest


def _articles_of_texts(folder: Path) -> Iterator[Article]:
    records = published_records(folder, folder_issue_id(folder.parents[1].name, folder.name))
    return (one for one in records if isinstance(one, Article) and one.url is None)


def _texts(folder: Path, url: str | None = None) -> Iterator[str]:
    """The texts in the captures of an issue, folded; ``url``: of that one alone."""
    for record in all_records(folder):
        if record.type == "conversion" and url in (None, record.url):
            yield folded(record.block.decode("utf-8", "replace"))


def _shows(article: Article, texts: Iterable[str]) -> bool:
    return any(is_of_text(article, text) for text in texts)
