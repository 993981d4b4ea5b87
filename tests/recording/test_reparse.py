"""Today's parsers over recorded issues: the same bytes where nothing changed, and a true word on what would."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.issues.reader import articles, published_issue
from archive.issues.writer import seal
from archive.record.article import Article
from archive.record.identifiers import IssueKey
from archive.record.issue import ArchiveFile
from archive.record.jsonl import json_line, json_page
from epaper.offline.reparsing import Reparsed, reparsed_issues
from tests.epaper.commands.runs import epaper
from tests.press import ALL_QUIRKS, Fault, Kind, Press, edited_paper
from tests.recording.crawling import XMWB, folder_of, published_bytes, run, whole_records

DAYS = [date(2020, 3, 15) + timedelta(days=days) for days in range(3)]
PAPERS = [edited_paper(XMWB, day, seed=20, pages=4, articles=4, quirks=ALL_QUIRKS) for day in DAYS]
GONE = PAPERS[1].sheets[1].stories[1]
FAULTS = {
    GONE.path + "*": Fault(kind=Kind.NOT_FOUND),
    PAPERS[1].sheets[1].stories[2].path[:-1] + "*": Fault(kind=Kind.SOFT_404),
    PAPERS[2].sheets[1].stories[0].path[:-1] + "*": Fault(kind=Kind.SERVER_ERROR),
    PAPERS[2].sheets[1].stories[1].path[:-1] + "*": Fault(kind=Kind.REDIRECT_OFF_SITE),
    PAPERS[2].sheets[1].stories[2].path[:-1] + "*": Fault(kind=Kind.REDIRECT_LATEST),
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three issues: a good one, one with an article gone and one refused, one with errors that are not recorded."""
    archive = tmp_path_factory.mktemp("crawled")
    with Press(PAPERS, faults=FAULTS) as press:
        days = {"from_date": str(DAYS[0]), "until_date": str(DAYS[-1])}
        done = run(archive, press.base_url, **days)
    assert done.status == 0
    statuses = [issue.status for day in DAYS if (issue := published_issue(folder_of(archive, day)))]
    assert statuses == ["complete", "partial", "partial"]
    return archive


@pytest.fixture
def archive(crawled: Path, tmp_path: Path) -> Path:
    shutil.copytree(crawled, tmp_path / "archive")
    return tmp_path / "archive"


def everything(archive: Path) -> dict[str, bytes]:
    return {str(path.relative_to(archive)): path.read_bytes() for path in archive.rglob("*") if path.is_file()}


def reparsed(archive: Path, **options: Any) -> list[Reparsed]:
    return list(reparsed_issues(archive, [IssueKey("xmwb", day) for day in DAYS], **options))


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_parser_gives_the_same_bytes(archive: Path, workers: int) -> None:
    before = everything(archive)
    found = reparsed(archive, workers=workers)
    assert [one.issue.issue_date for one in found] == DAYS
    assert [(one.is_changed, one.is_thinner) for one in found] == [(False, False)] * 3
    assert everything(archive) == before


@pytest.mark.parametrize("workers", [1, 2])
def test_from_the_captures_alone_it_writes_what_the_crawl_wrote(archive: Path, workers: int) -> None:
    """Of what was never recorded only the published account knows the reason: such an issue needs it."""
    expected = [published_bytes(folder_of(archive, day)) for day in DAYS]
    for name in expected[0]:
        (folder_of(archive, DAYS[0]) / name).unlink()
    for name in set(expected[1]) - {"issue.json"}:
        (folder_of(archive, DAYS[1]) / name).unlink()
    found = reparsed(archive, workers=workers)
    assert [published_bytes(folder_of(archive, day)) for day in DAYS] == expected
    assert [one.is_changed for one in found] == [True, False, False]


def rewritten(folder: Path, change: Callable[[Article], Article]) -> None:
    """The archive as an older parser wrote it: its articles differ, its checksums are right."""
    issue = published_issue(folder)
    assert issue is not None
    lines = b"".join(json_line(change(one)) for one in articles(folder))
    (folder / "articles.jsonl").write_bytes(lines)
    own = ArchiveFile(
        name="articles.jsonl",
        bytes=len(lines),
        records=lines.count(b"\n"),
        sha256=hashlib.sha256(lines).hexdigest(),
    )
    files = tuple(own if file.name == own.name else file for file in issue.files)
    old = replace(issue, files=files, parser_version="0")
    (folder / "issue.json").write_bytes(json_page(replace(old, sha256=seal(old))))


