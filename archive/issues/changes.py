"""What differs between two sets of articles, field by field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from ..record.article import Article

MAX_EXAMPLES = 3  # of a field


@dataclass(slots=True)
class Changes:
    """Differences between two sets of articles.

    ``fields``: how many articles differ, by field. ``examples``: a few of them by field, as identifier, value before,
    value after.
    """

    compared: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[tuple[str, Any, Any]]] = field(default_factory=lambda: defaultdict(list))
    appeared: list[str] = field(default_factory=list)
    disappeared: list[str] = field(default_factory=list)

    def add(self, other: Changes) -> None:
        """Add the differences of other articles; no more than ``MAX_EXAMPLES`` examples of a field are kept."""
        self.compared += other.compared
        self.fields += other.fields
        self.appeared += other.appeared
        self.disappeared += other.disappeared
        for name, examples in other.examples.items():
            self.examples[name] = (self.examples[name] + examples)[:MAX_EXAMPLES]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.fields or self.appeared or self.disappeared)


def changes(before: Iterable[Article], after: Iterable[Article]) -> Changes:
    """The differences between the articles ``before`` and ``after`` a new parse."""
    old = {article.id: article for article in before}
    new = {article.id: article for article in after}
    both = [id_ for id_ in old if id_ in new]
    found = Changes(
        compared=len(both),
        appeared=[id_ for id_ in new if id_ not in old],
        disappeared=[id_ for id_ in old if id_ not in new],
    )
    for id_ in both:
        for one in fields(Article):
            values = getattr(old[id_], one.name), getattr(new[id_], one.name)
            if values[0] != values[1]:
                found.fields[one.name] += 1
                if len(found.examples[one.name]) < MAX_EXAMPLES:
                    found.examples[one.name].append((id_, *values))
    return found
