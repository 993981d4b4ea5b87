"""Over a published issue: what the same captures give is published, thinner or not; nothing else is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from archive.issues.account.assembly import Assembly, assembled
from archive.issues.publication import withheld_line
from archive.issues.reader import articles
from archive.issues.writer import publish, seal_of
from archive.record.jsonl import canonical_page, json_page
from tests.archive.killed import VERSION, new_issue, old_issue
from tests.archive.published import contents, folder_of, is_true_to_its_files
from tests.archive.records import article, article_url, loss, page_url, walk

PAGE, ONE, TWO = page_url("1"), article_url("1", 1), article_url("1", 2)
PAGE_GONE: Assembly = assembled(walk("1", losses=(loss(PAGE),), read=(ONE, TWO)), [], [article(1), article(2)])
ARTICLE_GONE: Assembly = assembled(walk("1", read=(PAGE, ONE)), old_issue().pages, [article(1)])
OTHER_INSTEAD: Assembly = assembled(walk("1", read=(PAGE, ONE)), old_issue().pages, [article(1), article(3)])


@pytest.mark.parametrize(
    ("thinner", "lost"),
    [
        (PAGE_GONE, [("page", PAGE, "http_404")]),
        (ARTICLE_GONE, [("article", TWO, "not_captured")]),
        (OTHER_INSTEAD, [("article", TWO, "not_captured")]),  # as many records as before
    ],
    ids=["page", "article", "another-instead"],
)
def test_what_was_not_read_again_is_named_and_the_issue_stays(
    tmp_path: Path, thinner: Assembly, lost: list[tuple[str, str, str]]
) -> None:
    fuller = publish(tmp_path, new_issue(), VERSION).issue
    before, path = contents(tmp_path), folder_of(tmp_path).relative_to(tmp_path) / "issue.json"
    for _ in range(2):
        done = publish(tmp_path, thinner, "2")
        assert done.outcome == "withheld"
        assert [(one.kind, one.url, one.reason) for one in done.lost] == lost
        assert contents(tmp_path) == before | {str(path): json_page(done.issue)}
        assert is_true_to_its_files(folder_of(tmp_path))
        assert (done.issue.status, done.issue.account.flags) == ("partial", {"withheld": len(lost)})
        told = replace(done.issue, status="complete", account=fuller.account, sha256=fuller.sha256)
        assert told == fuller  # else nothing is changed
    assert publish(tmp_path, new_issue(), VERSION).issue == fuller
    assert contents(tmp_path) == before


def test_an_issue_of_an_older_schema_of_which_a_reading_is_withheld_stays_one(tmp_path: Path) -> None:
    publish(tmp_path, new_issue(), VERSION)
    path = folder_of(tmp_path) / "issue.json"
    fields = orjson.loads(path.read_bytes()) | {"schema_version": "1.0"}
    for name in ("characters", "without_byline", "uncounted_pages"):
        del fields["account"][name]
    fields["sha256"] = seal_of(orjson.dumps(fields))
    path.write_bytes(canonical_page(orjson.dumps(fields)))
    done = publish(tmp_path, ARTICLE_GONE, "2")
    assert (done.outcome, done.issue.status, done.issue.schema_version) == ("withheld", "partial", "1.0")
    fields["status"], fields["account"]["flags"] = "partial", {"withheld": 1}
    fields["sha256"] = done.issue.sha256
    assert (path.read_bytes(), done.issue.sha256) == (canonical_page(orjson.dumps(fields)), seal_of(path.read_bytes()))


def test_a_damaged_issue_of_which_a_reading_is_withheld_keeps_its_damage(tmp_path: Path) -> None:
    """Sealed anew, it would be believed."""
    publish(tmp_path, new_issue(), VERSION)
    path = folder_of(tmp_path) / "issue.json"
    path.write_bytes(path.read_bytes().replace(b'"parser_version": "', b'"parser_version": "9'))
    before = contents(tmp_path)
    assert publish(tmp_path, ARTICLE_GONE, "2").outcome == "withheld"
    assert contents(tmp_path) == before


def test_a_parser_that_rightly_finds_less_in_the_same_captures_is_published(tmp_path: Path) -> None:
    fuller = publish(tmp_path, new_issue(), "1").issue
    parsed = assembled(walk("1", read=(PAGE, ONE, TWO)), old_issue().pages, [article(1, text="改了。")])
    done = publish(tmp_path, parsed, "2")
    assert (done.outcome, done.before, done.lost) == ("published", fuller, ())
    assert [one.text for one in articles(folder_of(tmp_path))] == ["改了。"]
    assert is_true_to_its_files(folder_of(tmp_path))


def test_the_line_about_a_withheld_issue_counts_names_and_says_what_waits(tmp_path: Path) -> None:
    publish(tmp_path, new_issue(), VERSION)
    done = publish(tmp_path, assembled(walk(), [], []), VERSION)
    assert withheld_line(done) == (
        "2020-03-15: 1 page and 2 articles that are published have no capture any more:"
        f" {PAGE}, {ONE}, {TWO}. What is published stays."
        " A crawl asks for them again; if the site has them no more, delete issue.json to have the rest published."
    )
    done = publish(tmp_path, ARTICLE_GONE, VERSION)
    assert done.waiting == ("xmwb-2020-03-15-a-p1", "xmwb-2020-03-15-a-1")
    assert withheld_line(done) == (
        f"2020-03-15: 1 article that is published has no capture any more: {TWO}."
        " What is published stays; 2 other records read otherwise now and wait."
        " A crawl asks for it again; if the site has it no more, delete issue.json to have the rest published."
    )


def test_the_proof_that_nothing_was_published_is_not_lost_either(tmp_path: Path) -> None:
    calendar = "https://paper.xinmin.cn/html/xmwb/2020-03/period.xml"
    proved = assembled(walk(absent="not_published", proof=calendar, read=(calendar,)), [], [])
    assert publish(tmp_path, proved, VERSION).issue.status == "not_published"
    done = publish(tmp_path, assembled(walk(losses=(loss(PAGE),)), [], []), VERSION)
    assert (done.outcome, done.issue.status, [one.url for one in done.lost]) == (
        "withheld",
        "not_published",
        [calendar],
    )
    otherwise = assembled(walk(losses=(loss(PAGE),), read=(calendar,)), [], [])
    assert publish(tmp_path, otherwise, VERSION).issue.status == "unknown"


def test_a_page_found_replaces_the_proof_that_there_is_none(tmp_path: Path) -> None:
    publish(tmp_path, assembled(walk(absent="not_published", proof="https://example.cn/"), [], []), VERSION)
    assert publish(tmp_path, old_issue(), VERSION).issue.status == "complete"
