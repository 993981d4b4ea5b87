"""Two editions of one date: each is an issue of its own, for every command."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.issues.reader import published_issue
from tests.crawler.spiders.crawl import FAST
from tests.epaper.commands.runs import Run
from tests.odd_platforms.crawl import epaper, findings, published
from tests.odd_platforms.issues import DAY, EVENING, MORNING, press_of
from tests.odd_platforms.press import ProxyPress

A, B = MORNING.key, EVENING.key
SETTINGS = [word for setting in FAST for word in ("-s", setting)]


@pytest.fixture(scope="module")
def press() -> Iterator[ProxyPress]:
    with press_of("jwrb") as running:
        yield running


def crawl(press: ProxyPress, archive: Path, *words: str) -> Run:
    press.requests.clear()
    return epaper(press, archive, "crawl", "jwrb", "--no-run-file", "--no-pictures", *SETTINGS, *words)


def asked(press: ProxyPress) -> set[str]:
    """Which editions were asked for."""
    return {edition for edition in "ab" if any(f"/{DAY}/{edition}/" in one.path for one in press.requests)}


def test_each_edition(press: ProxyPress, tmp_path: Path) -> None:
    archive = tmp_path / "output"
    first = crawl(press, archive, "--date", str(DAY), "--edition", "b")
    assert (first.status, asked(press)) == (0, {"b"}), first.said
    assert "2020-03-15-b complete" in first.said
    assert (A.folder(archive).exists(), B.folder(archive).name) == (False, "2020-03-15-b")

    missing = epaper(None, archive, "status", "jwrb", "--json", "--until", str(DAY))
    (day,) = json.loads(missing.stdout)["days"]
    assert (missing.status, day["status"], day["edition"], day["pages"]["found"]) == (3, "never_tried", "a", 4)

    gaps = crawl(press, archive, "--gaps", "--until", str(DAY))
    assert (gaps.status, asked(press)) == (0, {"a"}), gaps.said
    for printing in (MORNING, EVENING):
        issue = published_issue(printing.key.folder(archive))
        assert issue is not None
        assert (issue.id, issue.status) == (printing.key.id, "complete")
        assert issue.account.articles.found == len(printing.paper.stories)
    whole = epaper(None, archive, "status", "jwrb", "--json", "--until", str(DAY))
    (day,) = json.loads(whole.stdout)["days"]
    assert (whole.status, day["status"], day["pages"]["found"]) == (0, "complete", 8)
    assert "No gaps" in crawl(press, archive, "--gaps", "--until", str(DAY)).said
    assert findings(archive, "jwrb") == []

    (B.folder(archive) / "articles.jsonl").unlink()
    (finding, *_) = findings(archive, "jwrb")
    assert (finding.issue, finding.where, finding.what) == ("jwrb/2020-03-15-b", "articles.jsonl", "lost")
    before = published(archive)
    named = epaper(None, archive, "reparse", "jwrb", "--edition", "a")
    assert (named.status, published(archive)) == (0, before)
    mended = epaper(None, archive, "reparse", "jwrb", "--edition", "b")
    assert (mended.status, findings(archive, "jwrb")) == (0, []), mended.said
    assert "1 issue, " in mended.said

    for printing in (MORNING, EVENING):
        story = printing.paper.sheets[0].stories[1]
        shown = epaper(None, archive, "show", printing.key.article_id(story.source_id))
        assert (shown.status, story.headline in shown.stdout) == (0, True)
    exported = epaper(None, archive, "export", "wacz", "jwrb", str(DAY), "--edition", "b", "--to", str(tmp_path / "b"))
    assert exported.status == 0, exported.said


def test_an_edition_that_there_is_not_is_refused(press: ProxyPress, tmp_path: Path) -> None:
    for words in (("crawl", "jwrb", "--date", str(DAY)), ("reparse", "jwrb")):
        run = epaper(press, tmp_path / "output", *words, "--edition", "c")
        assert (run.status, "has no edition 'c'. There are: a, b." in run.said) == (2, True)


def test_a_round_fetches_every_edition_and_says_what_became_of_each(press: ProxyPress, tmp_path: Path) -> None:
    archive, now = tmp_path / "output", f"{DAY}T12:00:00+08:00"
    press.requests.clear()
    words = ("run-due", "jwrb", "--days", "0", "--no-pictures", "--json", *SETTINGS)
    run = epaper(press, archive, *words, now=now)
    assert (run.status, asked(press)) == (0, {"a", "b"}), run.said
    (told,) = run.records
    assert told["newspapers"][0]["issues"] == {"2020-03-15": "complete", "2020-03-15-b": "complete"}
    due = epaper(None, archive, "due", "jwrb", "--days", "0", now=now)
    assert (due.stdout, "Next: jwrb 2020-03-15," in due.said) == ("", True)
