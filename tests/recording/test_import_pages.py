"""Saved pages and text captures instead of a live site: preserved, parsed from there, counted; twice is harmless."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles, pages, published_issue
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import Run, epaper
from tests.press import Paper, edited_paper, printed_files
from tests.recording.crawling import DAY, ROOT, XMWB, folder_of, published_bytes, status_of, whole_records

PAGE = ["菜场搬到家门口", "桥上的灯　一盏一盏亮起来", "征稿"]
TEXTS = {
    "菜场搬到家门口": [
        "春分前后",
        "菜场搬到家门口",
        "──早市七点开门",
        "本报讯（记者 左妍）江边的梧桐落了叶，扫街的人还没有来。",
    ],
    "桥上的灯　一盏一盏亮起来": [
        "桥上的灯　一盏一盏亮起来",
        "桥修了三个月，灯装了两天，巷口的老人都说值得。",
        "本报记者 杨洁",
    ],
    "征稿": ["征稿", "本版征集老城厢的旧照片，来稿请注明拍摄年份。"],
}
FURNITURE = ["放大", "缩小", "默认", "上一篇", "下一篇", "读报纸首页"]
SAVED = "<!-- saved from url=(0058){} -->\n"
RECORDED = ROOT.parent / "shared" / "recorded" / "xmwb-2020-03-15-p14.txt"


def text(headline: str) -> str:
    head = ["2024年11月27日 星期三", "  ".join(PAGE), "第6版：上海新闻/社区 2020-03-15"]
    return "\n\n".join([*head, *TEXTS[headline], *FURNITURE]) + "\n"


def written(folder: Path, *headlines: str) -> list[Path]:
    paths = [folder / f"{number}.txt" for number in range(len(headlines))]
    for path, headline in zip(paths, headlines, strict=True):
        path.write_text(text(headline), encoding="utf-8")
    return paths


def imported(archive: Path, *files: Path, newspaper: str = "xmwb") -> Run:
    return epaper("import", newspaper, *files, "--archive", archive, cwd=archive)


# Text captures


def test_three_captures_of_a_page_are_one_page_with_three_articles(tmp_path: Path) -> None:
    done = imported(tmp_path, *written(tmp_path, *TEXTS))
    assert done.status == 0
    assert "3 captures imported into 1 issue" in done.said
    folder = folder_of(tmp_path)
    (page,) = pages(folder)
    assert (page.page_label, page.page_name, page.url) == ("6", "上海新闻/社区", None)
    assert [one.headline for one in page.announced] == ["菜场搬到家门口", "桥上的灯 一盏一盏亮起来", "征稿"]
    assert page.flags == ()
    found = {one.headline: one for one in articles(folder)}
    assert list(found) == ["菜场搬到家门口", "桥上的灯 一盏一盏亮起来", "征稿"]
    first, second, third = found.values()
    assert (first.kicker, first.subheadlines, first.dateline) == ("春分前后", ("早市七点开门",), "本报讯")
    assert [one.name for one in first.authors] == ["左妍"]
    assert "扫街的人还没有来。" in (first.text or "")
    assert [one.name for one in second.authors] == ["杨洁"]
    assert third.text == "本版征集老城厢的旧照片，来稿请注明拍摄年份。"
    assert not [one for one in found.values() if any(word in (one.text or "") for word in FURNITURE)]
    issue = published_issue(folder)
    assert issue is not None
    assert (issue.account.articles.found, issue.account.articles.missing) == (3, 0)


def test_of_one_capture_the_other_two_articles_are_missing(tmp_path: Path) -> None:
    assert imported(tmp_path, *written(tmp_path, "桥上的灯　一盏一盏亮起来")).status == 0
    issue = published_issue(folder_of(tmp_path))
    assert issue is not None
    tally = issue.account.articles
    assert (issue.status, tally.found, tally.missing) == ("partial", 1, 2)
    missing = [(one.kind, one.headline, one.reason) for one in issue.account.missing if one.kind == "article"]
    assert missing == [("article", "菜场搬到家门口", "not_captured"), ("article", "征稿", "not_captured")]


def test_how_many_articles_run_together_nobody_says(tmp_path: Path) -> None:
    """Of one capture of a page one headline is known; the rest gets no number and no names."""
    line = "天气预报  签单 卖货 桥上的灯　一盏一盏亮起来 休刊 启事"
    head = ["2024年11月27日 星期三", line, "第6版：上海新闻 2020-03-15"]
    path = tmp_path / "one.txt"
    path.write_text("\n\n".join([*head, *TEXTS["桥上的灯　一盏一盏亮起来"], *FURNITURE]), encoding="utf-8")
    done = imported(tmp_path, path)
    assert "page 6: more articles, their number unknown" in done.said
    issue = published_issue(folder_of(tmp_path))
    assert issue is not None
    tally = issue.account.articles
    assert (issue.status, tally.expected, tally.found, tally.missing) == ("partial", 1, 1, 0)
    assert issue.account.uncounted_pages == ("6",)
    (page,) = pages(folder_of(tmp_path))
    assert page.unsplit_headlines == ("天气预报  签单 卖货", "休刊 启事")
    assert page.flags == ("headlines_run_together",)
    (article,) = articles(folder_of(tmp_path))
    assert article.position is None
    shown = epaper("show", page.id, "--archive", tmp_path, cwd=tmp_path).stdout
    assert "?  天气预报  签单 卖货" in shown
    told = epaper("show", issue.id, "--archive", tmp_path, cwd=tmp_path).stdout
    assert "page 6: more articles, their number unknown" in told
    assert epaper("verify", "--archive", tmp_path, cwd=tmp_path).status == 0


def test_captures_in_any_order_and_in_parts_give_the_same(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    files = written(tmp_path, *TEXTS)
    assert imported(one, *files).status == 0
    for path in reversed(files):
        assert imported(other, path).status == 0
    assert published_bytes(folder_of(other)) == published_bytes(folder_of(one))


def test_twice_is_harmless(tmp_path: Path) -> None:
    files = written(tmp_path, *TEXTS)
    imported(tmp_path, *files)
    first = {path.name: path.read_bytes() for path in folder_of(tmp_path).iterdir()}
    again = imported(tmp_path, *files, *files)
    assert again.status == 0
    assert {path.name: path.read_bytes() for path in folder_of(tmp_path).iterdir()} == first


def test_the_bytes_of_a_text_are_preserved(tmp_path: Path) -> None:
    (path,) = written(tmp_path, "征稿")
    imported(tmp_path, path)
    (record,) = whole_records(folder_of(tmp_path))[1:]
    assert (record.type, record.block) == ("conversion", path.read_bytes())


def test_a_text_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes(text("征稿").encode("gb18030"))
    assert imported(tmp_path, path).status == 0
    assert [one.headline for one in articles(folder_of(tmp_path))] == ["征稿"]


def test_the_capture_that_this_project_began_with(tmp_path: Path) -> None:
    if not RECORDED.exists():
        pytest.skip(f"{RECORDED} is not part of the repository")
    assert imported(tmp_path, RECORDED).status == 0
    (article,) = articles(folder_of(tmp_path))
    assert (article.page_label, article.issue_date) == ("14", DAY)
    assert article.headline is not None
    assert article.headline in " ".join(RECORDED.read_text(encoding="utf-8").split())
    assert status_of(folder_of(tmp_path)) == "partial"


# Saved pages


@pytest.fixture(scope="module")
def paper() -> Paper:
    return edited_paper(XMWB, DAY, seed=40, pages=1, articles=3)


@pytest.fixture(scope="module")
def bodies(paper: Paper) -> dict[str, bytes]:
    return {path: body for path, body in printed_files(paper).items() if path.endswith(".html")}


def saved(tmp_path: Path, bodies: dict[str, bytes], how: str) -> list[Path]:
    """The pages as somebody kept them; by path, in a folder like a mirror's."""
    files = []
    for number, (path, body) in enumerate(bodies.items()):
        url = address(path)
        if how == "path":
            file = tmp_path / "disk" / path.lstrip("/")
            file.parent.mkdir(parents=True, exist_ok=True)
        else:
            file = tmp_path / f"{number}.htm"
        if how == "comment":
            body = SAVED.format(url).encode() + body
        elif how == "canonical":
            body = body.replace(b"<head>", f'<head><link href="{url}" rel="canonical">'.encode(), 1)
        file.write_bytes(body)
        files.append(file)
    return files


