"""Captures that give no record. Each error carries the code that stands in the account."""

from __future__ import annotations

from typing import ClassVar


class ParseError(Exception):
    """A capture that gives no record. ``reason`` is the code that stands in the account."""

    reason: ClassVar[str] = "unreadable"

    def __init__(self, url: str | None, detail: str = "") -> None:
        super().__init__(url, detail)
        self.url = url
        self.detail = detail

    def __str__(self) -> str:
        return ": ".join(part for part in (self.url or "no address", self.reason, self.detail) if part)


class UnknownLayout(ParseError):
    """The page matches none of the platform's layouts: a redesign, or not a page of the newspaper at all."""

    reason = "unknown_layout"


class BodyAlone(UnknownLayout):
    """A text capture of an article's body: nothing on it says of which newspaper, date and page it is."""


class MissingHeadline(ParseError):
    """A text capture without a headline has no identity."""

    reason = "missing_headline"


class NotHtml(ParseError):
    """The body is something else: a picture, a PDF, binary data."""

    reason = "not_html"


class EmptyResponse(ParseError):
    """Nothing but white space."""

    reason = "empty_response"


class TooLarge(ParseError):
    """More bytes than any page of a newspaper has."""

    reason = "too_large"


class TooDeep(ParseError):
    """Nested beyond what libxml2 builds (2,048 levels); the rest would be lost silently."""

    reason = "too_deep"


class TooComplex(ParseError):
    """More elements, or more attributes, than any page of a newspaper has."""

    reason = "too_complex"


class SoftNotFound(ParseError):
    """Status 200, and a text that says that there is no such page."""

    reason = "soft_404"


class BlockPage(ParseError):
    """The site asks for a captcha or refuses the visitor."""

    reason = "block_page"


class EmptyCatalogue(ParseError):
    """The newspaper's frame without a single page in it: not out yet, or no issue that day."""

    reason = "empty_catalogue"


class AnotherIssue(ParseError):
    """The address of one issue answers with another one's page."""

    reason = "another_issue_shown"


class AnotherNewspaper(ParseError):
    """The address of one newspaper answers with another one's page."""

    reason = "another_newspaper_shown"
