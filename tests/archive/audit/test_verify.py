"""Whatever is wrong with an issue is named, with its file; nothing is said of one that is whole."""

from __future__ import annotations

import shutil
import zlib
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest

from archive.audit.verify import issue_findings, stray_findings
from archive.captures.warc import WarcRecord, records
from archive.issues.reader import articles
from tests.account.issues import cut_line, flip

FILES = (
    "issue.json",
    "pages.jsonl",
    "articles.jsonl",
    "rejected.jsonl",
    "captures.warc.gz",
    "captures.cdxj",
    "captures.seal",
    "history.jsonl",
)
FLIPS = 50  # of each file


@pytest.fixture
def folder(whole_issue: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    target = tmp_path / "output/xmwb/2020" / whole_issue.name
    shutil.copytree(whole_issue, target)
    return target


def wrong(folder: Path) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in issue_findings(folder)]


def files_named(folder: Path) -> set[str]:
    """Files that a finding names, without line and identifier."""
    return {one.where.split()[0].partition(":")[0] for one in issue_findings(folder)}


def test_an_issue_with_every_file_that_there_is_has_no_finding(whole_issue: Path) -> None:
    assert sorted(path.name for path in whole_issue.iterdir()) == sorted(FILES)
    assert any(one.jump_to for one in articles(whole_issue))
    assert wrong(whole_issue) == []


def without(value: Any, *names: str) -> Any:
    """A JSON value without those keys, at any depth."""
    if isinstance(value, dict):
        return {key: without(one, *names) for key, one in value.items() if key not in names}
    return [without(one, *names) for one in value] if isinstance(value, list) else value


