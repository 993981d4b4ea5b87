"""新民晚报社区版 Xinmin Wanbao Shequban (its community edition), paper.xinmin.cn (dzb platform).

Caveats
    Page tokens are padded (06), and article ids are counted apart from those of xmwb.
"""

from datetime import date

from ..platforms.dzb import DzbSite

SITE = DzbSite(
    newspaper="shequ",
    title="新民晚报社区版",
    home="https://paper.xinmin.cn",
    first_issue=date(2019, 1, 2),  # that of the platform; the oldest address seen is of 2022-06-29
    first_page="01",
)
