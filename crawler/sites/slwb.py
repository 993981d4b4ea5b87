"""示例晚报 Shili Wanbao, a newspaper that does not exist: the sample that `epaper demo` archives (dzb platform).

Caveats
    Its host has no address: it can be crawled from a mirror alone (`--base-url`).
"""

from datetime import date

from ..platforms.dzb import DzbSite

SITE = DzbSite(
    newspaper="slwb",
    title="示例晚报",
    home="https://epaper.invalid",  # .invalid never resolves (RFC 2606)
    first_issue=date(2020, 1, 1),
    calendar="https://epaper.invalid/html/slwb/{:%Y-%m}/period.xml",
)
