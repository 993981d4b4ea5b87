"""Captures from elsewhere: saved pages, text captures, WARC and WET files. Preserved first, parsed from the archive.

Two passes. The first one finds what may belong to an issue; the second one files indexes, pages and texts by their
own word, then what pages announce with the issue of those pages, and by its address what no page announces.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from archive.captures.dates import seconds
from archive.captures.store import Captures
from archive.captures.text_address import HandPlacement, hand_placement, unplaced
from archive.issues.lock import newspaper_lock
from archive.issues.obstacles import Blocked, reason_not_to_write
from archive.record.identifiers import IssueKey
from crawler.platforms.contract import Newspaper

from .announcements import Announcements
from .candidates import STANDS_IN_LEFT, Candidate, Material
from .finding import Finder
from .imports import Imports, told_of
from .placed_texts import issues_of_texts, last_placements

Filing = Mapping[IssueKey, Sequence[tuple[Candidate, str]]]
"""By issue, what belongs there, each with its address in the captures of that issue."""


class Importer:
    """Files captures into the issues of ``newspapers``: ``add`` each file, then ``file`` what was found.

    A text capture, which does not say of which newspaper it is, belongs to the first of them; ``placement`` is what a
    person said of one. A context manager: it holds the locks of the newspapers that it writes to.
    """

    def __init__(self, archive: Path, newspapers: Sequence[Newspaper], placement: HandPlacement | None = None) -> None:
        self.imports = Imports()
        self._archive = archive
        self._newspapers = newspapers
        self._finder = Finder(newspapers, placement, self.imports)
        self._open = ExitStack()
        self._locked: set[str] = set()
        self._added: dict[Path, Path] = {}  # each file as it was found first, by where it lies
        self._sources: defaultdict[Path, set[Path]] = defaultdict(set)  # what was named, by the file that it led to
        self._holding: defaultdict[str, set[Path]] = defaultdict(set)  # the same, by the text that is placed
        self._captures: tuple[Path, Captures] | None = None
        self._holders: Mapping[str, Mapping[IssueKey, float]] | None = None  # of each text, before it is placed

    def __enter__(self) -> Importer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with suppress(*(() if kind is None else (OSError,))):  # on a full disk the first error says it
            self._close_captures()
        self._open.close()

    def add(self, path: Path) -> None:
        """Find what a file holds, or the files in a folder and its folders; nothing is written.

        What was added before, by whichever name, is not added again.
        """
        if not path.is_dir():
            self._add_once(path, path, is_asked=True)
            return
        is_empty = True
        for folder, folders, names in os.walk(path, onerror=self._finder.not_listed):
            folders[:] = sorted(name for name in folders if Path(folder, name).resolve() != self._archive.resolve())
            self.imports.passed_over.update(("folder", "a link") for name in folders if Path(folder, name).is_symlink())
            for file in (Path(folder, name) for name in sorted(names)):
                is_empty = False
                if file.is_file():  # no pipe: nobody may ever write to it
                    self._add_once(file, path, is_asked=False)
                else:
                    self._finder.no_file(file)
        if is_empty:
            self.imports.refused.setdefault(path, "there is no file in it")

    def _add_once(self, path: Path, source: Path, *, is_asked: bool) -> None:
        file = path.resolve()
        is_new = file not in self._added
        self._sources[self._added.setdefault(file, path)].add(source)
        if is_new:
            self._finder.add(path, is_asked=is_asked)

    def file(self) -> None:
        """Record what was found in the captures of its issues.

        Raises:
            Locked: another process writes to the newspaper's archive.
            OSError: the archive cannot be read or written.
        """
        for one in self._finder.found:
            if hand_placement(one.location.url) is not None:  # captures of ours hold where it stood before, too
                self._holding[unplaced(one.location.url)] |= self._sources[one.path]
        with told_of(self._archive):
            self._file_all(self._finder.found)

    def _file_all(self, found: Sequence[Candidate]) -> None:
        waiting = Announcements(
            self._newspapers, self._archive, (one for one in found if not one.location.is_first), self.imports.leave
        )
        self._file(_by_their_own_word(found))
        for issue in sorted(self.imports.issues | waiting.named_issues):
            waiting.look_at(issue, asks_calendar=issue in self.imports.issues)
        self._file_due(waiting)
        waiting.look_everywhere()
        self._file_due(waiting)
        waiting.own_issues()
        self._file_due(waiting)
        for candidate in waiting.left():
            self._finder.pass_over(candidate, candidate.location.otherwise)

    def _file_due(self, waiting: Announcements) -> None:
        """File what is announced, and then what that announces."""
        while due := waiting.due():
            self._file(due)
            for issue in due:
                waiting.look_at(issue, asks_calendar=True)

    def _file(self, due: Filing) -> None:
        for issue in sorted(due):
            if issue not in self.imports.left:
                self._lock(issue)
                with self._leaving(issue):
                    self._check(issue)
                    self._file_in(issue, due[issue])
                    self._close_captures()

    @contextmanager
    def _leaving(self, issue: IssueKey) -> Iterator[None]:
        """Leave ``issue``, which alone is read or written meanwhile, as it is if that cannot be done."""
        try:
            yield
        except (Blocked, OSError) as error:
            self.imports.leave(issue, error)
            if self._captures is not None and self._captures[0] == issue.folder(self._archive):
                self._captures = None

    def _check(self, issue: IssueKey) -> None:
        """Raises Blocked if something stands in the way of writing to an issue."""
        why = reason_not_to_write(issue.folder(self._archive))
        if why is not None:
            raise Blocked(why)

    def _file_in(self, issue: IssueKey, due: Sequence[tuple[Candidate, str]]) -> None:
        for candidate, url in due:
            material = self._finder.material(candidate)
            if material is None:
                continue
            if material.kind == "response" and not material.date and self._is_calendar(issue, url):
                self._finder.pass_over(candidate, "a calendar without the date on which it was captured")
                continue
            if hand_placement(url) is None:
                self._record(issue, material, url)
            elif not self._place(issue, material, url, candidate):
                continue
            self.imports.taken |= self._sources[candidate.path]
            self.imports.taken |= self._holding.get(unplaced(url), set())

    def _is_calendar(self, issue: IssueKey, url: str) -> bool:
        """Whether an address is that of the calendar: dated to the import, it would prove what it does not."""
        newspaper = next(one for one in self._newspapers if one.code == issue.newspaper)
        calendar = newspaper.platform(issue.issue_date).calendar(issue)
        return calendar is not None and calendar.url == url

    def _record(self, issue: IssueKey, material: Material, url: str) -> None:
        self.imports.issues.add(issue)
        captures = self._captures_of(issue)
        size = captures.size
        entry = material.record(captures, url)
        if entry.offset < size or entry.is_revisit:
            self.imports.known += 1
        else:
            self.imports.captures += 1
            self.imports.giving_way += entry.is_document and captures.has_success(url)

    def _place(self, issue: IssueKey, material: Material, url: str, candidate: Candidate) -> bool:
        """Record a text where it was placed, and in the issues where it stood before, that it stands there no more.

        All of that or nothing: with one of them left as it is, the text would stand in two. Of a text in captures of
        ours, what was said of it since stays. Whether it is there then.
        """
        if self._holders is None:  # now that the newspaper is locked
            texts = [one.location.url for one in self._finder.found if hand_placement(one.location.url) is not None]
            self._holders = issues_of_texts(self._archive, self._newspapers[0], texts, self.imports.leave)
        holders = self._holders[unplaced(url)]
        placed_on = candidate.placed_on
        if placed_on and any(moment > seconds(placed_on) for moment in holders.values()):
            self.imports.known += 1
            self.imports.issues |= holders.keys() - self.imports.left.keys()
            return True
        others = sorted(holders.keys() - {issue})
        for other in others:
            with self._leaving(other):
                self._check(other)
        if not self.imports.left.keys().isdisjoint(others):
            self._finder.pass_over(candidate, STANDS_IN_LEFT)
            return False
        self._record(issue, material, url)
        if others:
            self._close_captures()
        for other in others:
            with self._leaving(other):
                captures = self._captures_of(other)
                size = captures.size
                self.imports.moved += material.record(captures, url).offset >= size
                self._close_captures()
                self.imports.issues.add(other)
        return True

    def _lock(self, issue: IssueKey) -> None:
        if issue.newspaper not in self._locked:
            self._open.enter_context(newspaper_lock(self._archive, issue.newspaper))
            self._locked.add(issue.newspaper)

    def _captures_of(self, issue: IssueKey) -> Captures:
        folder = issue.folder(self._archive)
        if self._captures is None or self._captures[0] != folder:
            self._close_captures()
            self._captures = folder, Captures(folder)
        return self._captures[1]

    def _close_captures(self) -> None:
        captures, self._captures = self._captures, None
        if captures is not None:
            captures[1].close()


def _by_their_own_word(found: Sequence[Candidate]) -> Filing:
    """The indexes, pages and texts among what was found, by the issue that each of them names."""
    filing: dict[IssueKey, list[tuple[Candidate, str]]] = defaultdict(list)
    first = [candidate for candidate in found if candidate.location.is_first]
    texts = [candidate for candidate in first if hand_placement(candidate.location.url) is not None]
    others = (candidate for candidate in first if hand_placement(candidate.location.url) is None)
    for candidate in (*others, *last_placements(texts)):
        if candidate.location.issue is not None:
            filing[candidate.location.issue].append((candidate, candidate.location.url))
    return filing
