"""An issue that is complete, and of which a file is lost or cut: the same command makes it again, without a request."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.account.issues import crawl
from tests.press import Press
from tests.recording.crawling import folder_of, published_bytes
from tests.recording.whole_issue import DATE, archive, press

__all__ = ["archive", "press"]


@pytest.mark.parametrize(("name", "size"), [("articles.jsonl", None), ("pages.jsonl", None), ("articles.jsonl", 500)])
def test_it_is_not_called_complete(press: Press, archive: Path, name: str, size: int | None) -> None:
    before = published_bytes(folder_of(archive))
    path = folder_of(archive) / name
    if size is None:
        path.unlink()
    else:
        os.truncate(path, size)
    press.requests.clear()
    again = crawl(press, archive, *DATE)
    assert (again.status, "Nothing to do" in again.said) == (0, False)
    assert published_bytes(folder_of(archive)) == before
    assert press.requests == []
