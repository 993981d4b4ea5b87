"""河口日报 Hekou Ribao, layout.hkrb.invalid and article.hkrb.invalid, a newspaper that does not exist."""

from datetime import date

from crawler.platforms.contract import Masthead, Newspaper
from tests.odd_platforms.platforms.two_hosts import TwoHosts

HKRB = Masthead("hkrb", "河口日报")
NEWSPAPER = Newspaper(
    masthead=HKRB,
    platforms=(
        TwoHosts(
            masthead=HKRB,
            home="http://layout.hkrb.invalid",
            more_hosts=("article.hkrb.invalid",),
            since=date(2020, 1, 1),
            sends_referer=True,
        ),
    ),
)
