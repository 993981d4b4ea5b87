"""Whatever goes wrong is named with its address and reason, and nothing else in the issue is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.crawler.spiders.crawl import Crawled, crawled
from tests.crawler.spiders.outcomes import (
    FOUND,
    MISSING,
    REJECTED,
    due_outcome,
    fault,
    faulty_addresses,
    named_addresses,
    outcome,
)
from tests.crawler.spiders.truth import HOME, address, issue_id, true_articles
from tests.press import ALL_QUIRKS, Fault, Kind, Paper, Press, Title, edited_paper

XMWB = Title(code="xmwb", name="新民晚报")
DAY = date(2020, 3, 15)
LATEST = edited_paper(XMWB, date(2021, 1, 1), seed=9, pages=2, articles=2)


def crawled_with(faults: Mapping[str, Kind], paper: Paper, archive: Path) -> Crawled:
    asked = {address(path).removeprefix(HOME): fault(kind) for path, kind in faults.items()}  # never .htm
    with Press([paper, LATEST], faults=asked) as press:
        return crawled(press, archive, "xmwb", date=paper.issue_date.isoformat())


def balances(crawl: Crawled, paper: Paper) -> bool:
    account = crawl.issue(paper).account
    return all(
        tally.expected == tally.found + tally.rejected + tally.missing for tally in (account.pages, account.articles)
    )


MISREAD = (Kind.WRONG_CHARSET, Kind.GBK_UNDECLARED)


# On articles and on inner pages: one issue with a fault of each kind


@pytest.fixture(scope="module")
def articles_at_fault(tmp_path_factory: pytest.TempPathFactory) -> tuple[Paper, dict[str, Kind], Crawled]:
    paper = edited_paper(XMWB, DAY, seed=5, pages=3, articles=len(Kind))
    faults = {story.path: kind for story, kind in zip(paper.sheets[1].stories, Kind, strict=True)}
    return paper, faults, crawled_with(faults, paper, tmp_path_factory.mktemp("articles"))


@pytest.fixture(scope="module")
def pages_at_fault(tmp_path_factory: pytest.TempPathFactory) -> tuple[Paper, dict[str, Kind], Crawled]:
    paper = edited_paper(XMWB, DAY, seed=6, pages=len(Kind) + 1, articles=2)
    faults = {sheet.path: kind for sheet, kind in zip(paper.sheets[1:], Kind, strict=True)}
    return paper, faults, crawled_with(faults, paper, tmp_path_factory.mktemp("pages"))


@pytest.fixture(params=["articles_at_fault", "pages_at_fault"])
def at_fault(request: pytest.FixtureRequest) -> tuple[Paper, dict[str, Kind], Crawled]:
    made: tuple[Paper, dict[str, Kind], Crawled] = request.getfixturevalue(request.param)
    return made


@pytest.mark.parametrize("kind", Kind)
def test_a_fault_has_its_outcome(at_fault: tuple[Paper, dict[str, Kind], Crawled], kind: Kind) -> None:
    paper, faults, crawl = at_fault
    (path,) = (path for path, one in faults.items() if one is kind)
    token = path.rpartition("/")[2].partition(".")[0]
    id_ = f"{issue_id(paper)}-{token}" if path.count("/") == 5 else f"{issue_id(paper)}-p{token}"
    got = outcome(crawl, paper)
    assert (got.found.get(id_), got.missing.get(id_), got.rejected.get(id_)) == (
        FOUND.get(kind),
        MISSING.get(kind),
        REJECTED.get(kind),
    )


def test_everything_else_is_found(at_fault: tuple[Paper, dict[str, Kind], Crawled]) -> None:
    paper, faults, crawl = at_fault
    assert outcome(crawl, paper) == due_outcome(paper, faults)


def test_the_account_balances_and_names_exactly_the_faulty_addresses(
    at_fault: tuple[Paper, dict[str, Kind], Crawled],
) -> None:
    paper, faults, crawl = at_fault
    assert balances(crawl, paper)
    assert named_addresses(crawl, paper) == faulty_addresses(faults)


def test_the_issue_is_partial_and_so_is_the_crawl(at_fault: tuple[Paper, dict[str, Kind], Crawled]) -> None:
    paper, _, crawl = at_fault
    assert (crawl.exit_status, crawl.issue(paper).status) == (3, "partial")
    assert "Traceback" not in crawl.log


def test_misread_encodings_cost_no_character(articles_at_fault: tuple[Paper, dict[str, Kind], Crawled]) -> None:
    paper, faults, crawl = articles_at_fault
    texts = {one.source_id: one.text for one in crawl.articles(paper)}
    misread = [one.source_id for one in paper.stories if faults.get(one.path) in MISREAD]
    true = true_articles(paper, "text")
    assert len(misread) == len(MISREAD)
    assert {id_: texts[id_] for id_ in misread} == {id_: true[id_] for id_ in misread}


# On front pages: as many issues as kinds


FRONTS = {kind: DAY + timedelta(days=days) for days, kind in enumerate(Kind)}


@pytest.fixture(scope="module")
def fronts_at_fault(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[Kind, Paper], Crawled]:
    papers = {kind: edited_paper(XMWB, day, seed=7, pages=2, articles=2) for kind, day in FRONTS.items()}
    faults = {paper.sheets[0].path: fault(kind) for kind, paper in papers.items()}
    with Press([*papers.values(), LATEST], faults=faults, keep=len(papers) + 1) as press:
        first, last = min(FRONTS.values()), max(FRONTS.values())
        archive = tmp_path_factory.mktemp("fronts")
        return papers, crawled(press, archive, "xmwb", from_date=str(first), until_date=str(last))


BLOCKED = (Kind.BLOCK_PAGE, Kind.TOO_MANY)


@pytest.mark.parametrize("kind", [*MISSING, *REJECTED])
def test_without_its_front_page_nothing_is_known_of_an_issue(
    fronts_at_fault: tuple[dict[Kind, Paper], Crawled], kind: Kind
) -> None:
    papers, crawl = fronts_at_fault
    paper = papers[kind]
    issue, got = crawl.issue(paper), outcome(crawl, paper)
    front = f"{issue_id(paper)}-p1"
    assert issue.status == ("blocked" if kind in BLOCKED else "unknown")
    assert got.missing == ({front: MISSING[kind]} if kind in MISSING else {})
    assert got.rejected == ({front: REJECTED[kind]} if kind in REJECTED else {})
    assert got.found == {}
    assert named_addresses(crawl, paper) == {address(paper.sheets[0].path)}
    assert balances(crawl, paper)


@pytest.mark.parametrize("kind", FOUND)
def test_a_doubtful_front_page_leads_on(fronts_at_fault: tuple[dict[Kind, Paper], Crawled], kind: Kind) -> None:
    papers, crawl = fronts_at_fault
    paper = papers[kind]
    assert crawl.issue(paper).status == "complete"
    assert outcome(crawl, paper) == due_outcome(paper, {paper.sheets[0].path: kind})


def test_faulty_front_pages_end_without_a_traceback(fronts_at_fault: tuple[dict[Kind, Paper], Crawled]) -> None:
    _, crawl = fronts_at_fault
    assert crawl.exit_status == 5  # two of them refuse the visitor
    assert "Traceback" not in crawl.log


# Anywhere, at once


@pytest.mark.parametrize("seed", range(4))
def test_any_mixture_of_faults_balances(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - seeded
    paper = edited_paper(XMWB, DAY, seed=seed, pages=8, articles=8, quirks=ALL_QUIRKS)
    paths = [sheet.path for sheet in paper.sheets[1:]] + [story.path for story in paper.stories]
    faults = {path: dice.choice(list(Kind)) for path in paths if dice.random() < 0.35}
    crawl = crawled_with(faults, paper, tmp_path)
    assert outcome(crawl, paper) == due_outcome(paper, faults)
    assert balances(crawl, paper)
    assert crawl.exit_status == 3
    assert "Traceback" not in crawl.log


def test_a_403_is_blocked(tmp_path: Path) -> None:
    paper = edited_paper(XMWB, DAY, seed=8, pages=2, articles=2)
    faults = {paper.sheets[0].path: Fault(kind=Kind.BLOCK_PAGE, status=403)}
    with Press([paper], faults=faults) as press:
        crawl = crawled(press, tmp_path, "xmwb", date=str(DAY))
    assert crawl.issue(paper).status == "blocked"
    assert [one.reason for one in crawl.missing(paper)] == ["http_403"]


def test_pictures_that_fail_cost_nothing(tmp_path: Path) -> None:
    paper = edited_paper(XMWB, DAY, seed=8, pages=2, articles=4)
    with Press([paper], faults={"/images/*": Fault(kind=Kind.NOT_FOUND)}) as press:
        crawl = crawled(press, tmp_path, "xmwb", date=str(DAY))
    assert crawl.issue(paper).status == "complete"
