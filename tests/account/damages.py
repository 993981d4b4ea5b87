"""The ways in which the files of a published issue are damaged."""

from __future__ import annotations

from tests.account.capture_damages import WARC, wrong_offsets
from tests.account.file_damages import (
    ANY,
    CAPTURES,
    HISTORY,
    INDEX,
    ISSUE,
    JSON,
    LINES,
    RECORDS,
    SEAL,
    Damage,
    last_line_end_lost,
    not_utf_8,
    tab_for_a_blank,
)

DAMAGES: dict[str, tuple[Damage, ...]] = {
    ISSUE: (*ANY, *JSON, tab_for_a_blank),
    **dict.fromkeys((*RECORDS, HISTORY), (*ANY, *JSON, *LINES)),
    CAPTURES: (*ANY, *WARC),
    INDEX: (*ANY, *LINES, wrong_offsets),
    SEAL: (*ANY, *(one for one in JSON if one is not not_utf_8), last_line_end_lost),
}
"""By file, the ways in which it is damaged."""
