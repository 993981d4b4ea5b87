"""The record that a person names: by its identifier, or by its address on the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from archive.issues import reader
from archive.issues.file_names import ARTICLES_FILE, ISSUE_FILE, PAGES_FILE
from archive.issues.obstacles import reason_not_to_read
from archive.record.article import Article
from archive.record.days import iso_day
from archive.record.identifiers import IssueKey, folded
from archive.record.issue import Issue
from archive.record.jsonl import json_line
from archive.record.page import Page
from archive.record.walk import Rejection
from crawler.platforms.contract import Newspaper, Place
from crawler.sites import all_newspapers
from crawler.walk.order import BadArgument

from ..terminal.next_step import gaps_command
from .checked_options import held_newspaper

_IDENTIFIER = re.compile(r"([a-z][a-z0-9]*)-(\d{4}-\d{2}-\d{2})(?:-([^-\s/]+)(-[^\s/]+)?)?")


def found_record(archive: Path, name: str) -> Article | Page | Issue:
    """The record of that identifier or address; of an issue without its edition, the first one of its date.

    Raises:
        BadArgument: there is none; the message names the nearest.
        BrokenArchive: the issue cannot be read.
    """
    parts = _IDENTIFIER.fullmatch(name)
    day = None if parts is None else iso_day(parts[2])
    if parts is None or day is None:
        return _at_address(archive, name)
    held_newspaper(archive, parts[1])
    known = all_newspapers().get(parts[1])
    key = IssueKey(parts[1], day, parts[3] or ("a" if known is None else known.editions[0]))
    issue = _published(archive, key)
    if issue is None:
        raise BadArgument(_no_issue(archive, key))
    if parts[4] is None:
        return issue
    folder, ids = key.folder(archive), []
    for record in _records(folder):
        if record.id == name:
            return record
        ids.append(record.id)
    refused = next((one for one in reader.rejections(folder) if one.id == name), None)
    if refused is not None:
        raise BadArgument(f"{name} is refused in {issue.id}: {', '.join(refused.reasons)}.{_stand_in(folder, refused)}")
    near = get_close_matches(name, ids, n=3, cutoff=0.3)
    hint = f"Nearest: {', '.join(near)}." if near else f"Nothing of {issue.id} was found."
    raise BadArgument(f"no {name} in {folder}. {hint}")


def _published(archive: Path, key: IssueKey) -> Issue | None:
    folder = key.folder(archive)
    why = reason_not_to_read(folder)
    if why is not None:
        raise reader.BrokenArchive(why)
    return reader.published_issue(folder)


def _records(folder: Path) -> Iterator[Page | Article]:
    yield from reader.pages(folder)
    yield from reader.articles(folder)


def _at_address(archive: Path, address: str) -> Article | Page | Issue:
    """The page or article at an address; at that of an index, which lists or holds pages, the issue.

    First of the issue that the address says; but an article is of the issue whose page announces it.
    """
    newspaper, urls, place = _located(address)
    held_newspaper(archive, newspaper.code)
    key = place.issue
    issue = None if key is None else _published(archive, key)
    id_ = None if key is None else place.id_in(key)
    if key is not None and issue is not None:
        for record in _records(key.folder(archive)):
            if record.url in urls or record.id == id_:
                return record
        if place.kind == "index":
            return issue
    found = list(_anywhere(archive, newspaper, urls))
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(record.id for record in found)
        raise BadArgument(f"several have the address {urls[-1]}. Name one of {ids}.")
    if id_ is not None and place.kind != "index":
        return found_record(archive, id_)  # which says why there is none
    raise BadArgument(f"{urls[-1]} is not in {archive}: no issue of {newspaper.code} there has it.")


def _located(address: str) -> tuple[Newspaper, tuple[str, ...], Place]:
    """Whose address it is, how its record may spell it, and its place.

    An address of a host that is no newspaper's may be that of a mirror, below a folder of it: what stands in its path
    decides. So does the path alone.
    """
    newspapers = all_newspapers().values()
    try:
        parts = urlsplit(address if "://" in address or address.startswith("/") else f"https://{address}")
    except ValueError:  # "http://[x"
        parts = urlsplit("")
    host = parts.netloc.lower()
    is_own = any(host in newspaper.hosts for newspaper in newspapers)
    paths = [parts.path[at:] for at, sign in enumerate(parts.path) if sign == "/"]
    query = f"?{parts.query}" if parts.query else ""
    for path in paths[:1] if is_own else paths:
        known = {}
        for newspaper in newspapers:
            hosts = [own for own in newspaper.hosts if own == host or not is_own]
            located = next(filter(None, (newspaper.located(f"https://{own}{path}{query}") for own in hosts)), None)
            if located is not None:
                _, url, place = located
                known[newspaper.code] = newspaper, (f"{url}#{parts.fragment}", url), place
        if len(known) > 1:
            raise BadArgument(f"{address!r} may be of {' or '.join(known)}. Write it with the newspaper's own host.")
        if known:
            return known.popitem()[1]
    raise BadArgument(
        f"{address!r} is not an identifier, and no page or article has such an address. "
        "Write it like xmwb-2020-03-15-a-92381, or as the site does: https://…"
    )


def _anywhere(archive: Path, newspaper: Newspaper, urls: tuple[str, ...]) -> Iterator[Page | Article]:
    """Every record at one of ``urls``; a file that does not spell one of them is not parsed."""
    spelled = [json_line(url).strip() for url in urls]
    for folder in reader.issue_folders(archive, newspaper.code):
        files = [folder / name for name in (PAGES_FILE, ARTICLES_FILE)]
        texts = [file.read_bytes() for file in files if file.is_file()]
        if any(url in text for url in spelled for text in texts):
            yield from (record for record in _records(folder) if record.url in urls)


def _stand_in(folder: Path, refused: Rejection) -> str:
    """Which article stands for a text that gave way, where one alone has its headline."""
    headline = folded(refused.headline)
    is_text = "duplicate_text" in refused.reasons and headline
    same = [one.id for one in reader.articles(folder) if folded(one.headline) == headline] if is_text else []
    return f" The same article is {same[0]}." if len(same) == 1 else ""


def _no_issue(archive: Path, key: IssueKey) -> str:
    if key.folder(archive).is_dir():
        why = f"{key.folder(archive)} has no {ISSUE_FILE}: its crawl was interrupted, or the file is lost"
        command = gaps_command(key.newspaper, key.issue_date, key.issue_date, archive)
        return f"{why}. What can be mended is mended by: {command}"
    folders = reader.issue_folders(archive, key.newspaper)
    issues = [path.name for path in folders if (path / ISSUE_FILE).exists()]
    if not issues:
        return f"no issue of {key.newspaper} is published in {archive}. Is it another --archive?"
    near = sorted(issues, key=lambda name: abs((date.fromisoformat(name[:10]) - key.issue_date).days))[:3]
    return f"no issue in {key.folder(archive)}. Nearest of {key.newspaper}: {', '.join(sorted(near))}."
