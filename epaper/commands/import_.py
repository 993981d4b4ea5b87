"""``epaper import``: saved pages, text captures, WARC and WET files instead of a live site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from archive.issues.publication import Publication, withheld_line
from crawler.sites import all_newspapers
from crawler.walk.order import BadArgument, known_newspaper
from crawler.walk.replay import replayed_issue
from crawler.wording import counted

from ..offline.importing import Importer, Imports
from ..running.outcome import ExitStatus, outcomes
from ..running.report import reported
from ..running.spider_run import archive_folder
from ..terminal.words import complain, say


def import_(
    newspaper: Annotated[str, typer.Argument(help="Code of the newspaper; `all` for WARC and WET files of several.")],
    files: Annotated[
        list[Path], typer.Argument(help="Saved pages, text captures, .warc.gz, .wet.gz.", metavar="FILE…")
    ],
    archive: Annotated[Path, typer.Option(help="Folder of the archive.")] = Path("output"),
    json: Annotated[bool, typer.Option("--json", help="One JSON object per issue on stdout.")] = False,
) -> None:
    """Archive saved pages, text captures, WARC and WET files instead of a live site.

    The files themselves are preserved in the captures of their issues. Twice is harmless.
    """
    newspapers = list(all_newspapers().values()) if newspaper == "all" else [known_newspaper(newspaper)]
    absent = [path for path in files if not path.is_file()]
    if absent:
        raise BadArgument(f"no such file: {', '.join(map(str, absent))}")
    folder = archive_folder(archive)
    with Importer(folder, newspapers) as importer:
        for path in files:
            importer.add(path)
        publications = list(_published(folder, importer.imports))
    raise typer.Exit(_told(folder, importer.imports, publications, json=json))


def _published(archive: Path, imports: Imports) -> Iterator[Publication]:
    from ..offline.stages import Stages

    stages = Stages(archive)
    for issue in sorted(imports.issues):
        items = replayed_issue(all_newspapers()[issue.newspaper], issue, issue.folder(archive))
        yield from stages.process(items)


def _told(archive: Path, imports: Imports, publications: Iterable[Publication], *, json: bool) -> ExitStatus:
    """Say what came of it. Refused files and withheld issues make it PARTIAL; an issue that is partial does not."""
    for code in sorted({issue.newspaper for issue in imports.issues}):
        issues = sorted(issue for issue in imports.issues if issue.newspaper == code)
        reported(all_newspapers()[code], outcomes(issues, archive, not_yet=False), None, json=json)
    say(f"{counted(imports.captures, 'capture')} imported into {counted(len(imports.issues), 'issue')}.")
    for reason, count in imports.passed_over.most_common():
        say(f"{counted(count, 'record')} passed over: {reason}.")
    for path, reason in imports.refused:
        complain(f"{path}: {reason}.")
    withheld = [one for one in publications if one.outcome == "withheld"]
    for publication in withheld:
        complain(withheld_line(publication))
    return ExitStatus.PARTIAL if imports.refused or withheld else ExitStatus.COMPLETE
