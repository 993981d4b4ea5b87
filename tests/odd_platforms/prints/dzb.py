"""The dzb platform, as the press prints it for everybody (``tests/press/dzb.py``)."""

from __future__ import annotations

from tests.odd_platforms.prints.printing import Printing
from tests.press import Sheet, Story, printed_files


class DzbPrinting(Printing):
    """海角日报 until it changed its system."""

    home = "http://www.hjrb.invalid"

    @property
    def front(self) -> str:
        return self.page_url(self.paper.sheets[0])

    def page_url(self, sheet: Sheet) -> str:
        return self.home + sheet.path

    def article_url(self, sheet: Sheet, story: Story) -> str:  # noqa: ARG002 - where it stands first
        return self.home + story.path

    def texts(self) -> dict[str, bytes]:
        return {self.home + path: body for path, body in printed_files(self.paper).items() if path.endswith(".html")}
