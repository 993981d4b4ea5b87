"""From the pages and articles of one walk to an issue: joined, in printed order, with an account that balances.

Everything here is a function of its arguments: the order in which pages and articles arrived does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from ...record.article import Article
from ...record.article_parts import Region
from ...record.identifiers import label_order
from ...record.issue import Account, Status
from ...record.jsonl import json_line
from ...record.page import Announcement, CatalogueEntry, Page
from ...record.reasons import BLOCKED, NOT_WHOLE, NOTHING_SHOWN, UNREAD_TEXT, is_of_print
from ...record.walk import Rejection, Walk
from .balance import Unbalanced, accounted, announcement_key, answered_by_headline, refusal, rejection_key
from .joined_jumps import joined_jumps

__all__ = ["Assembly", "Unbalanced", "assembled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """An issue ready to be written."""

    walk: Walk
    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    account: Account
    status: Status


def assembled(
    walk: Walk, pages: Iterable[Page], articles: Iterable[Article], rejections: Iterable[Rejection] = ()
) -> Assembly:
    """The issue that a walk gave. ``rejections`` are added to the walk's own; the articles in them are left out."""
    bound_pages = _ordered_pages(walk.catalogue, pages)
    articles = list(articles)
    if bound_pages or articles:  # a page or an article that was found beats any proof that there is no issue
        walk = replace(walk, absent=None, proof=None)
    given_up = [*walk.rejections, *rejections]
    bound_articles = joined_jumps(_placed(bound_pages, _unique(articles, given_up, walk.of_others), walk.of_others))
    refused = _refusals(given_up, bound_pages, bound_articles)
    account = accounted(walk, bound_pages, bound_articles, refused)
    if bound_pages and not any(map(_announces_articles, bound_pages)):
        account = replace(account, flags={**account.flags, "no_articles": 1})
    return Assembly(
        walk=walk,
        pages=tuple(bound_pages),
        articles=tuple(bound_articles),
        rejections=tuple(refused),
        account=account,
        status=_status(walk, account, refused),
    )


def _announces_articles(page: Page) -> bool:
    return not page.is_counted or any(one.refused is None for one in page.announced)


def _ordered_pages(catalogue: Sequence[CatalogueEntry], pages: Iterable[Page]) -> list[Page]:
    """Each page once, from its fullest capture; in the catalogue's order, those that it does not list by label."""
    best: dict[str, Page] = {}
    for page in pages:
        best[page.id] = max(best[page.id], page, key=_fullness) if page.id in best else page
    order = {id_: place for place, id_ in enumerate(dict.fromkeys(entry.page_id for entry in catalogue), 1)}
    numbered = [replace(page, page_order=order.get(page.id)) for page in best.values()]
    return sorted(numbered, key=lambda page: (page.page_order or len(order) + 1, label_order(page.page_label), page.id))


def _fullness(page: Page) -> tuple[bool, int, bytes]:
    return page.url is not None, len(page.announced), json_line(page)


def _unique(articles: Iterable[Article], rejections: Iterable[Rejection], of_others: Collection[str]) -> list[Article]:
    """Each article once, without those that were refused; of one at two addresses, the alphabetically first stays.

    But one that carries this issue goes before those ``of_others``.
    """
    refused = {_version(one.article) for one in rejections if one.article is not None}
    kept: dict[str, Article] = {}
    for article in articles:
        if _version(article) not in refused:
            rivals = (kept.get(article.id, article), article)
            kept[article.id] = min(rivals, key=lambda one: (one.url in of_others, *_first(one)))
    return list(kept.values())


def _first(article: Article) -> tuple[bool, str, bytes]:
    return "body_only" in article.flags, article.url or "", json_line(article)


def _version(article: Article) -> tuple[str, str | None, str]:
    """Key that tells an article from others with its identifier, also from an older capture of the same address."""
    return article.id, article.url, article.content_key


