"""What a new reading would lose, and what it leaves out by the parser's word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.captures.index import CaptureEntry
from archive.captures.store import Captures
from archive.issues.account.assembly import assembled
from archive.issues.lost_records import kept_names, lost_records, published_records, records_lost_to, waiting_records
from archive.issues.publication import Publication
from archive.issues.writer import publish
from archive.record.article import Article
from archive.record.article_parts import Jump, Region
from archive.record.identifiers import IssueKey, folded
from archive.record.page import Page
from archive.record.walk import Rejection
from tests.archive.records import (
    DAY,
    ISSUE,
    announcement,
    article,
    article_url,
    loss,
    page,
    page_url,
    refused,
    refused_capture,
    text_article,
    walk,
)

URL = article_url("1", 2)
GONE = article(2)


def captured(url: str = URL, sha256: str = "00", status: int = 200) -> CaptureEntry:
    return CaptureEntry(
        url=url, date="2020-03-15T00:00:00Z", status=status, mime="text/html", sha256=sha256, offset=0, length=1
    )


def reasons(
    *captures: CaptureEntry,
    gone: Article | Page = GONE,
    rejections: tuple[Rejection, ...] = (),
    newer: frozenset[str] = frozenset(),
    **fields: object,
) -> list[str]:
    """Why ``gone`` is lost to a walk with those fields; nothing, if it is not."""
    assembly = assembled(walk("1", rejections=rejections, **fields), [page("1", announcement(1))], [article(1)])
    assert {gone.id, gone.url}.isdisjoint(kept_names(assembly))
    return [one.reason for one in lost_records([gone], assembly, captures, [], newer)]


def test_what_was_read_and_gave_no_record_is_not_lost() -> None:
    assert reasons(captured(), read=(URL,)) == []
    assert reasons(captured(), rejections=(refused_capture(URL, GONE.id, reason="soft_404"),), read=(URL,)) == []
    assert reasons(captured(), rejections=(refused(GONE, "no_content"),), read=(URL,)) == []


def test_what_was_not_read_is_lost_captured_or_not() -> None:
    assert reasons() == ["not_captured"]
    assert reasons(captured()) == ["not_captured"]


def test_what_was_asked_for_and_not_got_is_lost_for_that_reason() -> None:
    assert reasons(captured(), losses=(loss(URL, "timeout"),)) == ["timeout"]
    assert reasons(captured(), losses=(loss(URL, "dropped"),), read=(URL,)) == ["dropped"]


def test_what_another_capture_of_it_may_have_given_is_lost() -> None:
    """A refresh got a page that says that there is none; the article stands in the capture before it."""
    rejections = (refused_capture(URL, GONE.id, reason="soft_404"),)
    assert reasons(captured(), captured(sha256="01"), rejections=rejections, read=(URL,)) == ["soft_404"]
    assert reasons(captured(), captured(sha256="01", status=404), rejections=rejections, read=(URL,)) == []
    assert reasons(captured(), captured(), rejections=rejections, read=(URL,)) == []  # a revisit
    assert reasons(captured(), captured("https://example.cn/", "01"), rejections=rejections, read=(URL,)) == []


def test_what_was_captured_only_since_the_publication_is_not_what_the_record_was_read_from() -> None:
    """The capture that gave it is lost, and the site answers with something else."""
    for reason in ("soft_404", "another_issue_shown", "no_content"):
        rejections = (refused_capture(URL, GONE.id, reason=reason),)
        assert reasons(captured(), rejections=rejections, newer=frozenset({URL}), read=(URL,)) == [reason]
    whole = page("2")
    rejections = (refused_capture(page_url("2"), whole.id, reason="soft_404"),)
    entry = captured(page_url("2"))
    newer = frozenset({entry.url})
    assert reasons(entry, gone=whole, rejections=rejections, newer=newer, read=(entry.url,)) == ["soft_404"]
    assert reasons(captured(), newer=frozenset({URL}), read=(URL,)) == ["not_in_file"]


@pytest.mark.parametrize("reason", ["unreadable", "block_page"])
def test_a_parser_that_breaks_down_or_was_given_a_captcha_has_said_nothing(reason: str) -> None:
    rejections = (refused_capture(URL, GONE.id, reason=reason),)
    assert reasons(captured(), rejections=rejections, read=(URL,)) == [reason]


def test_several_records_of_one_capture_are_told_apart_by_a_fragment() -> None:
    one = article(2, url=f"{page_url('1')}#2")
    assert reasons(gone=one, read=(page_url("1"),)) == []
    assert reasons(gone=one) == ["not_captured"]


@pytest.mark.parametrize(
    "other",
    [article(2, url="https://paper.xinmin.cn/html/xmwb/2020-03-15/1/2.htm"), article(9, url=URL)],
    ids=["at-another-address", "with-another-identifier"],
)
def test_a_record_that_has_moved_is_not_gone(other: Article) -> None:
    assert not {GONE.id, GONE.url}.isdisjoint(kept_names(assembled(walk(), [], [other])))


def test_pages_are_lost_as_articles_are() -> None:
    assert reasons(gone=page("2")) == ["not_captured"]
    assert reasons(gone=page("2"), read=(page_url("2"),)) == []


def test_published_records_are_left_out_by_identifier_or_by_address(tmp_path: Path) -> None:
    publish(tmp_path, assembled(walk(), [page("1")], [article(1), article(2), article(3)]), "1")
    names = frozenset({page_url("1"), article(1).id, article_url("1", 2)})
    assert list(published_records(folder(tmp_path), ISSUE, names)) == [article(3)]


def test_what_waits_is_what_is_new_or_reads_otherwise() -> None:
    """Not what has lost its place with another record."""
    jump = Jump(page_label="2", printed="下转第2版", article_id=f"{ISSUE}-4")
    placed = article(1, position=1, sections=("要闻",), jump_to=jump, jump_from=jump, page_name="要闻")
    region = Region(page_id=f"{ISSUE}-p1", polygon=((0, 0), (1, 0), (1, 1)))
    published = [page("1", page_order=2), page("2"), placed, article(2, regions=(region,)), article(3)]
    pages = [page("1", page_order=1), page("2", page_name="社区")]
    articles = [article(1, page_ids=(), page_label=None), article(2), article(3, text="改了。"), article(4)]
    assembly = replace(assembled(walk(), [], []), pages=tuple(pages), articles=tuple(articles))
    assert waiting_records(published, assembly) == (f"{ISSUE}-p2", f"{ISSUE}-3", f"{ISSUE}-4")


def test_damaged_lines_are_nothing_that_could_be_kept(tmp_path: Path) -> None:
    publish(tmp_path, assembled(walk(), [page("1")], [article(1), article(2)]), "1")
    path = folder(tmp_path) / "articles.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[1][:-10]]))
    assert list(published_records(folder(tmp_path), ISSUE)) == [page("1"), article(1)]
    for line in (b"[]\n", b"{}\n", b"\xff\n", b'{"id":[],"url":null}\n'):
        path.write_bytes(line)
        assert list(published_records(folder(tmp_path), ISSUE)) == [page("1")]


# Text captures: their records name no address

TEXT = text_article("江边", text="江边的梧桐落了叶，扫街的人还没有来。")
WHOLE = "第1版：要闻 2020-03-15\n江边 桥上\n江边\n江边的梧桐落了叶，扫街的人还没有来。\n"
URN = "urn:sha256:0123"


def folder(archive: Path) -> Path:
    return IssueKey("xmwb", DAY).folder(archive)


def with_text(archive: Path, text: str, url: str = URN) -> None:
    with Captures(folder(archive)) as captures:
        captures.add_document(url, kind="conversion", mime="text/plain", body=text.encode())


def republished(archive: Path, *read: str) -> Publication:
    """The outcome where the text article, which is published, gave no record this time."""
    publish(archive, assembled(walk(), [], [TEXT]), "1")
    return publish(archive, assembled(walk(read=read), [], []), "2")


@pytest.mark.parametrize("text", [WHOLE, WHOLE.replace("江边 桥上\n江边\n", "")])
def test_a_text_that_was_read_is_not_lost(tmp_path: Path, text: str) -> None:
    with_text(tmp_path, text)
    assert republished(tmp_path, URN).outcome == "published"


def test_a_text_whose_capture_gave_way_to_a_page_at_its_address_is_not_lost(tmp_path: Path) -> None:
    with_text(tmp_path, WHOLE, URL)
    assert republished(tmp_path, URL).outcome == "published"


def test_a_text_that_was_not_read_is_lost(tmp_path: Path) -> None:
    with_text(tmp_path, WHOLE)
    done = republished(tmp_path)
    assert [(one.id, one.url, one.reason) for one in done.lost] == [(TEXT.id, None, "not_captured")]


def test_a_text_of_which_another_one_is_there_is_lost(tmp_path: Path) -> None:
    with_text(tmp_path, WHOLE.replace("江边", "桥上"))
    assert republished(tmp_path, URN).outcome == "withheld"


def test_a_text_page_is_known_by_its_label() -> None:
    texts = [folded(WHOLE)]
    assembly = assembled(walk(), [], [])
    first, other = page("1", url=None), page("6", url=None)
    assert [one.id for one in lost_records([first, other], assembly, [], texts, frozenset())] == [f"{ISSUE}-p6"]


@pytest.mark.parametrize(
    "line", ["第A09版：上海新闻", "A09版:上海新闻", "Ａ０９：上海新闻", "A09 : 上海新闻", "A09", "A09版"]
)
def test_a_label_is_known_in_each_form_that_is_read(line: str) -> None:
    assembly = assembled(walk(), [], [])
    texts = [folded(f"2024年11月27日 星期三\n江边 桥上\n{line} 2020-03-15\n江边\n江边的梧桐落了叶。")]
    gone = [page(label, url=None) for label in ("A09", "A0", "09", "9")]
    assert [one.id for one in lost_records(gone, assembly, [], texts, frozenset())] == [
        f"{ISSUE}-p{label}" for label in ("A0", "09", "9")
    ]


def test_a_time_of_day_is_no_label() -> None:
    texts = [folded("A09：上海新闻 2020-03-15\n江边\n早上9：30，江边的梧桐落了叶。")]
    lost = lost_records([page("9", url=None)], assembled(walk(), [], []), [], texts, frozenset())
    assert [one.id for one in lost] == [f"{ISSUE}-p9"]


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (page("1", announcement(1)), page("1", url=None), [f"{ISSUE}-p1"]),
        (page("1", announcement(1)), page("1"), []),
        (page("1", url=None), page("1", announcement(1)), []),
        (page("1", url=None), page("1", url=None, unsplit_headlines=("江边 桥上",)), []),
    ],
)
def test_a_page_at_its_address_gives_way_to_no_text(tmp_path: Path, before: Page, after: Page, lost: list[str]) -> None:
    published = publish(tmp_path, assembled(walk("1"), [before], [article(1)]), "1").issue
    made = records_lost_to(assembled(walk("1"), [after], [article(1)]), folder(tmp_path), published)
    assert [one.id for one in made] == lost


def test_a_text_that_gave_way_to_the_same_article_is_not_gone(tmp_path: Path) -> None:
    with_text(tmp_path, WHOLE)
    before = publish(tmp_path, assembled(walk(), [], [TEXT]), "1").issue
    crawled = assembled(walk(rejections=(refused(TEXT, "duplicate_text"),)), [], [article(1, headline="江边")])
    assert records_lost_to(crawled, folder(tmp_path), before) == ()
