"""The issues that are printed here, and the press that serves them all."""

from __future__ import annotations

from datetime import date, timedelta

from tests.odd_platforms.press import ProxyPress
from tests.odd_platforms.prints.json_index import JsonIndexPrinting
from tests.odd_platforms.prints.one_file import OneFilePrinting
from tests.odd_platforms.prints.printing import Printing
from tests.odd_platforms.prints.span_areas import SpanAreasPrinting
from tests.odd_platforms.prints.two_hosts import TwoHostsPrinting
from tests.press import ALL_QUIRKS, Paper, Quirk, Title, edited_paper

DAY = date(2020, 3, 15)
NEXT = DAY + timedelta(days=1)
JWRB = Title(code="jwrb", name="江湾日报")
CXWB = Title(code="cxwb", name="潮汐晚报")
HKRB = Title(code="hkrb", name="河口日报")
DKB = Title(code="dkb", name="渡口报")
WARY = "article.hkrb.invalid"  # answers only to whoever says from which page he comes


def paper(title: Title, day: date = DAY, *, seed: int, pages: int = 6, articles: int = 4) -> Paper:
    """With every quirk but the endings of addresses, which are each platform's own."""
    return edited_paper(title, day, seed=seed, pages=pages, articles=articles, quirks=ALL_QUIRKS - {Quirk.HTM})


MORNING = JsonIndexPrinting(paper=paper(JWRB, seed=1))
EVENING = JsonIndexPrinting(paper=paper(JWRB, seed=2, articles=3), edition="b")
ONE_FILE = OneFilePrinting(paper=paper(CXWB, seed=3))
TWO_HOSTS = TwoHostsPrinting(paper=paper(HKRB, seed=4))
SPAN_AREAS = SpanAreasPrinting(paper=paper(DKB, seed=5))
PRINTINGS: dict[str, tuple[Printing, ...]] = {
    "jwrb": (MORNING, EVENING),
    "cxwb": (ONE_FILE,),
    "hkrb": (TWO_HOSTS,),
    "dkb": (SPAN_AREAS,),
}
"""By the code of the newspaper: the editions of one date."""


def press_of(code: str) -> ProxyPress:
    """A press that serves one of them, its calendar too."""
    return ProxyPress(PRINTINGS[code], wary=[WARY], more=ONE_FILE.calendar(str(NEXT)) if code == "cxwb" else {})
