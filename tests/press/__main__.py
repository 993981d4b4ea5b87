"""``python -m tests.press``: serves issues until interrupted, or writes them as files with ``--to``."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

from tests.press.copy import Title
from tests.press.dzb import index_page, index_path, printed_files
from tests.press.editor import Order
from tests.press.quirks import ALL_QUIRKS, EVERYDAY, Quirk
from tests.press.server import ROBOTS, Press


def _quirks(text: str) -> frozenset[Quirk]:
    named = {"none": frozenset[Quirk](), "everyday": EVERYDAY, "all": ALL_QUIRKS}
    return named[text] if text in named else frozenset(Quirk(name) for name in text.split(","))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.press", description=__doc__)
    parser.add_argument("--title", default="xmwb", help="code in addresses")
    parser.add_argument("--name", default="江湾晚报")
    parser.add_argument("--from", dest="first", type=date.fromisoformat, default=date(2020, 3, 1))
    parser.add_argument("--issues", type=int, default=10, help="one a day")
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--articles", type=int, default=10, help="on each page")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quirks", type=_quirks, default="everyday", help="none, everyday, all, or names: kicker,htm")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--to", type=Path, help="write files below this folder instead of serving")
    return parser.parse_args()


def _write(folder: Path, path: str, body: bytes) -> None:
    file = folder / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def main() -> None:
    """Prints the base URL as its first line; with ``--to``, the number of files written."""
    asked = _arguments()
    orders = [
        Order(
            title=Title(code=asked.title, name=asked.name),
            issue_date=asked.first + timedelta(days=day),
            seed=asked.seed,
            pages=asked.pages,
            articles=asked.articles,
            quirks=asked.quirks,
        )
        for day in range(asked.issues)
    ]
    if asked.to is None:
        press = Press(orders, port=asked.port)
        sys.stdout.write(press.base_url + "\n")
        sys.stdout.flush()
        press.serve_forever()
    written = 0
    for order in orders:
        for path, body in printed_files(order.paper()).items():
            _write(asked.to, path, body)
            written += 1
    if orders:
        _write(asked.to, index_path(asked.title), index_page(orders[-1].paper()))
    _write(asked.to, "/robots.txt", ROBOTS.encode())
    sys.stdout.write(f"{written + 2} files\n")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(0)
