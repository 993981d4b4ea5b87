"""Issues in any trouble, for hypothesis: what a walk may bring home, in the forms that the crawler gives it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from archive.record.article import Article
from archive.record.article_parts import Jump
from archive.record.page import Announcement, Page
from archive.record.walk import Loss, Rejection, Walk
from tests.archive import records

TOKENS = ("1", "2-3", "4", "A05")
NUMBERS = range(1, 7)
HEADLINES = ("江边", "江 边", "桥上", None)
ELSEWHERE = "https://example.cn/"
REASONS = ("http_404", "timeout", "network_error", "truncated_response", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Haul:
    """The arguments of ``assembled``."""

    walk: Walk
    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]


def announcements(token: str) -> st.SearchStrategy[Announcement]:
    """With an address, with a refused one, or, as on a text capture, with a headline alone."""
    headline = st.sampled_from(HEADLINES)
    number = st.sampled_from(NUMBERS)
    return st.one_of(
        st.builds(lambda n, h: records.announcement(n, token, headline=h), number, headline),
        st.builds(
            lambda n, h, why, names: records.announcement(n, token, headline=h, refused=why, **names),
            number,
            headline,
            st.sampled_from(("off_site_link", "unusable_link", "another_issue")),
            st.sampled_from(({"article_id": None}, {"article_id": None, "url": None}, {})),
        ),
        st.builds(lambda h: Announcement(article_id=None, url=None, headline=h), headline),
        st.just(Announcement(article_id=None, url=ELSEWHERE, headline=None, refused="off_site_link")),
    )


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page, now and then as a text capture."""
    token = draw(st.sampled_from(TOKENS))
    announced = tuple(draw(st.lists(announcements(token), max_size=5)))
    by_address = {one.url or f"{n}": one for n, one in enumerate(announced)}  # a page announces an address once
    one = records.page(token, *by_address.values(), url=draw(st.sampled_from((records.page_url(token), None))))
    stretches = draw(st.sampled_from(((), ("江边 桥上",)))) if one.url is None else ()
    return replace(one, unsplit_headlines=stretches)


def jumps() -> st.SearchStrategy[Jump | None]:
    return st.none() | st.builds(
        lambda label: Jump(page_label=label, printed=f"下转第{label}版"), st.sampled_from("123")
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Announced or not, at an address or from a text capture; texts and identifiers collide."""
    token = draw(st.sampled_from(TOKENS))
    text = draw(st.sampled_from(("一段。", "二段。", "三段。")))
    headline = draw(st.sampled_from(HEADLINES[:3]))
    if draw(st.integers(0, 3)) == 0:
        return records.text_article(headline or "江边", token, text)
    one = records.article(draw(st.sampled_from(NUMBERS)), token, text, headline=headline)
    return replace(one, jump_to=draw(jumps()), jump_from=draw(jumps()))


@st.composite
def losses(draw: st.DrawFn) -> Loss:
    token = draw(st.sampled_from(TOKENS))
    addresses = [records.page_url(token), *(records.article_url(token, number) for number in NUMBERS)]
    return Loss(url=draw(st.sampled_from(addresses)), reason=draw(st.sampled_from(REASONS)))


@st.composite
def rejections(draw: st.DrawFn) -> Rejection:
    """Of an article that was read, of an address, of a page, of a catalogue's link that leads elsewhere."""
    token = draw(st.sampled_from(TOKENS))
    number = draw(st.sampled_from(NUMBERS))
    reason = draw(st.sampled_from(("unknown_layout", "empty_response", "block_page")))
    form = draw(st.sampled_from(("article", "address", "page", "link")))
    if form == "article":
        return records.refused(records.article(number, token), "no_content")
    if form == "address":
        return records.refused_capture(records.article_url(token, number), f"{records.ISSUE}-{number}", reason=reason)
    if form == "page":
        return records.refused_capture(records.page_url(token), f"{records.ISSUE}-p{token}", "page", reason)
    return Rejection(kind="page", id=None, url=ELSEWHERE, page_label=token, reasons=("off_site_link",))


@st.composite
def hauls(draw: st.DrawFn) -> Haul:
    """Everything of one walk, already deduplicated as the pipelines do."""
    from pipelines.deduplicate import duplicates

    found = draw(st.lists(articles(), max_size=8))
    end = records.walk(
        *draw(st.lists(st.sampled_from(TOKENS), max_size=4)),
        losses=tuple({one.url: one for one in draw(st.lists(losses(), max_size=4))}.values()),
        rejections=(*draw(st.lists(rejections(), max_size=3)), *duplicates(found)),
    )
    return Haul(
        walk=end,
        pages=tuple(draw(st.lists(pages(), max_size=5))),
        articles=tuple(found),
        rejections=tuple(draw(st.lists(rejections(), max_size=2))),
    )
