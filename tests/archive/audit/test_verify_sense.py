"""What every checksum of a file says is right may still make no sense: that is named too."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from archive.audit.verify import issue_findings
from archive.issues.reader import articles, pages, published_issue
from archive.issues.writer import seal
from archive.record.article import Article
from archive.record.article_parts import Jump
from archive.record.issue import Issue
from archive.record.jsonl import json_line, json_page


@pytest.fixture
def folder(whole_issue: Path, tmp_path: Path) -> Path:
    """A copy to be damaged."""
    target = tmp_path / "output/xmwb/2020" / whole_issue.name
    shutil.copytree(whole_issue, target)
    return target


def wrong(folder: Path) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in issue_findings(folder)]


def issue_of(folder: Path) -> Issue:
    issue = published_issue(folder)
    assert issue is not None
    return issue


def resealed(folder: Path, change: Callable[[Issue], Issue] = lambda issue: issue) -> None:
    """Make the checksums of ``issue.json`` right, so that nothing but its sense is wrong."""
    files = []
    for file in issue_of(folder).files:
        data = (folder / file.name).read_bytes()
        digest = sha256(data).hexdigest()
        files.append(replace(file, bytes=len(data), records=data.count(b"\n"), sha256=digest))
    issue = change(replace(issue_of(folder), files=tuple(files)))
    (folder / "issue.json").write_bytes(json_page(replace(issue, sha256=seal(issue))))


def rewritten(folder: Path, change: Callable[[Article], Article]) -> None:
    (folder / "articles.jsonl").write_bytes(b"".join(json_line(change(one)) for one in list(articles(folder))))
    resealed(folder)


def test_a_file_of_refusals_that_the_issue_does_not_name_is_named(folder: Path) -> None:
    resealed(folder, lambda issue: replace(issue, files=issue.files[:2]))
    assert ("rejected.jsonl", "there, and not among the files of this issue") in wrong(folder)


def test_an_article_that_no_page_announces_is_named(folder: Path) -> None:
    first = next(articles(folder)).id
    rewritten(folder, lambda one: replace(one, id=f"{one.id}9") if one.id == first else one)
    page = next(pages(folder)).id
    found = wrong(folder)
    assert ("pages.jsonl", f"{page} announces {first}, which is neither there nor accounted for") in found
    assert (f"articles.jsonl {first}9", f"names {page}, which does not announce it") in found


def test_a_region_of_an_unknown_page_is_named(folder: Path) -> None:
    first = next(one for one in articles(folder) if one.regions).id

    def moved(one: Article) -> Article:
        regions = tuple(replace(region, page_id=f"{region.page_id}9") for region in one.regions)
        return replace(one, regions=regions) if one.id == first else one

    rewritten(folder, moved)
    assert {where for where, _ in wrong(folder)} == {f"articles.jsonl {first}"}
    assert all("which is not there" in what for _, what in wrong(folder))


def test_pages_that_cannot_be_counted_and_the_account_agree(folder: Path) -> None:
    resealed(folder, lambda issue: replace(issue, account=replace(issue.account, uncounted_pages=("1",))))
    assert wrong(folder) == [("issue.json", "the pages whose articles cannot be counted are not those that it names")]


@pytest.mark.parametrize("side", ["jump_to", "jump_from"])
def test_a_jump_that_is_not_answered_is_named(folder: Path, side: str) -> None:
    jumping = next(one for one in articles(folder) if getattr(one, side))
    rewritten(folder, lambda one: replace(one, **{side: None}) if one.id == jumping.id else one)
    other = next(one for one in articles(folder) if one.jump_to or one.jump_from)
    assert wrong(folder) == [(f"articles.jsonl {other.id}", f"jumps to {jumping.id}, which does not name it")]


def test_a_jump_into_nothing_is_named(folder: Path) -> None:
    def led_astray(one: Article) -> Article:
        return replace(one, jump_to=Jump(page_label="3", printed="（下转第3版）", article_id="xmwb-2020-03-01-a-1"))

    first = next(one for one in articles(folder) if not (one.jump_to or one.jump_from)).id
    rewritten(folder, lambda one: led_astray(one) if one.id == first else one)
    assert [where for where, _ in wrong(folder)] == [f"articles.jsonl {first}"]


def test_another_text_is_named_though_every_checksum_of_files_is_right(folder: Path) -> None:
    first = next(one for one in articles(folder) if one.text).id
    rewritten(folder, lambda one: replace(one, text=f"{one.text}！") if one.id == first else one)
    assert wrong(folder) == [(f"articles.jsonl {first}", "its text is not that of its checksum")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expected": 10}, "does not balance"),
        ({"expected": 10, "found": 9}, "9 articles are counted as found"),
        ({"expected": 10, "missing": 1}, "1 articles are counted as missing"),
        ({"expected": 10, "rejected": 2}, "2 articles are counted as refused"),
    ],
)
def test_a_sum_that_does_not_come_out_is_named(folder: Path, change: dict[str, Any], said: str) -> None:
    def miscounted(issue: Issue) -> Issue:
        tally = replace(issue.account.articles, **change)
        return replace(issue, account=replace(issue.account, articles=tally))

    tally = issue_of(folder).account.articles
    assert (tally.expected, tally.found, tally.rejected, tally.missing) == (9, 8, 1, 0)
    resealed(folder, miscounted)
    found = wrong(folder)
    assert {where for where, _ in found} == {"issue.json"}
    assert any(said in what for _, what in found)


def test_another_issue_in_this_folder_is_named(folder: Path) -> None:
    expected = [("issue.json", "is xmwb-2020-03-01-a: not the issue of its folder", "damage")]
    expected.append(("history.jsonl", "is of another issue: xmwb-2020-03-01-a-170005", "consequence"))
    moved = folder.parents[2] / "shequ/2020" / folder.name
    shutil.copytree(folder, moved)
    for other in (folder.with_name("2020-03-02"), folder.with_name("2020-03-01-b"), moved):
        if other != moved:
            shutil.copytree(folder, other)
        assert [(one.where, one.what, one.kind) for one in issue_findings(other)] == expected


def test_a_line_that_is_no_record_is_named_with_its_number(folder: Path) -> None:
    path = folder / "articles.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for bad, why in ((b"{}\n", "keys differ"), (b"\xff\n", "not JSON"), (lines[2].replace(b'":', b'": ', 1), "canon")):
        path.write_bytes(b"".join([*lines[:2], bad, *lines[3:]]))
        resealed(folder)
        assert any(where == "articles.jsonl:3" and why in what for where, what in wrong(folder))
