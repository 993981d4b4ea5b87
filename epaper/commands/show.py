"""``epaper show``: an article, a page or an issue, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from archive.issues import reader
from archive.issues.account.balance import uncounted_articles
from archive.issues.pictures import OFF_SITE, lacking_pictures, named_pictures
from archive.record.article import Article
from archive.record.article_parts import Photo
from archive.record.identifiers import IssueKey
from archive.record.issue import Issue
from archive.record.jsonl import json_line
from archive.record.page import Page
from crawler.sites import all_newspapers

from ..running.named_record import found_record
from ..terminal.chain import chain_lines, recorded_block
from ..terminal.line_breaks import set_lines
from ..terminal.words import emit, emit_raw, fact, tell
from .options import Archive

_WIDTH = 76  # columns, 38 characters: a line that is easily read


def show(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="xmwb-2020-03-15-a-92381, a page, an issue; or its address on the site.")
    ],
    archive: Archive = Path("output"),
    json: Annotated[bool, typer.Option("--json", help="The record itself, on stdout.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="The response it was read from, as recorded.")] = False,
) -> None:
    """Show an article, what a page announces or the account of an issue, and its origin."""
    record = found_record(archive, id_)
    if json:
        emit(json_line(record))
        return
    if raw:
        emit_raw(recorded_block(archive, record))
        return
    console = Console(highlight=False)  # what was asked for, and so on stdout: it can be piped to a pager
    for line in chain(_lines(archive, record, min(console.width - 2, _WIDTH)), chain_lines(archive, record)):
        tell(console, line)


def _lines(archive: Path, record: Article | Page | Issue, width: int) -> Iterator[Text]:
    if isinstance(record, Article):
        yield from _article(record, width)
    elif isinstance(record, Page):
        yield from _page(record)
    else:
        yield from _issue(archive, record)


def _article(article: Article, width: int) -> Iterator[Text]:
    page = f"page {article.page_label}" if article.page_label else "page unknown"
    yield Text(
        " · ".join(filter(None, (article.title, str(article.issue_date), page, article.page_name, article.rubric))),
        "dim",
    )
    yield Text()
    if article.kicker:
        yield Text(article.kicker)
    yield Text(article.headline or "(no headline)", "bold")
    for line in article.subheadlines:
        yield Text(f"——{line}")
    if article.byline:
        yield Text(article.byline, "italic")
    yield Text()
    if article.standfirst:
        yield Text(set_lines(article.standfirst, width), "italic")
        yield Text()
    if article.jump_from:
        yield Text(_jump(article.jump_from.printed, article.jump_from.article_id), "dim")
    photos = iter(article.photos)
    for block in article.body:
        if block.kind == "photo":
            yield Text(f"[{_photo(block.text, next(photos, None))}]", "cyan")
        elif block.kind == "crosshead":
            yield Text(block.text or "", "bold")
        else:
            yield Text(set_lines(f"\u3000\u3000{block.text}", width))
    if article.jump_to:
        yield Text(_jump(article.jump_to.printed, article.jump_to.article_id), "dim")
    yield Text()
    if article.authors:
        yield fact(
            "authors", ", ".join(f"{who.name} ({who.role})" if who.role else who.name for who in article.authors)
        )
    if article.agency:
        yield fact("agency", f"{article.agency} ({article.dateline})")
    yield fact("kind", f"{article.kind}, {article.char_count} characters")
    if article.flags:
        yield fact("flags", ", ".join(article.flags), "yellow")
    yield fact("url", article.url or "none: a text capture")
    yield fact("id", article.id)


def _jump(printed: str, article_id: str | None) -> str:
    return f"{printed} {article_id or ''}".strip()


def _photo(caption: str | None, photo: Photo | None) -> str:
    credit = photo.credit if photo is not None else None
    return " ".join(filter(None, ("photo:", caption, credit)))


def _page(page: Page) -> Iterator[Text]:
    yield Text(" · ".join((page.title, str(page.issue_date))), "dim")
    yield Text()
    yield Text(" ".join(filter(None, (f"page {page.page_label}", page.page_name))), "bold")
    yield Text()
    for number, announced in enumerate(page.announced, 1):
        where = announced.article_id or announced.url or "no address"
        refused = f" refused: {announced.refused}" if announced.refused else ""
        yield Text.assemble(f"{number:>3}  {announced.headline or '(no headline)'}  ", (where + refused, "dim"))
    for stretch in page.unsplit_headlines:
        yield Text.assemble("  ?  ", stretch, ("  headlines run together, their number unknown", "dim"))
    if not page.announced and not page.unsplit_headlines:
        yield Text("It announces no article." if page.is_counted else "A text of it shows no headlines of its page.")
    yield Text()
    for name, value in (("url", page.url), ("facsimile", page.facsimile_url), ("pdf", page.pdf_url), ("id", page.id)):
        if value:
            yield fact(name, value)
    if page.flags:
        yield fact("flags", ", ".join(page.flags), "yellow")


def _pictures(archive: Path, issue: Issue) -> Iterator[Text]:
    """Their tally, and each that is missing."""
    tally, key = issue.account.pictures, IssueKey.of(issue)
    if tally is None or not tally.expected:
        return
    off_site = f" + {tally.rejected} on other hosts" if tally.rejected else ""
    yield fact("pictures", f"{tally.expected} named = {tally.found} found{off_site} + {tally.missing} missing")
    newspaper, folder = all_newspapers().get(issue.newspaper), key.folder(archive)
    hosts = None if newspaper is None else newspaper.platform(issue.issue_date).hosts
    urls = named_pictures(chain(reader.pages(folder), reader.articles(folder))) if tally.missing else ()
    for url, reason in lacking_pictures(folder, urls, hosts).items():
        if reason != OFF_SITE:
            yield fact("missing", f"{url} ({reason})", "dim")


def _issue(archive: Path, issue: Issue) -> Iterator[Text]:
    yield Text(f"{issue.title} {issue.issue_date}", "bold")
    yield Text()
    yield fact("status", issue.status)
    for name, tally in (("pages", issue.account.pages), ("articles", issue.account.articles)):
        yield fact(
            name,
            f"{tally.expected} expected = {tally.found} found + {tally.rejected} refused + {tally.missing} missing",
        )
    for missing in issue.account.missing:
        place = f"page {missing.page_label}" if missing.page_label else None
        words = filter(None, (place, missing.headline, missing.url, f"({missing.reason})"))
        yield fact("missing", " ".join(words), "yellow")
    if uncounted := uncounted_articles(issue.account):
        yield fact("uncounted", uncounted, "yellow")
    yield from _pictures(archive, issue)
    for name, counts in (("refused", issue.account.rejected), ("flags", issue.account.flags)):
        if counts:
            yield fact(name, ", ".join(f"{reason} ×{number}" for reason, number in counts.items()))
    for file in issue.files:
        yield fact("file", f"{file.name}: {file.records} records, {file.bytes} bytes")
    if issue.proof:
        yield fact("proof", issue.proof)
    yield fact("url", issue.front_page)
    yield fact("id", issue.id)
