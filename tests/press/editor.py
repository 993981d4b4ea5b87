"""Editor: makes up an issue. The same order gives the same paper, whatever was edited before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from tests.press import reporter
from tests.press.copy import JumpNote, Paper, Polygon, Sheet, Story, Title
from tests.press.prose import beats, dice
from tests.press.quirks import Quirk

FIRST_DAY = date(2019, 1, 1)
IDS_A_DAY = 400
SITE = "江湾网www.example.cn"
SECOND_SECTIONS = ("目击", "人物", "专版", "江湾印象", "视点")
WIDTH, HEIGHT = 350, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An issue ordered but not yet edited; see ``edited_paper``."""

    title: Title
    issue_date: date
    seed: int = 1
    pages: int = 8
    articles: int = 6
    quirks: frozenset[Quirk] = frozenset()

    def paper(self) -> Paper:
        """The issue, edited anew at each call."""
        return edited_paper(
            self.title,
            self.issue_date,
            seed=self.seed,
            pages=self.pages,
            articles=self.articles,
            quirks=self.quirks,
        )


def edited_paper(
    title: Title,
    issue_date: date,
    *,
    seed: int,
    pages: int = 8,
    articles: int = 6,
    quirks: frozenset[Quirk] = frozenset(),
) -> Paper:
    """An issue of ``pages`` pages (a spread counts for two) with ``articles`` articles on each.

    Article ids are unique within a title from 2019 on. With ``ALL_QUIRKS``, four pages or more and three articles
    or more show every quirk that has only one place; sixteen articles show them all.
    """
    desk = _Desk(title, issue_date, seed, quirks)
    blank = _blank_sheets(title, issue_date, pages, quirks)
    content = [sheet for sheet, beat in blank if beat]
    sheets = []
    for index, (sheet, beat) in enumerate(blank):
        stories = desk.stories(sheet, beat, index, content, articles) if beat else []
        sheets.append(replace(sheet, stories=tuple(_with_areas(stories, quirks))))
    if Quirk.TWO_PAGES in quirks and len(content) > 1 and articles:
        last = len(content) - 1
        stories = [*sheets[last].stories, sheets[0].stories[min(2, articles - 1)]]
        sheets[last] = replace(sheets[last], stories=tuple(_with_areas(stories, quirks)))
    return Paper(title=title, issue_date=issue_date, sheets=tuple(sheets))


class _Desk:
    """Hands out ids, turns and headlines within one issue."""

    def __init__(self, title: Title, issue_date: date, seed: int, quirks: frozenset[Quirk]) -> None:
        self.quirks = quirks
        self.code = title.code
        self.day = issue_date
        self.seed = seed
        self.next_id = (issue_date - FIRST_DAY).days * IDS_A_DAY + 1
        self.used: set[str] = set()
        self.patterns: dict[tuple[str, str], list[str]] = {}
        self.turn = -1
        self.front_beat = ""
        self.moved: Story | None = None

    def stories(self, sheet: Sheet, beat: str, index: int, content: list[Sheet], articles: int) -> list[Story]:
        """The stories of one page, special ones in the places that are theirs."""
        self.front_beat = self.front_beat or beat
        stories = [
            self._special(sheet, beat, index, place, content, articles)
            or self._ordinary(sheet, beat, index, place, content, articles)
            for place in range(articles)
        ]
        if Quirk.AREA_ONLY in self.quirks and index == 1:
            rng, task = self._task(sheet, beat)
            stories.append(reporter.notice(rng, task, None))
        return stories

    def _task(self, sheet: Sheet, beat: str) -> tuple[Random, reporter.Assignment]:
        number = self.next_id
        self.next_id += 1
        ending = "htm" if Quirk.HTM in self.quirks else "html"
        folder = f"{self.code}/{self.day}/{sheet.token}"
        patterns = self.patterns.setdefault((sheet.token, beat), [])
        if len(patterns) < 2:
            stock = beats()[beat].lines["H"]
            patterns += dice(folder, self.seed, number).sample(stock, len(stock))
        return dice(self.code, self.day, self.seed, number), reporter.Assignment(
            id=number,
            path=f"/html/{folder}/{number}.{ending}",
            pictures=f"/images/{folder}",
            beat=beat,
            headlines=patterns,
            turn=self.turn,
            quirks=self.quirks,
            free=self._free,
        )

    def _free(self, headline: str) -> bool:
        if headline in self.used:
            return False
        self.used.add(headline)
        return True

    def _special(
        self, sheet: Sheet, beat: str, index: int, place: int, content: list[Sheet], articles: int
    ) -> Story | None:
        last = place == articles - 1 and place > 0
        if index == 0 and last and Quirk.CONTENTS in self.quirks:
            _, task = self._task(sheet, beat)
            return reporter.contents(task, tuple(f"第{page.label}版：{page.name}" for page in content[1:5]))
        if index == 1 and last and Quirk.PICTURE_ONLY in self.quirks:
            return reporter.picture_story(*self._task(sheet, "图片"))
        if index == 2 and last and Quirk.NOTICE in self.quirks:
            return reporter.notice(*self._task(sheet, beat), "公告")
        return None

    def _ordinary(self, sheet: Sheet, beat: str, index: int, place: int, content: list[Sheet], articles: int) -> Story:
        self.turn += 1
        jumps = Quirk.JUMPS in self.quirks and len(content) > 1
        continued = jumps and index == len(content) - 1 and place == 0
        rng, task = self._task(sheet, self.front_beat if continued else beat)
        if jumps and index == 0 and place == min(1, articles - 1):
            label = content[-1].label
            task = replace(task, jump_to=JumpNote(page_label=label, printed=f"（下转第{label}版）"))
        if continued:
            label = content[0].label
            task = replace(task, jump_from=JumpNote(page_label=label, printed=f"（上接第{label}版）"))
        story = reporter.written_story(rng, task)
        if task.jump_to:
            self.moved = story
        if task.jump_from and self.moved:
            story = replace(story, headline_lines=self.moved.headline_lines, separator=self.moved.separator)
        if index == 0 and place == 0 and articles > 1 and Quirk.TEASER in self.quirks:
            story = reporter.teaser(story, SITE)
        if index == 1 and place == 0 and Quirk.FALSE_NAME in self.quirks:
            story = reporter.false_name(story, rng)
        return story