def test_an_issue_of_an_older_schema_has_no_finding(folder: Path) -> None:
    """As schema 1.0 wrote it: without the fields that are new."""
    new = ("page_labels", "unsplit_headlines", "uncounted_pages")
    issue = without(orjson.loads((folder / "issue.json").read_bytes()), *new) | {"schema_version": "1.0"}
    for file in issue["files"]:
        lines = (folder / file["name"]).read_bytes().splitlines()
        data = b"".join(orjson.dumps(without(orjson.loads(line), *new)) + b"\n" for line in lines)
        (folder / file["name"]).write_bytes(data)
        file |= {"bytes": len(data), "sha256": sha256(data).hexdigest()}
    issue["sha256"] = sha256(orjson.dumps(issue | {"sha256": None}) + b"\n").hexdigest()
    (folder / "issue.json").write_bytes(orjson.dumps(issue, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    assert wrong(folder) == []
    issue["title"] = "江湾晚报"
    (folder / "issue.json").write_bytes(orjson.dumps(issue, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    assert wrong(folder) == [("issue.json", "damaged: it is not what its own checksum says")]


def captured(folder: Path) -> list[tuple[dict[str, str], bytes] | str]:
    """What the captures hold: headers and block of every record, or what is wrong with it."""
    with (folder / "captures.warc.gz").open("rb") as file:
        return [(one.headers, one.block) if isinstance(one, WarcRecord) else str(one) for one in records(file)]


@pytest.mark.parametrize("name", FILES)
def test_any_flipped_bit_is_named(folder: Path, name: str) -> None:
    """But for the few bits of padding behind the last block of a gzip member, which change no content."""
    data, content = (folder / name).read_bytes(), captured(folder)
    rng = Random(name)  # noqa: S311 - the same positions every time
    for position in [0, len(data) - 1, *rng.sample(range(len(data)), FLIPS)]:
        bit = rng.randrange(8)
        flip(folder / name, position, bit)
        is_padding = name == "captures.warc.gz" and captured(folder) == content
        assert is_padding or name in files_named(folder), (position, bit)
        (folder / name).write_bytes(data)
    assert wrong(folder) == []


def test_a_flipped_bit_anywhere_in_a_record_is_named(folder: Path) -> None:
    """Every bit of the ends of one: its gzip header, the last block, checksum and length. Padding alone is not."""
    path = folder / "captures.warc.gz"
    data = path.read_bytes()
    unpacker = zlib.decompressobj(31)
    unpacker.decompress(data)
    end = len(data) - len(unpacker.unused_data)
    path.write_bytes(data[:end])
    clean, content, padding = wrong(folder), captured(folder), []
    for position in (*range(18), *range(end - 12, end)):
        for bit in range(8):
            flip(path, position, bit)
            found = set(wrong(folder)) - set(clean)
            if not any(where == "captures.warc.gz" and "damaged" in what for where, what in found):
                assert captured(folder) == content, (position, bit)
                padding.append((position, bit))
            flip(path, position, bit)
    assert {position for position, _ in padding} <= {end - 9}  # the last byte before checksum and length
    assert [bit for _, bit in padding] == list(range(8))[8 - len(padding) :]


def test_what_is_wrong_with_a_line_follows_from_the_damage_of_its_file(folder: Path) -> None:
    path = folder / "articles.jsonl"
    first, *others = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"{" + b"".join([first[2:], *others]))
    kinds = {one.where: one.kind for one in issue_findings(folder) if one.where.startswith(path.name)}
    assert kinds == {path.name: "damage", f"{path.name}:1": "consequence"}


@pytest.mark.parametrize("name", FILES[1:4])
def test_a_lost_line_is_named(folder: Path, name: str) -> None:
    count = (folder / name).read_bytes().count(b"\n")
    cut_line(folder / name, count // 2)
    assert (name, f"{count} records were written, {count - 1} are there") in wrong(folder)


@pytest.mark.parametrize("name", ["captures.cdxj", "history.jsonl"])
@pytest.mark.parametrize("line", [0, -1])
def test_a_lost_line_of_what_has_no_checksum_in_the_issue_is_named(folder: Path, name: str, line: int) -> None:
    cut_line(folder / name, line)
    assert files_named(folder) == {name}


def test_an_index_out_of_order_is_named(folder: Path) -> None:
    path = folder / "captures.cdxj"
    lines = path.read_bytes().splitlines(keepends=True)
    for other in (lines[::-1], [*lines, lines[-1]], [*lines[:-1], lines[-1].rstrip()]):
        path.write_bytes(b"".join(other))
        assert files_named(folder) == {"captures.cdxj"}


@pytest.mark.parametrize("name", FILES)
def test_a_lost_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert name in files_named(folder)


def test_a_folder_without_issue_json_was_interrupted(folder: Path) -> None:
    (folder / "issue.json").unlink()
    assert wrong(folder) == [("issue.json", "absent: the crawl of this issue was interrupted")]


def test_a_lost_record_of_the_captures_is_named(folder: Path) -> None:
    """The index made anew fits what is left: only the articles know."""
    path = folder / "captures.warc.gz"
    one = next(one for one in articles(folder) if one.url)
    data, kept, unpacker = path.read_bytes(), b"", zlib.decompressobj(31)
    while data:
        raw = unpacker.decompress(data)
        member, data = data[: len(data) - len(unpacker.unused_data)], unpacker.unused_data
        if f"WARC-Target-URI: {one.url}\r\n".encode() not in raw:
            kept += member
        unpacker = zlib.decompressobj(31)
    path.write_bytes(kept)
    assert ("captures.warc.gz", f"no capture of {one.url}") in wrong(folder)


@pytest.mark.parametrize("name", ["notes.txt", "pages.jsonl.aside", ".DS_Store"])
def test_a_stray_file_in_an_issue_is_a_note(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    assert [(one.where, one.what, one.kind) for one in issue_findings(folder)] == [(name, "stray", "note")]


def test_a_stray_folder_in_an_issue_is_a_note(folder: Path) -> None:
    (folder / "copy").mkdir()
    assert [(one.where, one.what, one.kind) for one in issue_findings(folder)] == [("copy", "stray", "note")]


@pytest.mark.parametrize("name", [*FILES, "captures.damaged"])
def test_what_a_killed_write_left_behind_is_named(folder: Path, name: str) -> None:
    (folder / f"{name}.new").write_bytes(b"")
    assert wrong(folder) == [(f"{name}.new", "left behind by a write that was cut short")]


def test_strays_beside_the_issues_are_named(folder: Path) -> None:
    newspaper = folder.parents[1]
    (newspaper / ".lock").touch()
    for name in ("readme.txt", "2020/2020-03-01.bak", "2020/notes.txt"):
        (newspaper / name).touch()
    for name in ("backup", "2020/backup-of-march", "2020/2019-12-31"):
        (newspaper / name).mkdir()
    found = {one.where for one in stray_findings(newspaper.parent, "xmwb")}
    assert found == {
        "readme.txt",
        "backup",
        "2020/2020-03-01.bak",
        "2020/notes.txt",
        "2020/backup-of-march",
    }
    (misplaced,) = issue_findings(newspaper / "2020/2019-12-31")
    assert misplaced.what.startswith("lies in the folder of another year")
