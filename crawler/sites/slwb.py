"""示例晚报 Shili Wanbao, a newspaper that does not exist: the sample that `epaper demo` archives (dzb platform).

Caveats
    Its host has no address: it can be crawled from a mirror alone (`--base-url`).
"""

from datetime import date

from ..platforms.contract import Masthead, Newspaper
from ..platforms.dzb import Dzb

SLWB = Masthead("slwb", "示例晚报")
HOME = "https://epaper.invalid"  # .invalid never resolves (RFC 2606)
CALENDAR = HOME + "/html/slwb/{:%Y-%m}/period.xml"
NEWSPAPER = Newspaper(
    masthead=SLWB,
    platforms=(Dzb(masthead=SLWB, home=HOME, since=date(2020, 1, 1), calendar_address=CALENDAR),),
)
