"""新民晚报社区版 Xinmin Wanbao Shequban (its community edition), paper.xinmin.cn (dzb platform).

Caveats
    Page tokens are padded (06), and article ids are counted apart from those of xmwb.
    The oldest address seen is of 2022-06-29; the first date is the platform's.
"""

from datetime import date

from ..platforms.contract import Masthead, Newspaper
from ..platforms.dzb import Dzb

SHEQU = Masthead("shequ", "新民晚报社区版")
NEWSPAPER = Newspaper(
    masthead=SHEQU,
    platforms=(Dzb(masthead=SHEQU, home="https://paper.xinmin.cn", since=date(2019, 1, 2), first_page="01"),),
)
