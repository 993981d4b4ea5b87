"""东方体育日报 Dongfang Tiyu Ribao (Oriental Sports Daily), paper.xinmin.cn (dzb platform).

Caveats
    Pages are lettered (A01, A16). Article ids are counted apart from those of the other newspapers on the host.
"""

from datetime import date

from ..platforms.dzb import DzbSite

SITE = DzbSite(
    newspaper="dfsports",
    title="东方体育日报",
    home="https://paper.xinmin.cn",
    first_issue=date(2019, 11, 18),  # oldest address seen
    first_page="A01",
)
