"""Texts that are unlike others: in another encoding, of a day that there is not, of another newspaper."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles, published_issue
from tests.account.issues import crawl
from tests.press import Press, edited_paper
from tests.recording.bodies import BODY, BUTTONS, HEAD, imported, written
from tests.recording.crawling import DAY, XMWB, folder_of

HEADLINE = "桥上的灯 一盏一盏亮起来"


def text() -> str:
    return "\n".join([*HEAD, *BODY, *BUTTONS])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_text_in_utf_16_with_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("\ufeff" if encoding == "utf-16-be" else "").encode(encoding) + text().encode(encoding))
    done = imported(tmp_path, path)
    assert (done.status, [one.headline for one in articles(folder_of(tmp_path))]) == (0, [HEADLINE]), done.said


@pytest.mark.parametrize("printed", ["2020年02月30日", "2020-13-01", "\n2020年2月30日"])
def test_a_day_that_there_is_not_is_named(tmp_path: Path, printed: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text().replace("2020-03-15", printed), encoding="utf-8")
    done = imported(tmp_path, path)
    told = f"{path}: neither HTML nor a text capture: there is no day {printed.strip()}."
    assert (done.status, told in done.said) == (3, True), done.said


@pytest.mark.parametrize("printed", ["2020/03/02", "2020.3.2 星期一", "20200302", "\n２０２０／０３／０２"])
def test_a_date_that_is_written_otherwise_is_named(tmp_path: Path, printed: str) -> None:
    """It is no body alone: a line says page and date."""
    path = tmp_path / "a.txt"
    path.write_text(text().replace("2020-03-15", printed), encoding="utf-8")
    done = imported(tmp_path, path)
    day = printed.strip().partition(" ")[0]
    told = f"the date of its page is written {day}, and read only if written like 2020-03-15."
    assert (done.status, told in done.said, "Say where it stands" in done.said) == (3, True, False), done.said


OTHERS = {
    "named.txt": "人民日报 2020年03月15日 星期日\n" + "\n".join(BODY),
    "marked.txt": "《 光明日报 》（ 2020年03月15日 02版）\n" + "\n".join(BODY),
    "dzb.txt": "\n".join(["东方体育日报", *HEAD, *BODY, *BUTTONS]),
    "sister.txt": "\n".join(["新民晚报社区版 2020-03-15", *HEAD, *BODY]),
}


def test_texts_of_other_newspapers_in_a_folder_are_counted(archive: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(f"新民晚报 2020年03月15日\n{text()}", encoding="utf-8")
    for name, words in OTHERS.items():
        (folder / name).write_text(words, encoding="utf-8")
    done = imported(archive, folder)
    assert (done.status, [one.headline for one in articles(folder_of(archive))]) == (0, [HEADLINE]), done.said
    assert f"{len(OTHERS)} files passed over: another newspaper's." in done.said
    first = ", ".join(str(folder / name) for name in sorted(OTHERS)[:3])
    assert f"The first are {first}." in done.said
    assert "error: " not in done.said


def test_the_one_that_is_passed_over_is_named(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.txt"
    path.parent.mkdir()
    path.write_text(OTHERS["named.txt"], encoding="utf-8")
    done = imported(archive, path.parent)
    assert (done.status, f"1 file passed over: another newspaper's. {path}." in done.said) == (3, True), done.said


@pytest.mark.parametrize("name", OTHERS)
def test_one_that_is_named_is_refused(archive: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(OTHERS[name], encoding="utf-8")
    done = imported(archive, path)
    assert (done.status, done.said.count(f"error: {path}: another newspaper's.")) == (3, 1), done.said


@pytest.mark.parametrize(
    "line",
    [
        "新民晚报",
        "上海新民晚报 2020-03-15",
        "征集老日报",
        "人民日报2020年3月15日刊登了这张照片，说的是桥。",
        "本报 2020年3月15日",
        "江边水情通报（2020年3月14日）",
        "天气预报 2020年3月15日",
        "《江边快报》（2020年3月14日）",
        "江边早报 2020年3月15日",
    ],
)
def test_a_line_that_is_no_name_of_another_newspaper(archive: Path, tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join([*HEAD, line, *BODY]), encoding="utf-8")
    assert imported(archive, path).status == 0


@pytest.mark.parametrize("first", ["天气预报 2020年3月15日", "江边水情通报（2020年3月14日）"])
def test_a_headline_with_a_date_over_a_text_is_no_name(archive: Path, tmp_path: Path, first: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join([first, *HEAD, first, *BODY]), encoding="utf-8")
    done = imported(archive, path)
    assert (done.status, len(list(articles(folder_of(archive))))) == (0, 1), done.said


@pytest.mark.parametrize(
    "lines",
    [("新民晚报", "东方体育日报"), ("东方体育日报", "新民晚报 2020-03-15"), ("江边日报 2020-03-15", "新民晚报")],
)
def test_over_which_the_newspaper_s_own_name_stands_too(archive: Path, tmp_path: Path, lines: tuple[str, ...]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join([*lines, *HEAD, *BODY]), encoding="utf-8")
    done = imported(archive, path)
    assert done.status == 0, done.said


def test_a_page_that_no_catalogue_has_is_not_asked_for(archive: Path, tmp_path: Path) -> None:
    """A text was placed on a page that there is not: no crawl can get it, and none says that the next one will."""
    paper = edited_paper(XMWB, DAY, seed=41, pages=2, articles=2, quirks=frozenset())
    placed = ("--date", str(DAY), "--page", "9", "--headline", "桥")
    imported(archive, written(tmp_path / "body.txt", *BODY), *placed)
    with Press([paper]) as press:
        for options in (("--date", str(DAY)), ("--gaps", "--until", str(DAY))):
            done = crawl(press, archive, *options)
            assert (done.status, "1 page missing (not_captured ×1): p.9" in done.said) == (3, True), done.said
            assert "1 of what is missing has no address to ask for: only another capture can give it" in done.said
            assert "command again" not in done.said


def test_texts_of_the_front_page_alone_are_no_issue(archive: Path, tmp_path: Path) -> None:
    """They say of no other page whether there is one. A crawl asks the front page, and has the issue."""
    paper = edited_paper(XMWB, DAY, seed=41, pages=3, articles=2, quirks=frozenset())
    stories = paper.sheets[0].stories
    files = [tmp_path / f"{number}.txt" for number in range(len(stories))]
    for file, story in zip(files, stories, strict=True):
        line = " ".join(one.headline or "" for one in stories)
        head = ("2024年11月27日 星期三", line, f"第1版：要闻 {DAY}", story.headline or "")
        written(file, *head, story.text or "", *BUTTONS)
    assert imported(archive, *files).status == 0
    issue = published_issue(folder_of(archive))
    assert issue is not None
    front = ("page", issue.front_page, "not_captured")
    assert [(one.kind, one.url, one.reason) for one in issue.account.missing] == [front]
    assert (issue.account.articles.found, issue.account.uncounted_pages) == (len(stories), ())
    with Press([paper]) as press:
        assert crawl(press, archive, "--gaps", "--until", str(DAY)).status == 0
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.status, issue.account.pages.found, issue.account.pages.expected) == ("complete", 3, 3)


def test_two_texts_in_one_file_are_no_article(archive: Path, tmp_path: Path) -> None:
    path = written(tmp_path / "two.txt", text(), text())
    done = imported(archive, path)
    told = f"{path}: neither HTML nor a text capture: it holds several text captures; save each in a file of its own."
    assert (done.status, told in done.said, list(archive.iterdir())) == (3, True, []), done.said
