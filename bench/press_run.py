"""The press in a process of its own: ``python -m bench.press_run ISSUES WARM``; prints its base URL when it serves."""

from __future__ import annotations

import sys

from bench.printing import orders
from tests.press import Press


def main() -> None:
    """Serve until terminated. WARM 1: print every issue first, and keep it."""
    issues, warm = int(sys.argv[1]), sys.argv[2] == "1"
    ordered = orders(issues)
    press = Press(ordered, keep=issues if warm else 4)
    if warm:
        for order in ordered:
            press.healthy_reply(f"/html/{order.title.code}/{order.issue_date}/1.html")
    print(press.base_url, flush=True)
    press.serve_forever()


if __name__ == "__main__":
    main()
