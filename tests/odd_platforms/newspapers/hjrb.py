"""海角日报 Haijiao Ribao, a newspaper that does not exist: from dzb it went over to pages and articles on two hosts."""

from datetime import date

from crawler.platforms.contract import Masthead, Newspaper
from crawler.platforms.dzb import Dzb
from tests.odd_platforms.platforms.two_hosts import TwoHosts

HJRB = Masthead("hjrb", "海角日报")
ARTICLES = "article.hjrb.invalid"
NEWSPAPER = Newspaper(
    masthead=HJRB,
    platforms=(
        TwoHosts(masthead=HJRB, home="http://layout.hjrb.invalid", more_hosts=(ARTICLES,), since=date(2020, 3, 16)),
        Dzb(masthead=HJRB, home="http://www.hjrb.invalid", since=date(2020, 1, 1)),
    ),
)
