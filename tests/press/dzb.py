"""Prints a paper in the markup of the `dzb` platform, as far as it is known.

Invented: the PDF link's class, the markup of photos, everything in ``chrome``.
"""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from tests.press.chrome import site_page
from tests.press.pictures import jpeg, pdf

if TYPE_CHECKING:
    from tests.press.copy import Paper, Photo, Sheet, Story

VISIT = date(2024, 11, 27)
NBSP_4 = "&nbsp;" * 4
BLANKS_4 = " " * 4


def printed_files(paper: Paper, *, visit: date = VISIT) -> dict[str, bytes]:
    """Every file of the issue by its path. ``visit`` is the day in the banner, which is not the issue's."""
    files: dict[str, bytes] = {}
    printed: set[int] = set()
    catalogue = _catalogue(paper)
    for index, sheet in enumerate(paper.sheets):
        page = _Page(paper, sheet, index, catalogue, visit)
        files[sheet.path] = page.layout().encode()
        files[sheet.facsimile] = jpeg(sheet.facsimile, sheet.width, sheet.height)
        files[sheet.pdf] = pdf(f"{paper.title.code} {paper.issue_date} {sheet.token}", sheet.width, sheet.height)
        for story in sheet.stories:
            if story.id not in printed:
                printed.add(story.id)
                files[story.path] = page.article(story).encode()
                files |= {photo.path: jpeg(photo.path, 240, 160) for photo in story.photos}
    return files


def index_path(code: str) -> str:
    """Address of the current edition."""
    return f"/index/{code}/index.html"


def index_page(paper: Paper) -> bytes:
    """The front page as the current edition: the banner shows the issue's own date."""
    return _Page(paper, paper.sheets[0], 0, _catalogue(paper), paper.issue_date).layout().encode()


def _catalogue(paper: Paper) -> str:
    entries = "\n".join(
        f'<div class="dzb-enter-mulu-wrap-nav"><a href="{sheet.path}">第{sheet.label}版:{escape(sheet.name)}</a></div>'
        for sheet in paper.sheets
    )
    return f'<div class="dzb-enter-wrap dzb-enter-mulu-wrap">\n{entries}\n</div>\n'


class _Page:
    """One layout page and the article pages under it: they share all but the middle."""

    def __init__(self, paper: Paper, sheet: Sheet, index: int, catalogue: str, visit: date) -> None:
        self.paper = paper
        self.sheet = sheet
        self.visit = visit
        before = paper.sheets[index - 1].path if index else None
        after = paper.sheets[index + 1].path if index + 1 < len(paper.sheets) else None
        self.side = (
            f'<div class="dzb-banmian"><span class="dzb-banmian-title">第{sheet.label}版：{escape(sheet.name)}</span> '
            f'<span class="dzb-banmian-date">{paper.issue_date}</span></div>\n{catalogue}{_list(sheet)}'
        )
        self.foot = (
            '<div class="dzb-tools"><a href="javascript:;" onclick="dzbZoom(1.1)">放大</a> '
            '<a href="javascript:;" onclick="dzbZoom(0.9)">缩小</a> '
            f"{_turn('prevpage', before, '上一版')} {_turn('nextpage', after, '下一版')} "
            f'<a class="dzb-pdf" href="{sheet.pdf}">下载</a> '
            f'<a href="{paper.sheets[0].path}">读报纸首页</a></div>\n'
        )

    def layout(self) -> str:
        """The page with its facsimile, map, and, as the real ones do, its first article inline."""
        sheet = self.sheet
        areas = "\n".join(
            f'<area shape="polygon" coords="{",".join(f"{x},{y}" for x, y in polygon)}" '
            f'title="{escape(_plain(story))}" href="{story.path}">'
            for story in sheet.stories
            for polygon in story.polygons
        )
        facsimile = (
            f'<div class="dzb-banmian-pic"><img id="dzb-pic" usemap="#PagePicMap" src="{sheet.facsimile}" '
            f'width="{sheet.width}" height="{sheet.height}">\n'
            f'<map name="PagePicMap" id="PagePicMap">\n{areas}\n</map>\n'
            '<div id="dzb-shade"></div></div>\n'
        )
        inline = next((story for story in sheet.stories if story.listed), None)
        name = f"第{sheet.label}版：{sheet.name}"
        return self._whole(name, facsimile + (_article(inline) if inline else ""))

    def article(self, story: Story) -> str:
        """The page of one article."""
        return self._whole(_plain(story) or "公告", _article(story))

    def _whole(self, name: str, middle: str) -> str:
        paper = self.paper
        return site_page(
            f"{escape(name)}-{paper.title.name}数字报",
            f'{self.side}<div class="dzb-main">\n{middle}{self.foot}</div>\n',
            paper=paper.title.name,
            code=paper.title.code,
            visit=self.visit,
        )


