"""The text capture that ``docs/operations.md`` shows is one, and gives what stands beside it."""

from __future__ import annotations

import re
from pathlib import Path

from archive.issues.reader import articles, pages
from tests.epaper.commands.runs import Run, epaper
from tests.recording.crawling import DAY, ROOT, folder_of

DOCUMENT = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
(TEXT,) = re.findall(r"### What a text capture looks like\n.*?^```text\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


def imported(archive: Path, text: str, *options: str) -> Run:
    path = archive.parent / "text.txt"
    path.write_text(text, encoding="utf-8")
    return epaper("import", "slwb", path, *options, "--archive", archive, cwd=archive)


def test_it_is_read_as_the_table_beside_it_says(archive: Path) -> None:
    done = imported(archive, TEXT)
    assert done.status == 0, done.said
    (page,) = pages(folder_of(archive, newspaper="slwb"))
    (article,) = articles(folder_of(archive, newspaper="slwb"))
    assert (page.page_label, page.page_name, page.issue_date) == ("3", "城事", DAY)
    assert page.unsplit_headlines == ("弄堂里添了长椅 启事",)
    assert (article.kicker, article.headline, article.subheadlines) == (
        "老桥昨夜重新开放",
        "桥上的灯亮了",
        ("三个月修好 两天装完",),
    )
    assert (article.byline, article.dateline) == ("记者 沈雨桐", "本报讯")
    assert [block.kind for block in article.body] == ["paragraph", "crosshead", "paragraph", "photo"]
    assert [(one.caption, one.credit) for one in article.photos] == [("六点整，桥上的灯亮起来。", "本报记者 苏明远 摄")]
    assert article.flags == ()
    assert "放大" not in (article.text or "")


def test_its_body_alone_is_placed_by_the_options(archive: Path) -> None:
    body = TEXT[TEXT.index("本报讯") :]
    refused = imported(archive, body)
    assert (refused.status, "--date YYYY-MM-DD --page PAGE --headline HEADLINE" in refused.said) == (3, True)
    placing = ("--date", str(DAY), "--page", "3", "--headline", "桥上的灯亮了")
    assert imported(archive, body, *placing).status == 0
    (article,) = articles(folder_of(archive, newspaper="slwb"))
    assert (article.page_label, article.headline, article.flags) == ("3", "桥上的灯亮了", ("body_only",))
    assert imported(archive, TEXT, *placing).status == 3
