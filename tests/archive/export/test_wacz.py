"""WACZ: everything of an issue's captures in one file, with checksums, the same bytes each time, in little memory."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest

from archive.captures.index import read_index
from archive.captures.store import Captures
from archive.export.wacz import NothingToExport, export_wacz
from archive.issues.account.assembly import assembled
from archive.issues.writer import publish
from archive.record.identifiers import IssueKey
from tests.archive.records import DAY, announcement, article, article_url, page, page_url, walk

ROOT = Path(__file__).parents[3]
HTML = [(b"Content-Type", b"text/html")]


def record(captures: Captures, url: str, body: bytes) -> None:
    captures.add_response(
        url, request=b"GET / HTTP/1.1\r\n\r\n", status_line="HTTP/1.1 200 OK", headers=HTML, body=body
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = [page("1", announcement(1), announcement(2))]
    publish(tmp_path, assembled(walk("1"), pages, [article(1), article(2)], []), "1")
    made = IssueKey("xmwb", DAY).folder(tmp_path)
    with Captures(made) as captures:
        record(captures, page_url("1"), b"a page")
        record(captures, article_url("1", 1), b"an article")
    return made


def test_it_holds_the_captures_unchanged_and_stored(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "issue.wacz"
    export_wacz(folder, target)
    with ZipFile(target) as package:
        assert package.testzip() is None
        assert package.read("archive/captures.warc.gz") == (folder / "captures.warc.gz").read_bytes()
        assert {one.compress_type for one in package.infolist()} == {ZIP_STORED}  # so that viewers can seek
        assert set(package.namelist()) == {
            "archive/captures.warc.gz",
            "indexes/index.cdx.gz",
            "indexes/index.idx",
            "pages/pages.jsonl",
            "datapackage.json",
            "datapackage-digest.json",
        }


def test_its_checksums_are_right(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "issue.wacz"
    export_wacz(folder, target)
    with ZipFile(target) as package:
        description = json.loads(package.read("datapackage.json"))
        for one in description["resources"]:
            data = package.read(one["path"])
            assert one["bytes"] == len(data)
            assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
    assert description["mainPageUrl"] == page_url("1")
    assert {one["path"] for one in description["resources"]} | {"datapackage.json", "datapackage-digest.json"} == set(
        ZipFile(target).namelist()
    )


def test_its_index_leads_to_every_capture(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "issue.wacz"
    export_wacz(folder, target)
    with ZipFile(target) as package:
        blocks, index = package.read("indexes/index.cdx.gz"), package.read("indexes/index.idx").decode().splitlines()
    assert gzip.decompress(blocks) == (folder / "captures.cdxj").read_bytes()
    assert index[0].startswith("!meta 0 {")
    place = json.loads(index[1].split(" ", 2)[2])
    assert (place["offset"], place["length"], place["filename"]) == (0, len(blocks), "index.cdx.gz")
    assert place["digest"] == f"sha256:{hashlib.sha256(blocks).hexdigest()}"


def test_it_lists_what_is_captured_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "issue.wacz"
    export_wacz(folder, target)
    with ZipFile(target) as package:
        head, *listed = map(json.loads, package.read("pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    assert [(one["url"], one["title"]) for one in listed] == [
        (page_url("1"), "第1版 要闻"),
        (article_url("1", 1), "第1条"),
    ]
    assert {one["ts"] for one in listed} <= {entry.date for entry in read_index(folder)}


def test_the_same_issue_gives_the_same_file(folder: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        export_wacz(folder, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_nothing_to_export(folder: Path, tmp_path: Path) -> None:
    (folder / "issue.json").rename(folder / "kept")
    with pytest.raises(NothingToExport, match="no published issue"):
        export_wacz(folder, tmp_path / "issue.wacz")
    (folder / "kept").rename(folder / "issue.json")
    (folder / "captures.warc.gz").unlink()
    (folder / "captures.cdxj").unlink()
    with pytest.raises(NothingToExport, match="no captures"):
        export_wacz(folder, tmp_path / "issue.wacz")
    assert not list(tmp_path.glob("issue.wacz*"))


MEASURED = """
import resource, sys
from pathlib import Path
from archive.export.wacz import export_wacz
export_wacz(Path(sys.argv[1]), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_captures(folder: Path, tmp_path: Path) -> None:
    def peak(name: str) -> float:
        line = [sys.executable, "-c", MEASURED, str(folder), str(tmp_path / name)]
        return int(subprocess.run(line, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout) / 1024

    before = peak("small.wacz")
    with Captures(folder) as captures:
        for number in range(60):
            record(captures, article_url("1", 100 + number), hashlib.shake_256(b"%d" % number).digest(2**20))
    assert peak("large.wacz") - before < 20
    assert (tmp_path / "large.wacz").stat().st_size > 60 * 2**20
