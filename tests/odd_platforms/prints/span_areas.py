"""Hot areas that are not ``area`` (``platforms/span_areas.py``)."""

from __future__ import annotations

from html import escape

from tests.odd_platforms.prints.printing import Printing, caption, corners, listed_headline, runs
from tests.press import Photo, Sheet, Story


class SpanAreasPrinting(Printing):
    """渡口报."""

    home = "http://dkb.invalid"

    @property
    def front(self) -> str:
        return self.page_url(self.paper.sheets[0])

    def page_url(self, sheet: Sheet) -> str:
        return f"{self.home}/{self.paper.issue_date}/{sheet.token}/index.html"

    def article_url(self, sheet: Sheet, story: Story) -> str:  # noqa: ARG002 - where it stands first
        home = self.paper.sheet_of(story).token
        return f"{self.home}/{self.paper.issue_date}/{home}/content_{story.id}.html"

    def texts(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for sheet in self.paper.sheets:
            catalogue = "\n".join(
                f'<div class="item"><a class="TitleInfo" data-href="../{one.token}/index.html">'
                f"第{one.label}版：{escape(one.name)}</a>"
                f'<a class="{"current" if one is sheet else ""}" href="{one.pdf}">PDF</a></div>'
                for one in self.paper.sheets
            )
            frame = f'<div id="spaceBox">\n{catalogue}\n</div>\n'
            found[self.page_url(sheet)] = _whole(frame + self._page(sheet))
            for story in sheet.stories:
                found[self.article_url(sheet, story)] = _whole(frame + _article(story))
        return found

    def _page(self, sheet: Sheet) -> str:
        areas = "\n".join(
            f'<span data-href="{self.article_url(sheet, story)}" data-title="{listed_headline(story)}"'
            f' data-shape="poly" data-coords="{corners(area)}"></span>'
            for story in sheet.stories
            for area in story.polygons
        )
        entries = "\n".join(
            f'<li><a data-href="{self.article_url(sheet, story)}">{listed_headline(story)}</a></li>'
            for story in sheet.stories
            if story.listed
        )
        return (
            f'<img usemap="#newspaper" src="{sheet.facsimile}" width="{sheet.width}" height="{sheet.height}">'
            f'<map id="newspaper">\n{areas}\n</map>\n<ul id="titleBox">\n{entries}\n</ul>\n'
        )


def _article(story: Story) -> str:
    parts = [
        f'<div class="title_part"><p class="pretitle">{escape(story.kicker or "")}</p>\n',
        f"<h1>{'<br>'.join(map(escape, story.headline_lines))}</h1>\n",
        f'<p class="subtitle">{"<br>".join(map(escape, story.subheadlines))}</p>\n',
        f'<p class="author">{escape(story.byline_field or "")}</p></div>\n<div id="newsContent">\n',
    ]
    for run in runs(story):
        if isinstance(run, Photo):
            parts.append(f'<div class="img"><img src="{run.path}"><div class="caption">{caption(run)}</div></div>\n')
        else:
            parts.append(f"<p>{'<br>'.join('&nbsp;' * 6 + line for line in run)}</p>\n")
    return "".join((*parts, "</div>\n"))


def _whole(middle: str) -> bytes:
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n<body>\n{middle}</body></html>\n'.encode()
