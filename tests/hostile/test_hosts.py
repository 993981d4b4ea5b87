"""No host is asked that only a site names, or whose name leads into a private network; a robots.txt costs little."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.engine.politeness.visits import FRONT, order
from tests.hostile.bounded import DAY, bounded, crawled
from tests.press import Press
from tests.press.faults import Reply
from tests.recording.crawling import folder_of, whole_records

ROBOTS = "/robots.txt"
FORBIDS = b"User-agent: *\nDisallow: /\n"


def says(text: bytes) -> Reply:
    return Reply(headers=(("Content-Type", "text/plain"),), body=text)


@pytest.mark.parametrize(
    "location",
    ["{}/robots.txt", "{}/html/robots.txt?robots.txt", "http://[x", "file:///etc/passwd", "//\x1b[31m"],
)
def test_a_robots_txt_on_another_host_is_neither_asked_for_nor_archived(tmp_path: Path, location: str) -> None:
    with Press([]) as other, Press([order(DAY)]) as press:
        other.robots = FORBIDS.decode()
        press.replies[ROBOTS] = Reply(status=302, headers=(("Location", location.format(other.base_url)),))
        ended = crawled(press, tmp_path)
        assert other.requests == []
    assert ended.status == 0, ended.stderr
    assert "is not asked: it forbids nothing" in ended.said
    recorded = {one.url for one in whole_records(folder_of(tmp_path / "output")) if one.url is not None}
    assert {url for url in recorded if not url.startswith("https://paper.xinmin.cn/")} == set()


NAMES = b"".join(b"User-agent: a%d\n" % number for number in range(16_000))
PATHS = b"".join(b"Disallow: /%d\n" % number for number in range(14_000))


def test_a_robots_txt_of_many_names_and_many_paths_takes_no_time(tmp_path: Path) -> None:
    with Press([order(DAY)]) as press:
        press.replies[ROBOTS] = says(NAMES + b"User-agent: *\nDisallow: /html/xmwb/2020-03-15/2\n" + PATHS)
        ended = crawled(press, tmp_path, seconds=20)
    assert set(ended.missing.values()) == {"robots_disallowed"}, ended.stderr


@pytest.mark.parametrize("line", ["Crawl-delay: 1e308", f"Request-rate: 1/{'9' * 400}d", f"Request-rate: 1/{10**12}"])
def test_an_interval_of_ages_ends_the_host_and_says_so(tmp_path: Path, line: str) -> None:
    with Press([order(DAY)]) as press:
        press.replies[ROBOTS] = says(f"User-agent: *\n{line}\n".encode())
        ended = crawled(press, tmp_path, seconds=20)
    assert (ended.status, ended.missing) == (5, {FRONT: "blocked"}), ended.stderr
    assert "wants no request before" in ended.said


# Names that lead into a private network. 127.1 is one: the resolver gives 127.0.0.1 for it without asking anybody.

NEWSPAPER = """
from datetime import date
from crawler.platforms.contract import Masthead, Newspaper
from crawler.platforms.dzb import Dzb

XMWB = Masthead("xmwb", "新民晚报")
NEWSPAPER = Newspaper(masthead=XMWB, platforms=(Dzb(masthead=XMWB, home="{}", since=date(2020, 1, 1)),))
"""
PATH = "import crawler.sites; crawler.sites.__path__.insert(0, {!r})"


@pytest.mark.parametrize(
    ("host", "options", "is_asked"),
    [
        ("127.1", (), False),
        ("127.1", ("--base-url", "http://127.1:{}"), True),
        ("127.0.0.1", (), True),
        ("localhost", (), True),
    ],
)
def test_a_name_that_leads_into_a_private_network_is_not_asked_unless_a_person_named_it(
    tmp_path: Path, host: str, options: tuple[str, ...], is_asked: bool
) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sitecustomize.py").write_text(PATH.format(str(tmp_path / "sites")))
    with Press([order(DAY)]) as press:
        port = press.base_url.rpartition(":")[2]
        (tmp_path / "sites" / "xmwb.py").write_text(NEWSPAPER.format(f"http://{host}:{port}"))
        given = [option.format(port) for option in options]
        words = ["crawl", "xmwb", "--date", DAY, "--no-pictures", "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0"]
        ended = bounded([*words, "-s", f"EPAPER_HOST_BUDGET_DIR={tmp_path / 'budgets'}", *given], tmp_path)
        assert (press.count(FRONT) > 0, bool(press.requests)) == (is_asked, is_asked), ended.stderr
    assert ended.status == (0 if is_asked else 3)
    said = (
        "127.1 leads to 127.0.0.1, which is no public address: it is not asked."
        " If it is meant, name it with --base-url, or -a base_url="
    )
    assert (said in ended.said) == (not is_asked)
