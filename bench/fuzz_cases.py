"""The cases of ``bench.fuzz``: mutated pages, strings that read like print, whole issues. Each follows from its name.

A case raises ``Fault`` where the program did what it never may: an exception that is no refusal, a record that cannot
be written or would turn a terminal round, an issue that does not balance or is not what it says.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from archive.audit.verify import issue_findings
from archive.captures.store import Captures
from archive.captures.text_address import text_address
from archive.record.characters import without_unprinted
from archive.record.identifiers import IssueKey, label_order
from archive.record.jsonl import json_line
from archive.record.reasons import REFUSALS_OF_CAPTURES
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link, Newspaper, Place
from crawler.platforms.errors import ParseError
from crawler.platforms.regions import polygon
from crawler.printed import blanks, byline, captions, crossheads, datelines, dates, headlines, jumps, labels
from crawler.sites import all_newspapers
from crawler.walk.books.issue_walk import IssueWalk
from crawler.walk.recorded.replay import replayed_issue
from epaper.offline.stages import Stages
from pipelines.normalise import NormalisePipeline
from pipelines.validate import ValidatePipeline
from tests.press import ALL_QUIRKS, EVERYDAY, Title, edited_paper, printed_files
from tests.sites import cases

from .odd_words import ADDRESSES, NUMBERS, WORDS
from .page_mutations import mutated

SAMPLE = Path(__file__).parents[1] / "epaper" / "sample"
XMWB, SLWB = Title(code="xmwb", name="新民晚报"), Title(code="slwb", name="示例晚报")
DAY = date(2020, 3, 15)
TYPES = (
    None,
    "text/html",
    "text/html; charset=utf-8",
    "text/html; charset=gb2312",
    "text/html; charset=x",
    "image/png",
)


class Fault(Exception):
    """What a case found. The message says what, the cause where."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A page of the project's own, as it would be captured. ``url`` is ``None`` of a text."""

    newspaper: Newspaper
    url: str | None
    body: bytes


def page_case(random: Random) -> str:
    """A page or text, mutated, read and made a record; the reason for which it was refused, or that it was read."""
    saved = random.choice(saved_pages())
    url = saved.url if random.random() < 0.95 else random.choice(saved_pages()).url
    body = mutated(random, saved.body, random.choice(saved_pages()).body)
    return _read(saved.newspaper, url, body, random.choice(TYPES))


def _read(newspaper: Newspaper, url: str | None, body: bytes, content_type: str | None) -> str:
    located = None if url is None else newspaper.located(url)
    place = Place(kind="article") if located is None else located[2]
    walk = IssueWalk(newspaper, place.issue or IssueKey(newspaper.code, DAY))
    link = Link(url=url or text_address(body), place=place)
    items = list(walk.records(Capture(url=url, body=body, content_type=content_type, is_text=url is None), link))
    for error in walk.errors:
        if not isinstance(error, ParseError) or error.reason not in REFUSALS_OF_CAPTURES:
            raise Fault("not a refusal") from error
    for stage in (NormalisePipeline(), ValidatePipeline()):
        items = [item if isinstance(item, Link) else stage.process_item(item) for item in items]
    for record in (*items, walk.walk()):
        _check_kept(record)
    return next((error.reason for error in walk.errors if isinstance(error, ParseError)), "read")


def _check_kept(record: Any) -> None:
    try:
        line = json_line(record).decode()
    except (TypeError, UnicodeError) as error:
        raise Fault(f"{type(record).__name__} cannot be written") from error
    text = line.removesuffix("\n")
    if without_unprinted(text) != text or "\\u00" in text.replace("\\\\", ""):
        raise Fault(f"{type(record).__name__} turns a terminal round")


