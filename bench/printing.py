"""What the benchmarks read: the press's issues, their pages made as heavy as real ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.press import EVERYDAY, Order, Paper, Title, printed_files
from tests.press.chrome import BANNER, CALENDAR, SCRIPT, STYLE
from tests.press.dzb import VISIT

TITLE = Title(code="xmwb", name="江湾晚报")
FIRST_DATE = date(2020, 3, 1)
END = b"</body>"


def _more_chrome(number: int) -> str:
    """The press's own chrome once more, in the proportions in which it stands on every page; ids stay unique."""
    again = f"<style>\n{STYLE}\n</style>\n{BANNER}{CALENDAR}<script>{SCRIPT}</script>\n"
    return again.replace("dzb-calendar", f"dzb-calendar{number}").replace("dzb-month", f"dzb-month{number}")


_MORE = "".join(map(_more_chrome, (2, 3))).encode()


def orders(issues: int, pages: int = 16, articles: int = 10) -> list[Order]:
    """Issues ordered, one a day, with what any issue has."""
    return [
        Order(
            title=TITLE,
            issue_date=FIRST_DATE + timedelta(days=day),
            pages=pages,
            articles=articles,
            quirks=EVERYDAY,
        )
        for day in range(issues)
    ]


def heavy_files(paper: Paper, *, visit: date = VISIT) -> dict[str, bytes]:
    """Like ``printed_files``; an article's page weighs 25–40 KB, as real ones do."""
    files = printed_files(paper, visit=visit)
    return {path: body.replace(END, _MORE + END) if _is_html(path) else body for path, body in files.items()}


def html_files(paper: Paper) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the pages and articles of an issue, heavy; no pictures."""
    return ((path, body) for path, body in heavy_files(paper).items() if _is_html(path))


def is_article(path: str) -> bool:
    """/html/xmwb/2020-03-15/14/92381.html, not …/14.html."""
    return path.count("/") == 5


def _is_html(path: str) -> bool:
    return path.endswith((".html", ".htm"))
