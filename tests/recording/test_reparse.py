"""Today's parsers over recorded issues: the same bytes where nothing changed, and a true word on what would."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from random import Random

import pytest

from archive.issues.reader import articles
from tests.account.capture_damages import wrong_offsets
from tests.account.file_damages import Case
from tests.epaper.commands.runs import epaper
from tests.recording.crawling import folder_of, published_bytes, record_bytes
from tests.recording.reparsing import DAYS, crawl_three_issues, everything, older, reparsed, rewritten


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("crawled")
    crawl_three_issues(archive)
    return archive


@pytest.fixture
def archive(crawled: Path, tmp_path: Path) -> Path:
    shutil.copytree(crawled, tmp_path / "archive")
    return tmp_path / "archive"


@pytest.mark.parametrize("workers", [1, 2])
def test_the_same_parser_gives_the_same_bytes(archive: Path, workers: int) -> None:
    before = everything(archive)
    found = reparsed(archive, workers=workers)
    assert [one.issue.issue_date for one in found] == DAYS
    assert [one.publication.outcome for one in found] == ["unchanged"] * 3
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
    assert [one.publication.outcome for one in found] == ["published", "published", "unchanged"]


@pytest.mark.parametrize("index", ["kept", "lost"])
def test_captures_of_another_issue_that_got_here_by_mistake_are_not_read(archive: Path, index: str) -> None:
    """Somebody's ``cat``: its pages and articles are no part of this issue."""
    folder, other = folder_of(archive, DAYS[0]), folder_of(archive, DAYS[2])
    expected = published_bytes(folder)
    with (folder / "captures.warc.gz").open("ab") as file:
        file.write((other / "captures.warc.gz").read_bytes())
    if index == "lost":
        (folder / "captures.cdxj").unlink()
    assert [one.publication.outcome for one in reparsed(archive)] == ["unchanged"] * 3
    assert published_bytes(folder) == expected


@pytest.mark.parametrize("seal", ["kept", "lost"])
def test_an_index_that_lies_leads_to_no_other_text(archive: Path, seal: str) -> None:
    """Of an older archive, without a seal, it is believed; then what lies there is another address's, and not read."""
    folder = folder_of(archive, DAYS[0])
    expected = record_bytes(folder)
    wrong_offsets(Case(folder=folder, name="captures.cdxj", other=folder, rng=Random(4)))  # noqa: S311 - seeded
    if seal == "lost":
        (folder / "captures.seal").unlink()
    first = reparsed(archive)[0]
    assert record_bytes(folder) == expected
    assert first.publication.outcome == ("unchanged" if seal == "kept" else "withheld")
    assert bool(first.damage) is (seal == "lost")


def test_cut_captures_are_said_also_where_nothing_is_published(archive: Path, tmp_path: Path) -> None:
    folder = folder_of(archive, DAYS[0])
    path = folder / "captures.warc.gz"
    size = path.stat().st_size
    for name in published_bytes(folder):
        (folder / name).unlink()
    for lost in ((), ("captures.seal",), ("captures.seal", "captures.cdxj")):
        for name in lost:
            (folder / name).unlink(missing_ok=True)
        os.truncate(path, size * 2 // 3)
        done = epaper("reparse", "xmwb", "--date", str(DAYS[0]), "--archive", archive, cwd=tmp_path)
        assert done.status == 3
        assert f"error: {DAYS[0]}: captures.warc.gz: " in done.said
        assert f"epaper crawl xmwb --gaps --from {DAYS[0]} --until {DAYS[0]} --archive {archive}" in done.said


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
    assert [one.publication.outcome for one in reparsed(archive)] == ["published", "unchanged", "unchanged"]
    assert everything(archive) == before


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
    assert "1 issue changed." in done.said
    assert published_bytes(folder_of(archive, DAYS[0])) == expected
    again = epaper("reparse", "xmwb", "--archive", archive, "--from", str(DAYS[0]), cwd=tmp_path)
    assert "0 issues changed." in again.said
