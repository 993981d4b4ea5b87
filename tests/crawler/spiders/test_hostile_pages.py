"""Pages that mean harm: links that lead anywhere, pictures that are none, names that are paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from tests.crawler.spiders.crawl import Crawled, crawled
from tests.crawler.spiders.truth import archived_articles, true_articles
from tests.press import Paper, Press, Title, dzb, edited_paper

XMWB = Title(code="xmwb", name="新民晚报")
DAY = date(2020, 3, 15)


@dataclass(frozen=True, slots=True)
class Visit:
    """The papers, the crawl of them, and what the press was asked for."""

    papers: list[Paper]
    crawl: Crawled
    asked: list[str]


CATALOGUE = """
<div class="dzb-enter-mulu-wrap-nav"><a href="http://127.0.0.2:1/html/xmwb/2020-03-15/9.html">第9版:别处</a></div>
<div class="dzb-enter-mulu-wrap-nav"><a href="/html/xmwb/2020-03-14/1.html">第8版:昨天</a></div>
<div class="dzb-enter-mulu-wrap-nav"><a href="/html/shequ/2020-03-15/1.html">第7版:别的报</a></div>
<div class="dzb-enter-mulu-wrap-nav"><a href="javascript:alert(1)">第../../6版:脚本</a></div>
<div class="dzb-enter-mulu-wrap-nav"><a href="http://[x">第5版:不是地址</a></div>
"""
YESTERDAYS = "/html/xmwb/2020-03-14/1/77.html"
LIST = """
<a href="http://127.0.0.2:1/html/xmwb/2020-03-15/1/66.html">别处的稿件</a>
<a href="javascript:void(0)">脚本</a>
<a href="/html/xmwb/2020-03-14/1/77.html">昨天的稿件</a>
<a href="/html/xmwb/2020-03-15/../../../../etc/passwd">上面</a>
<a href="/html/shequ/2020-03-15/1/88.html">别的报</a>
<a>没有地址</a>
<a href="http://[x">不是地址</a>
"""

PICTURES = """
<img src="http://127.0.0.2:1/1.jpg"><img src="javascript:void(0)"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<img src="http://[x"><img src=""><img><img src="mailto:a@example.cn"><img src="ftp://127.0.0.2/1.jpg">
<img src="/images/xmwb/2020-03-15/1/a b.jpg?v=1"><img src="/images/xmwb/2020-03-15/1/图.jpg#x">
"""


def hostile_files(paper: Paper, *, visit: date = dzb.VISIT) -> dict[str, bytes]:
    """The paper, with links on its front page that lead anywhere but to its own pages and articles."""
    files = dzb.printed_files(paper, visit=visit)
    front = paper.sheets[0].path
    text = files[front].decode()
    text = text.replace('dzb-enter-mulu-wrap">\n', 'dzb-enter-mulu-wrap">\n' + CATALOGUE, 1)
    text = text.replace('dzb-enter-benban-wrap">\n', 'dzb-enter-benban-wrap">\n' + LIST, 1)
    assert CATALOGUE in text
    assert LIST in text
    story = paper.sheets[0].stories[0].path
    article = files[story].decode().replace('heng-desc-box">\n', 'heng-desc-box">\n' + PICTURES, 1)
    assert PICTURES in article
    return files | {front: text.encode(), story: article.encode()}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    paper = edited_paper(XMWB, DAY, seed=8, pages=3, articles=3)
    root = tmp_path_factory.mktemp("hostile")
    with Press([paper], printed=hostile_files) as press:
        crawl = crawled(press, root / "archive", "xmwb", date=str(DAY))
        yield Visit([paper], crawl, [one.path for one in press.requests])


def test_only_its_own_addresses_are_asked_for(hostile: Visit) -> None:
    (paper,) = hostile.papers
    odd = {"/images/xmwb/2020-03-15/1/a%20b.jpg?v=1", "/images/xmwb/2020-03-15/1/%E5%9B%BE.jpg", YESTERDAYS}
    assert set(hostile.asked) - odd <= {"/robots.txt", *dzb.printed_files(paper)}
    assert odd <= set(hostile.asked)


def test_every_picture_is_recorded_under_its_own_address(hostile: Visit) -> None:
    (paper,) = hostile.papers
    index = (hostile.crawl.folder(paper) / "captures.cdxj").read_text(encoding="utf-8")
    assert '"https://paper.xinmin.cn/images/xmwb/2020-03-15/1/a%20b.jpg?v=1"' in index
    assert '"https://paper.xinmin.cn/images/xmwb/2020-03-15/1/%E5%9B%BE.jpg"' in index


def test_everything_that_is_its_own_is_found(hostile: Visit) -> None:
    (paper,) = hostile.papers
    assert archived_articles(hostile.crawl.articles(paper), "text") == true_articles(paper, "text")
    assert [page.page_label for page in hostile.crawl.pages(paper)] == ["1", "2", "3"]


def test_every_link_that_leads_nowhere_is_among_the_refused(hostile: Visit) -> None:
    (paper,) = hostile.papers
    refused = {(one.kind, one.headline): one.reasons for one in hostile.crawl.rejections(paper)}
    assert refused == {
        ("page", "别处"): ("off_site_link",),
        ("page", "昨天"): ("another_issue",),
        ("page", "别的报"): ("unusable_link",),
        ("page", "第../../6版:脚本"): ("unusable_link",),
        ("page", "不是地址"): ("page_without_address",),
        ("article", "别处的稿件"): ("off_site_link",),
        ("article", "脚本"): ("unusable_link",),
        ("article", "上面"): ("unusable_link",),
        ("article", "别的报"): ("unusable_link",),
        ("article", "没有地址"): ("unusable_link",),
        ("article", "不是地址"): ("unusable_link",),
    }


def test_an_article_with_another_date_in_its_address_is_asked_for_and_missed(hostile: Visit) -> None:
    (paper,) = hostile.papers
    (missing,) = hostile.crawl.missing(paper)
    assert (missing.headline, missing.reason) == ("昨天的稿件", "http_404")
    assert missing.url == f"https://paper.xinmin.cn{YESTERDAYS}"


def test_nothing_stands_outside_the_archive(hostile: Visit) -> None:
    (paper,) = hostile.papers
    folder = hostile.crawl.folder(paper)
    files = {path for path in hostile.crawl.archive.parent.rglob("*") if path.is_file()}
    assert {path for path in files if not path.is_relative_to(folder)} <= {folder.parents[1] / ".lock"}
    assert (hostile.crawl.exit_status, "Traceback" in hostile.crawl.log) == (3, False)
