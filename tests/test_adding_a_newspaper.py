"""The code that docs/adding-a-newspaper.md shows: run as it stands there, it gives what the document says."""

from __future__ import annotations

import json
import re
import sys
from types import ModuleType

import pytest

from archive.record.clipping import Clipping
from archive.record.identifiers import IssueKey
from archive.record.page import Page
from crawler.platforms.capture import Capture
from crawler.platforms.contract import Link, Newspaper
from tests.documents.blocks import FENCE, ROOT
from tests.press import Order, Title, printed_files
from tests.press.quirks import Quirk
from tests.sites.reading import read_records

WALK = ROOT / "docs" / "adding-a-newspaper.md"


def blocks(kind: str) -> list[str]:
    return [code for found, code in FENCE.findall(WALK.read_text(encoding="utf-8")) if found == kind]


def block(title: str) -> str:
    return next(code for code in blocks("python") if code.startswith(f'"""{title}'))


def loaded(code: str, module: str) -> ModuleType:
    """The code as the module that the document says it is."""
    made = ModuleType(module)
    made.__package__ = module.rpartition(".")[0]
    sys.modules[module] = made
    exec(compile(code, f"{WALK.name}: {module}", "exec"), made.__dict__)  # noqa: S102 - our own document
    return made


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test loads is gone after it."""
    for module in ("crawler.sites.jwwb", "crawler.sites.cxb", "crawler.platforms.tide"):
        monkeypatch.delitem(sys.modules, module, raising=False)
        monkeypatch.setitem(sys.modules, module, None)


@pytest.mark.usefixtures("modules")
@pytest.mark.parametrize("redesigned", [False, True], ids=["as it is", "redesigned"])
def test_the_walks_newspaper_is_read_whole(redesigned: bool) -> None:
    module, site_again, redesign = (code for code in blocks("python") if "jwwb" in code)
    head, rest = ("from datetime", redesign) if redesigned else ("JWWB =", site_again)
    code = module.partition(head)[0] + rest
    assert len(code.splitlines()) <= 20
    newspaper: Newspaper = loaded(code, "crawler.sites.jwwb").NEWSPAPER
    quirks = frozenset({Quirk.ZERO_PADDED, Quirk.KICKER, Quirk.BYLINE_START, Quirk.VERTICAL})
    title = Title(code="jwwb", name="江湾晚报")
    issue = IssueKey("jwwb", newspaper.first_issue)
    platform = newspaper.platform(issue.issue_date)
    order = Order(title=title, issue_date=issue.issue_date, seed=5, pages=4, articles=3, quirks=quirks)
    files = printed_files(order.paper())
    asked, clippings = [platform.front(issue)], []
    for link in asked:
        body = files[link.url.removeprefix("https://jwwb.invalid")]
        if redesigned and link.place.kind == "article":
            body = body.replace(b'h2 class="dzb-title-box"', b'h2 class="dzb-biaoti"')
        records = list(platform.read(Capture(url=link.url, body=body), link.place, issue))
        clippings += [one for one in records if isinstance(one, Clipping)]
        links = [one for one in records if isinstance(one, Link) and one.place.kind != "picture"]
        asked += [one for one in links if one.url not in {known.url for known in asked}]
    shown = re.findall(r"^\d\d\t([^\t\n]+)(?:\t(.+))?$", WALK.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted((one.headline, one.byline or "") for one in clippings) == sorted(shown)


@pytest.mark.usefixtures("modules")
def test_the_walks_platform_reads_its_two_pages() -> None:
    loaded(block('The "tide" platform'), "crawler.platforms.tide")
    newspaper: Newspaper = loaded(block("潮汐报"), "crawler.sites.cxb").NEWSPAPER
    front, article = blocks("html")
    page, *links = read_records(newspaper, Capture(url="https://tide.invalid/20240301/A01.html", body=front.encode()))
    assert isinstance(page, Page)
    assert [one.refused for one in page.announced] == [None, "off_site_link"]
    assert [one.place.kind for one in links if isinstance(one, Link)] == ["page", "page", "article"]
    (clipping,) = read_records(newspaper, Capture(url=page.announced[0].url, body=article.encode()))
    assert isinstance(clipping, Clipping)
    shown = next(line for line in WALK.read_text(encoding="utf-8").splitlines() if line.startswith('["cxb'))
    text = "\n".join(one.text or "" for one in clipping.body)
    assert json.loads(shown) == [page.announced[0].article_id, clipping.headline, clipping.byline, text]
