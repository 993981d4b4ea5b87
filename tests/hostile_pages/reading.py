"""What it costs to read each hard page, in a process of its own: ``python -m tests.hostile_pages.reading [NAME…]``."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from archive.captures.text_address import text_address
from archive.issues.account.assembly import assembled
from archive.record.article import Article
from archive.record.identifiers import IssueKey
from archive.record.jsonl import json_line
from archive.record.page import Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link, Place
from crawler.sites.xmwb import NEWSPAPER
from crawler.walk.books.issue_walk import IssueWalk
from pipelines.normalise import NormalisePipeline
from pipelines.validate import ValidatePipeline

from .pages import HARD, Kind, Size

ISSUE = IssueKey("xmwb", date(2020, 3, 15))
URLS = {
    "page": "https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html",
    "article": "https://paper.xinmin.cn/html/xmwb/2020-03-15/1/1.html",
}
GIVEN_UP = 20  # seconds of CPU
ADDRESS_SPACE = 4 * 2**30


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page cost, from its bytes to the lines that stand in the archive: seconds of CPU, megabytes."""

    name: str
    size: Size
    bytes: int
    seconds: float
    megabytes: float
    records: int
    raised: tuple[str, ...]


def read(kind: Kind, body: bytes) -> tuple[int, tuple[str, ...]]:
    """How many records a capture gives, and what was raised. Everything is done with it that a crawl does."""
    walk = IssueWalk(NEWSPAPER, ISSUE)
    url = URLS.get(kind)
    place = None if url is None else NEWSPAPER.platform(ISSUE.issue_date).place(url)
    link = Link(url=url or text_address(body), place=place or Place(kind="article", issue=ISSUE))
    items: list[object] = list(walk.records(Capture(url=url, body=body, is_text=kind == "text"), link))
    for stage in (NormalisePipeline(), ValidatePipeline()):
        items = [item if isinstance(item, Link) else stage.process_item(item) for item in items]
    pages = [item for item in items if isinstance(item, Page)]
    articles = [item for item in items if isinstance(item, Article)]
    issue = assembled(walk.walk(), pages, articles)
    for record in (*issue.pages, *issue.articles, *issue.rejections):
        json_line(record)
    return len(issue.pages) + len(issue.articles), tuple(getattr(one, "reason", repr(one)) for one in walk.errors)


def measured(name: str, size: Size) -> Reading:
    """What reading one page costs a process of its own, which is ended where it costs far too much."""
    hard = HARD[name]
    body = hard.full() if size == "full" else hard.edge()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (GIVEN_UP, GIVEN_UP))
            resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
            before, began = _most_resident(), time.process_time()
            records, raised = read(hard.kind, body)
            cost = time.process_time() - began, _most_resident() - before
            os.write(writer, json.dumps([*cost, records, raised]).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader, "rb") as pipe:  # noqa: PTH123 - a descriptor
        told = pipe.read()
    os.waitpid(child, 0)
    seconds, megabytes, records, raised = json.loads(told) if told else (float("inf"), float("inf"), 0, ["given up"])
    return Reading(
        name=name,
        size=size,
        bytes=len(body),
        seconds=seconds,
        megabytes=megabytes,
        records=records,
        raised=tuple(raised),
    )


def readings(names: Sequence[str]) -> Iterator[Reading]:
    """Those of the pages of these names, in both sizes."""
    read("article", HARD["runs"].edge())  # imports and caches
    for name in names:
        yield measured(name, "full")
        yield measured(name, "edge")


def _most_resident() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(names: Sequence[str]) -> None:
    """Print a line of JSON for each."""
    for one in readings(names or list(HARD)):
        print(json.dumps(asdict(one)), flush=True)  # noqa: T201 - this is what it is for


if __name__ == "__main__":
    main(sys.argv[1:])
