"""The command that goes on from here, as it has to be typed."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

DEFAULT_ARCHIVE = Path("output")


def command_line(*words: str, archive: Path) -> str:
    """``epaper show xmwb-2020-03-15-a --archive elsewhere``; an archive where it is looked for is not named."""
    where = () if archive == DEFAULT_ARCHIVE else ("--archive", str(archive))
    return shlex.join(("epaper", *words, *where))


def gaps_command(newspaper: str, first: date, last: date, archive: Path) -> str:
    """The command that mends what is damaged of these dates, and asks for what is missing."""
    return command_line("crawl", newspaper, "--gaps", "--from", str(first), "--until", str(last), archive=archive)
