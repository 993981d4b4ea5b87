"""``epaper demo``: the bundled sample issue, from its pages to the archive, without a network.

``epaper/sample/README.md`` says how the sample is printed.
"""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import typer

from archive.issues.reader import articles
from archive.record.identifiers import IssueKey

from ..running.outcome import ExitStatus
from ..running.reported_crawl import reported_crawl
from ..running.spider_run import RunOrder
from ..terminal.words import say
from .options import Archive

SAMPLE = Path(__file__).parent.parent / "sample"
NEWSPAPER = "slwb"
ISSUE_DATE = "2020-03-15"
EXCERPT = 60  # characters


def demo(archive: Archive = Path("output")) -> None:
    """Archive the bundled sample issue, offline, and say what to look at."""
    with served(SAMPLE) as base_url:
        arguments = {"date": ISSUE_DATE, "archive": str(archive), "base_url": base_url}
        status = reported_crawl(RunOrder(newspaper=NEWSPAPER, arguments=arguments, settings={"DOWNLOAD_DELAY": 0}))
    if status is ExitStatus.COMPLETE:
        _point_out(archive)
    raise typer.Exit(status)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of ``folder`` on loopback; the value is the base URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        """Its default goes to stderr, a line for each request."""


def _point_out(archive: Path) -> None:
    folder = IssueKey(NEWSPAPER, date.fromisoformat(ISSUE_DATE)).folder(archive)
    first = next(one for one in articles(folder) if one.kind == "article" and one.char_count > EXCERPT)
    lead = (first.text or "").split("\n")[0]
    say()
    say(f"The issue is in {folder}:")
    say("  issue.json        what was announced, found, refused and missing")
    say("  pages.jsonl       one page a line, with what it announces")
    say("  articles.jsonl    one article a line")
    say("  captures.warc.gz  every response as received; captures.cdxj says where in it")
    say()
    say(f"On page {first.page_label}, {first.page_name}:")
    say(f"  {first.headline}", "bold")
    say(f"  {lead[:EXCERPT]}…")
    say()
    say("Try:")
    option = "" if archive == Path("output") else f" --archive {archive}"
    say(f"  {_command()} show {first.id}{option}")
    say(f"  jq -r '[.page_label, .headline, .byline] | @tsv' {folder / 'articles.jsonl'}")
    say(f"  jq .account {folder / 'issue.json'}")


def _command() -> str:
    """How to call this program from the shell: by its path, unless the shell finds ``epaper``."""
    called = sys.argv[0]
    return called if Path(called).name == "epaper" and shutil.which("epaper") is None else "epaper"
