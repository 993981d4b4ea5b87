"""Issues far thinner than the newspaper's habit, as a redesign makes them while nobody watches the crawls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from .summary import Day

HABIT = 60  # issues on either side that make a newspaper's habit
MIN_HABIT = 8  # issues; fewer make no habit, and nothing is called odd
THIN = 0.5  # of the habit's median: far thinner

_MEASURES: tuple[tuple[str, Callable[[Day], float]], ...] = (
    ("pages", lambda day: day.pages.found),
    ("articles", lambda day: day.articles.found),
    ("characters", lambda day: day.characters),
)
_SHARES: tuple[tuple[str, Callable[[Day], float]], ...] = (
    ("empty bodies", lambda day: day.empty / day.articles.found),
    ("no bylines", lambda day: day.without_byline / day.articles.found),
)


def oddities(days: Sequence[Day]) -> list[tuple[str, ...]]:
    """For each of ``days``, in order of date, words for whatever is far from the newspaper's habit; mostly none.

    An issue is far from it that has less than half the pages, articles or characters, or many more empty or unsigned
    articles, than the median of the issues of its edition around it: those of the same weekday, or of any where those
    are too few.
    """
    found: dict[str, list[Day]] = defaultdict(list)
    for day in days:
        if day.articles.found:
            found[day.edition].append(day)
    judged = {
        edition: iter([tuple(_oddities(day, _habit(same, index))) for index, day in enumerate(same)])
        for edition, same in found.items()
    }
    return [next(judged[day.edition]) if day.articles.found else () for day in days]


def _habit(found: Sequence[Day], index: int) -> list[Day]:
    around = [*found[max(0, index - HABIT) : index], *found[index + 1 : index + 1 + HABIT]]
    weekday = found[index].issue_date.weekday()
    same = [day for day in around if day.issue_date.weekday() == weekday]
    return same if len(same) >= MIN_HABIT else around


def _oddities(day: Day, habit: Sequence[Day]) -> Iterator[str]:
    if len(habit) < MIN_HABIT:
        return
    for name, measure in _MEASURES:
        usual, here = median(map(measure, habit)), measure(day)
        if here < THIN * usual:
            yield f"{name}: {here:,.0f}, usually {usual:,.0f}"
    for name, share in _SHARES:
        usual, here = median(map(share, habit)), share(day)
        if here > max(2 * usual, usual + 0.3):
            yield f"{name}: {here:.0%}, usually {usual:.0%}"
