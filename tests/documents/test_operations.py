"""docs/operations.md, typed on the evening of 1 April 2020, with its schedules and its messages."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.issues.lock import newspaper_lock
from tests.crawler.engine import test_stalls as stalls
from tests.documents.blocks import Block, blocks
from tests.documents.repository import Repository, copied_to
from tests.documents.transcripts import alike
from tests.epaper.running.test_crawl_process import NO_SIGN
from tests.press import EVERYDAY, Order, Press, Quirk, Title, printed_files

XMWB, SHEQU = Title(code="xmwb", name="新民晚报"), Title(code="shequ", name="新民晚报社区版")
DAYS = [date(2020, 3, 1) + timedelta(days=day) for day in range(32)]
RICH = Order(title=XMWB, issue_date=date(2020, 3, 15), pages=14, articles=1, quirks=EVERYDAY)
OPERATIONS = blocks("docs/operations.md")
UNANNOUNCED = (
    "epaper status",
    "epaper status xmwb",
    "epaper status --html status.html",
    "epaper crawl xmwb --gaps",
    "epaper crawl xmwb --gaps --from 2020-03-01 --until 2020-03-31",
)
"""Commands that end with 3 once texts are imported that no page announces."""


def of(kind: str) -> list[Block]:
    return [block for block in OPERATIONS if block.kind == kind]


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    """Beside it, what the document imports: a text capture that it shows, a body, saved pages, a WARC."""
    orders = [Order(title=XMWB, issue_date=day, pages=1, articles=1) for day in DAYS]
    orders += [
        Order(title=SHEQU, issue_date=day, pages=1, articles=1, quirks=frozenset({Quirk.ZERO_PADDED})) for day in DAYS
    ]
    folder = copied_to(tmp_path)
    (capture,) = (block for block in of("text") if block.heading == "What a text capture looks like")
    (folder / "page.txt").write_text(capture.text, encoding="utf-8")
    (folder / "body.txt").write_text("\n".join(capture.text.splitlines()[6:9]), encoding="utf-8")
    for path, body in printed_files(RICH.paper()).items():
        saved = folder / "saved" / path.lstrip("/")
        saved.parent.mkdir(parents=True, exist_ok=True)
        saved.write_bytes(body)
    article = str(RICH.paper().sheets[13].stories[0].id)
    with Press([*orders, RICH]) as press:
        yield Repository(
            folder,
            base_url=press.base_url,
            now="2020-04-01T20:00:00+08:00",
            names={"92381": article},
            ends=dict.fromkeys(UNANNOUNCED, 3),
        )


def test_every_command_does_what_is_said(repository: Repository) -> None:
    folder = repository.folder
    for block in OPERATIONS:
        if block.heading == "Two at once":
            with newspaper_lock(folder / "output", "xmwb"):
                repository.check(block)
        else:
            if block.heading == "Import" and block.kind == "sh":
                shutil.copy(folder / "output/xmwb/2020/2020-03-20/captures.warc.gz", folder / "crawl.warc.gz")
            repository.check(block)
    check_the_schedules(repository)


def check_the_schedules(repository: Repository) -> None:
    """What cron and systemd would run: nothing is said where nothing is due."""
    (table,), (service, _) = of("crontab"), of("ini")
    line = table.text.splitlines()[-1]
    start = re.search(r"^ExecStart=(.+)$", service.text, re.MULTILINE)
    assert re.fullmatch(r"(?:[*/\d]+ ){5}cd .+", line)
    assert start is not None
    for command in (line.split(maxsplit=5)[5], start[1]):
        status, printed = repository.run(command.replace("/srv/epaper", str(repository.folder)))
        assert (status, printed) == (0, ""), command


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd on this machine")
def test_the_units_are_systemds(tmp_path: Path) -> None:
    for block in of("ini"):
        unit = ConfigParser(delimiters="=", interpolation=None)
        unit.read_string(block.text)
        name = "epaper.timer" if "Timer" in unit else "epaper.service"
        text = block.text.replace("/srv/epaper/.venv/bin/epaper", shutil.which("true") or "")
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", tmp_path / "epaper.service", tmp_path / "epaper.timer"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (
            "nothing has happened",
            f"error: nothing has happened for 3 s: xmwb-{stalls.DAY}-a waits for 3 answers. {stalls.TAKEN_UP}",
        ),
        ("no sign of life", f"error: xmwb: {NO_SIGN}."),
    ],
)
def test_the_messages_are_those_that_other_tests_see(heading: str, said: str) -> None:
    (shown,) = (block.text.strip() for block in of("text") if heading in block.text)
    assert alike(re.sub(r"for \d+ min", "for …", shown), said)
