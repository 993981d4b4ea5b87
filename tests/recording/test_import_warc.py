"""WARC and WET files from elsewhere: records of known newspapers go to their issues, the rest is counted."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from archive.captures.warc import http_message
from tests.crawler.spiders.truth import address
from tests.epaper.commands.runs import Run, epaper
from tests.press import Paper, Press, Title, edited_paper, printed_files
from tests.press.faults import BLOCK_PAGE
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, run, status_of, whole_records
from tests.recording.web_archives import CAPTURED, Foreign, arc, foreign

pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # warcio leaves its own files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def paper() -> Paper:
    return edited_paper(XMWB, DAY, seed=50, pages=2, articles=3)


@pytest.fixture(scope="module")
def pages(paper: Paper) -> dict[str, bytes]:
    return {address(path): body for path, body in printed_files(paper).items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def expected(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    archive = tmp_path_factory.mktemp("crawled")
    with Press([paper]) as press:
        assert run(archive, press.base_url, date=str(DAY), pictures="0").status == 0
    return published_bytes(folder_of(archive))


def imported(archive: Path, *files: Path, newspaper: str = "xmwb") -> Run:
    archive.mkdir(exist_ok=True)
    return epaper("import", newspaper, *files, "--archive", archive, cwd=archive)


def test_a_web_archive_gives_what_a_crawl_gives(
    tmp_path: Path, pages: dict[str, bytes], expected: dict[str, bytes]
) -> None:
    path = foreign(tmp_path / "a.warc.gz", pages, ["chunked gzip", "chunked", "gzip", ""])
    done = imported(tmp_path / "archive", path)
    assert done.status == 0, done.stderr
    folder = folder_of(tmp_path / "archive")
    assert published_bytes(folder) == expected
    made = {one.url: one for one in whole_records(folder)[1:]}
    assert bodies(folder) == pages
    assert {one.date for one in made.values()} == {CAPTURED}
    for number, url in enumerate(pages):
        names = [name.lower() for name, _ in http_message(made[url].block).headers]
        packed = [b"content-encoding"] if number % 4 in (0, 2) else []
        assert names == [b"content-type", b"server", *packed]  # what no longer is true of the body is left out


def test_records_of_others_are_counted(tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = tmp_path / "mixed.warc.gz"
    first = next(iter(pages))
    with Foreign(path) as file:
        file.record("urn:x", "warcinfo", b"software: other\r\n")
        file.record(first, "request", b"GET / HTTP/1.1\r\n\r\n")
        file.record(first, "metadata", b"fetchTimeMs: 1\r\n")
        file.revisit(first)
        file.response("https://elsewhere.example/html/xmwb/2020-03-15/1.html", b"not ours")
        file.response("https://paper.xinmin.cn/about.html", b"no page")
        file.response("https://paper.xinmin.cn/html/shequ/2020-03-15/01.html", b"of another newspaper")
        for url, body in pages.items():
            file.response(url.replace("https:", "http:"), body)
    done = imported(tmp_path / "archive", path)
    assert done.status == 0
    assert f"{len(pages)} captures imported into 1 issue" in done.said
    for line in (
        "1 record passed over: another site's.",
        "1 record passed over: another newspaper's.",
        "1 record passed over: of an issue that its address does not name and that no page announces.",
        *(f"1 records passed over: {kind} record." for kind in ("warcinfo", "request", "metadata", "revisit")),
    ):
        assert line in done.said or line.replace("1 records", "1 record") in done.said, done.said
    assert status_of(folder_of(tmp_path / "archive")) == "complete"


def test_all_newspapers_at_once(tmp_path: Path, pages: dict[str, bytes]) -> None:
    community = edited_paper(Title(code="shequ", name="新民晚报社区版"), date(2021, 11, 3), seed=2, pages=2, articles=2)
    theirs = {address(path): body for path, body in printed_files(community).items() if path.endswith(".html")}
    path = foreign(tmp_path / "both.warc.gz", pages | theirs)
    imported(tmp_path / "archive", path, newspaper="all")
    assert status_of(folder_of(tmp_path / "archive")) == "complete"
    other = folder_of(tmp_path / "archive", date(2021, 11, 3), "shequ")
    assert {one.url for one in whole_records(other)[1:]} == set(theirs)


def test_twice_is_harmless(tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = foreign(tmp_path / "a.warc.gz", pages)
    imported(tmp_path / "archive", path)
    folder = folder_of(tmp_path / "archive")
    first = {one.name: one.read_bytes() for one in folder.iterdir()}
    imported(tmp_path / "archive", path, path)
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == first


def test_texts_of_a_crawl_are_conversions(tmp_path: Path, pages: dict[str, bytes]) -> None:
    """Common Crawl's WET files hold the text of a page at its address; it is preserved, and gives way to HTML."""
    path = tmp_path / "crawl.warc.wet.gz"
    first, *_ = pages
    with Foreign(path) as file:
        file.record(first, "conversion", "第1版：要闻\n江边无事。\n".encode())
        file.record("https://elsewhere.example/", "conversion", b"not ours")
    done = imported(tmp_path / "archive", path)
    folder = folder_of(tmp_path / "archive")
    assert "1 record" in done.said
    assert "another site's" in done.said
    (record,) = whole_records(folder)[1:]
    assert (record.type, record.url) == ("conversion", first)
    assert status_of(folder) != "complete"
    imported(tmp_path / "archive", foreign(tmp_path / "a.warc.gz", pages))
    assert status_of(folder) == "complete"


