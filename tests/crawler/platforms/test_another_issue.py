"""Of which issue a page is, by three witnesses: the addresses of its catalogue, those of its list, the printed date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archive.record.page import Page
from crawler.platforms.errors import AnotherIssue
from tests.crawler.platforms.test_sheets import FRONT, LAYOUT, PAGE, read

DATED = replace(LAYOUT, issue_date="h2")
DAYS = {"own": date(2024, 3, 1), "other": date(2024, 3, 2)}
ADDRESSES = {"own": "..", "other": "../../2024-03-02"}
CASES = {
    # catalogue, list, printed date: the flags; None: it is another issue's page
    ("own", "own", "own"): (),
    ("own", "own", "other"): ("date_conflict",),
    ("own", "other", "other"): ("date_conflict",),
    ("own", "other", None): (),
    ("other", "own", "own"): (),  # kept: that its catalogue is not followed, the walk says
    ("other", "own", None): (),
    ("other", "own", "other"): None,
    ("other", "other", "own"): None,
    ("other", "other", None): None,
    ("other", "other", "other"): None,
    ("other", None, None): None,
    (None, "other", None): ("links_elsewhere",),
    (None, "other", "own"): (),
    (None, "other", "other"): None,
    (None, None, "other"): ("date_conflict",),
}


def page_of(catalogue: str | None, listed: str | None, printed: str | None) -> str:
    markup = PAGE.replace("<body>", f"<body><h2>{DAYS[printed] if printed else '三月二日'}</h2>")
    first, second = 'data-href="../1/"', 'data-href="../2/"'
    assert first in markup
    base = ADDRESSES.get(catalogue or "")
    markup = markup.replace(first, f'data-href="{base}/1/"' if catalogue == "other" else "")
    markup = markup.replace(second, f'data-href="{base}/2/"' if base else "")
    for name in ("7.html", "8.html"):
        assert f'"{name}"' in markup
        address = {"own": name, "other": f"../../2024-03-02/1/{name}", None: "javascript:;"}[listed]
        markup = markup.replace(f'"{name}"', f'"{address}"')
    return markup


@pytest.mark.parametrize("areas", [LAYOUT.areas, None], ids=["areas", "list"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case)))
def test_witnesses(case: tuple[str | None, str | None, str | None], areas: str | None) -> None:
    layout = replace(DATED, areas=areas) if areas is None else replace(DATED, articles=None)
    expected = CASES[case]
    if expected is None:
        with pytest.raises(AnotherIssue):
            read(FRONT, page_of(*case), layout)
        return
    (page,) = [one for one in read(FRONT, page_of(*case), layout) if isinstance(one, Page)]
    assert tuple(flag for flag in page.flags if flag != "unreadable_region") == expected
