"""The table at the end of a run, and what is missing and why."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from archive.issues.account.balance import uncounted_articles
from archive.record.issue import Issue, Missing, Tally
from archive.record.jsonl import json_line
from archive.record.reasons import CUT_SHORT, LINKS_ELSEWHERE, UNREAD_TEXT, WITHHELD, is_of_print
from crawler import clock
from crawler.platforms.contract import Newspaper
from crawler.wording import counted

from ..terminal.next_step import changes_lines
from ..terminal.words import ANSWERS, ERRORS, answer, complain, emit, say
from .advice import Lacking, advice, not_asked_again, nothing_new, times
from .outcome import NOT_REACHED, ExitStatus, Outcome, Total, outcome_record, worst
from .spider_run import SpiderRun

ROWS = 20  # of the table, and issues accounted for
NAMED = 3  # missing articles named in one line
COLOURS = {
    "complete": "green",
    "not_published": "green",
    "partial": "yellow",
    "unknown": "yellow",
    "not_yet": "cyan",
    "blocked": "red",
}


def reported(
    newspaper: Newspaper,
    found: Iterable[Outcome],
    run: SpiderRun | None,
    archive: Path,
    *,
    json: bool,
    is_stdout_taken: bool = False,
) -> ExitStatus:
    """Tell what came of it, and give its exit status. Outcomes are taken one by one and not kept.

    ``run`` ``None``: no site was asked, and there is nothing to advise. ``json``: one record an issue on stdout, and
    the table on stderr; there it stands, too, where ``is_stdout_taken`` by something else.
    """
    last: deque[Outcome] = deque(maxlen=ROWS)
    unfinished: deque[Outcome] = deque(maxlen=ROWS)
    statuses: Counter[str] = Counter()
    codes: set[ExitStatus] = set()
    total, lacking = Total(), Lacking()
    for outcome in found:
        statuses[outcome.status or NOT_REACHED] += 1
        codes.add(outcome.exit_status)
        if outcome.status is None:
            continue
        if json:
            emit(json_line(outcome_record(newspaper, outcome)))
        last.append(outcome)
        if outcome.exit_status is not ExitStatus.COMPLETE:
            unfinished.append(outcome)
        total.add(outcome.issue)
        lacking.add(outcome)
    if last:
        (ERRORS if json or is_stdout_taken else ANSWERS).print(_table(newspaper, last, statuses, total))
    for outcome in unfinished:
        (say if json or is_stdout_taken else answer)(_account_line(newspaper, outcome))
    if run is None:
        return worst(codes)
    for line in advice(newspaper, statuses, lacking, run):
        say(line)
    if run.wants_pictures and total.pictures.missing:
        say(_missing_pictures(total, run))
    if run.heard_nothing or run.is_interrupted:
        codes.add(ExitStatus.PARTIAL)
    for line in changes_lines(run.changed, archive):
        say(line)
    if (words := nothing_new(run)) is not None:
        say(words)
    if (words := not_asked_again(run)) is not None:
        complain(words)
        codes.add(ExitStatus.PARTIAL)
    if run.issues_refused:
        codes.add(ExitStatus.BLOCKED)
    if run.issues_withheld:
        complain(
            f"Of {counted(run.issues_withheld, 'issue')} what is published stays: the log above names what was lost."
        )
        codes.add(ExitStatus.PARTIAL)
    if run.issues_left_out:
        complain(f"{counted(run.issues_left_out, 'issue')} left out: the log above names what stands in the way.")
        codes.add(ExitStatus.PARTIAL)
    if run.gave_up is not None:
        complain(f"{run.gave_up}.")
        return ExitStatus.CRASHED
    if run.stopped is not None:
        not_tried = f" {counted(statuses[NOT_REACHED], 'issue')} not tried." if statuses[NOT_REACHED] else ""
        complain(f"{run.stopped.why}.{not_tried}")
        codes.add(ExitStatus.BLOCKED if run.stopped.is_refusal else ExitStatus.PARTIAL)
    elif (lost := statuses[NOT_REACHED] - run.issues_left_out) > 0 and not run.is_interrupted:
        complain(f"{lost} of the issues came to no end: an error of ours. Please report the log above.")
        return ExitStatus.CRASHED
    return worst(codes)


def _missing_pictures(total: Total, run: SpiderRun) -> str:
    """``2 of 32 pictures are missing (http_404 ×2); the same command again asks for them.``"""
    missing, expected = total.pictures.missing, total.pictures.expected
    again = "" if run.is_offline or run.is_interrupted else "; the same command again asks for them"
    return f"{missing:,} of {counted(expected, 'picture')} are missing ({times(total.missing_pictures)}){again}."


def _table(newspaper: Newspaper, last: deque[Outcome], statuses: Counter[str], total: Total) -> Table:
    count = statuses.total()
    table = Table(title=f"{newspaper.title} ({newspaper.code})", title_justify="left", title_style="bold", box=None)
    table.add_column("issue")
    table.add_column("status")
    for name in ("pages", "articles", "refused", "missing"):
        table.add_column(name, justify="right")
    earlier = count - len(last) - statuses[NOT_REACHED]
    if earlier:
        table.add_row(f"… {earlier} before", style="dim")
    for outcome in last:
        table.add_row(_when(outcome), _status(outcome), *_numbers(outcome.issue))
    if count > 1:
        summary = ", ".join(f"{number} {_worded(status)}" for status, number in statuses.most_common())
        table.add_section()
        table.add_row(f"{count} issues", summary, *_tallies(total.pages, total.articles), style="bold")
    return table


def _worded(status: str) -> str:
    return {"not_published": "not published", "not_yet": "not yet out"}.get(status, status)


def _status(outcome: Outcome) -> Text:
    status = outcome.status or NOT_REACHED
    return Text(_worded(status), COLOURS.get(status, "yellow"))


def _numbers(issue: Issue | None) -> list[str]:
    return ["–"] * 4 if issue is None else _tallies(issue.account.pages, issue.account.articles)


def _tallies(pages: Tally, articles: Tally) -> list[str]:
    return [
        f"{pages.found}/{pages.expected}",
        f"{articles.found}/{articles.expected}",
        str(pages.rejected + articles.rejected),
        str(pages.missing + articles.missing),
    ]


def _when(outcome: Outcome) -> str:
    """``2020-03-15``, or ``2020-03-15-b`` of a second edition: what its folder is called."""
    return outcome.key.folder_name


def _account_line(newspaper: Newspaper, outcome: Outcome) -> Text:
    """``2020-03-15 partial: 2 articles missing (http_404 ×2): p.14 足球…``."""
    return Text.assemble((_when(outcome), "bold"), " ", _status(outcome), ": ", _account(newspaper, outcome))


def _account(newspaper: Newspaper, outcome: Outcome) -> str:
    issue = outcome.issue
    if outcome.status == "not_yet":
        hour = newspaper.publication_hour
        return f"ask again from {hour}:00 on, Asia/Shanghai." if clock.now().hour < hour else "ask again later."
    if issue is None:
        return "nothing is published."
    if outcome.status == "unknown":
        reasons = _front_reasons(issue)
        caution = " A 404 proves nothing: there may be an issue all the same." if "http_404" in reasons else ""
        return f"{issue.front_page} gave {reasons}.{caution}"
    if outcome.status == "blocked":
        return f"the site refuses the visitor: {issue.front_page} gave {_front_reasons(issue)}."
    parts = [
        *(
            _absentees(kind, issue)
            for kind in ("page", "article")
            if any(one.kind == kind for one in issue.account.missing)
        ),
        *filter(None, [uncounted_articles(issue.account)]),
        *_refusals(issue),
        *_flagged(issue),
    ]
    return "; ".join(parts) or "pages, and not one article on any of them"


def _flagged(issue: Issue) -> Iterator[str]:
    flags = issue.account.flags
    cut, stray, unread, withheld = (flags.get(one, 0) for one in (CUT_SHORT, LINKS_ELSEWHERE, UNREAD_TEXT, WITHHELD))
    if cut:
        yield f"{cut} cut short"
    if stray:
        yield f"{counted(stray, 'page')} whose links lead elsewhere ({LINKS_ELSEWHERE})"
    if unread:
        yield f"{counted(unread, 'article')} with words that no selector reads ({UNREAD_TEXT})"
    if withheld:
        yield f"a later reading waits, which lacks {counted(withheld, 'record')}"


def _front_reasons(issue: Issue) -> str:
    reasons = [one.reason for one in issue.account.missing if one.url == issue.front_page] or [*issue.account.rejected]
    return ", ".join(reasons) or "no page"


def _absentees(kind: str, issue: Issue) -> str:
    missing = [one for one in issue.account.missing if one.kind == kind]
    reasons = Counter(one.reason for one in missing)
    names = ", ".join(map(_name, missing[:NAMED]))
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    return f"{counted(len(missing), kind)} missing ({times(reasons)}): {names}{more}"


def _name(one: Missing) -> str:
    place = "" if one.page_label is None else f"p.{one.page_label}"
    if one.kind == "page":
        return place or one.url or "?"
    headline = one.headline or one.id or one.url or "?"
    return f"{place} {headline if len(headline) <= 20 else headline[:19] + '…'}".strip()


def _refusals(issue: Issue) -> Iterator[str]:
    """What another capture might give; what was refused for its print is no lack."""
    reasons = Counter({one: number for one, number in issue.account.rejected.items() if not is_of_print(one)})
    if reasons:
        yield f"{reasons.total()} refused ({times(reasons)}): see rejected.jsonl"