def test_transient_failures_and_block_pages_of_others_are_not_taken(tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = tmp_path / "a.warc.gz"
    first, second, *_ = pages
    with Foreign(path) as file:
        file.response(first, b"busy", status="503 Service Unavailable")
        file.response(second, BLOCK_PAGE.encode())
    done = imported(tmp_path / "archive", path)
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "archive").rglob("captures.warc.gz"))


# Damage


def bodies(folder: Path) -> dict[str | None, bytes]:
    return {one.url: http_message(one.block).decoded_body(2**20).body for one in whole_records(folder)[1:]}


@pytest.mark.parametrize("cut", [1, 30, 400, 1500])
def test_of_a_truncated_file_what_is_whole_is_taken(tmp_path: Path, pages: dict[str, bytes], cut: int) -> None:
    path = foreign(tmp_path / "a.warc.gz", pages)
    data = path.read_bytes()
    path.write_bytes(data[:-cut])
    done = imported(tmp_path / "archive", path)
    assert "Traceback" not in done.stderr
    assert done.status == 3
    assert f"{path}: " in done.said
    taken = bodies(folder_of(tmp_path / "archive"))
    assert len(taken) in (len(pages) - 1, len(pages))
    assert {url: body for url, body in taken.items() if body != pages[url or ""]} == {}


def test_a_flipped_byte_is_named_and_not_taken(tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = foreign(tmp_path / "a.warc.gz", pages)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)
    done = imported(tmp_path / "archive", path)
    assert done.status == 3
    assert f"{path}: damaged" in done.said
    taken = bodies(folder_of(tmp_path / "archive"))
    assert taken
    assert {url: body for url, body in taken.items() if body != pages[url or ""]} == {}


@pytest.mark.parametrize("body", [b"", b"no archive", b"\x1f\x8b\x08 nor this"])
def test_what_only_has_the_name_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(body)
    done = imported(tmp_path / "archive", path)
    assert done.status == 3
    assert f"{path}: " in done.said


def test_a_response_that_is_no_http(tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = tmp_path / "a.warc.gz"
    first, second, *_ = pages
    with Foreign(path) as file:
        file.response(first, b"x", status="what")
        file.response(second, pages[second], encoding="")
    done = imported(tmp_path / "archive", path)
    assert [one.url for one in whole_records(folder_of(tmp_path / "archive"))[1:]] == [second]
    assert "record" in done.said


# Forms


@pytest.mark.parametrize("form", ["warc", "arc", "arc.gz"])
def test_packed_or_not_old_or_new(
    tmp_path: Path, pages: dict[str, bytes], expected: dict[str, bytes], form: str
) -> None:
    """Articles are read where they lie, once it is known which issue they are of."""
    path = tmp_path / f"a.{form}"
    if form == "warc":
        path.write_bytes(gzip.decompress(foreign(tmp_path / "a.warc.gz", pages).read_bytes()))
    else:
        arc(path, pages, is_packed=form == "arc.gz")
    done = imported(tmp_path / "archive", path)
    assert done.status == 0, done.said
    assert published_bytes(folder_of(tmp_path / "archive")) == expected
    assert {one.date for one in whole_records(folder_of(tmp_path / "archive"))[1:]} == {CAPTURED}


@pytest.mark.parametrize(
    "spelled",
    [
        "http://paper.xinmin.cn:80{}",
        "https://PAPER.xinmin.cn:443{}",
        "<http://paper.xinmin.cn{}>",
        "HTTP://Paper.xinmin.cn:80{}",
        "HTTPS://PAPER.XINMIN.CN:443{}",
    ],
)
def test_an_address_as_other_crawlers_spell_it(
    tmp_path: Path, pages: dict[str, bytes], expected: dict[str, bytes], spelled: str
) -> None:
    path = tmp_path / "a.warc.gz"
    with Foreign(path) as file:
        for url, body in pages.items():
            file.response(spelled.format(url.removeprefix("https://paper.xinmin.cn")), body)
    done = imported(tmp_path / "archive", path)
    assert done.status == 0, done.said
    assert published_bytes(folder_of(tmp_path / "archive")) == expected
