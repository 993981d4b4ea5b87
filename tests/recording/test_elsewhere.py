"""The recording lifts out of this project: another spider, plain settings, a server with habits of its own."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from archive.captures.store import Captures
from archive.captures.warc import WarcRecord, http_message
from tests.recording.crawling import ROOT, whole_records

PAGE = "<!DOCTYPE html><title>页</title><p>江边无事。</p>".encode()
LIFTED = (
    "crawler/engine/recording/addon.py",
    "crawler/engine/recording/capture_place.py",
    "crawler/engine/recording/offline.py",
    "crawler/engine/recording/warc_cache.py",
    "archive/captures/store.py",
    "archive/captures/dates.py",
    "archive/captures/new_records.py",
    "archive/captures/warc.py",
    "archive/captures/answers.py",
    "archive/captures/index.py",
    "archive/captures/seal.py",
    "archive/captures/repair.py",
    "archive/captures/content_encoding.py",
    "archive/captures/text_address.py",
    "archive/record/days.py",
    "archive/record/own_files.py",
)


class Handler(BaseHTTPRequestHandler):
    """Repeats headers, tells queries apart, packs bodies, fails once."""

    protocol_version = "HTTP/1.1"
    asked: Counter[str]

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        status, headers, body = 200, [("Content-Type", "text/html; charset=utf-8")], PAGE
        if self.path == "/robots.txt":
            headers, body = [("Content-Type", "text/plain")], b"User-agent: *\nAllow: /\n"
        elif self.path == "/cookies":
            headers += [("Set-Cookie", "a=1; Path=/"), ("Set-Cookie", "b=2"), ("Set-Cookie", "a=1; Path=/")]
        elif self.path.startswith("/list"):
            body = PAGE + self.path.encode()
        elif self.path == "/zipped":
            headers, body = [*headers, ("Content-Encoding", "gzip")], gzip.compress(PAGE, mtime=0)
        elif self.path == "/moved":
            status, headers = 301, [*headers, ("Location", "/list?page=3")]
        elif self.path == "/gone":
            status = 410
        elif self.path == "/flaky":
            status = 503 if self.asked[self.path] == 1 else 200
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def server() -> Iterator[tuple[str, Counter[str]]]:
    asked: Counter[str] = Counter()
    kind = type("Counting", (Handler,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as running:
        running.daemon_threads = True
        Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}", asked
        running.shutdown()


def crawl(folder: Path, base_url: str, *settings: str, root: Path = ROOT) -> tuple[dict[str, dict[str, Any]], str]:
    line = [sys.executable, "-m", "tests.recording.elsewhere", str(folder), base_url, *settings]
    environment = os.environ | {"PYTHONPATH": str(root)}
    environment.pop("SCRAPY_SETTINGS_MODULE", None)
    done = subprocess.run(line, cwd=root, env=environment, capture_output=True, text=True, timeout=60, check=True)
    told = map(json.loads, done.stdout.splitlines())
    return {one["path"]: one for one in told}, done.stderr


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lifted modules, the spider, and not one file more of this project."""
    root = tmp_path_factory.mktemp("project")
    for name in (*LIFTED, "tests/recording/elsewhere.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    for package in (
        "crawler",
        "crawler/engine",
        "crawler/engine/recording",
        "archive",
        "archive/captures",
        "archive/record",
        "tests",
        "tests/recording",
    ):
        (root / package / "__init__.py").touch()
    return root


@pytest.fixture(scope="module")
def recorded(project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("warc")
    with server() as (base_url, _):
        told, log = crawl(folder, base_url, root=project)
        assert log == "", log
        assert len(told) == 8
    return folder, base_url, told


def responses(folder: Path, base_url: str) -> dict[str, WarcRecord]:
    made = [one for one in whole_records(folder) if one.type == "response"]
    return {(one.url or "").removeprefix(base_url): one for one in made}


def test_these_modules_and_one_line_are_all_it_takes(recorded: tuple[Path, str, dict[str, Any]]) -> None:
    folder, base_url, told = recorded
    assert set(responses(folder, base_url)) == (set(told) | {"/robots.txt"}) - {"/form"}


def test_repeated_headers_survive(recorded: tuple[Path, str, dict[str, Any]]) -> None:
    folder, base_url, told = recorded
    cookies = ["a=1; Path=/", "b=2", "a=1; Path=/"]
    assert told["/cookies"]["cookies"] == cookies
    message = http_message(responses(folder, base_url)["/cookies"].block)
    assert [value.decode() for name, value in message.headers if name.lower() == b"set-cookie"] == cookies


def test_query_strings_survive_and_tell_addresses_apart(recorded: tuple[Path, str, dict[str, Any]]) -> None:
    folder, base_url, _ = recorded
    with Captures(folder) as captures:
        for path in ("/list?page=2&sort=b&sort=a&empty=", "/list?page=3"):
            found = captures.recorded(base_url + path)
            assert found is not None
            assert found.message.body == PAGE + path.encode()
    requests = [one.block.split(b"\r\n")[0] for one in whole_records(folder) if one.type == "request"]
    assert b"GET /list?page=2&sort=b&sort=a&empty= HTTP/1.1" in requests


def test_a_body_is_recorded_as_it_was_packed(recorded: tuple[Path, str, dict[str, Any]]) -> None:
    folder, base_url, _ = recorded
    message = http_message(responses(folder, base_url)["/zipped"].block)
    assert message.body == gzip.compress(PAGE, mtime=0)
    assert message.header(b"content-encoding") == "gzip"
    assert message.decoded_body(2**20).body == PAGE


def test_what_may_not_be_recorded_is_not(recorded: tuple[Path, str, dict[str, Any]]) -> None:
    folder, base_url, told = recorded
    assert "/form" not in responses(folder, base_url)
    assert told["/flaky"]["status"] == 200  # the 503 before it was not kept
    assert http_message(responses(folder, base_url)["/flaky"].block).status == 200
    statuses = {path: http_message(one.block).status for path, one in responses(folder, base_url).items()}
    assert (statuses["/moved"], statuses["/gone"]) == (301, 410)


def test_it_replays_without_a_network(recorded: tuple[Path, str, dict[str, Any]], project: Path) -> None:
    """The server is gone; what is no GET has no record, and is named."""
    folder, base_url, told = recorded
    again, log = crawl(folder, base_url, "EPAPER_OFFLINE=1", root=project)
    assert {path: one for path, one in again.items() if one.get("cached")} == {
        path: one | {"cached": True} for path, one in told.items() if path != "/form"
    }
    assert [line.partition("ERROR: ")[2] for line in log.splitlines()] == [f"not recorded: {base_url}/form"]


def test_offline_a_missing_one_is_named(tmp_path: Path, project: Path) -> None:
    with server() as (base_url, asked):
        again, log = crawl(tmp_path, base_url, "EPAPER_OFFLINE=1", root=project)
        assert asked == {}
    assert f"ERROR: not recorded: {base_url}/list?page=3" in log
    assert again["/list?page=3"]["lost"] == f"not recorded: {base_url}/list?page=3"
    assert not (tmp_path / "captures.warc.gz").exists()


def test_a_second_run_asks_for_nothing_that_is_recorded(project: Path, tmp_path: Path) -> None:
    with server() as (base_url, asked):
        crawl(tmp_path, base_url, root=project)
        before = asked.copy()
        again, _ = crawl(tmp_path, base_url, root=project)
        assert dict(asked - before) == {"/form": 1}
    assert all(one["cached"] for path, one in again.items() if path != "/form")
