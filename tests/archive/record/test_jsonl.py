"""One line, one record, and back."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.article import Article
from archive.record.issue import Issue
from archive.record.jsonl import NotARecord, json_line, json_page, record_from
from archive.record.page import Announcement, Page
from archive.record.walk import Loss, Rejection, Walk
from tests.archive.records import announcement, article, page, refused

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
DATES = st.dates(date(1000, 1, 1))
KINDS = [Article, Page, Rejection, Announcement, Issue, Walk, Loss]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_record_survives_its_line(kind: type, data: st.DataObject) -> None:
    with_text = {str: TEXT, date: DATES, int: st.integers(-(2**31), 2**31)}
    for type_, strategy in with_text.items():
        st.register_type_strategy(type_, strategy)
    record = data.draw(st.from_type(kind))
    line = json_line(record)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert record_from(kind, line) == record
    assert record_from(kind, json_page(record)) == record
    assert json_line(record_from(kind, line)) == line


def test_chinese_stands_as_it_is_and_keys_in_the_order_of_the_schema() -> None:
    line = json_line(article(1, headline="江边　无事"))
    assert "江边　无事".encode() in line
    assert list(json.loads(line)) == [one.name for one in fields(Article)]


def changed(**values: Any) -> bytes:
    return json.dumps(json.loads(json_line(article(1))) | values).encode()


BROKEN: list[tuple[bytes, str]] = [
    (b"", "not JSON"),
    (b"{", "not JSON"),
    (b"\xff\xfe", "not JSON"),
    (b"[]", "not an object"),
    (b"null", "not an object"),
    (b'"Article"', "not an object"),
    (changed(extra=1), "Article: keys differ: extra"),
    (json.dumps({"id": 1}).encode(), "Article: keys differ"),
    (json.dumps(dict(reversed(json.loads(json_line(article(1))).items()))).encode(), "Article: keys differ: order"),
    (changed(headline=7), "Article.headline: '7' does not fit"),
    (changed(char_count="7"), "Article.char_count"),
    (changed(char_count="2020-03-15"), "Article.char_count"),
    (changed(char_count=True), "Article.char_count"),
    (changed(char_count=None), "Article.char_count"),
    (changed(issue_date="15.3.2020"), "Article.issue_date"),
    (changed(kind="poem"), "Article.kind"),
    (changed(kind=["article"]), "Article.kind"),
    (changed(kind={}), "Article.kind"),
    (changed(flags="date_conflict"), "Article.flags"),
    (changed(flags=[None]), "Article.flags"),
    (changed(body=[{"kind": "paragraph"}]), "Article.body: keys differ: text"),
    (changed(regions=[{"page_id": "p", "polygon": [[1]], "width": None, "height": None}]), "Article.regions.polygon"),
]


@pytest.mark.parametrize(("line", "message"), BROKEN)
def test_what_is_not_a_record_says_where(line: bytes, message: str) -> None:
    with pytest.raises(NotARecord) as error:
        record_from(Article, line)
    assert message in str(error.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)
    )
)
def test_any_json_is_a_record_or_says_that_it_is_none(value: object) -> None:
    line = json.dumps(value).encode()
    with pytest.raises(NotARecord):
        record_from(Article, line)


@given(
    st.sampled_from([one.name for one in fields(Article)]),
    st.none() | st.booleans() | st.lists(st.none()) | st.sampled_from([{}, {"a": 1}]),
)
def test_any_value_of_a_field_fits_or_says_that_it_does_not(name: str, value: object) -> None:
    try:
        record = record_from(Article, changed(**{name: value}))
    except NotARecord as error:
        assert f"Article.{name}" in str(error)  # noqa: PT017 - it may as well fit
    else:
        assert getattr(record, name) in (value, ())
        assert not isinstance(value, dict)  # no field is one


def test_nested_records_survive() -> None:
    one = page("1", announcement(1), announcement(2, refused="off_site_link", article_id=None))
    assert record_from(Page, json_line(one)) == one
    assert record_from(Rejection, json_line(refused(article(1)))) == refused(article(1))
