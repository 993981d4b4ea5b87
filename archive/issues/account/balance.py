"""The account of an issue: everything announced is found, refused with a reason, or missing with a reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...record.article import Article
from ...record.identifiers import IssueKey, folded
from ...record.issue import Account, Missing, Tally
from ...record.page import Announcement, Page
from ...record.reasons import NOT_CAPTURED, PAGE_WITHOUT_ADDRESS, UNUSABLE_LINK
from ...record.walk import Rejection, Walk

_QUOTATION_MARKS = re.compile(r"[\"'“”‘’「」『』]")


class Unbalanced(AssertionError):
    """Expected is not found + rejected + missing: an error of this program, never of the newspaper."""


def place_key(page_id: str, headline: str | None) -> str:
    """Identity of an article that is known by its page and headline alone; marks of quotation are no part of it."""
    printed = folded(headline)
    return f"{page_id} {_QUOTATION_MARKS.sub('', printed) or printed}"


def announcement_key(page: Page, announcement: Announcement) -> str:
    """Identity of what a page announces: the article's, or its address, or its place; or that of its refusal."""
    if announcement.refused is not None:
        return rejection_key(refusal(page, announcement, announcement.refused))
    return announcement.article_id or announcement.url or place_key(page.id, announcement.headline)


def rejection_key(rejection: Rejection) -> str:
    """Identity of what was refused. Articles refused for sharing an identifier are told apart by address and content.

    An address that leads nowhere (``javascript:void(0)``) is no identity: whatever is listed with it has the same.
    """
    if "duplicate_id" in rejection.reasons and rejection.article is not None:
        return f"{rejection.url} {rejection.article.content_key}"
    if rejection.id is not None:
        return rejection.id
    place = f"{rejection.page_label} {folded(rejection.headline)}"
    if rejection.url is None:
        return place
    leads_nowhere = not {UNUSABLE_LINK, PAGE_WITHOUT_ADDRESS}.isdisjoint(rejection.reasons)
    return f"{rejection.url} {place}" if leads_nowhere else rejection.url


def refusal(page: Page, announcement: Announcement, reason: str) -> Rejection:
    """The entry of an announcement whose address is not followed."""
    return Rejection(
        kind="article",
        id=None,
        url=announcement.url,
        page_label=page.page_label,
        headline=announcement.headline,
        reasons=(reason,),
    )


def accounted(
    walk: Walk, pages: Sequence[Page], articles: Sequence[Article], rejections: Sequence[Rejection]
) -> Account:
    """The account of a walk. ``pages`` and ``articles`` are in printed order, joined, each identifier once.

    Raises:
        Unbalanced: expected ≠ found + rejected + missing.
    """
    losses = {loss.url: loss.reason for loss in walk.losses}
    wanted = _wanted_pages(walk, pages, articles)
    answers = answered_by_headline(pages, articles)
    missing = [
        *_missing_pages(walk, wanted, pages, rejections, losses),
        *_missing_articles(pages, articles, answers, rejections, losses),
    ]
    return Account(
        pages=_tally("page", set(wanted), [page.id for page in pages], rejections, missing),
        articles=_tally("article", _article_keys(pages, answers), [one.id for one in articles], rejections, missing),
        missing=tuple(missing),
        rejected=_counts(reason.partition(":")[0] for one in rejections for reason in one.reasons),
        flags=_counts(
            flag for flags in (*(one.flags for one in pages), *(one.flags for one in articles)) for flag in flags
        ),
        characters=sum(one.char_count for one in articles),
        without_byline=sum(one.byline is None for one in articles if one.kind == "article"),
        uncounted_pages=tuple(page.page_label for page in pages if not page.is_counted),
    )


def uncounted_articles(account: Account) -> str | None:
    """``pages 1, 14: more articles, their number unknown``; ``None``: every number is known."""
    pages = account.uncounted_pages
    if not pages:
        return None
    return f"{'page' if len(pages) == 1 else 'pages'} {', '.join(pages)}: more articles, their number unknown"


