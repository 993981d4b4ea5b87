"""``epaper status``, on an archive that a crawl has left."""

from __future__ import annotations

import shlex
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.issues.lock import newspaper_lock
from tests.account.issues import FIRST, crawl, day, folder_of, order, run
from tests.conftest import TODAY
from tests.epaper.commands.runs import FAST, epaper
from tests.press import Fault, Kind, Order, Paper, Press, printed_files

DAYS = 24
THIN, EMPTY, UNSIGNED = day(9), day(14), day(19)
PARTIAL, UNKNOWN, INTERRUPTED, NEVER = day(3), day(5), day(6), day(7)
UNTIL = ("--until", str(day(DAYS - 1)))


def paper(number: int) -> Order:
    one = order(day(number), pages=3, articles=3)
    if one.issue_date == THIN:
        return order(THIN, pages=1, articles=1)
    if one.issue_date == UNSIGNED:
        return Order(title=one.title, issue_date=UNSIGNED, pages=3, articles=3, quirks=frozenset())
    return one


def printed(paper: Paper, *, visit: date = date(2024, 11, 27)) -> dict[str, bytes]:
    """Of one day the bodies are all empty: what a redesign of article pages alone looks like."""
    files = printed_files(paper, visit=visit)
    if paper.issue_date != EMPTY:
        return files
    return {path: body.replace(b"dzb-desc-box", b"dzb-text") for path, body in files.items()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 issues: three suspect, two partial, one unknown, one interrupted, one never tried."""
    archive = tmp_path_factory.mktemp("status") / "output"
    orders = [paper(number) for number in range(DAYS)]
    faults = {
        orders[3].paper().sheets[1].stories[0].path: Fault(kind=Kind.NOT_FOUND),
        f"/html/xmwb/{UNKNOWN}/*": Fault(kind=Kind.NOT_FOUND),
    }
    with Press(orders, faults=faults, printed=printed) as press:
        crawl(press, archive, "--from", str(FIRST), *UNTIL)
    (folder_of(archive, INTERRUPTED) / "issue.json").unlink()
    shutil.rmtree(folder_of(archive, NEVER))
    return archive


def test_the_days_that_lack_something_are_named_and_status_is_3(whole: Path) -> None:
    done = run("status", "xmwb", "--archive", whole, *UNTIL, cwd=whole.parent)
    assert done.status == 3
    lines = done.stdout.splitlines()
    assert "2020-03  ■■■◧■?◔ □■■■■■■ ◧■■■■■■ ■■■" in [line.rstrip() for line in lines]
    assert f"{PARTIAL} partial: 3/3 pages, 8/9 articles" in lines
    assert f"{UNKNOWN} unknown: 0/1 pages, 0/0 articles" in lines
    assert f"{INTERRUPTED} interrupted" in lines
    assert "hole       3 days at most: 2020-03-06 to 2020-03-08" in lines
    assert "■ complete 19   ◧ partial 2   ◔ interrupted 1   ? unknown 1   □ never tried 1" in lines


def test_suspects_are_named_with_what_is_far_from_habit(whole: Path) -> None:
    (record,) = run("status", "xmwb", "--json", "--archive", whole, *UNTIL, cwd=whole.parent).records
    suspect = {one["issue_date"]: one["suspect"] for one in record["days"] if one["suspect"]}
    assert set(suspect) == {str(THIN), str(EMPTY), str(UNSIGNED)}
    assert suspect[str(THIN)][:2] == ["pages: 1, usually 3", "articles: 1, usually 9"]
    assert any(one.startswith("empty bodies: ") for one in suspect[str(EMPTY)])
    assert suspect[str(UNSIGNED)] == [one for one in suspect[str(UNSIGNED)] if one.startswith("no bylines: 100%")]
    assert record["suspects"] == 3


def test_a_suspect_alone_is_status_3(whole: Path) -> None:
    around = ("--from", str(day(8)), "--until", str(day(13)))
    assert run("status", "xmwb", "--archive", whole, *around, cwd=whole.parent).status == 3
    calm = ("--from", str(day(10)), "--until", str(day(13)))
    assert run("status", "xmwb", "--archive", whole, *calm, cwd=whole.parent).status == 0


def test_json_has_the_same_keys_always(whole: Path) -> None:
    (record,) = run("status", "--json", "--archive", whole, *UNTIL, cwd=whole.parent).records
    assert list(record) == [
        "newspaper",
        "title",
        "counts",
        "pages",
        "articles",
        "pictures",
        "newest",
        "longest_hole",
        "suspects",
        "days",
    ]
    tally = {"expected", "found", "rejected", "missing"}
    assert set(record["pages"]) == set(record["articles"]) == tally
    assert record["longest_hole"] == {"first": "2020-03-06", "last": "2020-03-08"}
    for one in record["days"]:
        assert list(one) == ["issue_date", "status", "pages", "articles", "suspect", "edition", "pictures"]
    assert [one["issue_date"] for one in record["days"]] == [str(day(number)) for number in range(DAYS)]
    assert record["days"][3] == {
        "issue_date": str(PARTIAL),
        "status": "partial",
        "pages": {"expected": 3, "found": 3, "rejected": 0, "missing": 0},
        "articles": {"expected": 9, "found": 8, "rejected": 0, "missing": 1},
        "suspect": [],
        "edition": "a",
        "pictures": {"expected": 10, "found": 0, "rejected": 0, "missing": 10},
    }
    assert record["articles"]["missing"] == 1


def test_at_80_columns_nothing_is_cut_off(whole: Path, tmp_path: Path) -> None:
    """Two newspapers, one with a long title and numbers of 20 years."""
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    (archive / "shequ/2021/2021-11-03").mkdir(parents=True)
    text = (folder_of(archive, day(0)) / "issue.json").read_text().replace(f"xmwb-{day(0)}-a", "shequ-2021-11-03-a")
    for one in ("characters", "found", "expected"):
        text = text.replace(f'"{one}": ', f'"{one}": 88888')
    (archive / "shequ/2021/2021-11-03/issue.json").write_text(text)
    done = run("status", "--archive", archive, cwd=archive.parent, columns=80)
    assert "…" not in done.stdout
    assert all(len(line.encode("gb18030")) <= 80 for line in done.stdout.splitlines())
    assert "新民晚报社区版" in done.stdout
    assert "888,889" in done.stdout
    single = run("status", "xmwb", "--archive", archive, *UNTIL, cwd=archive.parent, columns=80)
    assert "…" not in single.stdout
    narrow = run("status", "--archive", archive, cwd=archive.parent, columns=60).stdout
    assert narrow.splitlines()[0].split() == ["newspaper", "days", "missing", "suspect", "newest"]
    assert "新民晚报 (xmwb)" in narrow


def test_an_archive_that_cannot_be_written_is_read(whole: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    (archive / "xmwb/.days.json").unlink(missing_ok=True)
    (archive / "xmwb/.days.json").mkdir()  # root may write anywhere, but not a file over a folder
    done = run("status", "xmwb", "--json", "--archive", archive, *UNTIL, cwd=archive.parent)
    there = run("status", "xmwb", "--json", "--archive", whole, *UNTIL, cwd=whole.parent)
    assert done.stdout == there.stdout
    assert (done.status, done.stderr) == (3, "")


def test_todays_evening_paper_is_not_yet_out_before_its_hour(tmp_path: Path) -> None:
    archive = tmp_path / "output"
    yesterday = TODAY - timedelta(days=1)
    with Press([order(yesterday)]) as press:
        assert crawl(press, archive, "--from", str(yesterday)).status == 4
    noon = epaper("status", "xmwb", "--archive", archive, cwd=tmp_path)
    assert (noon.status, "◌ not yet out 1" in noon.said) == (0, True)
    evening = epaper("status", "xmwb", "--archive", archive, cwd=tmp_path, now=f"{TODAY}T17:00:00+08:00")
    assert (evening.status, "◔ interrupted 1" in evening.said) == (3, True)


def test_a_damaged_issue_is_named_and_how_to_go_on(whole: Path, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(whole, tmp_path / "output"))
    path = folder_of(archive, day(1)) / "issue.json"
    path.write_bytes(b"{")
    done = run("status", "--archive", archive, cwd=tmp_path)
    assert done.status == 3
    assert f"1 issue of xmwb cannot be read. Which, and why: epaper verify xmwb --archive {archive}" in done.said
    one = run("status", "xmwb", "--archive", archive, *UNTIL, cwd=tmp_path)
    assert (one.status, f"{day(1)} damaged" in one.stdout.splitlines()) == (3, True)
    assert "✗ damaged 1" in one.said


@pytest.mark.parametrize("where", ["output", "else where"])
def test_the_commands_that_it_names_work_as_they_stand(whole: Path, tmp_path: Path, where: str) -> None:
    """In the folder of the archive, and with an archive elsewhere, whose name has a blank."""
    archive = Path(shutil.copytree(whole, tmp_path / where))
    given = () if where == "output" else ("--archive", Path(where))
    lines = run("status", "xmwb", *given, *UNTIL, cwd=tmp_path).stdout.splitlines()
    why, go_on = (line.partition(": epaper ")[2] for line in lines if line.startswith(("Why: ", "Go on: ")))
    shown = epaper(*shlex.split(why), cwd=tmp_path)
    assert (shown.status, str(UNSIGNED) in shown.stdout) == (0, True)
    assert shlex.split(go_on)[:7] == [
        "crawl",
        "xmwb",
        "--gaps",
        "--from",
        str(INTERRUPTED),
        "--until",
        str(INTERRUPTED),
    ]
    with Press([paper(6)]) as press:
        done = run(*shlex.split(go_on), "--base-url", press.base_url, *FAST, cwd=tmp_path)
    assert (done.status, (folder_of(archive, INTERRUPTED) / "issue.json").exists()) == (0, True)


def test_a_crawl_under_way_is_said(whole: Path) -> None:
    with newspaper_lock(whole, "xmwb"):
        done = run("status", "xmwb", "--archive", whole, *UNTIL, cwd=whole.parent)
    assert "It is being crawled at this moment: what is called interrupted may be under way." in done.said


@pytest.mark.parametrize("arguments", [(), ("xmwb",), ("nosuch",), ("xmwb", "--from", "yesterday")])
def test_nothing_to_tell_of_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = epaper("status", *arguments, "--archive", tmp_path / "output", cwd=tmp_path)
    assert done.status == 2
    assert done.stderr.startswith("error: ")


def test_of_a_newspaper_never_crawled_nothing_is_told(tmp_path: Path) -> None:
    """The archive is perhaps another one: that its dates were never tried would be a bold claim."""
    done = epaper("status", "xmwb", "--from", "2020-03-01", "--until", "2020-03-03", cwd=tmp_path)
    assert (done.status, "nothing of xmwb is in output." in done.said) == (2, True)


def test_many_newspapers_are_told_like_few(whole: Path, tmp_path: Path) -> None:
    """Ten of them: several processes."""
    archive = tmp_path / "output"
    for number in range(10):
        shutil.copytree(whole / "xmwb", archive / f"n{number}")
    done = run("status", "--json", "--archive", archive, *UNTIL, cwd=tmp_path)
    (alone,) = run("status", "--json", "--archive", whole, *UNTIL, cwd=tmp_path).records
    assert [one["newspaper"] for one in done.records] == [f"n{number}" for number in range(10)]
    assert all(one["days"] == alone["days"] and one["counts"] == alone["counts"] for one in done.records)
    assert done.status == 3
