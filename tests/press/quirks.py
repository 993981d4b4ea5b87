"""What newspapers do that a parser must survive. Each quirk is printed only when an issue is edited with it."""

from __future__ import annotations

from enum import StrEnum


class Quirk(StrEnum):
    """One habit of the printed page or of the platform's markup.

    Layout pages always show their first article inline, with the classes of an article page: the real ones do,
    so there is no quirk for it.
    """

    SPREADS = "spreads"  # pages 2-3 and 4-5 are one layout page each: token 2-3, label 2/3
    WRAPPED_SPREAD = "wrapped-spread"  # 2 and the last page but one are one sheet: token 2-15; not in ALL_QUIRKS
    ZERO_PADDED = "zero-padded"  # page tokens and labels 01, 02, …; not in ALL_QUIRKS
    VERTICAL = "vertical"  # some articles stand in the vertical (竖) template
    AREA_ONLY = "area-only"  # a notice known from the image map alone, its title empty, without a headline
    LIST_ONLY = "list-only"  # an article in the list of its page without an area
    MANY_AREAS = "many-areas"  # several areas lead to one article
    HEADLINE_LINES = "headline-lines"  # a headline of several lines: <br>, two blanks, U+3000
    KICKER = "kicker"  # 引题
    SUBHEADLINES = "subheadlines"  # 副题, one or two, each with a leading ——
    BYLINE_FIELD = "byline-field"  # span.dzb-author-box, sometimes repeated at the start of the body
    BYLINE_START = "byline-start"  # ◆某某 · 文/某某 · 首席记者  某某 · a bare name, as the first line of the body
    BYLINE_END = "byline-end"  # last line, after two blanks, or glued to the last full stop or quotation mark
    LETTER_SPACED = "letter-spaced"  # 吴 越
    FALSE_NAME = "false-name"  # the body begins with a section head that looks like a bare name
    TEASER = "teaser"  # the lead of the front page: >>>详见… and nothing else
    BLANKS_ONLY = "blanks-only"  # one p.dzb-desc-box; paragraphs known by four leading blanks alone
    BR_PARAGRAPHS = "br-paragraphs"  # one p.dzb-desc-box; paragraphs separated by <br>
    NBSP_INDENT = "nbsp-indent"  # paragraphs indented by four &nbsp; or two U+3000
    PICTURE_ONLY = "picture-only"  # a headline, a photo, no text
    NOTICE = "notice"  # 公告, 声明
    CONTENTS = "contents"  # 导读
    ADVERTISEMENT_PAGE = "advertisement-page"  # the last page is named 广告 and announces nothing
    JUMPS = "jumps"  # 下转第N版 on the front page, 上接第1版 on page N
    SLASH_NAMES = "slash-names"  # page names of several sections: 江湾印象/目击
    TWO_PAGES = "two-pages"  # the last page announces an article of the front page too, at the same address
    HTM = "htm"  # links end in .htm


ALL_QUIRKS = frozenset(Quirk) - {Quirk.ZERO_PADDED, Quirk.WRAPPED_SPREAD}
"""All that one issue can have: zero padding belongs to a title whose front page is 01; a wrapped one has no spreads."""

EVERYDAY = frozenset(
    {
        Quirk.VERTICAL,
        Quirk.MANY_AREAS,
        Quirk.HEADLINE_LINES,
        Quirk.KICKER,
        Quirk.SUBHEADLINES,
        Quirk.BYLINE_FIELD,
        Quirk.BYLINE_START,
        Quirk.BYLINE_END,
        Quirk.LETTER_SPACED,
        Quirk.BLANKS_ONLY,
        Quirk.BR_PARAGRAPHS,
        Quirk.NBSP_INDENT,
        Quirk.SLASH_NAMES,
    }
)
"""What any issue has, and what leaves the number of pages and of articles as ordered."""