def _counts(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _tally(
    kind: str, announced: set[str], found: Sequence[str], rejections: Sequence[Rejection], missing: Sequence[Missing]
) -> Tally:
    rejected = [rejection_key(one) for one in rejections if one.kind == kind]
    expected = len(announced.union(found, rejected))
    absent = sum(one.kind == kind for one in missing)
    tally = Tally(expected=expected, found=len(found), rejected=len(rejected), missing=absent)
    if tally.expected != tally.found + tally.rejected + tally.missing:
        raise Unbalanced(f"{kind}s: {tally}")
    return tally


def _wanted_pages(
    walk: Walk, pages: Sequence[Page], articles: Sequence[Article]
) -> dict[str, tuple[str | None, str | None]]:
    """Address and label of each page that is expected before any was read, or has an article, by identifier.

    Where the front page is known from texts alone, and no page's catalogue either, nobody knows how many pages there
    are: what stands at the front page's own address is expected too, as an index that was not read.
    """
    if walk.absent is not None:
        return {}
    wanted: dict[str, tuple[str | None, str | None]] = {}
    if walk.front_page_id is not None:
        wanted[walk.front_page_id] = walk.front_page, None
        if not walk.catalogue and any(page.id == walk.front_page_id and page.url is None for page in pages):
            wanted[IssueKey.of(walk).index_id(walk.front_page)] = walk.front_page, None
    wanted |= {entry.page_id: (entry.url, entry.page_label or None) for entry in walk.catalogue}
    for article in articles:
        wanted.setdefault(article.page_ids[0], (None, article.page_label))
    return wanted


def answered_by_headline(pages: Sequence[Page], articles: Iterable[Article]) -> dict[tuple[str, int], str]:
    """Which announcement, by its page and its index there, is answered by which article of its page and headline.

    Several articles of a page may have one headline (图片新闻): each answers one announcement. An article with an
    address answers those without one (of a text capture), and only if no announcement names it; a text capture, which
    has none, answers what is left, and what is not found at its own address. Several announcements of one address are
    one article, whatever their pages and headlines: a text that answers one of them answers all.
    """
    named = {name for page in pages for one in page.announced for name in (one.article_id, one.url)}
    addressed: set[str] = set()
    texts: dict[str, deque[str]] = defaultdict(deque)
    others: dict[str, deque[str]] = defaultdict(deque)
    for article in sorted(articles, key=lambda one: one.id):
        if article.url is None:
            texts[place_key(" ".join(article.page_ids), article.headline)].append(article.id)
            continue
        addressed.add(article.id)
        for page_id in () if article.id in named or article.url in named else article.page_ids:
            others[place_key(page_id, article.headline)].append(article.id)
    unanswered = [
        (page.id, index, one)
        for page in (pages if texts or others else ())
        for index, one in enumerate(page.announced)
        if one.refused is None and one.article_id not in addressed
    ]
    pages_of: dict[str | None, dict[str, None]] = defaultdict(dict)
    for page_id, _, one in unanswered:
        pages_of[one.article_id or one.url][page_id] = None
    answers: dict[tuple[str, int], str] = {}
    by_name: dict[str, str] = {}
    for page_id, index, one in unanswered:
        name, place = one.article_id or one.url, place_key(page_id, one.headline)
        if name is None:
            waiting = others.get(place) or texts.get(place)
        else:  # a text that was placed before stands on all of these pages
            waiting = texts.get(place_key(" ".join(pages_of[name]), one.headline)) or texts.get(place)
        if waiting and name not in by_name:
            answers[page_id, index] = waiting.popleft()
            if name is not None:
                by_name[name] = answers[page_id, index]
    for page_id, index, one in unanswered:
        name = one.article_id or one.url
        if name in by_name:
            answers[page_id, index] = by_name[name]
    return answers


def _article_keys(pages: Sequence[Page], answers: Mapping[tuple[str, int], str]) -> set[str]:
    return {
        answers.get((page.id, index)) or announcement_key(page, one)
        for page in pages
        for index, one in enumerate(page.announced)
    }


def _missing_pages(
    walk: Walk,
    wanted: Mapping[str, tuple[str | None, str | None]],
    pages: Sequence[Page],
    rejections: Sequence[Rejection],
    losses: dict[str, str],
) -> Iterator[Missing]:
    settled = {page.id for page in pages} | {rejection_key(one) for one in rejections if one.kind == "page"}
    read = frozenset(walk.read)
    for id_, (url, label) in wanted.items():
        if id_ not in settled:
            reason = losses.get(url or "", "not_in_file" if url in read else NOT_CAPTURED)
            yield Missing(kind="page", id=id_, url=url, page_label=label, headline=None, reason=reason)


def _missing_articles(
    pages: Sequence[Page],
    articles: Sequence[Article],
    answers: Mapping[tuple[str, int], str],
    rejections: Sequence[Rejection],
    losses: dict[str, str],
) -> Iterator[Missing]:
    settled = {one.id for one in articles} | {rejection_key(one) for one in rejections if one.kind == "article"}
    for page in pages:
        for index, one in enumerate(page.announced):
            key = announcement_key(page, one)
            if key in settled or (page.id, index) in answers:
                continue
            settled.add(key)
            reason = losses.get(one.url or "", NOT_CAPTURED)
            yield Missing(
                kind="article",
                id=one.article_id,
                url=one.url,
                page_label=page.page_label,
                headline=one.headline,
                reason=reason,
            )
