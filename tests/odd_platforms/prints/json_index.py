"""An index in JSON, and a JSON file for each article (``platforms/json_index.py``)."""

from __future__ import annotations

import json

from tests.odd_platforms.prints.printing import Printing, caption, runs
from tests.press import Photo, Sheet, Story

NO_ISSUE = json.dumps({"success": False, "errorinfo": "当日无报"}, ensure_ascii=False).encode()


class JsonIndexPrinting(Printing):
    """江湾日报."""

    home = "http://jwrb.invalid"

    @property
    def front(self) -> str:
        return f"{self._folder}/navi.json"

    def page_url(self, sheet: Sheet) -> str:
        return f"{self.front}#{sheet.token}"

    def article_url(self, sheet: Sheet, story: Story) -> str:
        return f"{self._folder}/{sheet.token}/article/{story.id}.json"

    def texts(self) -> dict[str, bytes]:
        index = {
            "success": True,
            "jdate": str(self.paper.issue_date),
            "pages": [self._page(sheet) for sheet in self.paper.sheets],
        }
        found = {self.front: _json(index)}
        for sheet in self.paper.sheets:
            for story in sheet.stories:  # at each page that lists it
                found[self.article_url(sheet, story)] = _json({"success": True, "article": self._article(sheet, story)})
        return found

    @property
    def _folder(self) -> str:
        return f"{self.home}/journal/{self.paper.issue_date}/{self.edition}"

    def _page(self, sheet: Sheet) -> dict[str, object]:
        return {
            "pnumber": sheet.label,
            "pname": sheet.name,
            "imgurl": sheet.facsimile,
            "pdfurl": sheet.pdf,
            "width": sheet.width,
            "height": sheet.height,
            "articleList": [
                {
                    "id": story.id,
                    "title": "<br/>".join(story.headline_lines),
                    "points": "|".join(";".join(f"{x},{y}" for x, y in area) for area in story.polygons),
                }
                for story in reversed(sheet.stories)
            ],
        }

    def _article(self, sheet: Sheet, story: Story) -> dict[str, object]:
        return {
            "id": story.id,
            "jdate": str(self.paper.issue_date),
            "pnumber": sheet.label,
            "pname": sheet.name,
            "introtitle": story.kicker or "",
            "title": "<br/>".join(story.headline_lines),
            "subtitle": "<br/>".join(story.subheadlines),
            "author": story.byline_field or "",
            "content": "".join(_run(run) for run in runs(story)),
        }


def _run(run: list[str] | Photo) -> str:
    if isinstance(run, Photo):
        return f'<img src="{run.path}" title="{caption(run)}"/>'
    return "<br/>".join(run)


def _json(answer: object) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()