def _placed(pages: Sequence[Page], articles: Iterable[Article], of_others: Collection[str]) -> list[Article]:
    """Articles with the pages, positions and regions at which they are announced, in printed order.

    One ``of_others`` may have the number of an article of this issue: where it is announced, that one does not stand.
    """
    articles = list(articles)
    answers = answered_by_headline(pages, articles)
    places: dict[str, list[tuple[int, int, Page, Announcement]]] = defaultdict(list)
    for order, page in enumerate(pages):
        for index, one in enumerate(page.announced):
            if one.refused is None:
                place = (order, index + 1, page, one)
                places[answers.get((page.id, index)) or announcement_key(page, one)].append(place)
    page_orders = {page.id: order for order, page in enumerate(pages)}
    last = 1 + max((len(page.announced) for page in pages), default=0)
    keyed = []
    for article in articles:
        named = ((place, place[-1].url) for place in places.get(article.id, ()))
        found = [place for place, url in named if url == article.url or url not in of_others]
        if found:
            keyed.append((*found[0][:2], article.id, _at(article, found)))
        else:
            order = page_orders.get(article.page_ids[0], len(pages))
            keyed.append((order, last, article.id, _on(article, pages[order]) if order < len(pages) else article))
    return [article for *_, article in sorted(keyed, key=lambda row: row[:3])]


def _on(article: Article, page: Page) -> Article:
    """An article that no page announces: label and name of its page are those of the page, if it prints none itself."""
    if article.page_label is not None and "body_only" not in article.flags:
        return article
    return replace(article, page_label=page.page_label, page_name=page.page_name, sections=page.sections)


def _at(article: Article, places: Sequence[tuple[int, int, Page, Announcement]]) -> Article:
    _, position, first, _ = places[0]
    regions = tuple(
        Region(page_id=page.id, polygon=polygon, width=page.width, height=page.height)
        for _, _, page, one in places
        for polygon in one.polygons
    )
    return replace(
        article,
        page_ids=tuple(dict.fromkeys(page.id for _, _, page, _ in places)),
        page_label=first.page_label,
        page_name=first.page_name,
        sections=first.sections,
        position=position if first.is_counted else None,  # how many stand before it, nobody can say
        regions=regions,
    )


def _refusals(rejections: Iterable[Rejection], pages: Sequence[Page], articles: Sequence[Article]) -> list[Rejection]:
    """Each refusal once, without those of what was also found; with one for each announcement that is not followed."""
    found = {page.id for page in pages} | {article.id for article in articles}
    labels = _announcing_labels(pages)
    announced = {one.article_id for page in pages for one in page.announced if one.headline is not None}
    kept: dict[tuple[str, str], Rejection] = {}  # a catalogue and a list may refuse the same address
    for one in sorted(rejections, key=_spelling):
        if rejection_key(one) not in found:
            label = labels.get(one.id or "", one.page_label)  # not that of whichever page was read first
            is_print = one.reasons != ("no_content",) or one.id not in announced
            reasons = one.reasons if is_print else (NOTHING_SHOWN,)  # a site under strain gives an empty frame
            kept.setdefault((one.kind, rejection_key(one)), replace(one, page_label=label, reasons=reasons))
    for page in pages:
        for announcement in page.announced:
            if announcement.refused is not None:
                one = refusal(page, announcement, announcement.refused)
                kept.setdefault((one.kind, rejection_key(one)), one)
    return sorted(
        kept.values(), key=lambda one: (one.kind != "page", label_order(one.page_label or ""), _spelling(one))
    )


def _spelling(rejection: Rejection) -> bytes:
    """A key to sort by, in no more memory than it needs: orjson keeps 4 KB for each line, however short."""
    return bytes(bytearray(json_line(rejection)))


def _announcing_labels(pages: Sequence[Page]) -> dict[str, str]:
    """By the identifier of an article, the label of the first page that announces it."""
    labels: dict[str, str] = {}
    for page in pages:
        for one in page.announced:
            if one.article_id is not None:
                labels.setdefault(one.article_id, page.page_label)
    return labels


def _status(walk: Walk, account: Account, refused: Sequence[Rejection]) -> Status:
    if walk.absent is not None:
        return walk.absent
    if account.pages.found == 0 and account.articles.found == 0:
        reasons = {loss.reason for loss in walk.losses} | set(account.rejected)
        return "blocked" if reasons & BLOCKED else "unknown"
    if account.missing or account.uncounted_pages or {*NOT_WHOLE, UNREAD_TEXT, "no_articles"} & account.flags.keys():
        return "partial"
    return "complete" if all(is_of_print(reason) for one in refused for reason in one.reasons) else "partial"
