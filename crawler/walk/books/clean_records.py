"""What a capture shows, made safe to keep: the one place through which everything read of a newspaper passes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from archive.record.characters import quoted_address, without_unprinted
from archive.record.cleaning import cleaned, flagged
from archive.record.clipping import Clipping
from archive.record.page import CatalogueEntry, Page

from ...platforms.contract import Link


def clean_records(records: Iterable[Link | Page | Clipping]) -> list[Link | Page | Clipping]:
    """``records`` as they may be kept. A page carries the flag of what was cut from its catalogue, which has none."""
    clean: list[Link | Page | Clipping] = []
    is_cut = False
    for record in records:
        if isinstance(record, Link):
            link = _clean_link(record)
            is_cut |= link is not record and _printed(link) != _printed(record)
            clean.append(link)
        else:
            clean.append(cleaned(record))
    if not is_cut:
        return clean
    return [flagged(one, ("control_character",)) if isinstance(one, Page) else one for one in clean]


def _printed(link: Link) -> tuple[str, str] | None:
    return None if link.entry is None else (link.entry.page_label, link.entry.page_name or "")


def _clean_link(link: Link) -> Link:
    entry = None if link.entry is None else _clean_entry(link.entry)
    url = quoted_address(link.url)
    return link if url is link.url and entry is link.entry else replace(link, url=url, entry=entry)


def _clean_entry(entry: CatalogueEntry) -> CatalogueEntry:
    label, name, url = without_unprinted(entry.page_label), entry.page_name, quoted_address(entry.url)
    name = None if name is None else without_unprinted(name).strip() or None
    if label is entry.page_label and name == entry.page_name and url is entry.url:
        return entry
    return replace(entry, url=url, page_label=label, page_name=name)
