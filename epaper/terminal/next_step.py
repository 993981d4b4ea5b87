"""The command that goes on from here, as it has to be typed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from archive.record.identifiers import IssueKey

DEFAULT_ARCHIVE = Path("output")
NAMED = 20  # issues, the newest


def command_line(*words: str, archive: Path) -> str:
    """``epaper show xmwb-2020-03-15-a --archive elsewhere``; an archive where it is looked for is not named."""
    where = () if archive == DEFAULT_ARCHIVE else ("--archive", str(archive))
    return shlex.join(("epaper", *words, *where))


def gaps_command(newspaper: str, first: date, last: date, archive: Path) -> str:
    """The command that mends what is damaged of these dates, and asks for what is missing."""
    return command_line("crawl", newspaper, "--gaps", "--from", str(first), "--until", str(last), archive=archive)


def refresh_command(issue: IssueKey, editions: Sequence[str], archive: Path) -> str:
    """The command that asks for an issue again. ``editions``: those of a date; of one alone, it need not be named."""
    edition = () if len(editions) < 2 else ("--edition", issue.edition)
    words = ("crawl", issue.newspaper, "--date", str(issue.issue_date), *edition, "--refresh")
    return command_line(*words, archive=archive)


def changes_lines(changed: Mapping[str, Mapping[str, int]], archive: Path) -> Iterator[str]:
    """``1 corrected, 2 withdrawn: epaper history xmwb-2020-03-15-a``; ``changed``: how often what was, by issue."""
    if len(changed) > NAMED:
        yield f"… {len(changed) - NAMED:,} issues before in which something was changed"
    for issue_id in sorted(changed)[-NAMED:]:
        counts = ", ".join(f"{number:,} {what}" for what, number in sorted(changed[issue_id].items()))
        yield f"{counts}: {command_line('history', issue_id, archive=archive)}"
