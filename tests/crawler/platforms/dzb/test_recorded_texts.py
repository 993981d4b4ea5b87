"""What recorded text captures say is what was read there; see ``recorded_texts.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.record.article import Article
from tests.crawler.platforms.dzb.recorded_texts import BUTTONS, TEXTS, Text

every_text = pytest.mark.parametrize("text", TEXTS, ids=[Path(one.file).name for one in TEXTS])


def ends(printed: str | None, last: int = 4) -> str:
    return f"{(printed or '')[:4]} {(printed or '')[-last:]}"


@every_text
def test_where_it_stands(text: Text) -> None:
    page, article = text.shown
    token = text.label.replace("/", "-")
    assert article.page_ids == (f"{text.code}-{text.issue_date}-a-p{token}",)
    assert (article.page_label, article.page_name, article.issue_date) == (text.label, text.page_name, text.issue_date)
    assert article.sections == tuple((text.page_name or "").split("/") if text.page_name else ())
    if not text.head:
        assert page is None
        return
    assert page is not None
    assert (page.id, page.page_label, page.page_name) == (article.page_ids[0], text.label, text.page_name)
    assert (page.issue_date, page.sections) == (text.issue_date, article.sections)


@every_text
def test_what_the_page_announces(text: Text) -> None:
    page, _ = text.shown
    assert tuple(one.headline for one in page.announced) == text.announced if page else text.announced == ()
    assert tuple(map(ends, page.unsplit_headlines)) == text.unsplit if page else text.unsplit == ()
    assert page is None or page.flags == text.flags


@every_text
def test_headlines(text: Text) -> None:
    _, article = text.shown
    assert (article.kicker, article.headline, article.subheadlines) == (text.kicker, text.headline, text.subheadlines)


@every_text
def test_who_wrote_it(text: Text) -> None:
    _, article = text.shown
    assert (article.byline, article.dateline, article.agency) == (text.byline, text.dateline, None)
    assert tuple((one.name, one.role) for one in article.authors) == text.authors


@every_text
def test_the_body(text: Text) -> None:
    _, article = text.shown
    shown = []
    for block in article.body:
        kind = {"paragraph": "p", "crosshead": "c", "photo": "f"}[block.kind]
        shown.append(f"{kind} {ends(block.text, 3 if kind == 'c' else 4)}")
    assert tuple(shown) == text.blocks
    assert not BUTTONS & {block.text for block in article.body}
    assert article.kind == "article"


@every_text
def test_pictures(text: Text) -> None:
    _, article = text.shown
    assert tuple(photo.credit for photo in article.photos) == text.credits
    assert {photo.url for photo in article.photos} <= {None}


@every_text
def test_where_it_leads(text: Text) -> None:
    _, article = text.shown
    assert (article.jump_to.page_labels if article.jump_to else ()) == text.jump_to
    assert article.jump_from is None


@every_text
def test_doubts(text: Text) -> None:
    _, article = text.shown
    assert article.flags == (() if text.head else ("body_only", "no_headline"))


# Its forms


def of_the_body(article: Article) -> tuple[object, ...]:
    """What the body says: all that the shortest form holds."""
    signed = article.byline, article.authors, article.dateline, article.agency
    return *signed, article.body, article.photos, article.jump_to, article.jump_from, article.text_sha256


@every_text
def test_its_forms_give_the_same(text: Text) -> None:
    whole = text.shown
    if text.head:
        for separator in ("\n", "\r\n", "\n\n", "\n \n"):
            assert text.read(separator.join(text.lines), None) == whole
    buttons = [line for line in text.lines if line in BUTTONS]
    for body in (text.body, [*text.body, *buttons]):
        for separator in ("\n", "\n\n"):
            _, article = text.read(separator.join(body), text.place, text.headline)
            assert of_the_body(article) == of_the_body(whole[1])
            assert (article.headline, article.page_label) == (text.headline, text.label)
            assert "body_only" in article.flags