STRINGS: tuple[Callable[[str], object], ...] = (
    *(blanks.collapsed, blanks.stripped, blanks.unspaced_name, blanks.indented_paragraphs),
    *(byline.authors, captions.split_credit, captions.printed_caption, crossheads.is_short),
    *(datelines.dateline, datelines.split_dateline, dates.printed_date, labels.page_label, labels.page_name),
    *(labels.sections, labels.chinese_number, labels.token_label, jumps.page_labels, label_order),
    *(headlines.plain_headline, without_unprinted),
    lambda text: polygon(None, text),
    lambda text: byline.split_byline(text.split("\n"), text[:20]),
    lambda text: byline.split_byline(text.split("\n"), None),
    lambda text: jumps.split_jumps(text.split("\n")),
    lambda text: headlines.split_headlines(text, text.split()[:9]),
    lambda text: list(crossheads.text_blocks(text.split("\n"))),
)


def string_case(random: Random) -> str:
    """A string of odd words, read by everything that reads print."""
    words = random.choices((*WORDS, *NUMBERS, *ADDRESSES, "\n", "\n", " ", "  "), k=random.choice((1, 2, 4, 12, 60)))
    text = "".join(words)[:100_000]
    for reading in STRINGS:
        try:
            reading(text)
        except labels.UnknownLabel:
            continue
        except Exception as error:
            raise Fault("a string") from error
    return "read"


def issue_case(random: Random) -> str:
    """An issue of which some captures are mutated: published, verified, and read again without a change."""
    paper = edited_paper(XMWB, DAY, seed=random.randrange(40), pages=3, articles=3, quirks=EVERYDAY)
    files = {path: body for path, body in printed_files(paper).items() if path.endswith((".html", ".htm"))}
    for path in random.sample(sorted(files), random.choice((1, 2, 5))):
        files[path] = mutated(random, files[path], random.choice(saved_pages()).body)
    newspaper = all_newspapers()["xmwb"]
    issue = IssueKey(newspaper.code, DAY)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = issue.folder(Path(name))
        with Captures(folder) as captures:
            for path, body in files.items():
                status = random.choice(("200 OK",) * 30 + ("404 Not Found",))
                captures.add_response(
                    f"https://{newspaper.hosts[0]}{path}",
                    request=None,
                    status_line=f"HTTP/1.1 {status}",
                    headers=((b"Content-Type", b"text/html"),),
                    body=body,
                )
        stages, errors = Stages(Path(name)), []
        first = stages.process(replayed_issue(newspaper, issue, folder, errors.append))[-1]
        for error in errors:
            if not isinstance(error, ParseError):
                raise Fault("not a refusal") from error
        for finding in issue_findings(folder):
            raise Fault(f"verify says {finding.where}: {finding.what}")
        again = stages.process(replayed_issue(newspaper, issue, folder))[-1]
        if again.outcome != "unchanged":
            raise Fault(f"read again it is {again.outcome}")
        return first.issue.status


CASES: dict[str, Callable[[Random], str]] = {"pages": page_case, "strings": string_case, "issues": issue_case}


@cache
def saved_pages() -> tuple[Saved, ...]:
    """Pages of the press with every quirk, of the sample issue, of the newspapers' cases; and texts of the press's."""
    return tuple(_saved_pages())


def _saved_pages() -> Iterator[Saved]:
    xmwb, slwb = all_newspapers()["xmwb"], all_newspapers()["slwb"]
    for seed in range(3):
        paper = edited_paper(XMWB, DAY, seed=seed, pages=6, articles=6, quirks=ALL_QUIRKS if seed else EVERYDAY)
        for path, body in printed_files(paper).items():
            if path.endswith((".html", ".htm")):
                yield Saved(xmwb, f"https://{xmwb.hosts[0]}{path}", body)
        for sheet in paper.sheets:
            known = "  ".join(" ".join(story.headline_lines) for story in sheet.stories)
            for story in sheet.stories:
                head = [known, f"第{sheet.label}版:{sheet.name} {DAY}", *story.headline_lines]
                lines = (line.text for line in story.lines if line.photo is None)
                yield Saved(xmwb, None, "\n".join([*head, *lines, "放大", "缩小"]).encode())
    for path in sorted(SAMPLE.glob("html/slwb/**/*.html")):
        yield Saved(slwb, f"https://{slwb.hosts[0]}/{path.relative_to(SAMPLE)}", path.read_bytes())
    for case in cases.case_names():
        capture = cases.capture_of(case)
        yield Saved(all_newspapers()[case.partition("/")[0]], capture.url, capture.body)
