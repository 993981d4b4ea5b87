"""A text of an article's body alone, with and without what a page says of it, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

from archive.issues.reader import articles
from archive.record.article import Article
from tests.epaper.commands.runs import Run, epaper
from tests.press import Paper, Story
from tests.recording.crawling import DAY, folder_of
from tests.recording.web_archives import Foreign

BODY = [
    "江边晨练的人们本报记者 王凯 摄",
    "本报讯（记者 左妍）江边的梧桐落了叶，扫街的人还没有来。",
    "桥修了三个月，灯装了两天，巷口的老人都说值得。",
    ">>>详见第5-7版",
]
BUTTONS = ["放大", "缩小", "上一版", "下一版", "下载", "读报纸首页"]
HEADLINE = "桥上的灯　一盏一盏亮起来"
HEAD = ["2024年11月27日 星期三", f"{HEADLINE} 征稿 启事", "第2/3版：上海新闻 2020-03-15", HEADLINE]
PLACED = ("--date", str(DAY), "--page", "2/3", "--headline", HEADLINE)
ADDRESS = "https://paper.xinmin.cn/html/xmwb/2020-03-15/2-3/92381.html"


def imported(archive: Path, *arguments: Path | str) -> Run:
    return epaper("import", "xmwb", *arguments, "--archive", archive, cwd=archive)


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def only(archive: Path) -> Article:
    (article,) = articles(folder_of(archive))
    return article


def wet(path: Path, *lines: str, address: str = ADDRESS) -> Path:
    with Foreign(path) as file:
        file.record(address, "conversion", "\n".join(lines).encode())
    return path


def whole_text(paper: Paper, story: Story) -> list[str]:
    """What a reader sees of an article of a paper: the headlines of its page, where it stands, and all of it."""
    sheet = paper.sheet_of(story)
    line = " ".join(one.headline or "" for one in sheet.stories)
    return [
        "2024年11月27日 星期三",
        line,
        f"第{sheet.label}版：{sheet.name} {paper.issue_date}",
        *story.headline_lines,
        *body_text(story),
        *BUTTONS,
    ]


def body_text(story: Story) -> list[str]:
    """What a reader sees of the body of an article."""
    return [one.text for one in story.lines if one.photo is None]
