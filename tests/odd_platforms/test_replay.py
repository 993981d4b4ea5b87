"""From captures alone, without a request, the same archive byte for byte; and whatever reads captures finds them."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

from archive.export.wacz import export_wacz
from archive.issues import reader
from tests.odd_platforms.crawl import (
    Archived,
    epaper,
    findings,
    parsed_again,
    parsed_capture,
    published,
    without_what_is_published,
)
from tests.odd_platforms.issues import DAY, PRINTINGS


def test_offline(archived: Archived, tmp_path: Path) -> None:
    captures = without_what_is_published(archived.copy(tmp_path))
    run = epaper(None, captures, "crawl", archived.code, "--date", str(DAY), "--offline", "--no-run-file")
    assert (run.status, published(captures)) == (0, published(archived.archive)), run.said


def test_reparse(archived: Archived, tmp_path: Path) -> None:
    captures = without_what_is_published(archived.copy(tmp_path))
    parsed_again(captures, [printing.key for printing in PRINTINGS[archived.code]])
    assert published(captures) == published(archived.archive)
    assert findings(captures, archived.code) == []


def test_every_record_comes_from_a_capture(archived: Archived) -> None:
    for printing in PRINTINGS[archived.code]:
        folder = printing.key.folder(archived.archive)
        for record in (*reader.pages(folder), *reader.articles(folder)):
            assert parsed_capture(archived.archive, record).url == (record.url or "").partition("#")[0]


def test_an_export_names_every_page_and_article(archived: Archived, tmp_path: Path) -> None:
    (printing, *_) = PRINTINGS[archived.code]
    file = tmp_path / "issue.wacz"
    export_wacz(printing.key.folder(archived.archive), file)
    with ZipFile(file) as package:
        lines = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()[1:]]
    folder = printing.key.folder(archived.archive)
    assert [line["id"] for line in lines] == [one.id for one in (*reader.pages(folder), *reader.articles(folder))]
