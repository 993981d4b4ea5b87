"""江湾日报 Jiangwan Ribao, jwrb.invalid (JSON index), a newspaper that does not exist. Two editions a day."""

from datetime import date

from crawler.platforms.contract import Masthead, Newspaper
from tests.odd_platforms.platforms.json_index import JsonIndex

JWRB = Masthead("jwrb", "江湾日报")
NEWSPAPER = Newspaper(
    masthead=JWRB,
    platforms=(JsonIndex(masthead=JWRB, home="http://jwrb.invalid", since=date(2020, 1, 1)),),
    editions=("a", "b"),
)