@pytest.mark.parametrize("how", ["comment", "canonical", "path"])
def test_saved_pages_find_their_addresses(tmp_path: Path, paper: Paper, bodies: dict[str, bytes], how: str) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    done = imported(archive, *saved(tmp_path, bodies, how))
    assert done.status == 0, done.stderr
    assert status_of(folder_of(archive)) == "complete"
    assert [one.headline for one in articles(folder_of(archive))] == [story.headline for story in paper.stories]
    recorded = {one.url: one for one in whole_records(folder_of(archive))[1:]}
    assert set(recorded) == {address(path) for path in bodies}
    assert {one.type for one in recorded.values()} == {"resource"}


def test_however_they_were_saved_the_records_are_the_same(tmp_path: Path, bodies: dict[str, bytes]) -> None:
    made = []
    for how in ("comment", "path"):
        archive = tmp_path / how
        archive.mkdir()
        imported(archive, *saved(archive, bodies, how))
        made.append(published_bytes(folder_of(archive)))
    assert made[0] == made[1]


# What cannot be taken in


def test_what_is_none_of_them_is_named_and_costs_nothing(tmp_path: Path, bodies: dict[str, bytes]) -> None:
    refused = {
        "empty.txt": b"",
        "empty.warc.gz": b"",
        "binary.bin": bytes(range(256)) * 50,
        "half.txt": text("征稿").encode()[:100],
        "nowhere.htm": next(iter(bodies.values())),
    }
    for name, body in refused.items():
        (tmp_path / name).write_bytes(body)
    good = written(tmp_path, "征稿")
    done = imported(tmp_path, *(tmp_path / name for name in refused), *good)
    assert done.status == 3
    for name in refused:
        assert f"{tmp_path / name}: " in done.said, name
    assert [one.headline for one in articles(folder_of(tmp_path))] == ["征稿"]


def test_what_is_not_there_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    done = imported(archive, tmp_path / "absent.txt", *written(tmp_path, "征稿"))
    assert done.status == 2
    assert f"no such file: {tmp_path / 'absent.txt'}" in done.said
    assert list(archive.iterdir()) == []
