"""Pages on one host, articles on another (``platforms/two_hosts.py``)."""

from __future__ import annotations

from html import escape

from tests.odd_platforms.prints.printing import Printing, caption, corners, listed_headline, runs
from tests.press import Photo, Sheet, Story


class TwoHostsPrinting(Printing):
    """河口日报."""

    home = "http://layout.hkrb.invalid"
    pictures_home = "http://article.hkrb.invalid"

    @property
    def front(self) -> str:
        return self.page_url(self.paper.sheets[0])

    def page_url(self, sheet: Sheet) -> str:
        return f"{self.home}/html/layout/{self.paper.issue_date:%Y%m/%d}/node_{sheet.token}.html"

    def article_url(self, sheet: Sheet, story: Story) -> str:  # noqa: ARG002 - it says nothing of its page
        return f"{self.pictures_home}/pc/c/content_{story.id}.html"

    def texts(self) -> dict[str, bytes]:
        found = {self.page_url(sheet): self._page(sheet).encode() for sheet in self.paper.sheets}
        for sheet in self.paper.sheets:
            found |= {self.article_url(sheet, story): _article(story).encode() for story in sheet.stories}
        return found

    def _page(self, sheet: Sheet) -> str:
        catalogue = "\n".join(
            f'<li><a class="page" href="node_{one.token}.html">第{one.label}版：{escape(one.name)}</a></li>'
            for one in self.paper.sheets
        )
        areas = "\n".join(
            f'<area shape="polygon" coords="{corners(area)}" href="{self.article_url(sheet, story)}?div=-1"'
            f' title="{listed_headline(story)}">'
            for story in sheet.stories
            for area in story.polygons
        )
        entries = "\n".join(
            f'<li><a href="{self.article_url(sheet, story)}">{listed_headline(story)}</a></li>'
            for story in sheet.stories
            if story.listed
        )
        return _whole(
            f'<p class="left ban">第{sheet.label}版：{escape(sheet.name)}</p><p class="date left">'
            f'{self.paper.issue_date:%Y年%m月%d日}</p><p class="right btn"><a href="{sheet.pdf}">PDF</a></p>\n'
            f'<ul class="Chunkiconlist">\n{catalogue}\n</ul>\n<div id="picMap"><img usemap="#PagePicMap"'
            f' src="{sheet.facsimile}" width="{sheet.width}" height="{sheet.height}">'
            f'<map name="PagePicMap" id="PagePicMap">\n{areas}\n</map></div>\n<ul id="artList">\n{entries}\n</ul>\n'
        )


def _article(story: Story) -> str:
    """It says neither on which page it stands nor of which date it is."""
    parts = [f"<h3>{escape(story.kicker)}</h3>\n" if story.kicker else ""]
    parts.append(f"<h1>{'<br>'.join(map(escape, story.headline_lines))}</h1>\n")
    if story.subheadlines:
        parts.append(f"<h2>{'<br>'.join(f'——{escape(line)}' for line in story.subheadlines)}</h2>\n")
    parts.append(f'<p class="sec"><span class="author">{escape(story.byline_field or "")}</span></p>\n')
    parts.append("<founder-content>\n")
    for run in runs(story):
        if isinstance(run, Photo):
            words = f'<p class="att-content">{caption(run)}</p>' if caption(run) else ""
            parts.append(f'<div class="attachment"><img src="{run.path}">{words}</div>\n')
        else:
            parts += [f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{line}</p>\n" for line in run]
    return _whole("".join((*parts, "</founder-content>\n")))


def _whole(middle: str) -> str:
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n<body>\n{middle}</body></html>\n'
