"""Whole issues as fixtures: ``tests/sites/<newspaper>/issue-<date>``, made by ``epaper record`` against the press.

``python -m tests.recording.golden`` records them anew (their captures are dated, so every byte of them changes); the
records beside them are to be read before they are committed.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from tests.epaper.commands.runs import epaper
from tests.press import ALL_QUIRKS, EVERYDAY, Fault, Kind, Order, Paper, Press, Quirk, Title

SITES = Path(__file__).parents[1] / "sites"
ORDERS = (
    Order(
        title=Title(code="xmwb", name="新民晚报"),
        issue_date=date(2020, 3, 15),
        seed=7,
        pages=6,
        articles=7,
        quirks=ALL_QUIRKS,
    ),
    Order(
        title=Title(code="shequ", name="新民晚报社区版"),
        issue_date=date(2021, 11, 3),
        seed=8,
        pages=4,
        articles=4,
        quirks=EVERYDAY | {Quirk.ZERO_PADDED, Quirk.JUMPS, Quirk.NOTICE, Quirk.PICTURE_ONLY},
    ),
)


def faults(paper: Paper) -> dict[str, Fault]:
    """The community edition lacks an article, and gives a page that says so with status 200 for another."""
    if paper.title.code != "shequ":
        return {}
    kinds = Kind.NOT_FOUND, Kind.SOFT_404
    return {sheet.stories[1].path: Fault(kind=kind) for sheet, kind in zip(paper.sheets[1:], kinds, strict=False)}


def golden_folders() -> list[Path]:
    return sorted(path.parent for path in SITES.glob("*/issue-*/captures.warc.gz"))


def day_of(folder: Path) -> str:
    return folder.name.removeprefix("issue-")


def main() -> None:
    for order in ORDERS:
        code, day = order.title.code, str(order.issue_date)
        shutil.rmtree(SITES / code / f"issue-{day}", ignore_errors=True)
        paper = order.paper()
        with Press([paper], faults=faults(paper)) as press:
            done = epaper("record", code, day, "--to", SITES, "--base-url", press.base_url, cwd=SITES)
        print(done.status, done.said)  # noqa: T201 - a command


if __name__ == "__main__":
    main()
