"""pywb, the Wayback Machine's Python, replays an issue: the pages that it gives are those that were recorded."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

import pytest

from archive.captures.store import Captures
from tests.crawler.spiders.truth import address
from tests.crosschecks.conftest import GONE, PAPER

OPENER = build_opener(ProxyHandler({}))


@pytest.fixture(scope="module")
def wayback(issue: Path, pywb: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address under which pywb replays the issue, from our WARC and our index."""
    home = tmp_path_factory.mktemp("pywb")
    collection = home / "collections" / "issue"
    for source, folder in (("captures.warc.gz", "archive"), ("captures.cdxj", "indexes")):
        (collection / folder).mkdir(parents=True)
        shutil.copyfile(issue / source, collection / folder / source)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    line = [str(pywb / "wayback"), "-b", "127.0.0.1", "-p", str(port)]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(line, cwd=home, env=environment, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 60
            while not listens(port):
                assert server.poll() is None, (home / "log").read_text()
                assert time.monotonic() < deadline, "pywb does not come up"
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/issue"
        finally:
            server.terminate()
            server.wait(20)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def replayed(wayback: str, url: str) -> tuple[int, bytes]:
    """Status and body as recorded: ``id_`` asks pywb to leave the page alone."""
    try:
        with OPENER.open(f"{wayback}/2id_/{url}", timeout=30) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()
    except URLError as error:
        raise AssertionError(error) from error


def test_pages_articles_and_pictures_replay_as_recorded(wayback: str, issue: Path) -> None:
    """The newest capture of each is a revisit: pywb has to find the body that it refers to."""
    urls = [address(sheet.path) for sheet in PAPER.sheets]
    urls += [address(story.path) for story in PAPER.stories if story != GONE]
    urls += [address(PAPER.sheets[0].facsimile), address(PAPER.sheets[0].pdf)]
    with Captures(issue) as captures:
        for url in urls:
            recorded = captures.recorded(url)
            assert recorded is not None
            assert replayed(wayback, url) == (200, recorded.message.decoded_body(2**20).body), url


def test_a_404_replays_as_one(wayback: str) -> None:
    status, body = replayed(wayback, address(GONE.path))
    assert (status, b"404 Not Found" in body) == (404, True)


def test_a_page_replays_in_a_browsers_frame(wayback: str) -> None:
    with OPENER.open(f"{wayback}/2mp_/{address(PAPER.sheets[0].path)}", timeout=30) as answer:
        page = answer.read().decode()
    headline = PAPER.sheets[0].stories[0].headline or ""
    assert headline.split()[0] in page
    assert "/issue/" in page  # its links lead into the archive