def _turn(name: str, path: str | None, text: str) -> str:
    href = f' href="{path}"' if path else ""
    return f'<a id="{name}"{href}>{text}</a>'


def _plain(story: Story) -> str:
    """The headline as lists show it: line ends become two blanks."""
    return "  ".join(story.headline_lines)


def _list(sheet: Sheet) -> str:
    entries = "\n".join(
        f'<div class="dzb-enter-nav-benban-wrap"><a href="{story.path}">{escape(_plain(story))}</a></div>'
        for story in sheet.stories
        if story.listed
    )
    return f'<div class="dzb-enter-wrap dzb-enter-benban-wrap">\n{entries}\n</div>\n'


def _article(story: Story) -> str:
    """Headline block and body. What is absent is left out or left empty, by turns."""
    empty = story.id % 2 == 0
    parts = ['<div class="dzb-article">\n']
    if story.kicker or empty:
        parts.append(f'<div class="dzb-special-title-box">{escape(story.kicker or "")}</div>\n')
    headline = story.separator.join(escape(line) for line in story.headline_lines)
    parts.append(f'<h2 class="dzb-title-box">{headline}</h2>\n')
    if story.subheadlines or empty:
        lines = "<br>".join(f"——{escape(line)}" for line in story.subheadlines)
        parts.append(f'<div class="dzb-sub-title-box">{lines}</div>\n')
    if story.byline_field or empty:
        parts.append(f'<span class="dzb-author-box">{escape(story.byline_field or "")}</span>\n')
    box = "dzb-enter-info-box dzb-shu-info-box" if story.vertical else "dzb-enter-desc-box dzb-enter-heng-desc-box"
    parts.append(f'<div class="{box}">\n{_body(story)}</div>\n</div>\n')
    return "".join(parts)


def _body(story: Story) -> str:
    """Runs of text between photos, each set in the story's layout."""
    parts: list[str] = []
    run: list[str] = []
    for line in (*story.lines, None):
        if line is None or line.photo is not None:
            if run:
                parts.append(_text(run, story.layout))
                run = []
            if line is not None:
                parts.append(_photo(story.photos[line.photo or 0]))
        else:
            run.append(escape(line.text, quote=False))
    return "".join(parts)


def _text(lines: list[str], layout: str) -> str:
    match layout:
        case "blanks":
            texts = ["".join(BLANKS_4 + line for line in lines)]
        case "br":
            texts = ["<br>\n".join(BLANKS_4 + line for line in lines)]
        case "nbsp":
            texts = ["<br/>".join(NBSP_4 + line for line in lines)]
        case "ideographic":
            texts = ["　　" + line for line in lines]
        case _:
            texts = lines
    return "".join(f'<p class="dzb-desc-box">{text}</p>\n' for text in texts)


def _photo(photo: Photo) -> str:
    words = "  ".join(escape(part) for part in (photo.caption, photo.credit) if part)
    caption = f'<p class="dzb-img-desc">{words}</p>' if words else ""
    return f'<div class="dzb-img-box"><img src="{photo.path}">{caption}</div>\n'
