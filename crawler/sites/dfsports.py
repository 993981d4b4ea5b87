"""东方体育日报 Dongfang Tiyu Ribao (Oriental Sports Daily), paper.xinmin.cn (dzb platform).

Caveats
    Pages are lettered (A01, A16). Article ids are counted apart from those of the other newspapers on the host.
    The oldest address seen is of 2019-11-18.
"""

from datetime import date

from ..platforms.contract import Masthead, Newspaper
from ..platforms.dzb import Dzb

DFSPORTS = Masthead("dfsports", "东方体育日报")
NEWSPAPER = Newspaper(
    masthead=DFSPORTS,
    platforms=(Dzb(masthead=DFSPORTS, home="https://paper.xinmin.cn", since=date(2019, 11, 18), first_page="A01"),),
)
