"""Texts of an article's body alone: refused with what to do, placed by hand, or by the address of their record."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.issues.reader import articles, pages, published_issue
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import epaper
from tests.press import Paper, edited_paper, printed_files
from tests.recording.bodies import ADDRESS, BODY, BUTTONS, HEAD, PLACED, imported, only, wet, written
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, status_of, whole_records
from tests.recording.web_archives import foreign


def test_it_is_refused_with_what_it_is_and_what_to_do(archive: Path, body: Path) -> None:
    done = imported(archive, body)
    assert done.status == 3
    said = done.said.replace("\n", " ")
    assert f"{body}: the body of an article alone: no line of it says page and issue date." in said
    assert f"epaper import xmwb {body} --date YYYY-MM-DD --page PAGE --headline HEADLINE" in said
    assert list(archive.iterdir()) == []


def test_it_is_placed_by_hand(archive: Path, body: Path) -> None:
    done = imported(archive, body, *PLACED)
    assert done.status == 0, done.said
    one = only(archive)
    assert (one.issue_date, one.page_ids, one.page_label) == (DAY, ("xmwb-2020-03-15-a-p2-3",), "2/3")
    assert (one.headline, one.url, one.flags) == ("桥上的灯 一盏一盏亮起来", None, ("body_only",))
    assert (one.byline, [photo.credit for photo in one.photos]) == ("记者 左妍", ["本报记者 王凯 摄"])
    assert one.jump_to is not None
    assert one.jump_to.page_labels == ("5", "6", "7")
    assert list(pages(folder_of(archive))) == []  # nothing is known of its page
    assert status_of(folder_of(archive)) == "partial"
    (record,) = whole_records(folder_of(archive))[1:]
    assert (record.type, record.block) == ("conversion", body.read_bytes())


def test_who_placed_it_is_remembered_with_the_capture(archive: Path, body: Path) -> None:
    imported(archive, body, *PLACED)
    folder = folder_of(archive)
    before = published_bytes(folder)
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    imported(archive, body, *PLACED)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
    (folder / "issue.json").unlink()
    assert epaper("reparse", "xmwb", "--archive", archive, cwd=archive).status == 0
    assert published_bytes(folder) == before
    assert epaper("verify", "--archive", archive, cwd=archive).status == 0
    shown = epaper("show", only(archive).id, "--archive", archive, cwd=archive).stdout
    assert "captures.warc.gz offset" in shown
    assert "photo: 江边晨练的人们 本报记者 王凯 摄" in shown


@pytest.mark.parametrize("lines", [BODY[:1], BODY[1:2], ["本报讯（记者 左妍、杨洁）天晴了。", BODY[3]]])
def test_however_little_it_says_it_is_found_again(archive: Path, tmp_path: Path, lines: list[str]) -> None:
    imported(archive, written(tmp_path / "body.txt", *lines), *PLACED)
    shown = epaper("show", only(archive).id, "--archive", archive, cwd=archive).stdout
    assert "captures.warc.gz offset" in shown


def test_placed_again_it_stands_where_it_was_placed_last(archive: Path, body: Path) -> None:
    imported(archive, body, "--date", str(DAY), "--page", "9", "--headline", "桥")
    imported(archive, body, *PLACED)
    assert (only(archive).page_label, only(archive).headline) == ("2/3", "桥上的灯 一盏一盏亮起来")
    imported(archive, body, "--date", str(DAY), "--page", "9", "--headline", "桥")
    assert (only(archive).page_label, only(archive).headline) == ("9", "桥")


def test_the_whole_text_says_more(archive: Path, tmp_path: Path, body: Path) -> None:
    whole = written(tmp_path / "whole.txt", *HEAD, *BODY, *BUTTONS)
    imported(archive, body, *PLACED)
    alone = only(archive)
    imported(archive, whole)
    one = only(archive)
    assert (one.id, one.body, one.page_name, one.flags) == (alone.id, alone.body, "上海新闻", ())
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.account.articles.found, issue.account.articles.rejected) == (1, 0)


def test_what_says_itself_where_it_stands_is_not_placed(archive: Path, tmp_path: Path) -> None:
    whole = written(tmp_path / "whole.txt", *HEAD, *BODY)
    done = imported(archive, whole, *PLACED)
    assert done.status == 3
    assert f"{whole}: it says itself where it stands" in done.said.replace("\n", " ")


@pytest.mark.parametrize(
    "options",
    [
        ("--date", "2020-03-15"),
        ("--date", "2020-03-15", "--page", "2"),
        ("--date", "2020-03-15", "--page", "2", "--headline", " "),
        ("--date", "2020-3-15", "--page", "2", "--headline", "桥"),
        ("--date", "2020-03-15", "--page", "../2", "--headline", "桥"),
        (*PLACED, "second.txt"),
    ],
)
def test_what_cannot_be_a_place(archive: Path, body: Path, options: tuple[str, ...]) -> None:
    (archive / "second.txt").write_text("x")
    done = imported(archive, body, *options)
    assert done.status == 2, done.said
    assert "error: " in done.said
    assert not (archive / "xmwb").exists()


@pytest.mark.parametrize(
    ("issue_date", "why"),
    [
        ("2019-01-01", "新民晚报 (xmwb) is known from 2019-01-02 on."),
        ("9999-12-31", "9999-12-31 is in the future; in Shanghai it is "),
    ],
)
def test_a_date_without_an_issue_is_refused(archive: Path, body: Path, issue_date: str, why: str) -> None:
    done = imported(archive, body, "--date", issue_date, "--page", "2", "--headline", "桥")
    assert (done.status, why in done.said) == (2, True), done.said
    assert not (archive / "xmwb").exists()


@pytest.mark.parametrize("page", ["2/3", "第2/3版", "2-3"])
def test_a_page_is_written_as_printed_or_as_in_addresses(archive: Path, body: Path, page: str) -> None:
    imported(archive, body, "--date", str(DAY), "--page", page, "--headline", "桥")
    assert only(archive).page_ids == ("xmwb-2020-03-15-a-p2-3",)


# On a page of an issue that is there


@pytest.fixture(scope="module")
def paper() -> Paper:
    return edited_paper(XMWB, DAY, seed=3, pages=3, articles=3)


@pytest.fixture
def whole(tmp_path: Path, paper: Paper) -> Path:
    """Captures of a whole issue."""
    files = {address(where): body for where, body in printed_files(paper).items() if where.endswith(".html")}
    return foreign(tmp_path / "whole.warc.gz", files)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_page_that_is_not_there_is_missing(archive: Path, body: Path, whole: Path) -> None:
    imported(archive, whole)
    assert status_of(folder_of(archive)) == "complete"
    done = imported(archive, body, "--date", str(DAY), "--page", "9", "--headline", "桥")
    assert "2020-03-15 partial: 1 page missing (not_captured ×1): p.9" in done.said
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.account.pages.expected, issue.account.pages.found, issue.account.pages.missing) == (4, 3, 1)
    assert epaper("verify", "--archive", archive, cwd=archive).status == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("page", ["2", "02", "第02版", "２"])
@pytest.mark.parametrize("is_first", [True, False])
def test_noughts_in_front_make_no_other_page(
    archive: Path, body: Path, whole: Path, page: str, *, is_first: bool
) -> None:
    imports = [(body, "--date", str(DAY), "--page", page, "--headline", "桥"), (whole,)]
    for arguments in imports if is_first else imports[::-1]:
        assert imported(archive, *arguments).status == 0
    assert status_of(folder_of(archive)) == "complete"
    assert [one.page_label for one in articles(folder_of(archive)) if one.headline == "桥"] == ["2"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_it_answers_for_the_announcement_of_its_headline(
    archive: Path, tmp_path: Path, body: Path, paper: Paper
) -> None:
    """Of a page that is there, of which nothing else is: with noughts in front, too."""
    (where,) = (name for name in printed_files(paper) if name.endswith("/2.html"))
    imported(archive, foreign(tmp_path / "page.warc.gz", {address(where): printed_files(paper)[where]}))
    (page,) = pages(folder_of(archive))
    headline = page.announced[0].headline or ""
    imported(archive, body, "--date", str(DAY), "--page", "02", "--headline", headline)
    assert (only(archive).page_ids, only(archive).position) == ((page.id,), 1)


# In a WET file


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_the_address_of_its_record_places_it(archive: Path, tmp_path: Path) -> None:
    done = imported(archive, wet(tmp_path / "a.warc.wet.gz", *BODY, *BUTTONS))
    assert done.status == 0, done.said
    one = only(archive)
    assert (one.id, one.url, one.source_id) == ("xmwb-2020-03-15-a-92381", ADDRESS, "92381")
    assert (one.page_ids, one.page_label) == (("xmwb-2020-03-15-a-p2-3",), "2/3")
    assert (one.headline, one.kind, one.flags) == (None, "article", ("body_only", "no_headline"))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_whole_text_with_an_address_says_both(archive: Path, tmp_path: Path) -> None:
    imported(archive, wet(tmp_path / "a.warc.wet.gz", *HEAD, *BODY, *BUTTONS))
    one = only(archive)
    assert (one.id, one.page_name, one.headline) == ("xmwb-2020-03-15-a-92381", "上海新闻", "桥上的灯 一盏一盏亮起来")
    assert one.flags == ()
    (page,) = pages(folder_of(archive))
    assert (page.id, page.unsplit_headlines) == ("xmwb-2020-03-15-a-p2-3", ("征稿 启事",))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_a_body_is_no_page(archive: Path, tmp_path: Path) -> None:
    page = "https://paper.xinmin.cn/html/xmwb/2020-03-15/2-3.html"
    imported(archive, wet(tmp_path / "a.warc.wet.gz", *BODY, address=page))
    issue = published_issue(folder_of(archive))
    assert issue is not None
    assert (issue.account.rejected, issue.account.articles.found) == ({"unknown_layout": 1}, 0)


# What is printed otherwise than a person says
