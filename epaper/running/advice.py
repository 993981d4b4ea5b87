"""What to do about what a run came to. An advice leads somewhere: nobody is sent to ask for what has no address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archive.record.issue import Issue
from archive.record.reasons import NOT_WHOLE, is_no_answer, is_of_print
from crawler.platforms.contract import Newspaper

from .outcome import Outcome
from .spider_run import SpiderRun

_OF_A_TEXT = "missing_headline"  # refused of a text capture alone, which has no address


class Lacking:
    """What the issues of a run lack: whether the site may still give some of it, and how much has no address.

    What a withheld reading waits for, the log names, each with what to do.
    """

    def __init__(self) -> None:
        self.may_come = False
        self.without_address = 0

    def add(self, outcome: Outcome) -> None:
        """Count one issue in."""
        if outcome.issue is not None and outcome.status in ("partial", "unknown"):
            self.may_come |= outcome.status == "unknown" or _may_come(outcome.issue)
            self.without_address += sum(one.url is None for one in outcome.issue.account.missing)


def _may_come(issue: Issue) -> bool:
    account = issue.account
    is_asked_again = any(one.url is not None for one in account.missing) or not NOT_WHOLE.isdisjoint(account.flags)
    return is_asked_again or any(one != _OF_A_TEXT and not is_of_print(one) for one in account.rejected)


def advice(newspaper: Newspaper, statuses: Counter[str], lacking: Lacking, run: SpiderRun) -> Iterator[str]:
    """Lines for a person, after the table of a run."""
    if not statuses:
        yield f"Nothing to do: {newspaper.title} ({newspaper.code}) does not appear on any of these dates."
    elif run.issues_settled == statuses.total():
        online = f", without {run.options.offline}" if run.is_offline else ""
        yield f"Nothing to do: already complete. Ask again with {run.options.refresh}{online}."
    if run.heard_nothing and (run.stopped is None or run.stopped.reason == "robots_unreachable"):
        yield f"No network, or the site is down: {run.requests} of {run.requests} requests to {run.host} failed."
    if run.is_interrupted:
        yield "Interrupted. The same command again takes up where this one stopped."
    elif lacking.may_come and not (run.stopped is not None and run.stopped.reason == "bad_certificate"):
        again = f"the same command without {run.options.offline}" if run.is_offline else "the same command again"
        yield f"Run {again} to ask for what is missing."
    if lacking.without_address:
        what = f"{lacking.without_address:,} of what is missing {'has' if lacking.without_address == 1 else 'have'}"
        yield f"{what} no address to ask for: only another capture can give it, with epaper import."
    is_refused = statuses["blocked"] or (run.issues_refused and "robots_disallowed" not in run.recorded_instead)
    if is_refused and (run.stopped is None or run.stopped.reason == "blocked"):
        yield "Wait some hours before you ask again, then more slowly: -s DOWNLOAD_DELAY=10."


def nothing_new(run: SpiderRun) -> str | None:
    """``2 addresses gave nothing new (http_404 ×2): …``; ``None``: each that was asked anew did, or gave no answer."""
    reasons = {reason: number for reason, number in run.recorded_instead.items() if not is_no_answer(reason)}
    return _recorded_instead("gave nothing new", reasons) if reasons else None


def not_asked_again(run: SpiderRun) -> str | None:
    """``2 addresses could not be asked again (http_500 ×2): …``; ``None``: all that was asked anew was answered."""
    reasons = {reason: number for reason, number in run.recorded_instead.items() if is_no_answer(reason)}
    return _recorded_instead("could not be asked again", reasons) if reasons else None


def _recorded_instead(what: str, reasons: dict[str, int]) -> str:
    count = sum(reasons.values())
    addresses = f"{count:,} address{'' if count == 1 else 'es'}"
    before = f"what was recorded of {'it' if count == 1 else 'them'} before stays"
    return f"{addresses} {what} ({times(reasons)}): {before}."


def times(reasons: dict[str, int]) -> str:
    """``http_404 ×2, timeout ×1``, the most frequent first."""
    return ", ".join(f"{reason} ×{number}" for reason, number in Counter(reasons).most_common())
