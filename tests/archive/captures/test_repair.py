"""Damaged records leave the captures for ``captures.damaged``; whatever is whole stays, byte for byte."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from archive.audit.verify import issue_findings
from archive.captures.check import checked_captures
from archive.captures.index import read_index
from archive.captures.repair import mend_captures
from archive.captures.store import Captures
from archive.captures.warc import WarcRecord, records
from tests.account.issues import crawl, day, flip, folder_of, order
from tests.press import Press

WARC = "captures.warc.gz"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("mending") / "output"
    with Press([order(day(0))]) as press:
        crawl(press, archive, "--date", str(day(0)))
    return folder_of(archive, day(0))


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "output/xmwb/2020" / whole.name))


def members(folder: Path) -> list[bytes]:
    data = (folder / WARC).read_bytes()
    with (folder / WARC).open("rb") as file:
        starts = [one.offset for one in records(file) if isinstance(one, WarcRecord)]
    return [data[start:end] for start, end in pairwise([*starts, len(data)])]


def findings(folder: Path) -> list[str]:
    return [one.what for one in issue_findings(folder)]


def test_whole_captures_stay_as_they_are(folder: Path) -> None:
    before = (folder / WARC).read_bytes(), (folder / "captures.cdxj").read_bytes()
    assert mend_captures(folder) == 0
    assert ((folder / WARC).read_bytes(), (folder / "captures.cdxj").read_bytes()) == before
    assert not (folder / "captures.damaged").exists()


def test_captures_behind_a_link_are_neither_mended_nor_sealed(folder: Path, tmp_path: Path) -> None:
    (folder / WARC).rename(tmp_path / WARC)
    (folder / WARC).symlink_to(tmp_path / WARC)
    (folder / "captures.seal").unlink()
    with pytest.raises(OSError, match="is no file but a link"):
        mend_captures(folder)
    assert not (folder / "captures.seal").exists()


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_damaged_record_is_moved_out_and_the_others_stay(folder: Path, number: int) -> None:
    before = members(folder)
    number %= len(before)
    start = sum(map(len, before[:number]))
    flip(folder / WARC, start + len(before[number]) // 2)
    damaged = (folder / WARC).read_bytes()[start : start + len(before[number])]
    assert mend_captures(folder) == len(damaged)
    assert (folder / "captures.damaged").read_bytes() == damaged
    assert members(folder) == before[:number] + before[number + 1 :]
    assert all(what.startswith("no capture of") for what in findings(folder))
    assert {(one.offset, one.length) for one in read_index(folder)} <= set(_places(folder))


def test_a_second_damage_is_added_to_the_first(folder: Path) -> None:
    first, second, *rest = members(folder)
    for piece in (first, second):
        flip(folder / WARC, len(piece) // 2)
        assert mend_captures(folder) == len(piece)
    assert (folder / "captures.damaged").stat().st_size == len(first) + len(second)
    assert members(folder) == rest


def test_a_torn_end_is_moved_out(folder: Path) -> None:
    before = members(folder)
    with (folder / WARC).open("ab") as file:
        file.write(before[0][:100])
    assert mend_captures(folder) == 100
    assert members(folder) == before
    assert findings(folder) == []


@pytest.mark.parametrize("position", range(10))
def test_a_gzip_header_that_only_looks_odd_is_set_right(folder: Path, position: int) -> None:
    """Its time, its level: what is in the record is whole, and asked for again by nobody."""
    before = members(folder)
    flip(folder / WARC, position)
    assert any("damaged" in what for what in findings(folder))
    moved = mend_captures(folder)
    assert moved in (0, len(before[0]))
    assert members(folder) == before[bool(moved) :]


def test_whatever_bit_is_flipped_the_mended_file_is_whole(folder: Path) -> None:
    """Every bit of the ends of a record, and some in between: mended once, there is nothing to mend."""
    before = members(folder)[:4]
    data, end = b"".join(before), sum(map(len, before[:3]))
    start = end - len(before[2])
    for position in (*range(start, start + 12), *range(start + 12, end - 10, 40), *range(end - 10, end)):
        for bit in range(8):
            (folder / WARC).write_bytes(data)
            for name in ("captures.damaged", "captures.seal"):
                (folder / name).unlink(missing_ok=True)
            flip(folder / WARC, position, bit)
            mend_captures(folder)
            assert checked_captures(folder, []).faults == [], (position, bit)
            assert len(members(folder)) in (3, 4)
            assert mend_captures(folder) == 0, (position, bit)


def test_a_lost_or_wrong_index_is_made_again(folder: Path) -> None:
    index = (folder / "captures.cdxj").read_bytes()
    for other in (None, b"", index[:-1], b"\xff" + index):
        (folder / "captures.cdxj").unlink()
        if other is not None:
            (folder / "captures.cdxj").write_bytes(other)
        assert mend_captures(folder) == 0
        assert (folder / "captures.cdxj").read_bytes() == index


def test_no_captures_are_nothing_to_mend(folder: Path) -> None:
    (folder / WARC).unlink()
    assert mend_captures(folder) == 0


def test_pieces_are_not_added_twice(folder: Path) -> None:
    """Killed before the captures were replaced, the mend begins anew."""
    flip(folder / WARC, len(members(folder)[0]) + 100)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    moved = mend_captures(folder)
    for name, data in before.items():
        (folder / name).write_bytes(data)
    assert mend_captures(folder) == moved == (folder / "captures.damaged").stat().st_size


def test_a_revisit_goes_with_what_it_refers_to(folder: Path) -> None:
    """Without its payload it answers nothing, and the earlier text of the address must not answer in its place."""
    url = read_index(folder)[0].url
    with Captures(folder) as captures:
        for body in (b"newer", b"newer"):
            captures.add_response(url, request=None, status_line="HTTP/1.1 200 OK", headers=(), body=body)
    *_, response, revisit = members(folder)
    start = (folder / WARC).stat().st_size - len(response) - len(revisit)
    flip(folder / WARC, start + len(response) // 2)
    with Captures(folder) as captures:
        recorded = captures.recorded(url)
    assert recorded is not None
    assert recorded.message.body != b"newer"
    assert recorded.entry.sha256 == hashlib.sha256(recorded.message.body).hexdigest()
    assert f"damaged at offset {start + len(response)}: what {url} gave again is not there" in findings(folder)
    assert mend_captures(folder) == len(response) + len(revisit)
    assert findings(folder) == []


@pytest.mark.parametrize("digest", ["sha1:2JJYHXBXJQXJ5QN7WSFS4WSMUCHIGBGP", "sha256:!", "none"])
def test_a_record_of_another_program_is_moved_out(folder: Path, digest: str) -> None:
    before = members(folder)
    lines = f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: x:y\r\nWARC-Payload-Digest: {digest}\r\n"
    member = gzip.compress(f"{lines}Content-Length: 2\r\n\r\nhi\r\n\r\n".encode())
    with (folder / WARC).open("ab") as file:
        file.write(member)
    assert any("the resource record of x:y is not what its digest says" in one for one in findings(folder))
    assert mend_captures(folder) == len(member)
    assert members(folder) == before


def _places(folder: Path) -> list[tuple[int, int]]:
    places, start = [], 0
    for piece in members(folder):
        places.append((start, len(piece)))
        start += len(piece)
    return places
