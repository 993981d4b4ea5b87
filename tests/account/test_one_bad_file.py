"""One bad file stops no other, whichever command meets it; what only a person can mend is said, with what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive.captures.index import read_index
from archive.captures.warc import record_member, sha256_digest
from archive.issues.reader import published_issue
from tests.account.issues import (
    asked_since,
    crawl,
    cut_line,
    day,
    flip,
    folder_of,
    order,
    paths_of,
    published_bytes,
    run,
)
from tests.press import Fault, Kind, Press
from tests.recording.web_archives import Foreign

COUNT = 7
DAYS = [day(number) for number in range(COUNT)]
DATES = ("--from", str(DAYS[0]), "--until", str(DAYS[-1]))
BRACE, NO_FOLDER, FOLDER, DEAD_LINK, LEFT_BEHIND, PIPE, WHOLE = DAYS


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press([order(one, 1, 2) for one in DAYS], keep=COUNT) as press:
        yield press


@pytest.fixture(scope="module")
def whole(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("whole") / "output"
    assert crawl(press, archive, *DATES).status == 0
    return archive


@pytest.fixture
def archive(whole: Path, tmp_path: Path) -> Path:
    """Every day but the last has something in its way."""
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    (folder_of(archive, BRACE) / "issue.json").write_bytes(b"{")
    shutil.rmtree(folder_of(archive, NO_FOLDER))
    folder_of(archive, NO_FOLDER).write_text("somebody's")
    for one, name in ((FOLDER, "captures.warc.gz"), (DEAD_LINK, "captures.warc.gz"), (PIPE, "articles.jsonl")):
        (folder_of(archive, one) / name).unlink()
    (folder_of(archive, FOLDER) / "captures.warc.gz").mkdir()
    (folder_of(archive, FOLDER) / "captures.warc.gz/notes.txt").write_text("somebody's")
    (folder_of(archive, DEAD_LINK) / "captures.warc.gz").symlink_to("/mnt/gone/captures.warc.gz")
    (folder_of(archive, LEFT_BEHIND) / "pages.jsonl.new").mkdir()
    (folder_of(archive, LEFT_BEHIND) / "captures.cdxj.new").touch()
    cut_line(folder_of(archive, LEFT_BEHIND) / "articles.jsonl", 0)
    os.mkfifo(folder_of(archive, PIPE) / "articles.jsonl")
    return archive


def test_a_crawl_goes_on_and_says_what_it_leaves_out(press: Press, archive: Path, whole: Path) -> None:
    """Asked for again, so that every issue is opened; a link that leads nowhere may lead to a disk not mounted now."""
    done = crawl(press, archive, *DATES, "--refresh")
    path = folder_of(archive, DEAD_LINK) / "captures.warc.gz"
    why = f"{path} is a link to /mnt/gone/captures.warc.gz, which is not there: mount it, or remove the link"
    assert f"{DEAD_LINK} is left out: {why}" in done.said
    assert "1 issue left out: the log above names what stands in the way." in done.said
    assert done.status == 3
    assert published_bytes(archive, DAYS) == published_bytes(whole, DAYS)
    assert folder_of(archive, NO_FOLDER).with_name(f"{NO_FOLDER}.aside").read_text() == "somebody's"
    assert (folder_of(archive, FOLDER) / "captures.warc.gz.aside/notes.txt").read_text() == "somebody's"
    assert path.is_symlink()
    assert not [*archive.rglob("*.new")]


def test_gaps_mend_the_same_and_name_the_rest(press: Press, archive: Path, whole: Path) -> None:
    start = len(press.requests)
    done = crawl(press, archive, "--gaps", *DATES)
    assert "5 issues with gaps" in done.said
    assert f"error: {DEAD_LINK}: {folder_of(archive, DEAD_LINK) / 'captures.warc.gz'} is a link to" in done.said
    assert done.status == 3
    asked = paths_of(order(NO_FOLDER, 1, 2).paper()) | paths_of(order(FOLDER, 1, 2).paper())
    assert asked_since(press, start) == sorted(asked)
    assert published_bytes(archive, DAYS) == published_bytes(whole, DAYS)
    (folder_of(archive, DEAD_LINK) / "captures.warc.gz").unlink()
    assert crawl(press, archive, "--gaps", *DATES).status == 0
    again = run("verify", "--archive", archive, cwd=archive.parent)
    assert (again.status, "all is as it was written; 2 notes." in again.said) == (0, True)


def test_links_are_followed_and_one_that_leads_nowhere_is_said(press: Press, whole: Path, tmp_path: Path) -> None:
    """An issue on another disk, of which the captures are damaged; then the year, whose disk is gone."""
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    folder = folder_of(archive, BRACE)
    folder.rename(tmp_path / "issue")
    folder.symlink_to(tmp_path / "issue")
    (tmp_path / "link").symlink_to(archive)
    flip(folder / "captures.warc.gz", 2000)
    assert crawl(press, tmp_path / "link", "--gaps", *DATES).status == 0
    assert published_bytes(archive, DAYS) == published_bytes(whole, DAYS)
    assert (folder.is_symlink(), run("verify", "--archive", archive, cwd=tmp_path).status) == (True, 0)
    other = archive / "xmwb/2019"
    other.symlink_to("/mnt/gone")
    done = crawl(press, archive, "--gaps", *DATES)
    assert (done.status, f"error: {other} is a link to /mnt/gone, which is not there: mount it" in done.said) == (
        3,
        True,
    )
    status = run("status", "xmwb", *DATES, "--archive", archive, cwd=tmp_path)
    assert (status.status, f"error: {other} is a link to /mnt/gone" in status.said) == (3, True)


def test_a_crawl_writes_an_index_that_a_full_disk_has_cost(press: Press, whole: Path, tmp_path: Path) -> None:
    """Of an issue that is settled, and asked for by nobody."""
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    index = folder_of(archive, WHOLE) / "captures.cdxj"
    before = index.read_bytes()
    index.unlink()
    start = len(press.requests)
    assert crawl(press, archive, "--date", str(WHOLE)).status == 0
    assert (index.read_bytes(), asked_since(press, start)) == (before, [])


def test_a_reparse_goes_on(archive: Path, whole: Path) -> None:
    done = run("reparse", "xmwb", *DATES, "--archive", archive, cwd=archive.parent)
    assert done.status == 3
    errors = [line.split(": ")[1] for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert errors == [str(one) for one in (NO_FOLDER, FOLDER, DEAD_LINK, LEFT_BEHIND, PIPE)]
    assert f"What is missing is asked for by: epaper crawl xmwb --gaps --from {NO_FOLDER} --until {PIPE}" in done.said
    assert published_issue(folder_of(archive, BRACE)) == published_issue(folder_of(whole, BRACE))


def test_status_and_due_go_on(archive: Path) -> None:
    (record,) = run("status", "xmwb", "--json", *DATES, "--archive", archive, cwd=archive.parent).records
    lacking = {one["issue_date"]: one["status"] for one in record["days"] if one["status"] != "complete"}
    assert lacking == {str(BRACE): "damaged", str(NO_FOLDER): "never_tried"}
    for name in ("20261004T090000Z.json", "20261004T090001Z.json"):
        (archive / "runs").mkdir(exist_ok=True)
        (archive / "runs" / name).mkdir()
    (archive / "runs/20261004T090002Z.json").write_bytes(b"\xff")
    assert run("due", "xmwb", "--archive", archive, cwd=archive.parent).status == 0


@pytest.mark.parametrize(
    "command",
    [("show", f"xmwb-{PIPE}-a"), ("history", f"xmwb-{PIPE}-a-1"), ("export", "wacz", "xmwb", str(PIPE))],
)
def test_whoever_reads_one_issue_is_told_and_waits_for_nothing(archive: Path, command: tuple[str, ...]) -> None:
    done = run(*command, "--archive", archive, cwd=archive.parent)
    assert done.status == 1
    assert f"{folder_of(archive, PIPE) / 'articles.jsonl'} is no file: a pipe, a socket or a device." in done.said


def test_what_belongs_to_no_edition_is_said(press: Press, archive: Path) -> None:
    other = folder_of(archive, WHOLE).with_name(f"{WHOLE}-z")
    shutil.copytree(folder_of(archive, WHOLE), other)
    done = crawl(press, archive, "--gaps", "--from", str(WHOLE), "--until", str(WHOLE))
    assert done.status == 3
    assert f"error: {other} is damaged, and 新民晚报 has no such edition: nobody can be asked for it." in done.said


def _lost_captures(folder: Path) -> None:
    for name in ("captures.warc.gz", "captures.cdxj", "captures.seal"):
        (folder / name).unlink()


def _damaged_issue(folder: Path) -> None:
    (folder / "issue.json").write_bytes(b"{")


@pytest.mark.parametrize("damages", [(_lost_captures,), (_lost_captures, _damaged_issue)])
def test_what_the_site_no_longer_has_is_kept_and_said_each_time(
    whole: Path, tmp_path: Path, damages: tuple[Callable[[Path], None], ...]
) -> None:
    """Captures lost, and the site has withdrawn an article: it is nowhere but in what is published."""
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    folder = folder_of(archive, WHOLE)
    for damage in damages:
        damage(folder)
    story = order(WHOLE, 1, 2).paper().sheets[0].stories[1]
    with Press([order(WHOLE, 1, 2)], faults={story.path: Fault(kind=Kind.NOT_FOUND)}) as press:
        for _ in range(2):
            done = crawl(press, archive, "--gaps", "--from", str(WHOLE), "--until", str(WHOLE))
            assert done.status == 3
            assert "have not been read again (http_404 ×1)" in done.said.replace("has not", "have not")
            assert story.path in done.said
            assert "What is published stays" in done.said
            assert ("delete it to have published what is there" in done.said) is (len(damages) > 1)
    before, after = published_bytes(whole, [WHOLE]), published_bytes(archive, [WHOLE])
    assert {name: data for name, data in after.items() if "issue.json" not in name} == {
        name: data for name, data in before.items() if "issue.json" not in name
    }


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")  # warcio's
def test_a_response_that_is_no_http_stops_no_command(press: Press, whole: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    folder = folder_of(archive, BRACE)
    page, article = (entry.url for entry in read_index(folder)[1:3])
    for url in (page, article):
        headers = [("WARC-Type", "response"), ("WARC-Target-URI", url), ("WARC-Date", "2020-03-15T10:00:00Z")]
        headers.append(("WARC-Payload-Digest", sha256_digest(b"x")))
        with (folder / "captures.warc.gz").open("ab") as file:
            file.write(record_member(headers, b"no HTTP\r\n\r\nx"))
    saved = tmp_path / "saved.warc.gz"
    with Foreign(saved) as other:
        other.response("https://paper.xinmin.cn/images/2020-03/15/1/p1.jpg", b"no picture", mime="image/jpeg")
    run("import", "xmwb", saved, "--archive", archive, cwd=tmp_path)
    refreshed = crawl(press, archive, *DATES, "--refresh")
    assert "broke off" not in refreshed.said
    assert run("reparse", "xmwb", "--archive", archive, cwd=tmp_path).status in (0, 3)
    verified = run("verify", "--archive", archive, cwd=tmp_path)
    assert f"{BRACE}" in verified.said
    assert crawl(press, archive, *DATES, "--gaps").status == 0
    assert run("verify", "--archive", archive, cwd=tmp_path).status == 0
    assert published_bytes(archive, DAYS) == published_bytes(whole, DAYS)
