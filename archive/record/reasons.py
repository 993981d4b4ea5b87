"""Why something is missing or refused, and what is doubtful: closed vocabularies, as data."""

from __future__ import annotations

CUT_SHORT = "cut_short"
NOT_CAPTURED = "not_captured"
LINKS_ELSEWHERE = "links_elsewhere"
ANOTHER_ISSUE = "another_issue"
UNUSABLE_LINK = "unusable_link"
PAGE_WITHOUT_ADDRESS = "page_without_address"
UNREAD_TEXT = "unread_text"
NOTHING_SHOWN = "nothing_shown"

NOT_WHOLE = frozenset({CUT_SHORT, LINKS_ELSEWHERE})
"""Flags of what another capture of its address may give whole. Its issue stays partial."""

REFUSALS_OF_PRINT = {
    "no_content": "It has neither headline nor body, photo or jump note: it cannot be an article.",
    "off_site_link": "Its address is on a host that is not the newspaper's.",
    UNUSABLE_LINK: "Its address is none of an article: a script, a page, nothing at all.",
    ANOTHER_ISSUE: "A catalogue leads to a page of another issue.",
    "duplicate_id": "Another article of this issue has the same identifier and another text.",
    "duplicate_text": "A text capture of an article that is archived from its own address.",
}
"""Refused for what was printed: the account is complete with them."""

REFUSALS_OF_CAPTURES = {
    "unknown_layout": "It matches no layout: a redesign, or not a page of this newspaper.",
    "missing_headline": "A text capture without a headline has no identity.",
    "not_html": "The response is not HTML.",
    "empty_response": "The response is empty.",
    "too_large": "The response, or the text in it, is larger than any page a newspaper prints.",
    "too_deep": "The response is nested deeper than can be read whole.",
    "too_complex": "The response has more elements or attributes than any page a newspaper prints.",
    "soft_404": "Status 200, and a text that says that there is no such page.",
    "block_page": "The site asks for a captcha or refuses the visitor.",
    NOTHING_SHOWN: "A page announces it under a headline, and its address shows nothing.",
    "another_issue_shown": "Its address answers with what another issue printed.",
    "another_newspaper_shown": "Its address answers with what another newspaper printed, whose pages it lists.",
    "another_article_shown": "Its address answers with another article, whose own shows the same, or the one of this.",
    PAGE_WITHOUT_ADDRESS: "A catalogue lists the page, its link leads nowhere, and no catalogue has its address.",
    "empty_catalogue": "The newspaper's frame without a page in it.",
    "invalid": "A field does not fit the schema; the field is named after the colon.",
    "unreadable": "The parser failed on it: please report.",
}
"""Refused for what was captured: another capture may give it, so the issue stays partial."""

LOSSES = {
    NOT_CAPTURED: "Nothing was imported or recorded for this address.",
    "not_a_picture": "The address of a picture answered with a text, or with nothing.",
    "not_in_file": "The file in which it should stand was captured, and does not show it.",
    "not_recorded": "Asked for offline, and never recorded.",
    "http_NNN": "The server answered with that status, to the last attempt.",
    "not_http": "The server answered with a status that HTTP does not have.",
    "timeout": "No answer in time.",
    "network_error": "No connection, or one that broke.",
    "truncated_response": "Fewer bytes than announced.",
    "robots_disallowed": "The site's robots.txt forbids it.",
    "robots_unreachable": "Not asked for: nobody could say what the site's robots.txt allows.",
    "blocked": "Not asked for: the site had refused the visitor.",
    "bad_certificate": "Not asked for: the certificate of the host cannot be trusted.",
    "quiet_hours": "Not asked for: it was within hours in which nothing may be.",
    "redirected_off_site": "It leads to another host, which is not followed.",
    "redirected_elsewhere": "It leads to an address that is not its own.",
    "too_many": "Not asked for: its issue has more pages, articles or bytes than any newspaper prints.",
    "ignored": "A component that the operator added or switched on did not let it be asked, or dropped the answer.",
    "over_maxsize": "The answer is larger than `DOWNLOAD_MAXSIZE`, and was not taken.",
    "dropped": "A pipeline or a spider middleware of the operator's dropped it.",
    "unhandled": "This program, or a component of the operator's, failed on the answer: please report.",
}
"""Asked for and not got."""

WITHHELD = "withheld"

FLAGS = {
    "body_only": "A text of the body alone; its address, or whoever imported it, says where it stands.",
    CUT_SHORT: "It ends before its end: without `</html>`, or within what it was packed in. Its issue stays partial.",
    LINKS_ELSEWHERE: "Its links lead out of its issue, as in a copy or after a move. Its issue stays partial.",
    "date_conflict": "The date printed on it is not that of its address.",
    "empty_body": "No text, no photo and no jump note, only a headline.",
    "no_articles": "Pages, and not one article on any of them (counted once for the issue).",
    "no_headline": "No headline, but text or photo.",
    "private_use_glyph": "Characters of a private font, which mean nothing elsewhere.",
    "replacement_character": "Bytes that no encoding reads; each stands as U+FFFD.",
    "unknown_label": "The page's label is unreadable; the one in its address is used.",
    UNREAD_TEXT: "Words stand in the box of its body where the layout reads nothing. Its issue stays partial.",
    "unreadable_region": "An area of the image map without usable corners, or with corners on no facsimile.",
    "control_character": "Control characters, or marks that turn the direction of writing, were in it and were cut.",
    "headlines_run_together": "How many headlines the page announces cannot be told: they run together in one line.",
    "saved_picture": "A browser saved it with its pictures: what their addresses were is not known.",
    WITHHELD: "A later reading would have lost records (counted: how many) and waits. Its issue stays partial.",
}
"""Kept and doubtful."""

BLOCKED = frozenset({"block_page", "blocked", "http_403", "http_429", "robots_disallowed"})
"""Reasons of a front page that mean that the site refuses the visitor."""

NO_ANSWER = frozenset(
    {
        *("http_403", "http_408", "http_429", "not_http", "block_page"),
        *("timeout", "network_error", "truncated_response"),
        *("robots_disallowed", "robots_unreachable", "blocked", "bad_certificate", "quiet_hours", "too_many"),
        *("ignored", "dropped", "unhandled"),
    }
)
"""Reasons that say nothing about an address: it was not asked, nothing came, or nothing that is ever recorded."""


def is_no_answer(reason: str) -> bool:
    """Whether a reason says nothing about the address: one of ``NO_ANSWER``, or a server that failed."""
    return reason in NO_ANSWER or reason.startswith("http_5")


NOT_THERE = frozenset({"http_404", "soft_404", "empty_catalogue", "another_issue_shown", "redirected_elsewhere"})
"""Reasons of a front page that mean that the site has no such issue, or not yet."""


def is_of_print(reason: str) -> bool:
    """Whether a refusal is about what was printed, so that no other capture would change it."""
    return reason in REFUSALS_OF_PRINT
