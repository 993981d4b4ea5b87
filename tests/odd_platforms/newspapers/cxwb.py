"""潮汐晚报 Chaoxi Wanbao, cxwb.invalid (one file an issue), a newspaper that does not exist."""

from datetime import date

from crawler.platforms.contract import Masthead, Newspaper
from tests.odd_platforms.platforms.one_file import OneFile

CXWB = Masthead("cxwb", "潮汐晚报")
NEWSPAPER = Newspaper(
    masthead=CXWB, platforms=(OneFile(masthead=CXWB, home="http://cxwb.invalid", since=date(2020, 1, 1)),)
)
