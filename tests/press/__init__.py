"""A press: prints newspapers that do not exist and serves them on loopback.

``edited_paper`` makes up an issue (a ``Paper``, which also is the truth about it), ``printed_files`` prints it in the
markup of the dzb platform, ``Press`` serves issues and, where told to, faults.
"""

from tests.press.copy import Block, JumpNote, Line, Paper, Person, Photo, Sheet, Story, Title
from tests.press.dzb import index_page, index_path, printed_files
from tests.press.editor import Order, edited_paper
from tests.press.faults import Fault, Kind
from tests.press.quirks import ALL_QUIRKS, EVERYDAY, Quirk
from tests.press.server import Press
from tests.press.truth import expected_announcements, expected_clipping, expected_clippings
from tests.press.wire import Request

__all__ = [
    "ALL_QUIRKS",
    "EVERYDAY",
    "Block",
    "Fault",
    "JumpNote",
    "Kind",
    "Line",
    "Order",
    "Paper",
    "Person",
    "Photo",
    "Press",
    "Quirk",
    "Request",
    "Sheet",
    "Story",
    "Title",
    "edited_paper",
    "expected_announcements",
    "expected_clipping",
    "expected_clippings",
    "index_page",
    "index_path",
    "printed_files",
]
