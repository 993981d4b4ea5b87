"""Our captures, read by warcio, FastWARC, cdxj-indexer and wacz: they find what we say is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from archive.captures.warc import record_member
from archive.export.wacz import export_wacz
from tests.recording.crawling import whole_records

Tool = Callable[[str], str]
# FastWARC is a library, perhaps of another environment: whichever Python has it counts records and checks digests.
FASTWARC = """
import json, sys
from fastwarc.warc import ArchiveIterator
found = []
with open(sys.argv[1], "rb") as file:
    for record in ArchiveIterator(file, parse_http=False):
        block = record.verify_block_digest(consume=False)
        found.append([record.headers.get("WARC-Type"), record.headers.get("WARC-Target-URI"), block])
print(json.dumps(found))
"""
PAYLOADS = """
import json, sys
from fastwarc.warc import ArchiveIterator, WarcRecordType
found = []
with open(sys.argv[1], "rb") as file:
    for record in ArchiveIterator(file, record_types=WarcRecordType.response):
        found.append([record.headers.get("WARC-Target-URI"), record.verify_payload_digest(consume=False)])
print(json.dumps(found))
"""


def said(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_warcio_finds_nothing_wrong(issue: Path) -> None:
    line = [sys.executable, "-m", "warcio.cli", "check", "-v", "captures.warc.gz"]
    report = said(*line, cwd=issue)
    records = whole_records(issue)
    revisits = sum(one.type == "revisit" for one in records)
    assert revisits > 0
    assert report.count("digest pass") == len(records) - revisits, report
    assert report.count("digest present but not checked (revisit)") == revisits  # warcio leaves those out
    assert "fail" not in report


def test_warcio_finds_what_is_wrong(tmp_path: Path) -> None:
    """Or the test above could not fail."""
    headers = [("WARC-Type", "resource"), ("WARC-Target-URI", "urn:x"), ("WARC-Payload-Digest", "sha256:AAAA")]
    (tmp_path / "bad.warc.gz").write_bytes(record_member([*headers, ("WARC-Date", "2020-03-15T00:00:00Z")], b"x"))
    line = [sys.executable, "-m", "warcio.cli", "check", "bad.warc.gz"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1


def fastwarc_python(tool: Tool) -> str:
    """The interpreter beside the ``fastwarc`` command."""
    return str(Path(tool("fastwarc")).parent / "python")


def test_fastwarc_reads_every_record_and_verifies_every_digest(issue: Path, tool: Tool) -> None:
    python = fastwarc_python(tool)
    found = json.loads(said(python, "-c", FASTWARC, issue / "captures.warc.gz", cwd=issue))
    assert found == [[one.type, one.url, True] for one in whole_records(issue)]
    payloads = json.loads(said(python, "-c", PAYLOADS, issue / "captures.warc.gz", cwd=issue))
    assert payloads == [[one.url, True] for one in whole_records(issue) if one.type == "response"]


def test_cdxj_indexer_gives_the_same_keys_and_places(issue: Path, tool: Tool) -> None:
    theirs = said(tool("cdxj-indexer"), "--sort", "captures.warc.gz", cwd=issue).splitlines()
    ours = (issue / "captures.cdxj").read_text(encoding="utf-8").splitlines()

    def place(line: str) -> tuple[str, str, int, int, str, str]:
        key, stamp, fields = line.split(" ", 2)
        made = json.loads(fields)
        return key, stamp, int(made["offset"]), int(made["length"]), made["url"], made.get("status", "")

    assert sorted(map(place, ours)) == sorted(map(place, theirs))
    kinds = {place(line)[2]: json.loads(line.split(" ", 2)[2])["mime"] for line in theirs}
    assert {place(line)[2]: json.loads(line.split(" ", 2)[2])["mime"] for line in ours} == kinds


def test_wacz_validates(issue: Path, tool: Tool, tmp_path: Path) -> None:
    target = tmp_path / "issue.wacz"
    export_wacz(issue, target)
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    line = [tool("wacz"), "validate", "-f", str(target)]
    done = subprocess.run(line, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Validation succeeded" in done.stdout + done.stderr


def test_wacz_finds_a_damaged_one(issue: Path, tool: Tool, tmp_path: Path) -> None:
    target = tmp_path / "issue.wacz"
    export_wacz(issue, target)
    data = target.read_bytes().replace(b"json-pages-1.0", b"json-pages-9.9")
    target.write_bytes(data)
    line = [tool("wacz"), "validate", "-f", str(target)]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
