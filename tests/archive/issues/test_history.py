"""The history of an issue: what of it is damaged, lost or another issue's; what stays when its captures are lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.captures.check import checked_captures
from archive.captures.reader import capture_entries
from archive.captures.seal import read_seal
from archive.captures.store import Captures
from archive.issues.history import (
    Version,
    history_faults,
    lost_versions,
    outdated_addresses,
    read_history,
    seen_changes,
    write_history,
)
from archive.issues.reader import BrokenArchive

ID = "xmwb-2020-03-15-a-1"
URL = "https://paper.xinmin.cn/html/xmwb/2020-03-15/1/1.html"


def moment(number: int) -> str:
    return f"2026-04-{number:02}T04:00:00Z"


def version(first: int, last: int, id_: str = ID, url: str = URL) -> Version:
    return Version(
        id=id_,
        url=url,
        kind="article",
        state="printed",
        status=200,
        first_seen=moment(first),
        last_seen=moment(last),
        headline=f"第{first}次",
        sha256="0" * 64,
    )


def capture(folder: Path, *days: int) -> None:
    with Captures(folder) as captures:
        for number in days:
            captures.add_response(
                URL, request=None, status_line="HTTP/1.1 200 OK", headers=(), body=b"%d" % number, date=moment(number)
            )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Captured on the 1st and the 3rd of April."""
    folder = tmp_path / "xmwb/2020/2020-03-15"
    capture(folder, 1, 3)
    write_history(folder, [version(1, 2), version(3, 3)])
    return folder


def faults(folder: Path) -> list[tuple[str, str]]:
    return [(fault.where, fault.what) for fault in history_faults(folder, checked_captures(folder, []))]


def test_a_whole_one_has_no_fault_and_is_in_the_seal(folder: Path) -> None:
    seal = read_seal(folder)
    assert seal is not None
    assert (faults(folder), seal.has_history) == ([], True)


def test_a_lost_one_is_missed(folder: Path) -> None:
    (folder / "history.jsonl").unlink()
    assert faults(folder) == [("history.jsonl", "lost")]
    with pytest.raises(BrokenArchive, match=r"history\.jsonl: lost"):
        read_history(folder)
    assert write_history(folder, []) == 0
    assert faults(folder) == []


@pytest.mark.parametrize("data", [b"", b"{", b"[]\n", b"\n", b"\xff", b"null\n"])
def test_a_damaged_one_is_named_and_read_by_nobody(folder: Path, data: bytes) -> None:
    (folder / "history.jsonl").write_bytes(data)
    assert [where for where, _ in faults(folder)] == ["history.jsonl"]
    with pytest.raises(BrokenArchive, match=r"history\.jsonl: damaged"):
        read_history(folder)
    write_history(folder, [version(1, 2), version(3, 3)])
    assert faults(folder) == []


@pytest.mark.parametrize("id_", ["xmwb-2020-03-16-a-1", "xmwb-2020-03-15-b-1", "shequ-2020-03-15-a-1"])
def test_one_of_another_issue_is_named(folder: Path, id_: str) -> None:
    write_history(folder, [version(1, 2, id_), version(3, 3, id_)])
    assert faults(folder) == [("history.jsonl", f"is of another issue: {id_}")]


def test_of_another_edition_the_folder_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "xmwb/2020/2020-03-15-b"
    capture(folder, 1, 3)
    write_history(folder, [version(1, 2, "xmwb-2020-03-15-b-1"), version(3, 3, "xmwb-2020-03-15-b-1")])
    assert faults(folder) == []


def test_a_version_newer_than_every_capture_is_missed_until_it_is_asked_for_again(folder: Path) -> None:
    write_history(folder, [version(1, 3), version(5, 6)])
    assert faults(folder) == [
        ("captures.warc.gz", f"no capture of {URL} from {moment(5)} on, when it gave something new")
    ]
    assert outdated_addresses(folder, capture_entries(folder)) == {URL}
    capture(folder, 9)
    assert (faults(folder), outdated_addresses(folder, capture_entries(folder))) == ([], frozenset())


def test_a_version_of_which_no_capture_is_left_is_lost(folder: Path) -> None:
    """What is unchanged counts only with the payload to which it refers; an error speaks for itself."""
    versions = [version(1, 2), version(3, 3)]
    first, last = sorted(capture_entries(folder), key=lambda one: one.moment)
    assert lost_versions(versions, [first, last]) == []
    assert lost_versions(versions, [last]) == [versions[0]]
    again = replace(first, date=moment(2), is_revisit=True)
    assert lost_versions(versions, [again, last]) == [versions[0]]
    assert lost_versions(versions, [first, replace(last, date=moment(4))]) == [versions[1]]
    gone = replace(first, date=moment(3), status=404, is_revisit=True)
    assert lost_versions([replace(versions[1], state="withdrawn")], [gone]) == []


def test_changes_are_told_as_they_were_seen() -> None:
    other = URL.replace("1.html", "2.html")
    gone = replace(version(4, 4), state="withdrawn", headline=None, sha256=None)
    versions = [
        version(1, 2),
        replace(version(5, 5), sha256="1" * 64),
        version(1, 1, url=other),
        replace(gone, url=other),
        version(6, 6, url=other),
        version(8, 8, url=other),  # the same: one of the two is known from a lost capture
    ]
    assert [(one.what, one.version.url, one.version.first_seen, one.headline) for one in seen_changes(versions)] == [
        ("withdrawn", other, moment(4), "第1次"),
        ("corrected", URL, moment(5), "第5次"),
        ("given back", other, moment(6), "第6次"),
    ]


NO_DATES = ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "garbage", "--T::Z"]


@pytest.mark.parametrize("date", NO_DATES)
def test_a_capture_of_which_nobody_knows_when_is_no_newer_than_any(folder: Path, date: str) -> None:
    with Captures(folder) as captures:
        captures.add_response(URL, request=None, status_line="HTTP/1.1 200 OK", headers=(), body=b"0", date=date)
    write_history(folder, [version(1, 3), version(5, 6)])
    assert outdated_addresses(folder, capture_entries(folder)) == {URL}


def test_one_that_says_the_same_is_not_written_again(folder: Path) -> None:
    """A re-parse of an archive would write and sync one for each of its issues."""
    file = (folder / "history.jsonl").stat()
    write_history(folder, [version(1, 2), version(3, 3)])
    assert (folder / "history.jsonl").stat() == file
    write_history(folder, [version(1, 2), version(3, 4)])
    assert [one.last_seen for one in read_history(folder)] == [moment(2), moment(4)]
