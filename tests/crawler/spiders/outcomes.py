"""What must become of an address at which something goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.crawler.spiders.crawl import Crawled
from tests.crawler.spiders.truth import address, issue_id
from tests.press import Fault, Kind, Paper

MISSING = {
    Kind.NOT_FOUND: "http_404",
    Kind.SERVER_ERROR: "http_500",
    Kind.UNAVAILABLE: "http_503",
    Kind.TOO_MANY: "http_429",
    Kind.RESET: "network_error",
    Kind.TRUNCATED: "truncated_response",
    Kind.REDIRECT_OFF_SITE: "redirected_off_site",
}
REJECTED = {
    Kind.EMPTY: "empty_response",
    Kind.NOT_HTML: "not_html",
    Kind.HUGE: "too_large",
    Kind.DEEP: "too_deep",
    Kind.SOFT_404: "soft_404",
    Kind.BLOCK_PAGE: "block_page",
    Kind.REDIRECT_LATEST: "another_issue_shown",
    Kind.LATEST_SILENTLY: "another_issue_shown",
}
FOUND = {
    Kind.WRONG_CHARSET: (),
    Kind.GBK_UNDECLARED: (),
    Kind.SLOW: (),
    Kind.OTHER_DATE_PRINTED: ("date_conflict",),
}
"""With the flags that it then deserves."""

assert set(MISSING) | set(REJECTED) | set(FOUND) == set(Kind)


def fault(kind: Kind) -> Fault:
    """One that is over quickly."""
    return Fault(kind=kind, delay=0.05)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Identifiers of pages and articles, each with what became of it: reasons, or flags of what was found."""

    found: dict[str, tuple[str, ...]]
    missing: dict[str, str]
    rejected: dict[str, str]


def due_outcome(paper: Paper, faults: Mapping[str, Kind]) -> Outcome:
    """What a crawl of ``paper`` must give, with those faults at those paths; the front page is read."""
    due = Outcome(found={}, missing={}, rejected={})
    for sheet in paper.sheets:
        _enter(due, f"{issue_id(paper)}-p{sheet.token}", faults.get(sheet.path))
    for sheet in paper.sheets:
        if f"{issue_id(paper)}-p{sheet.token}" in due.found:
            for story in sheet.stories:
                own = () if story.headline else ("no_headline",)
                _enter(due, f"{issue_id(paper)}-{story.id}", faults.get(story.path), own)
    return due


def _enter(due: Outcome, id_: str, kind: Kind | None, flags: tuple[str, ...] = ()) -> None:
    if kind in MISSING:
        due.missing[id_] = MISSING[kind]
    elif kind in REJECTED:
        due.rejected[id_] = REJECTED[kind]
    else:
        due.found[id_] = tuple(sorted((*flags, *(FOUND[kind] if kind is not None else ()))))


def outcome(crawl: Crawled, paper: Paper) -> Outcome:
    """What it gave."""
    return Outcome(
        found={one.id: one.flags for one in (*crawl.pages(paper), *crawl.articles(paper))},
        missing={one.id or "": one.reason for one in crawl.missing(paper)},
        rejected={one.id or "": "+".join(one.reasons) for one in crawl.rejections(paper)},
    )


def named_addresses(crawl: Crawled, paper: Paper) -> set[str | None]:
    """Every address that the account and the refusals name."""
    return {one.url for one in (*crawl.missing(paper), *crawl.rejections(paper))}


def faulty_addresses(faults: Mapping[str, Kind]) -> set[str | None]:
    """The newspaper's own addresses of the paths at which something is lost."""
    return {address(path) for path, kind in faults.items() if kind not in FOUND}
