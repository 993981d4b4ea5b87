"""What to do about what a run came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from archive.record.reasons import is_no_answer
from crawler.platforms.contract import Newspaper

from .spider_run import SpiderRun


def advice(newspaper: Newspaper, statuses: Counter[str], run: SpiderRun) -> Iterator[str]:
    """Lines for a person, after the table of a run."""
    if not statuses:
        yield f"Nothing to do: {newspaper.title} ({newspaper.code}) does not appear on any of these dates."
    elif run.issues_settled == statuses.total():
        yield "Nothing to do: already complete. Ask again with --refresh."
    if run.heard_nothing and (run.stopped is None or run.stopped.reason == "robots_unreachable"):
        yield f"No network, or the site is down: {run.requests} of {run.requests} requests to {run.host} failed."
    if run.is_interrupted:
        yield "Interrupted. The same command again takes up where this one stopped."
    elif statuses["partial"] or statuses["unknown"]:
        again = "the same command without --offline" if run.is_offline else "the same command again"
        yield f"Run {again} to ask for what is missing."
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
