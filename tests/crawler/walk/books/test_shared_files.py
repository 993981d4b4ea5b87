"""Which records a file shows, and which of those that are announced it lacks."""

from __future__ import annotations

from dataclasses import replace

from crawler.walk.books.shared_files import SharedFiles
from tests.archive.records import announcement, page

FILE = "https://press.example/issue.html"


def test_what_a_file_should_hold_and_does_not_is_lost() -> None:
    """What is announced without an address, or with a file of its own, is no matter of the file's."""
    shared = SharedFiles()
    in_file = [replace(announcement(number), url=f"{FILE}#a{number}") for number in (1, 2)]
    elsewhere = replace(announcement(3), url="https://press.example/3.html")
    unlinked = replace(announcement(4), url=None)
    refused = replace(announcement(5), url=f"{FILE}#a5", refused="unusable_link")
    shared.note(replace(page("1", *in_file, elsewhere, unlinked, refused), url=f"{FILE}#p1"), FILE)
    assert shared.losses({}) == dict.fromkeys((f"{FILE}#a1", f"{FILE}#a2"), "not_in_file")
    other = SharedFiles()
    other.note(replace(page("1", *in_file), url="https://press.example/1.html"), "https://press.example/1.html")
    assert other.losses({}) == {}
    assert other.losses({FILE: "timeout"}) == dict.fromkeys((f"{FILE}#a1", f"{FILE}#a2"), "timeout")
