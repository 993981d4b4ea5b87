"""Pages whose links lead elsewhere, as in a copy or after a move: kept and named, and their issue is not complete."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest

from archive.issues.reader import pages, published_issue
from tests.account.issues import crawl
from tests.epaper.commands.runs import Run, epaper
from tests.press import Press, edited_paper, printed_files
from tests.press.faults import Reply
from tests.recording.bodies import imported
from tests.recording.crawling import DAY, XMWB, folder_of

FLAG = "links_elsewhere"
PAPER = edited_paper(XMWB, DAY, seed=52, pages=3, articles=3)
FRONT = PAPER.sheets[0].path
OTHER_HOST = "https://epaper.example.cn"

Change = Callable[[str], str]


def prefixed(prefix: str) -> Change:
    return lambda address: prefix + address


def rewritten(path: str, body: bytes, change: Change) -> bytes:
    """The page with each of its links changed; ``change`` is given its whole address."""
    base = f"https://paper.xinmin.cn{path}"
    return re.sub(
        r'(<a\b[^>]*|<area\b[^>]*)href="([^"]*)"',
        lambda link: f'{link[1]}href="{change(urljoin(base, link[2]))}"',
        body.decode(),
    ).encode()


def kept(folder: Path, change: Change, *paths: str) -> Path:
    """What the press printed at ``paths``, saved with its links changed."""
    printed = printed_files(PAPER)
    for path in paths:
        file = folder / (path.lstrip("/") + ("l" if path.endswith(".htm") else ""))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(rewritten(path, printed[path], change))
    return folder


@pytest.mark.parametrize(
    "change",
    [
        prefixed("https://web.archive.org/web/20200316040000/"),
        prefixed("/web/20200316040000/"),
        lambda url: url.replace("https://paper.xinmin.cn", OTHER_HOST),
        lambda url: "file:///C:/Users/me/" + url.rpartition("/")[2],
        lambda _: "javascript:void(0)",
        lambda _: "",
    ],
)
def test_a_saved_front_page_with_changed_links_makes_no_issue_complete(
    archive: Path, tmp_path: Path, change: Change
) -> None:
    done = imported(archive, kept(tmp_path / "saved", change, FRONT))
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.status, issue.account.flags.get(FLAG)) == ("partial", 1), done.said
    assert f"1 page whose links lead elsewhere ({FLAG})" in " ".join(done.said.split())
    gaps = epaper("crawl", "xmwb", "--gaps", "--until", str(DAY), "--offline", "--archive", archive, cwd=archive)
    assert "No gaps" not in gaps.said


def test_a_site_whose_links_name_a_new_host_is_not_complete(archive: Path) -> None:
    press = Press([PAPER])
    for path, body in printed_files(PAPER).items():
        if path.endswith((".htm", ".html")):
            moved = rewritten(path, body, lambda url: url.replace("https://paper.xinmin.cn", OTHER_HOST))
            press.replies[path] = Reply(body=moved)
    with press:
        done = crawled(press, archive)
    assert (done.status, published_status(archive)) == (3, "partial"), done.said


def test_an_earlier_capture_with_its_own_links_answers(archive: Path) -> None:
    """And where the site gives the page with changed links alone, the next crawl asks for it again."""
    press = Press([PAPER])
    second = PAPER.sheets[1].path
    with press:
        assert crawled(press, archive).status == 0
        whole = [one.announced for one in pages(folder_of(archive))]
        body = press.healthy_reply(second).body
        press.replies[second] = Reply(body=rewritten(second, body, prefixed("https://web.archive.org/web/2020/")))
        done = crawled(press, archive, "--refresh")
        assert (done.status, published_status(archive)) == (0, "complete"), done.said
        assert [one.announced for one in pages(folder_of(archive))] == whole
        other = archive / "other"
        assert (crawled(press, other).status, published_status(other)) == (3, "partial")
        del press.replies[second]
        assert (crawled(press, other).status, published_status(other)) == (0, "complete")


def test_a_page_of_advertisements_is_harmless(archive: Path) -> None:
    press = Press([PAPER])
    body = press.healthy_reply(FRONT).body.decode()
    first = PAPER.sheets[0].stories[0].path
    name = first.rpartition("/")[2]
    assert name in body
    press.replies[FRONT] = Reply(body=body.replace(f'href="{name}"', 'href="https://www.example.cn/"').encode())
    with press:
        crawled(press, archive)
    assert published_status(archive) == "complete"


def crawled(press: Press, archive: Path, *options: str) -> Run:
    return crawl(press, archive, "--date", str(DAY), *options)


def published_status(archive: Path) -> str | None:
    issue = published_issue(folder_of(archive))
    return None if issue is None else issue.status
