"""What publishing an issue did, and the line that says what it would have lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..record.identifiers import IssueKey
from ..record.issue import Issue, Missing
from ..record.reasons import NOT_CAPTURED

NAMED = 3  # addresses in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What ``publish`` did.

    ``issue``: the one that is published now; ``before``: the one that was. ``withheld``: the new reading would have
    lost records (``lost``), so that nothing of it was written, and ``issue`` is ``before``, partial and with that flag;
    ``waiting``: identifiers of the records that it adds or reads otherwise, which wait with it. Withheld without a
    ``before``, whose ``issue.json`` cannot be read, ``issue`` is the new one.
    """

    outcome: Literal["published", "unchanged", "withheld"]
    issue: Issue
    before: Issue | None = None
    lost: tuple[Missing, ...] = ()
    waiting: tuple[str, ...] = ()


def withheld_line(publication: Publication) -> str:
    """``2020-03-15: 12 articles that are published have no capture any more: …. What is published stays.``"""
    issue, lost = publication.issue, publication.lost
    kinds = Counter(one.kind for one in lost)
    count = " and ".join(f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in kinds.items())
    are, have = ("is", "has") if len(lost) == 1 else ("are", "have")
    names = ", ".join(one.url or one.id or "?" for one in lost[:NAMED])
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    return (
        f"{IssueKey.of(issue).folder_name}: {count} that {are} published {_why(lost, have)}: {names}{more}."
        f" What is published stays{_waiting(len(publication.waiting))}. {_what_to_do(publication)}"
    )


def _what_to_do(publication: Publication) -> str:
    if publication.before is None:
        return "Its issue.json is damaged and stays so: delete it to have published what is there."
    it = "it" if len(publication.lost) == 1 else "them"
    if not any(one.url for one in publication.lost):
        return f"No site can be asked for {it}: import {it} again, or delete issue.json to have the rest published."
    return f"A crawl asks for {it} again; if the site has {it} no more, delete issue.json to have the rest published."


def _why(lost: Sequence[Missing], have: str) -> str:
    reasons = Counter(one.reason for one in lost)
    if set(reasons) == {NOT_CAPTURED}:
        return f"{have} no capture any more"
    times = ", ".join(f"{reason} ×{number}" for reason, number in reasons.items())
    return f"{have} not been read again ({times})"


def _waiting(number: int) -> str:
    if number == 0:
        return ""
    are = "record reads otherwise now and waits" if number == 1 else "records read otherwise now and wait"
    return f"; {number} other {are}"
