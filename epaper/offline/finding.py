"""What files hold: pages, pictures, texts and records of web archives, each with where it may belong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.captures.text_address import HandPlacement, hand_placement, text_address
from crawler.platforms.contract import Newspaper
from crawler.platforms.html import decoded_text
from crawler.wording import counted

from .candidates import OFF_SITE, Candidate, Location, Material, location
from .foreign_records import (
    DamagedRecord,
    PassedOver,
    captured_at,
    payload_key,
    record_material,
    record_type,
    revisit_material,
)
from .imports import Imports
from .placed_texts import NoHeadline, NotPlaced, Unplaced, placed
from .saved_files import IndexAlone, Unfit, in_utf8, is_page, is_picture, page_material, read_file, saved_location
from .web_archives import BadArchive, archive_records, drain, in_one_line, is_web_archive, record_at, without_warnings

_TEXTS = ("text/", *(f"application/{name}" for name in ("json", "javascript", "x-javascript", "xml", "xhtml")))
"""How the media types of what is no picture and no PDF begin."""
FIRST_FILES = 3
_TAKEN = ("response", "conversion", "resource")


class Finder:
    """Finds what files hold for ``newspapers``; ``found`` is in the order of the files, ``imports`` has the rest.

    A text capture, which does not say of which newspaper it is, belongs to the first of them; ``placement`` is what a
    person said of one.
    """

    def __init__(self, newspapers: Sequence[Newspaper], placement: HandPlacement | None, imports: Imports) -> None:
        self.found: list[Candidate] = []
        self._imports = imports
        self._newspapers = newspapers
        self._placement = placement

    def add(self, path: Path, *, is_asked: bool = True) -> None:
        """Find what a file holds. ``is_asked``: a person named it; of others, those of no newspaper are but counted.

        One that cannot be taken in is in ``imports.refused``, with the reason.
        """
        try:
            if is_web_archive(path):
                with without_warnings():
                    self._add_web_archive(path)
            else:
                self._add_file(path, is_asked=is_asked)
        except IndexAlone as error:
            self._leave(path, str(error), is_asked=is_asked)
        except (BadArchive, Unfit) as error:
            self._refuse(path, str(error))
        except ArchiveLoadFailed as error:
            self._refuse(path, f"damaged: {in_one_line(str(error))}")
        except OSError as error:
            self._refuse(path, error.strerror or str(error))
        except Exception as error:  # noqa: BLE001 - whatever warcio meets in a damaged file, the other files go on
            self._refuse(path, f"damaged: {in_one_line(f'{type(error).__name__}: {error}')}")

    def not_listed(self, error: OSError) -> None:
        """Note a folder whose files cannot be listed."""
        self._refuse(Path(error.filename), error.strerror or str(error))

    def no_file(self, path: Path) -> None:
        """Note what stands in a folder and is neither a file nor a folder."""
        if path.exists():
            self._leave(path, "a pipe, a socket or a device", is_asked=False)
        else:
            self._refuse(path, "a link that leads nowhere")

    def material(self, candidate: Candidate) -> Material | None:
        """What a candidate holds; ``None``: it can be read no more, and is refused."""
        try:
            if candidate.offset is not None:
                with without_warnings(), candidate.path.open("rb") as file:
                    return _material_at(file, candidate.offset, candidate)
            body = read_file(candidate.path)
        except OSError as error:
            self._refuse(candidate.path, error.strerror or str(error))
            return None
        except Exception as error:  # noqa: BLE001 - it was read a moment ago
            self._refuse(candidate.path, f"changed while it was imported: {in_one_line(str(error))}")
            return None
        if not candidate.location.url.startswith("urn:"):
            return page_material(candidate.path, body)
        text, _ = decoded_text(body, None)
        return Material(kind="conversion", mime="text/plain", body=text.encode())

    def _add_file(self, path: Path, *, is_asked: bool) -> None:
        body = read_file(path)
        text = in_utf8(body)
        if not is_page(text) and not is_picture(text):
            self._add_text(path, decoded_text(body, None)[0], is_asked=is_asked)
            return
        at = saved_location(self._newspapers, path, text)
        if self._placement is not None:
            self._refuse(
                path, f"pages and pictures are filed by their addresses; leave out {_options(self._placement)}"
            )
            return
        self.found.append(Candidate(path=path, location=at, is_picture=is_picture(text), is_asked=is_asked))

    def _add_text(self, path: Path, text: str, *, is_asked: bool) -> None:
        if len(self._newspapers) > 1:
            self._leave(
                path, "a text does not say of which newspaper it is; name one instead of `all`", is_asked=is_asked
            )
            return
        newspaper = self._newspapers[0]
        try:
            issue, placement = placed(newspaper, text, path.name, self._placement)
        except Unplaced as error:
            (self._imports.unnamed if isinstance(error, NoHeadline) else self._imports.unplaced).append(path)
            self._refuse(path, str(error))
            return
        except NotPlaced as error:
            self._leave(path, str(error) if is_asked else error.counted_as or str(error), is_asked=is_asked)
            return
        at = Location(url=text_address(text.encode(), placement), issue=issue, is_first=True)
        self.found.append(Candidate(path=path, location=at, is_asked=is_asked))

    def _add_web_archive(self, path: Path) -> None:
        if self._placement is not None:
            self._refuse(path, f"records are filed by their addresses; leave out {_options(self._placement)}")
            return
        damages: list[str] = []
        reasons: list[str] = []
        read = partial(self._read_record, path, damages, {})
        try:
            for candidate in archive_records(path, read):
                if candidate is not None:
                    self.found.append(candidate)
        except BadArchive as error:
            reasons.append(str(error))
        if damages:
            more = f", and {counted(len(damages) - 1, 'more such record')}" if len(damages) > 1 else ""
            reasons.insert(0, f"{damages[0]}{more}")
        if reasons:
            self._refuse(path, "; ".join(reasons))

    def _read_record(
        self, path: Path, damages: list[str], originals: dict[str, Candidate], offset: int, record: ArcWarcRecord
    ) -> Candidate | None:
        """What a record may give; ``None``: it is passed over or damaged.

        ``originals``: responses before it, by what a revisit has in common with them.
        """
        try:
            candidate = self._record_candidate(path, offset, record, originals)
        except PassedOver as reason:
            self._imports.passed_over["record", str(reason)] += 1
        except DamagedRecord as damage:
            damages.append(str(damage))
        else:
            if record.rec_type == "response" and (key := payload_key(record)) is not None:
                originals.setdefault(key, candidate)
            return candidate
        return None

    def _record_candidate(
        self, path: Path, offset: int, record: ArcWarcRecord, originals: Mapping[str, Candidate]
    ) -> Candidate:
        original = originals.get(payload_key(record) or "") if record.rec_type == "revisit" else None
        if record.rec_type not in _TAKEN and original is None:
            raise PassedOver(f"{record_type(record)} record")
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        if address.startswith("urn:sha256:"):
            at = self._text_location(address, record)
            return Candidate(path=path, offset=offset, location=at, placed_on=captured_at(record))
        found = location(self._newspapers, address)
        if found is None:
            raise PassedOver(OFF_SITE)
        if original is not None:
            drain(record)
            return replace(original, offset=offset, location=found, original=original.offset)
        mime = record_material(record, found.url or address).mime.strip().lower()
        is_picture = not mime.startswith(_TEXTS)
        return Candidate(path=path, offset=offset, location=found, is_picture=is_picture)

    def _text_location(self, address: str, record: ArcWarcRecord) -> Location:
        """Of a text in captures of ours: where it says that it stands, or where it was placed."""
        if len(self._newspapers) > 1:
            raise PassedOver("a text that does not say of which newspaper it is")
        body = record_material(record, address).body
        try:
            issue, placement = placed(self._newspapers[0], body.decode("utf-8", "replace"), "", hand_placement(address))
        except NotPlaced as error:
            raise PassedOver(error.counted_as or "a text that does not say of which issue it is") from None
        return Location(url=text_address(body, placement), issue=issue, is_first=True)

    def pass_over(self, candidate: Candidate, reason: str) -> None:
        """Note that a candidate comes to no issue."""
        if candidate.offset is not None:
            self._imports.passed_over["record", reason] += 1
        else:
            self._leave(candidate.path, reason, is_asked=candidate.is_asked)

    def _leave(self, path: Path, reason: str, *, is_asked: bool) -> None:
        """Refuse a file that somebody named; count one that stood in a folder, and keep the name of the first ones."""
        if is_asked:
            self._refuse(path, reason)
        else:
            self._imports.passed_over["file", reason] += 1
            if len(self._imports.first_files[reason]) < FIRST_FILES:
                self._imports.first_files[reason].append(path)

    def _refuse(self, path: Path, reason: str) -> None:
        self._imports.refused.setdefault(path, reason)


def _material_at(file: BinaryIO, offset: int, candidate: Candidate) -> Material:
    """What the record at ``offset`` holds; of a revisit, what it says, with the body of its original."""
    if candidate.original is None:
        return record_material(record_at(file, offset), candidate.location.url)
    original = record_material(record_at(file, candidate.original), candidate.location.url)
    return revisit_material(record_at(file, offset), original)


def _options(placement: HandPlacement) -> str:
    """The options by which a person said it."""
    return "--edition" if placement.headline is None else "--date, --page and --headline"
