"""``epaper import``: saved pages, text captures, WARC and WET files instead of a live site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from archive.captures.text_address import HandPlacement
from archive.issues.publication import Publication, withheld_line
from archive.issues.reader import BrokenArchive
from crawler.platforms.contract import Newspaper
from crawler.printed.labels import UnknownLabel, page_label, page_token
from crawler.sites import all_newspapers
from crawler.walk.order import BadArgument, asked_date, asked_editions, known_newspaper, refusal_of_date
from crawler.walk.recorded.replay import replayed_issue
from crawler.walk.recorded.versions import write_versions
from crawler.wording import counted

from ..offline.finding import FIRST_FILES
from ..offline.importing import Importer
from ..offline.imports import Imports, told_of
from ..running.outcome import ExitStatus, outcomes
from ..running.report import reported
from ..running.spider_run import archive_folder
from ..terminal.next_step import command_line
from ..terminal.words import complain, say
from .options import ONE_DATE, Archive, NewspaperOrAll


def import_(
    newspaper: NewspaperOrAll,
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Saved pages, HTML or JSON, text captures, .warc.gz, .wet.gz; of a folder, all files in it.",
            metavar="FILE…",
        ),
    ],
    archive: Archive = Path("output"),
    date: Annotated[
        str | None, typer.Option(help=f"{ONE_DATE} Of a text that does not say it.", metavar="DATE")
    ] = None,
    page: Annotated[str | None, typer.Option(help="Its page, as printed: 14, 2/3, A01.")] = None,
    headline: Annotated[str | None, typer.Option(help="Its headline.")] = None,
    edition: Annotated[str | None, typer.Option(help="Edition of texts, where there are several of a date.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per issue on stdout.")] = False,
) -> None:
    """Archive saved pages, text captures, WARC and WET files instead of a live site.

    The files themselves are preserved in the captures of their issues: an article or a picture in those whose pages
    announce it. Twice is harmless. A text of an article's body alone is placed by --date, --page and --headline;
    placed again, it leaves the issue where it stood. One that says no headline alone needs --headline alone.

    Exit status: 0 every file was taken in, whatever else of the issues is missing · 1 the archive cannot be read or
    written · 2 usage · 3 a file was not taken in, or not whole, or nothing of a folder or web archive was, or an issue
    cannot be read or written.
    """
    newspapers = list(all_newspapers().values()) if newspaper == "all" else [known_newspaper(newspaper)]
    absent = [path for path in files if not path.is_file() and not path.is_dir()]
    if absent:
        raise BadArgument(f"no such file: {', '.join(map(str, absent))}")
    placed = _placed(date, page, headline, len(files) if newspaper != "all" and files[0].is_file() else 0)
    if placed is not None and placed.issue_date is not None:
        why = refusal_of_date(newspapers[0], placed.issue_date)
        if why is not None:
            raise BadArgument(f"{why}.")
    if edition is not None:
        if newspaper == "all":
            raise BadArgument("--edition goes with one newspaper.")
        asked_editions(newspapers[0], edition)
        placed = replace(placed or HandPlacement(), edition=edition)
    folder = archive_folder(archive)
    with Importer(folder, newspapers, placed) as importer:
        for path in sorted(files, key=Path.is_dir):  # a file that was named is to be heard of, also if it lies in one
            importer.add(path)
        importer.file()
        publications = list(_published(folder, importer.imports))
    status = _told(folder, files, importer.imports, publications, json=json)
    for texts, words in ((importer.imports.unplaced, _PLACE), (importer.imports.unnamed, _HEADLINE)):
        if texts:
            say(_how_to_place(newspapers[0], texts, words, archive))
    raise typer.Exit(status)


def _placed(issue_date: str | None, page: str | None, headline: str | None, files: int) -> HandPlacement | None:
    """Where the one text is to stand, or its headline alone; ``None``: texts say so themselves.

    Raises:
        BadArgument: what was said is not enough or cannot be, or there is more than one file.
    """
    if issue_date is None and page is None and headline is None:
        return None
    if (issue_date is None) != (page is None) or headline is None or not headline.strip() or files != 1:
        raise BadArgument(
            "--date, --page and --headline go together, or --headline alone, and with one file of one newspaper."
        )
    if issue_date is None or page is None:
        return HandPlacement(headline=headline.strip())
    try:
        label = page_label(page if "版" in page else f"第{page}版")
    except UnknownLabel:
        raise BadArgument(f"{page!r} is not a page. Write it as printed: 14, 2/3, A01.") from None
    return HandPlacement(issue_date=asked_date(issue_date), page_token=page_token(label), headline=headline.strip())


def _published(archive: Path, imports: Imports) -> Iterator[Publication]:
    from ..offline.stages import Stages

    stages = Stages(archive)
    for issue in sorted(imports.issues):
        newspaper, folder = all_newspapers()[issue.newspaper], issue.folder(archive)
        items = replayed_issue(newspaper, issue, folder)
        try:
            write_versions(newspaper, issue, folder)
            yield from stages.process(items)
        except (BrokenArchive, OSError) as error:
            with told_of(archive):
                imports.leave(issue, error)


def _told(
    archive: Path, files: Iterable[Path], imports: Imports, publications: Iterable[Publication], *, json: bool
) -> ExitStatus:
    """Say what came of it. What was not taken in, issues left or withheld make it PARTIAL; a partial issue does not."""
    for code in sorted({issue.newspaper for issue in imports.issues}):
        issues = sorted(issue for issue in imports.issues if issue.newspaper == code)
        reported(all_newspapers()[code], outcomes(issues, archive), None, archive, json=json)
    say(_summary(imports))
    if imports.giving_way:
        say(
            f"{counted(imports.giving_way, 'capture')} kept beside what the site sent, which answers where it is whole."
        )
    for (noun, reason), count in imports.passed_over.most_common():
        say(f"{counted(count, noun)} passed over: {reason}.{_names(imports.first_files[reason], count, noun)}")
    for line in _refusals(imports.refused, frozenset(files)):
        complain(line)
    fruitless = [path for path in dict.fromkeys(files) if path not in imports.taken and path not in imports.refused]
    for path in fruitless:
        complain(f"{path}: nothing in it was taken in, for the reasons above.")
    for issue, reason in sorted(imports.left.items()):
        complain(f"{issue.newspaper} {issue.folder_name} is left as it is: {reason}.")
    if imports.left:
        say("`epaper verify`, with the same --archive, names what mends it.")
    withheld = [one for one in publications if one.outcome == "withheld"]
    for publication in withheld:
        complain(withheld_line(publication))
    is_whole = not (imports.refused or fruitless or imports.left or withheld)
    return ExitStatus.COMPLETE if is_whole else ExitStatus.PARTIAL


def _refusals(refused: Mapping[Path, str], files: Collection[Path]) -> Iterator[str]:
    """A line for each file; one for all in folders that were refused for one reason, if there are many."""
    found: dict[str, list[Path]] = defaultdict(list)
    for path, reason in refused.items():
        if path not in files:
            found[reason].append(path)
    many = {reason: paths for reason, paths in found.items() if len(paths) > FIRST_FILES}
    for path, reason in refused.items():
        if path in files or reason not in many:
            yield f"{path}: {reason}."
    for reason, paths in many.items():
        yield f"{counted(len(paths), 'file')}: {reason}.{_names(paths[:FIRST_FILES], len(paths), 'file')}"


_HEADLINE = ("--headline", "HEADLINE")
_PLACE = ("--date", "YYYY-MM-DD", "--page", "PAGE", *_HEADLINE)


def _how_to_place(newspaper: Newspaper, texts: Sequence[Path], words: Sequence[str], archive: Path) -> str:
    """The command that files a text which does not say where it stands, or its headline; of several, FILE is any."""
    one, each = ("it stands", "each of them stands") if words is _PLACE else ("its headline is", "their headlines are")
    file, which = (str(texts[0]), one) if len(texts) == 1 else ("FILE", each)
    edition = ("--edition", newspaper.editions[0]) if len(newspaper.editions) > 1 else ()
    command = command_line("import", newspaper.code, file, *words, *edition, archive=archive)
    return f"Say {'where' if words is _PLACE else 'what'} {which}: {command}"


def _names(files: Sequence[Path], count: int, noun: str) -> str:
    """The first of ``count`` files that were passed over; of records nothing."""
    if noun != "file":
        return ""
    begins = "" if len(files) == count else "The first are "
    return f" {begins}{', '.join(map(str, files))}."


def _summary(imports: Imports) -> str:
    """What is new, and what was recorded before."""
    before = f"{counted(imports.known, 'capture')} {'was' if imports.known == 1 else 'were'} there already"
    if imports.known and not imports.captures:
        new = f"{counted(imports.moved, 'text')} moved" if imports.moved else "Nothing new"
        return f"{new}: {before}, in {counted(len(imports.issues), 'issue')}."
    new = f"{counted(imports.captures, 'capture')} imported into {counted(len(imports.issues), 'issue')}"
    return f"{new}; {before}." if imports.known else f"{new}."
