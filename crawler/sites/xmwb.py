"""新民晚报 Xinmin Wanbao (Xinmin Evening News), paper.xinmin.cn (dzb platform).

Caveats
    Before 2019 the newspaper was served by another host on another platform (Founder); not covered here.
    An evening paper: the issue of a date is out from about 17:00.
"""

from datetime import date

from ..platforms.dzb import DzbSite

SITE = DzbSite(
    newspaper="xmwb",
    title="新民晚报",
    home="https://paper.xinmin.cn",
    first_issue=date(2019, 1, 2),  # oldest address seen; the old host was crawled until 2019-02-25
    publication_hour=17,
)
