"""新民晚报 Xinmin Wanbao (Xinmin Evening News), paper.xinmin.cn (dzb platform).

Caveats
    Before 2019 the newspaper was served by another host on another platform (Founder); not covered here.
    An evening paper: the issue of a date is out from about 17:00.
    The oldest address seen is of 2019-01-02; the old host was crawled until 2019-02-25.
"""

from datetime import date

from ..platforms.contract import Masthead, Newspaper
from ..platforms.dzb import Dzb

XMWB = Masthead("xmwb", "新民晚报")
NEWSPAPER = Newspaper(
    masthead=XMWB,
    platforms=(Dzb(masthead=XMWB, home="https://paper.xinmin.cn", since=date(2019, 1, 2)),),
    publication_hour=17,
)