def older(article: Article) -> Article:
    """The older parser took the kicker for part of the headline, and saw no authors."""
    joined = f"{article.kicker} {article.headline}" if article.kicker else article.headline
    return replace(article, kicker=None, headline=joined, authors=())


def test_a_dry_run_counts_fields_shows_examples_and_writes_nothing(archive: Path) -> None:
    folder = folder_of(archive, DAYS[0])
    true = list(articles(folder))
    rewritten(folder, older)
    before = everything(archive)
    first, *others = reparsed(archive, dry_run=True)
    assert everything(archive) == before
    assert first.changes is not None
    assert first.changes.compared == len(true)
    kickers = [one for one in true if one.kicker]
    assert kickers
    assert first.changes.fields == {
        "kicker": len(kickers),
        "headline": len(kickers),
        "authors": sum(bool(one.authors) for one in true),
    }
    id_, was, will_be = first.changes.examples["kicker"][0]
    assert (id_, was, will_be) == (kickers[0].id, None, kickers[0].kicker)
    assert all(len(examples) <= 3 for examples in first.changes.examples.values())
    assert [one.changes.is_empty for one in others if one.changes] == [True, True]


def test_a_dry_run_in_processes_says_the_same(archive: Path) -> None:
    rewritten(folder_of(archive, DAYS[1]), older)
    assert reparsed(archive, dry_run=True, workers=2) == reparsed(archive, dry_run=True)


def test_what_the_older_parser_wrote_is_rewritten(archive: Path) -> None:
    before = everything(archive)
    rewritten(folder_of(archive, DAYS[0]), older)
    assert [one.is_changed for one in reparsed(archive)] == [True, False, False]
    assert everything(archive) == before


def test_a_broken_record_does_not_stop_it(archive: Path) -> None:
    """What it held is found missing; the fuller issue that stands is left alone."""
    folder = folder_of(archive, DAYS[0])
    record = next(one for one in whole_records(folder) if one.type == "response" and (one.url or "").count("/") == 7)
    data = bytearray((folder / "captures.warc.gz").read_bytes())
    data[record.offset + record.length // 2] ^= 0xFF
    (folder / "captures.warc.gz").write_bytes(data)
    expected = [published_bytes(folder_of(archive, day)) for day in DAYS]
    assert len(reparsed(archive, workers=2)) == 3
    assert [published_bytes(folder_of(archive, day)) for day in DAYS] == expected
    (folder / "issue.json").unlink()
    issue = reparsed(archive)[0].issue
    assert (issue.status, [one.url for one in issue.account.missing]) == ("partial", [record.url])


def test_an_issue_without_captures_is_passed_over(archive: Path) -> None:
    (folder_of(archive, DAYS[1]) / "captures.warc.gz").unlink()
    assert [one.issue.issue_date for one in reparsed(archive)] == [DAYS[0], DAYS[2]]


# The command


def test_the_command_says_what_would_change(archive: Path, tmp_path: Path) -> None:
    folder = folder_of(archive, DAYS[0])
    rewritten(folder, older)
    before = everything(archive)
    done = epaper("reparse", "xmwb", "--archive", archive, "--diff", cwd=tmp_path)
    assert done.status == 0
    assert "3 issues, " in done.said
    assert "nothing was written." in done.said
    assert "kicker: " in done.said
    assert "articles would change" in done.said
    assert {name: data for name, data in everything(archive).items() if not name.endswith(".lock")} == {
        name: data for name, data in before.items() if not name.endswith(".lock")
    }


def test_the_command_rewrites(archive: Path, tmp_path: Path) -> None:
    expected = published_bytes(folder_of(archive, DAYS[0]))
    rewritten(folder_of(archive, DAYS[0]), older)
    assert json.loads((folder_of(archive, DAYS[0]) / "issue.json").read_text())["parser_version"] == "0"
    done = epaper("reparse", "xmwb", "--archive", archive, "--workers", "2", cwd=tmp_path)
    assert (done.status, f"{DAYS[0]} complete: rewritten" in done.said) == (0, True)
    assert "3 issues, " in done.said
    assert "1 issues changed." in done.said
    assert published_bytes(folder_of(archive, DAYS[0])) == expected
    again = epaper("reparse", "xmwb", "--archive", archive, "--from", str(DAYS[0]), cwd=tmp_path)
    assert "0 issues changed." in again.said
