"""A faultless crawl gives what the press printed, field by field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import jsonschema
import pytest

from archive.record.schema import SCHEMA_FILE
from tests.crawler.spiders.crawl import Crawled, crawled
from tests.crawler.spiders.truth import ARTICLE_FIELDS, archived_articles, archived_pages, true_articles, true_pages
from tests.press import ALL_QUIRKS, EVERYDAY, Paper, Press, Quirk, Title, edited_paper

DAY = date(2020, 3, 15)
XMWB = Title(code="xmwb", name="新民晚报")
SHEQU = Title(code="shequ", name="新民晚报社区版")
PAPERS = {
    "plain": edited_paper(XMWB, DAY, seed=1, pages=4, articles=4),
    "everyday": edited_paper(XMWB, DAY, seed=2, pages=4, articles=12, quirks=EVERYDAY),
    "all-quirks": edited_paper(XMWB, DAY, seed=3, pages=8, articles=16, quirks=ALL_QUIRKS),
    "wrapped": edited_paper(
        XMWB, DAY, seed=5, pages=8, articles=3, quirks=frozenset({Quirk.WRAPPED_SPREAD, Quirk.JUMPS})
    ),
    "zero-padded": edited_paper(SHEQU, DAY, seed=4, pages=6, articles=8, quirks=ALL_QUIRKS | {Quirk.ZERO_PADDED}),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper, the crawl of it, and what the press was asked for."""

    paper: Paper
    crawl: Crawled
    asked: list[str]


@pytest.fixture(scope="module", params=PAPERS)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Printed]:
    paper = PAPERS[request.param]
    with Press([paper]) as press:
        crawl = crawled(press, tmp_path_factory.mktemp("archive"), paper.title.code, date=paper.issue_date.isoformat())
        yield Printed(paper, crawl, [one.path for one in press.requests])


def test_it_ends_well_and_says_nothing(printed: Printed) -> None:
    assert (printed.crawl.exit_status, printed.crawl.log) == (0, "")


@pytest.mark.parametrize("field", ARTICLE_FIELDS)
def test_articles_are_as_printed(printed: Printed, field: str) -> None:
    archived = archived_articles(printed.crawl.articles(printed.paper), field)
    expected = true_articles(printed.paper, field)
    assert list(archived) == list(expected)
    wrong = {id_: (archived[id_], expected[id_]) for id_ in expected if archived[id_] != expected[id_]}
    assert not wrong


def test_pages_are_as_printed(printed: Printed) -> None:
    archived, expected = archived_pages(printed.crawl.pages(printed.paper)), true_pages(printed.paper)
    for one, true in zip(archived, expected, strict=True):
        assert one == true


def test_the_issue_is_complete(printed: Printed) -> None:
    issue, paper = printed.crawl.issue(printed.paper), printed.paper
    pages, articles = len(paper.sheets), len(paper.stories)
    unnamed = sum(story.headline is None for story in paper.stories)
    assert issue.status == "complete"
    assert (issue.account.pages.expected, issue.account.pages.found) == (pages, pages)
    assert (issue.account.articles.expected, issue.account.articles.found) == (articles, articles)
    assert (issue.account.missing, issue.account.rejected) == ((), {})
    assert issue.account.flags == ({"no_headline": unnamed} if unnamed else {})


def test_every_address_is_asked_for_once_and_nothing_else(printed: Printed) -> None:
    paths = {path.removesuffix("l") for path in printed.asked}
    paper = printed.paper
    wanted = {
        "/robots.txt",
        *(path for sheet in paper.sheets for path in (sheet.path, sheet.facsimile, sheet.pdf)),
        *(path for story in paper.stories for path in (story.path, *(photo.path for photo in story.photos))),
    }
    assert paths == {path.removesuffix("l") for path in wanted}
    assert len(printed.asked) == len(paths)


def test_the_files_are_those_that_the_issue_names(printed: Printed) -> None:
    folder, issue = printed.crawl.folder(printed.paper), printed.crawl.issue(printed.paper)
    assert [one.name for one in issue.files] == ["pages.jsonl", "articles.jsonl"]
    for one in issue.files:
        body = (folder / one.name).read_bytes()
        digest = hashlib.sha256(body).hexdigest()
        assert (len(body), body.count(b"\n"), digest) == (one.bytes, one.records, one.sha256)


def test_every_line_fits_the_public_schema(printed: Printed) -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    lines = (printed.crawl.folder(printed.paper) / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(printed.paper.stories)
    for line in lines:
        validator.validate(json.loads(line))


def test_nothing_is_written_outside_the_folder_of_the_issue(printed: Printed) -> None:
    folder = printed.crawl.folder(printed.paper)
    files = {path for path in printed.crawl.archive.rglob("*") if path.is_file()}
    assert {path for path in files if not path.is_relative_to(folder)} <= {folder.parents[1] / ".lock"}