def _blank_sheets(title: Title, issue_date: date, pages: int, quirks: frozenset[Quirk]) -> list[tuple[Sheet, str]]:
    """Pages without stories, and the beat of each; no beat: nothing is to be written for it."""
    spreads = [2, 4] if Quirk.SPREADS in quirks else []
    numbers = [
        (number, number + 1) if number in spreads and number < pages else (number,)
        for number in range(1, pages + 1)
        if number - 1 not in spreads
    ]
    if Quirk.WRAPPED_SPREAD in quirks and pages > 4:
        numbers = [(1,), (2, pages - 1), *((number,) for number in range(3, pages - 1)), (pages,)]
    form = "{:02d}" if Quirk.ZERO_PADDED in quirks else "{}"
    names = [line.split() for line in beats()["版名"].lines["C"]]
    sheets = []
    for index, group in enumerate(numbers):
        token = "-".join(form.format(number) for number in group)
        name, beat = names[0] if index == 0 else names[1 + (index - 1) % (len(names) - 1)]
        if Quirk.SLASH_NAMES in quirks and index % 2:
            name = f"{name}/{SECOND_SECTIONS[index // 2 % len(SECOND_SECTIONS)]}"
        if Quirk.ADVERTISEMENT_PAGE in quirks and index == len(numbers) - 1 > 0:
            name, beat = "广告", ""
        folder = f"{title.code}/{issue_date}/{token}"
        sheet = Sheet(
            token=token,
            label=token.replace("-", "/"),
            name=name,
            path=f"/html/{folder}.{'htm' if Quirk.HTM in quirks else 'html'}",
            facsimile=f"/images/{folder}/page.jpg",
            pdf=f"/images/{folder}/page.pdf",
            width=WIDTH * len(group),
            height=HEIGHT,
        )
        sheets.append((sheet, beat))
    return sheets


def _with_areas(stories: list[Story], quirks: frozenset[Quirk]) -> list[Story]:
    """The stories of a page, each with its areas: cells of two columns, some with a notch."""
    rows = -(-len(stories) // 2)
    made = []
    for place, story in enumerate(stories):
        row, column = divmod(place, 2)
        left, top = 5 + column * 172, 60 + row * 435 // max(rows, 1)
        right, bottom = left + 168, 55 + (row + 1) * 435 // max(rows, 1)
        areas: tuple[Polygon, ...] = (_cell(left, top, right, bottom, notch=place % 3 == 0),)
        if Quirk.MANY_AREAS in quirks and story.id % 4 == 2:
            middle = (left + right) // 2
            areas = (_cell(left, top, middle, bottom), _cell(middle, top, right, bottom, notch=True))
        if Quirk.LIST_ONLY in quirks and story.listed and story.id % 6 == 3:
            areas = ()
        made.append(replace(story, polygons=areas))
    return made


def _cell(left: int, top: int, right: int, bottom: int, *, notch: bool = False) -> Polygon:
    """A rectangle, clockwise from the top left; with a notch in its lower right corner."""
    if not notch:
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    x, y = right - (right - left) // 3, bottom - (bottom - top) // 3
    return ((left, top), (right, top), (right, y), (x, y), (x, bottom), (left, bottom))
