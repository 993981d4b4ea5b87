"""What is said of captures that are whole and not as they were sealed. Most of it is shown beside the seal itself."""

from __future__ import annotations

from pathlib import Path

from archive.captures.check import checked_captures
from archive.captures.repair import mend_captures
from archive.captures.seal import seal_as_read
from archive.captures.store import Captures
from tests.archive.captures.test_store import add


def test_captures_behind_an_older_seal_are_named(tmp_path: Path) -> None:
    """It was put back from a copy: nothing says that they were read."""
    with Captures(tmp_path) as captures:
        add(captures, 1)
        sealed = captures.size
    seal_as_read(tmp_path)
    seal = (tmp_path / "captures.seal").read_bytes()
    with Captures(tmp_path) as captures:
        add(captures, 2)
        more = captures.size - sealed
    seal_as_read(tmp_path)
    (tmp_path / "captures.seal").write_bytes(seal)
    what = f"{more:,} bytes behind what was sealed, and 1 of 2 captures, which may not be read yet, in them"
    assert [fault.what for fault in checked_captures(tmp_path, [], is_published=True).faults] == [what]
    mend_captures(tmp_path)
    what = "1 of 2 captures not read yet: an import or a crawl was interrupted"
    assert [fault.what for fault in checked_captures(tmp_path, [], is_published=True).faults] == [what]
