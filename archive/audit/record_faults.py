"""Whether the records of an issue agree with its account and each other: references, regions, jumps, texts, sums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..captures.check import CheckedCaptures, Fault
from ..captures.index import CAPTURES_FILE
from ..captures.text_address import unplaced
from ..issues.account.balance import announcement_key, answered_by_headline, rejection_key
from ..issues.file_names import ARTICLES_FILE, ISSUE_FILE, PAGES_FILE
from ..record.article import Article
from ..record.identifiers import folded
from ..record.issue import Issue
from ..record.page import Page
from ..record.walk import Rejection


@dataclass(frozen=True, slots=True)
class IssueRecords:
    """What could be read of the records of an issue."""

    pages: list[Page] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)

    def add(self, record: Page | Article | Rejection) -> None:
        """Sort one in."""
        if isinstance(record, Page):
            self.pages.append(record)
        elif isinstance(record, Article):
            self.articles.append(record)
        else:
            self.rejections.append(record)

    @property
    def texts(self) -> int:
        """How many articles were read from texts without an address, those that gave way to others included."""
        refused = (
            one.article for one in self.rejections if "duplicate_text" in one.reasons and one.article is not None
        )
        return len({one.id for one in (*self.articles, *refused) if one.url is None})

    @property
    def urls(self) -> list[str]:
        """Addresses of pages and articles that have one."""
        urls = [*(one.url for one in self.pages), *(one.url for one in self.articles)]
        return [url for url in urls if url is not None]


def record_faults(issue: Issue, records: IssueRecords) -> Iterator[Fault]:
    """Every disagreement."""
    yield from _account_faults(issue, records.pages, records.articles, records.rejections)
    yield from _reference_faults(issue, records.pages, records.articles, records.rejections)
    yield from _text_faults(records.articles)


def lost_texts(number: int, captures: CheckedCaptures) -> Iterator[Fault]:
    """A fault where fewer texts are captured than gave an article; which of them are lost, their words would tell."""
    texts = {unplaced(one.url, one.sha256) for one in captures.entries if one.mime == "text/plain"}
    if len(texts) < number:
        lacking = f"{number - len(texts):,} of {number:,} texts without a capture: import them again"
        yield Fault(CAPTURES_FILE, lacking, follows=bool(captures.faults))


def _account_faults(
    issue: Issue, pages: list[Page], articles: list[Article], rejections: list[Rejection]
) -> Iterator[Fault]:
    missing = issue.account.missing
    uncounted = [one for one in pages if not one.is_counted]
    of_a_line = [one for one in uncounted if one.unsplit_headlines]  # older versions took a text without any for whole
    if issue.account.uncounted_pages not in [tuple(one.page_label for one in some) for some in (uncounted, of_a_line)]:
        yield Fault(ISSUE_FILE, "the pages whose articles cannot be counted are not those that it names")
    for kind, tally, found in (("page", issue.account.pages, pages), ("article", issue.account.articles, articles)):
        if tally.expected != tally.found + tally.rejected + tally.missing:
            yield Fault(ISSUE_FILE, f"the account of {kind}s does not balance: {tally}")
        for name, counted, there in (
            ("found", tally.found, len(found)),
            ("refused", tally.rejected, sum(one.kind == kind for one in rejections)),
            ("missing", tally.missing, sum(one.kind == kind for one in missing)),
        ):
            if counted != there:
                yield Fault(ISSUE_FILE, f"{counted} {kind}s are counted as {name}, {there} are there")


def _reference_faults(
    issue: Issue, pages: list[Page], articles: list[Article], rejections: list[Rejection]
) -> Iterator[Fault]:
    """Faults where pages and articles do not name each other, or an announced article is in no part of the account."""
    by_id = {one.id: one for one in articles}
    page_ids = {one.id for one in pages}
    answers = answered_by_headline(pages, articles)
    settled = {*by_id, *map(rejection_key, rejections)}
    for lost in issue.account.missing:
        settled |= {lost.id or lost.url or "", f"{lost.page_label} {folded(lost.headline)}"}
    announced: set[tuple[str, str]] = set()
    for page in pages:
        for index, one in enumerate(page.announced):
            key = answers.get((page.id, index)) or announcement_key(page, one)
            announced.add((page.id, key))
            known = {key, f"{page.page_label} {folded(one.headline)}"} & settled
            if one.refused is None and not known:
                yield Fault(PAGES_FILE, f"{page.id} announces {key}, which is neither there nor accounted for")
    for article in articles:
        for id_ in article.page_ids:
            if id_ in page_ids and article.position is not None and (id_, article.id) not in announced:
                yield Fault(f"{ARTICLES_FILE} {article.id}", f"names {id_}, which does not announce it")
        for region in article.regions:
            if region.page_id not in page_ids:
                yield Fault(f"{ARTICLES_FILE} {article.id}", f"has a region on {region.page_id}, which is not there")
        yield from _jump_faults(article, by_id)


def _jump_faults(article: Article, by_id: dict[str, Article]) -> Iterator[Fault]:
    for jump, back in ((article.jump_to, "jump_from"), (article.jump_from, "jump_to")):
        if jump is None or jump.article_id is None:
            continue
        other = by_id.get(jump.article_id)
        answer = None if other is None else getattr(other, back)
        if answer is None or answer.article_id != article.id:
            yield Fault(f"{ARTICLES_FILE} {article.id}", f"jumps to {jump.article_id}, which does not name it")


def _text_faults(articles: list[Article]) -> Iterator[Fault]:
    for article in articles:
        digest = None if article.text is None else hashlib.sha256(article.text.encode()).hexdigest()
        if digest != article.text_sha256:
            yield Fault(f"{ARTICLES_FILE} {article.id}", "its text is not that of its checksum")
