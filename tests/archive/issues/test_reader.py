"""Reading back: typed, one at a time, and an error that names file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import BrokenArchive, articles, issue_folders, pages, published_issue, rejections
from archive.issues.writer import publish
from archive.record.identifiers import IssueKey
from archive.record.jsonl import json_line
from tests.archive.killed import VERSION, old_issue
from tests.archive.records import DAY, article


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(json_line(article(1)) + b'{"id": 1}\n' + json_line(article(2)))
    found = articles(tmp_path)
    assert next(found) == article(1)
    with pytest.raises(BrokenArchive) as error:
        next(found)
    assert f"{path}:2: Article: keys differ" in str(error.value)


@pytest.mark.parametrize("tail", [b'{"id": "xmwb-', b"\0\0\0\0", b"\n"])
def test_a_torn_line_is_named(tmp_path: Path, tail: bytes) -> None:
    (tmp_path / "articles.jsonl").write_bytes(json_line(article(1)) + tail)
    with pytest.raises(BrokenArchive, match=r"articles\.jsonl:2: not JSON"):
        list(articles(tmp_path))


@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"[1]", b"\xff"])
def test_a_broken_issue_is_named_and_not_taken_for_an_unpublished_one(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "issue.json").write_bytes(body)
    with pytest.raises(BrokenArchive, match=r"issue\.json: "):
        published_issue(tmp_path)


def test_what_is_not_there_is_empty(tmp_path: Path) -> None:
    assert published_issue(tmp_path) is None
    assert [*articles(tmp_path), *pages(tmp_path), *rejections(tmp_path)] == []


def test_a_folder_without_issue_is_not_published(tmp_path: Path) -> None:
    publish(tmp_path, old_issue(), VERSION)
    folder = IssueKey("xmwb", DAY).folder(tmp_path)
    (folder / "issue.json").unlink()
    assert published_issue(folder) is None


def test_folders_of_issues_come_by_newspaper_and_date(tmp_path: Path) -> None:
    names = ["xmwb/2020/2020-03-15", "shequ/2022/2022-06-29", "xmwb/2019/2019-12-31", "xmwb/2020/2020-03-15-b"]
    for name in [*names, "xmwb/2020/notes", "xmwb/.lock", "README"]:
        (tmp_path / name).mkdir(parents=True)
    assert [str(path.relative_to(tmp_path)) for path in issue_folders(tmp_path)] == sorted(names)
    assert [path.name for path in issue_folders(tmp_path, "shequ")] == ["2022-06-29"]
