"""From the bytes of a capture to a tree: encoding, gates, and text with its printed line breaks."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Container, Sequence
from typing import cast

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

from .capture import Capture
from .errors import BlockPage, EmptyResponse, NotHtml, ParseError, SoftNotFound, TooDeep, TooLarge
from .limits import check_markup

_BOM = b"\xef\xbb\xbf"
_REPLACEMENT = "\ufffd".encode()
_NOT_TEXT = re.compile(rb"\A\s*(?:\x89PNG|\xff\xd8\xff|GIF8|%PDF|PK\x03\x04|\x1f\x8b)")
_NOTICE_LENGTH = 400  # characters; a page that says "not found" or asks for a captcha says little else
_NOTICE_ALONE = 60  # of a text without a frame: a short article may be about captchas
_SOFT_404 = re.compile(  # looked for in text without blanks, as is _BLOCK
    "页面不存在|页面没有找到|找不到(?:您|你)?(?:要|所)?(?:访问|请求)?的?页面|无法找到该页|404NotFound"
)
_BLOCK_NOTICE = "验证码|安全验证|人机验证|滑动验证|访问过于频繁|访问被拦截"
_BLOCK = re.compile(f"{_BLOCK_NOTICE}|captcha|AccessDenied", re.IGNORECASE)
UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)  # the mark by which it is known
_NOTICE_BYTES = 200  # of a notice without markup: no page and no index says so little
_NOTICE = re.compile(_BLOCK_NOTICE)  # not what a robots.txt may forbid: /captcha
_BLOCK_WORDS = ("验证", "频繁", "拦截")
_BLOCK_BYTES = tuple(word.encode(name) for word in _BLOCK_WORDS for name in ("utf-8", "gb18030"))
_BLOCK_ASCII = (b"captcha", b"denied")
_SAVED_FROM = re.compile(  # where a page begins: an article may print such a comment
    rb"(?:\xef\xbb\xbf)?\s*(?:<(?:[!?]|html\b|head\b)[^>]*>\s*)*?<!--\s*saved from url=\(\d+\)(\S+)\s*-->",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_VISIBLE = etree.XPath("//text()[not(parent::script or parent::style)]", smart_strings=False)
_LINE_BREAKS = frozenset(("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4"))
_OF_THE_WEB = frozenset(  # as Python calls them
    {
        *("gb18030", "big5hkscs", "utf-8", "utf-16", "utf-16-be", "utf-16-le"),
        *("euc_jp", "iso2022_jp", "cp932", "cp949", "koi8-r", "koi8-u", "mac-roman", "cp866", "cp874"),
        *(f"cp{number}" for number in range(1250, 1259)),
        *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    }
)
"""The encodings of the WHATWG standard. Python knows others: some are none of text (``hex``), some run for hours."""

Element = etree._Element  # noqa: SLF001 - the class has no public name


def decoded_text(body: bytes, content_type: str | None) -> tuple[str, bool]:
    """The text of a page, and whether some of it is lost for good (holds U+FFFD).

    Order: BOM, strict UTF-8, HTTP header, ``<meta>``, GB18030. UTF-8 goes before what is declared, because bytes in
    another Chinese encoding hardly ever happen to be UTF-8, while declarations are wrong on real sites both ways.
    """
    name = "utf-16" if body.startswith(UTF_16) else "utf-8"
    try:
        return body.removeprefix(_BOM).decode(name), False
    except UnicodeDecodeError:
        pass
    declared = (http_content_type_encoding(content_type), html_body_declared_encoding(body))
    candidates = [name for name in (*declared, "gb18030") if name is not None]
    for name in candidates:
        codec = resolve_encoding(name)
        if codec == "utf-8" or codec not in _OF_THE_WEB:
            continue
        try:
            return body.decode(codec), False
        except UnicodeDecodeError:
            continue
    # Every reading loses something: keep the one that loses least.
    readings = [body.decode(resolve_encoding(name) or "utf-8", "replace") for name in ("utf-8", "gb18030")]
    return min(readings, key=lambda text: text.count("\ufffd")), True


def _utf8(body: bytes, content_type: str | None) -> tuple[bytes, bool]:
    """Like ``decoded_text``, in UTF-8: what is UTF-8 already, as nearly every page, is not encoded again."""
    data, lossy = body.removeprefix(_BOM), False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text, lossy = decoded_text(body, content_type)
        data = text.encode("utf-8", "replace")
    # NUL ends the text for libxml2: everything after it would be lost.
    return data.replace(b"\0", b""), lossy


def html_tree(capture: Capture) -> tuple[Element, tuple[str, ...]]:
    """The tree of a capture, and the flags that its bytes deserve.

    Raises:
        NotHtml, EmptyResponse, TooLarge, TooDeep, TooComplex: there is nothing to build a tree from.
    """
    body = capture.body
    if capture.is_too_large:
        raise TooLarge(capture.url)
    if not body or body.isspace():
        raise EmptyResponse(capture.url)
    if _NOT_TEXT.match(body[:64]) or b"<" not in body:
        raise NotHtml(capture.url)
    data, lossy = _utf8(body, capture.content_type)
    check_markup(data, capture.url)
    # One parser a page: a reused one keeps every name it ever met.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    tree = etree.fromstring(data, parser)
    if tree is None:
        raise NotHtml(capture.url)
    last = parser.error_log.last_error
    if last is not None and last.type_name == "ERR_RESOURCE_LIMIT":  # libxml2 drops what lies deeper
        raise TooDeep(capture.url)
    is_cut = capture.is_cut or not _is_closed(data)
    flags = [
        *(["cut_short"] if is_cut else []),
        *(["replacement_character"] if lossy or _REPLACEMENT in data else []),
    ]
    return tree, tuple(flags)


def _is_closed(data: bytes) -> bool:
    """Whether a page has its end; a fragment, which has no beginning either, needs none.

    Every page on record ends with ``</html>``, a comment behind it at most.
    """
    if data.rfind(b"</html") >= 0:  # from the end on
        return True
    lowered = data.lower()
    return b"</html" in lowered or not (b"<html" in lowered or b"<!doctype html" in lowered)


def saved_from(body: bytes) -> str | None:
    """The address that a browser notes in a page when it saves it with its pictures as files."""
    match = _SAVED_FROM.match(body)
    return None if match is None else match[1].decode("utf-8", "replace")


def refusal(url: str | None, tree: Element) -> ParseError | None:
    """What a page that fits no layout says it is: a captcha, "no such page", or ``None`` for neither."""
    return _refusal(url, cast("list[str]", _VISIBLE(tree)), _NOTICE_LENGTH)


def refusal_of_text(url: str | None, text: str) -> ParseError | None:
    """The same of the text of a page alone, without the frame by which a short article is told from a notice."""
    return _refusal(url, [text], _NOTICE_ALONE)


def _refusal(url: str | None, texts: Sequence[str], longest: int) -> ParseError | None:
    notice = ""
    for word in (match.group() for text in texts for match in _WORD.finditer(text)):
        notice += word
        if len(notice) > longest:
            return None
    if _BLOCK.search(notice):
        return BlockPage(url)
    return SoftNotFound(url) if _SOFT_404.search(notice) else None


def says_blocked(capture: Capture) -> bool:
    """Whether a capture is a captcha or refuses the visitor, whatever it calls itself: such words in very few words.

    An article about captchas is longer, and stands in its newspaper's frame.
    """
    if capture.is_too_large or _NOT_TEXT.match(capture.body[:64]) or not _has_block_words(capture.body):
        return False
    if b"<" not in capture.body:
        text, _ = decoded_text(capture.body[:_NOTICE_BYTES], capture.content_type)
        return len(capture.body) <= _NOTICE_BYTES and _NOTICE.search(text) is not None
    try:
        tree, _ = html_tree(capture)
    except ParseError:
        return False
    return isinstance(refusal(capture.url, tree), BlockPage)


def _has_block_words(body: bytes) -> bool:
    """A cheap look before a tree is built, in both encodings. Several plain searches cost less than one expression."""
    if any(word in body for word in _BLOCK_BYTES):
        return True
    lowered = body.lower()
    return any(word in lowered for word in _BLOCK_ASCII)


def printed_text(element: Element, without: Container[Element] = frozenset()) -> str:
    """Text of an element, a newline wherever print would break the line; blanks as they stand.

    Nothing is read of elements in it that are among ``without``.
    """
    if len(element) == 0:
        return element.text or ""
    parts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if not isinstance(node.tag, str):
            continue
        if event == "start":
            if node is not element and (node in without or node.tag == element.tag == "a"):  # a link never closed
                walker.skip_subtree()
                continue
            if node.tag in _LINE_BREAKS and node is not element:
                parts.append("\n")
            if node.text and node.tag not in ("script", "style"):
                parts.append(node.text)
        elif node is not element:
            if node.tag in _LINE_BREAKS and node.tag != "br":
                parts.append("\n")
            if node.tail:
                parts.append(node.tail)
    return "".join(parts)
