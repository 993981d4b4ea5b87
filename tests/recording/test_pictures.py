"""Pictures in the account: named by the records, found, on other hosts, or missing with a reason; complete without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.captures.index import read_index
from archive.issues.reader import published_issue
from archive.issues.writer import seal_of
from archive.record.issue import Account, Tally
from archive.record.jsonl import canonical_page
from tests.account.issues import asked_since, flip, paths_of, run
from tests.epaper.commands.runs import FAST, Run
from tests.press import EVERYDAY, Fault, Kind, Press, Quirk, edited_paper, printed_files
from tests.press.faults import Reply
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes

PAPER = edited_paper(XMWB, DAY, seed=41, pages=3, articles=3, quirks=EVERYDAY | {Quirk.PICTURE_ONLY})
DATE = ("--date", str(DAY))
RANGE = ("--from", str(DAY), "--until", str(DAY))
PICTURES = sorted(path for path in printed_files(PAPER) if path.endswith((".jpg", ".pdf")))
PHOTOS = sorted(photo.path for story in PAPER.stories for photo in story.photos)
COUNT = len(PICTURES)
TEXT = "text/html; charset=utf-8"


@pytest.fixture
def press() -> Iterator[Press]:
    with Press([PAPER]) as press:
        yield press


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def crawl(press: Press, output: Path, *words: str) -> Run:
    where = ("--archive", output, "--base-url", press.base_url, "--no-run-file")
    return run("crawl", "xmwb", *words, *where, *FAST, cwd=output.parent)


def account(output: Path) -> Account:
    issue = published_issue(folder_of(output))
    assert issue is not None
    assert issue.status == "complete"
    return issue.account


def counted(found: int, missing: int = 0, rejected: int = 0, expected: int = COUNT) -> Tally:
    return Tally(expected=expected, found=found, rejected=rejected, missing=missing)


def is_verified(output: Path) -> bool:
    return run("verify", "xmwb", "--archive", output, cwd=output.parent).status == 0


def test_the_press_prints_facsimiles_pdfs_and_photos() -> None:
    assert len(PHOTOS) > 1
    assert len(PHOTOS) + 2 < COUNT
    assert any(path.endswith(".pdf") for path in PICTURES)


@pytest.mark.parametrize("words", [DATE, ("--gaps", *RANGE)], ids=["date", "gaps"])
def test_the_next_crawl_asks_for_the_pictures_that_were_left_out_and_for_nothing_else(
    press: Press, output: Path, words: tuple[str, ...]
) -> None:
    first = crawl(press, output, *DATE, "--no-pictures")
    assert (first.status, "pictures" in first.said) == (0, False)  # as it was ordered
    assert (account(output).pictures, account(output).missing_pictures) == (
        counted(0, COUNT),
        {"not_captured": COUNT},
    )
    assert is_verified(output)
    start = len(press.requests)
    assert "No gaps" in crawl(press, output, "--gaps", *RANGE, "--no-pictures").said
    assert "Nothing to do" in crawl(press, output, *DATE, "--no-pictures").said
    assert asked_since(press, start) == []
    assert crawl(press, output, *words).status == 0
    assert asked_since(press, start) == PICTURES
    assert (account(output).pictures, account(output).missing_pictures) == (counted(COUNT), {})
    assert is_verified(output)
    start = len(press.requests)
    assert ("Nothing to do" if words == DATE else "No gaps") in crawl(press, output, *words).said
    assert asked_since(press, start) == []


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(kind=Kind.NOT_FOUND), "http_404"),
        (Fault(kind=Kind.RESET), "not_captured"),
        (Fault(kind=Kind.TRUNCATED), "not_captured"),
        (Fault(kind=Kind.SOFT_404), "not_a_picture"),
        (Fault(kind=Kind.EMPTY), "not_a_picture"),
        (Fault(kind=Kind.REDIRECT_OFF_SITE), "http_302"),
    ],
    ids=lambda value: value.kind if isinstance(value, Fault) else "",
)
def test_a_picture_that_did_not_come_is_missing_from_a_complete_issue_until_it_comes(
    press: Press, output: Path, fault: Fault, reason: str
) -> None:
    press.faults[PHOTOS[0]] = fault
    for expected in (0, 3 if reason == "not_captured" else 0):  # 3: it asked for one thing, and heard nothing
        start = len(press.requests)
        done = crawl(press, output, *DATE)
        line = f"1 of {COUNT} pictures are missing ({reason} ×1); the same command again asks for them."
        assert (done.status, line in done.said) == (expected, True), done.stderr
        assert (account(output).pictures, account(output).missing_pictures) == (counted(COUNT - 1, 1), {reason: 1})
        assert PHOTOS[0] in asked_since(press, start)
        assert is_verified(output)
    assert not paths_of(PAPER).intersection(asked_since(press, start))
    shown = run("show", f"xmwb-{DAY}-a", "--archive", output, cwd=output.parent).stdout
    assert f"https://paper.xinmin.cn{PHOTOS[0]} ({reason})" in " ".join(shown.split())
    del press.faults[PHOTOS[0]]
    done = crawl(press, output, *DATE)
    assert (done.status, "missing (" in done.said) == (0, False)
    assert account(output).pictures == counted(COUNT)
    assert is_verified(output)


def test_a_picture_that_is_called_a_text_or_has_moved_within_the_site_is_there(press: Press, output: Path) -> None:
    press.faults[PHOTOS[0]] = Fault(kind=Kind.NOT_HTML)
    elsewhere = f"/moved{PHOTOS[1]}"
    press.replies[elsewhere] = Reply(
        headers=(("Content-Type", "image/jpeg"),), body=press.healthy_reply(PHOTOS[1]).body
    )
    press.replies[PHOTOS[1]] = Reply(status=302, headers=(("Location", elsewhere),))
    assert crawl(press, output, *DATE).status == 0
    assert account(output).pictures == counted(COUNT)
    assert is_verified(output)


def test_a_picture_on_another_host_is_counted_and_never_asked_for(press: Press, output: Path) -> None:
    story = next(one for one in PAPER.stories if one.photos)
    body = press.healthy_reply(story.path).body
    name = story.photos[0].path.rpartition("/")[2].encode()
    end = body.index(name) + len(name)
    start = body.rindex(b'"', 0, end)
    other = body[:start] + b'"http://elsewhere.example/' + name + body[end:]
    press.replies[story.path] = Reply(headers=(("Content-Type", TEXT),), body=other)
    assert crawl(press, output, *DATE).status == 0
    assert account(output).pictures == counted(COUNT - 1, rejected=1)
    assert "Nothing to do" in crawl(press, output, *DATE).said
    shown = run("show", f"xmwb-{DAY}-a", "--archive", output, cwd=output.parent).stdout
    assert f"{COUNT} named = {COUNT - 1} found + 1 on other hosts + 0 missing" in " ".join(shown.split())


def test_reparsed_or_imported_the_account_of_pictures_is_the_same(press: Press, output: Path) -> None:
    press.faults[PHOTOS[0]] = Fault(kind=Kind.SOFT_404)
    assert crawl(press, output, *DATE).status == 0
    before = published_bytes(folder_of(output))
    assert run("reparse", "xmwb", "--archive", output, cwd=output.parent).status == 0
    assert published_bytes(folder_of(output)) == before
    other = output.with_name("other")
    captures = folder_of(output) / "captures.warc.gz"
    assert run("import", "all", captures, "--archive", other, cwd=output.parent).status == 0
    assert published_bytes(folder_of(other)) == before


def test_a_damaged_picture_is_named_asked_for_again_and_found(press: Press, output: Path) -> None:
    assert crawl(press, output, *DATE).status == 0
    folder, before = folder_of(output), published_bytes(folder_of(output))
    entry = next(one for one in read_index(folder) if one.url.endswith(PHOTOS[0]))
    flip(folder / "captures.warc.gz", entry.offset + entry.length // 2)
    assert not is_verified(output)
    start = len(press.requests)
    assert crawl(press, output, "--gaps", *RANGE).status == 0
    assert PHOTOS[0] in asked_since(press, start)
    assert published_bytes(folder) == before
    assert is_verified(output)


def test_a_false_count_is_named(press: Press, output: Path) -> None:
    assert crawl(press, output, *DATE, "--no-pictures").status == 0
    path = folder_of(output) / "issue.json"
    fields = json.loads(path.read_bytes())
    fields["account"]["pictures"] = {"expected": COUNT, "found": COUNT, "rejected": 0, "missing": 0}
    fields["account"]["missing_pictures"] = {}
    fields["sha256"] = seal_of(json.dumps(fields).encode())
    path.write_bytes(canonical_page(json.dumps(fields).encode()))
    done = run("verify", "xmwb", "--archive", output, cwd=output.parent)
    assert (done.status, f"{COUNT} pictures are counted as found, 0 are there" in done.said) == (3, True)


def test_of_an_archive_of_an_older_schema_no_pictures_are_counted_until_it_is_parsed_again(
    press: Press, output: Path
) -> None:
    assert crawl(press, output, *DATE, "--no-pictures").status == 0
    path = folder_of(output) / "issue.json"
    whole = path.read_bytes()
    fields = json.loads(whole)
    del fields["account"]["pictures"], fields["account"]["missing_pictures"]
    fields["schema_version"] = "1.1"
    fields["sha256"] = seal_of(json.dumps(fields).encode())
    path.write_bytes(canonical_page(json.dumps(fields).encode()))
    assert account(output).pictures is None
    assert is_verified(output)
    status = run("status", "xmwb", *RANGE, "--archive", output, cwd=output.parent)
    assert (status.status, "pictures" in status.said) == (0, False)
    assert "Nothing to do" in crawl(press, output, *DATE).said
    assert run("reparse", "xmwb", "--archive", output, cwd=output.parent).status == 0
    assert path.read_bytes() == whole
