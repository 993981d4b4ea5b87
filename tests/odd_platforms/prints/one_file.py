"""One file for the whole issue (``platforms/one_file.py``), with a BOM, in UTF-8, and a ``meta`` that says GBK."""

from __future__ import annotations

from codecs import BOM_UTF8
from html import escape

from tests.odd_platforms.prints.printing import Printing, caption, corners, listed_headline, runs
from tests.press import Photo, Sheet, Story


class OneFilePrinting(Printing):
    """潮汐晚报."""

    home = "http://cxwb.invalid"

    @property
    def front(self) -> str:
        return f"{self.home}/mobile/{self.paper.issue_date:%Y/%Y%m%d/%Y%m%d}_m.html"

    def page_url(self, sheet: Sheet) -> str:
        tokens = [one.token for one in self.paper.sheets]
        return f"{self.front}#page{tokens.index(sheet.token)}"

    def article_url(self, sheet: Sheet, story: Story) -> str:  # noqa: ARG002 - it stands in the file once
        return f"{self.front}#a{story.id}"

    def texts(self) -> dict[str, bytes]:
        panels = "".join(self._panel(number, sheet) for number, sheet in enumerate(self.paper.sheets))
        articles = "".join(map(_article, self.paper.stories))
        page = (
            '<!DOCTYPE html>\n<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk">'
            f"<title>{self.paper.title.name}</title></head>\n<body>\n"
            f'<p class="date">{self.paper.issue_date}</p>\n<div class="nav-items">\n{panels}</div>\n'
            f'<div class="articles">\n{articles}</div>\n</body></html>\n'
        )
        return {self.front: BOM_UTF8 + page.encode()}

    def calendar(self, *days: str) -> dict[str, bytes]:
        """The calendar of the month, which lists the issue and other ``days``."""
        listed = ", ".join(f'"{day}"' for day in sorted((*days, str(self.paper.issue_date))))
        return {f"{self.home}/period/{self.paper.issue_date:%Y%m}/period.js": f"datelist = [{listed}];\n".encode()}

    def _panel(self, number: int, sheet: Sheet) -> str:
        areas = "\n".join(
            f'<area data-href="#a{story.id}" shape="polygon" coords="{corners(area)}" title="{listed_headline(story)}">'
            for story in sheet.stories
            for area in story.polygons
        )
        entries = "\n".join(
            f'<li><a data-href="#a{story.id}" data-newid="{story.id}">{listed_headline(story)}</a></li>'
            for story in sheet.stories
            if story.listed
        )
        return (
            f'<div class="nav-panel" id="page{number}">\n'
            f'<a class="nav-panel-heading" data-href="#page{number}" pdf_href="{sheet.pdf}">'
            f"第{sheet.label}版：{escape(sheet.name)}</a>\n"
            f'<img src="{sheet.facsimile}" width="{sheet.width}" height="{sheet.height}"><map>\n{areas}\n</map>\n'
            f'<ul class="nav-list-group">\n{entries}\n</ul></div>\n'
        )


def _article(story: Story) -> str:
    parts = [
        f'<div class="article" id="a{story.id}">\n',
        f'<p class="guide">{escape(story.kicker or "")}</p>\n',
        f'<h1 class="main-title">{"<br>".join(map(escape, story.headline_lines))}</h1>\n',
        f'<p class="sub-title">{"<br>".join(map(escape, story.subheadlines))}</p>\n',
        f'<p class="author">{escape(story.byline_field or "")}</p>\n<div class="content">\n',
    ]
    for run in runs(story):
        if isinstance(run, Photo):
            parts.append(f'<div class="pic"><img src="{run.path}"><span class="caption">{caption(run)}</span></div>\n')
        else:
            parts += [f"<p>　　{line}</p>\n" for line in run]
    return "".join((*parts, "</div></div>\n"))
