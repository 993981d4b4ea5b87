"""渡口报 Dukou Bao, dkb.invalid (hot areas that are not ``area``), a newspaper that does not exist."""

from datetime import date

from crawler.platforms.contract import Masthead, Newspaper
from tests.odd_platforms.platforms.span_areas import SpanAreas

DKB = Masthead("dkb", "渡口报")
NEWSPAPER = Newspaper(
    masthead=DKB, platforms=(SpanAreas(masthead=DKB, home="http://dkb.invalid", since=date(2020, 1, 1)),)
)
