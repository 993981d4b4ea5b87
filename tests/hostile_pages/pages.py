"""Pages that are hard to read, each made of a few words, most of which are repeated.

A unit stands on its page as often as fits: into the bytes that a page may have (``full``; refused, or read at once), or
within every limit of ``crawler.platforms.limits``, a hair below it (``edge``; read to its end).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from crawler.platforms.capture import MAX_BODY_BYTES
from crawler.platforms.limits import (
    MAX_ATTRIBUTES,
    MAX_ATTRIBUTES_OF_ONE,
    MAX_CHARACTERS,
    MAX_ELEMENTS,
)

Kind = Literal["page", "article", "text"]
Size = Literal["full", "edge"]

FRAME = (
    '<html><body><span class="dzb-banmian-title">第1版：要闻</span><span class="dzb-banmian-date">2020-03-15</span>'
    '<div class="dzb-enter-mulu-wrap"><div class="dzb-enter-mulu-wrap-nav">'
    '<a href="/html/xmwb/2020-03-15/1.html">第1版:要闻</a></div></div>'
)
HEADLINE = '<h2 class="dzb-title-box">'
BYLINE = '<span class="dzb-author-box">'
BOX = '<div class="dzb-enter-heng-desc-box">'
RUN = '<p class="dzb-desc-box">'
SUB = '<div class="dzb-sub-title-box">'
NAV = '<div class="dzb-enter-mulu-wrap-nav">'
LIST = '<div class="dzb-enter-benban-wrap">'
MAP = '<map id="PagePicMap">'
LABEL = "菜场\n第6版:上海新闻 2020-03-15\n菜场\n"
SPARE = 300  # of whatever is counted: the frame needs some of it

_VALUE = re.compile(r'(?:href|title|coords|src)="?([^"> ]*)')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Hard:
    """``before``, then ``unit`` again and again, in which ``{}`` is its number, then ``after``.

    ``at_most``: how often it is repeated, where it fits more often.
    """

    kind: Kind
    before: str
    unit: str
    after: str = ""
    encoding: str = "utf-8"
    at_most: int = MAX_BODY_BYTES

    def full(self) -> bytes:
        """As many bytes as a page may have."""
        return self._times(self._room(MAX_BODY_BYTES, self._size))

    def edge(self) -> bytes:
        """As many units as are read."""
        characters = self._room(MAX_CHARACTERS, len if self.kind == "text" else _characters_read)
        elements = self._room(MAX_ELEMENTS, lambda text: text.count("<"))
        return self._times(min(self._room(MAX_BODY_BYTES, self._size), characters, elements))

    def _size(self, text: str) -> int:
        return len(text.encode(self.encoding))

    def _times(self, count: int) -> bytes:
        count = min(count, self.at_most)
        parts = self.unit.split("{}")
        units = self.unit * count if len(parts) == 1 else "".join(f"{number:06}".join(parts) for number in range(count))
        return f"{self.before}{units}{self.after}".encode(self.encoding)

    def _room(self, limit: int, measure: Callable[[str], int]) -> int:
        used = SPARE + measure(self.before) + measure(self.after)
        return (limit - used) // max(1, measure(self.unit.replace("{}", "000000")))


def _characters_read(markup: str) -> int:
    """Characters of text, and of the attributes that are read."""
    return len(_TAG.sub("", markup)) + sum(map(len, _VALUE.findall(markup)))


def article(before: str, unit: str, after: str = "", *, encoding: str = "utf-8", at_most: int = MAX_BODY_BYTES) -> Hard:
    return Hard("article", f"{FRAME}{HEADLINE}标题</h2>{before}", unit, after, encoding, at_most)


def page(before: str, unit: str, after: str = "") -> Hard:
    return Hard("page", FRAME + before, unit, after)


def text(before: str, unit: str, after: str = "") -> Hard:
    return Hard("text", before, unit, after)


ATTRIBUTES = "".join(f" a{number}" for number in range(MAX_ATTRIBUTES_OF_ONE - 10))
PICTURE = "<img src=/a.jpg>"
AREA = '<area coords="1,1,2,2,3,3" href=/html/xmwb/2020-03-15/1/{}.html>'
DEEP = 1_900  # levels: libxml2 builds 2,048

HARD: dict[str, Hard] = {
    # trees
    "elements": article(BOX + RUN, "<b></b>"),
    "open elements": article(BOX + RUN, "<b>"),
    "runs": article(BOX, f"{RUN}x</p>"),
    "empty runs": article(BOX, RUN),
    "line ends": article(BOX + RUN, "x<br>"),
    "brackets": article(BOX + RUN, "<"),
    "comments": article(BOX + RUN, "<!--"),
    "scripts": article(BOX + RUN, "<script></script>"),
    "end tags": article(BOX + RUN, "</x>"),
    "crossed tags": article(BOX + RUN, "<b><i></b>"),
    "end tags of nothing": article(BOX + "<b>" * DEEP, "</div>"),
    "runs in elements": article(BOX + "<b>" * DEEP, RUN),
    "tables": article(BOX, "<table><tr><td>x</table>"),
    "entities": article(BOX + RUN, "&amp;"),
    "attributes of one": article(BOX + "<p", " a{}=1", ' class="dzb-desc-box">x</p>'),
    "attributes": article(BOX, f"<p{ATTRIBUTES}>", at_most=MAX_ATTRIBUTES // MAX_ATTRIBUTES_OF_ONE),
    "a long tag": article(BOX + "<", "x", ">"),
    "a long attribute": article(BOX + '<p title="', "aa ", '">'),
    "class names": article(BOX + '<p class="', "c{} ", '">x</p>', at_most=1_000_000),
    "classes": article(BOX, '<p class="dzb-desc-box c{}">x</p>'),
    "deep": article(BOX + "<div>" * DEEP, "x<br>"),
    "deep runs": article(BOX + RUN + "<span>" * DEEP, "x<br>"),
    "up and down": article(BOX, "<div>" * DEEP + "</div>" * DEEP),
    "boxes in boxes": article(BOX * DEEP, f"{RUN}x</p>"),
    "boxes": article("", f"{BOX}{RUN}x</p></div>"),
    "runs in runs": article(BOX + f"{RUN}<object>" * (DEEP // 2), "x<br>"),
    "subheadlines in subheadlines": article(SUB * DEEP, "x<br>"),
    "subheadlines": article("", f"{SUB}x</div>"),
    "headlines": article("", f"{HEADLINE}x</h2>"),
    "maps in maps": page(MAP * DEEP, AREA),
    "areas": page(MAP, AREA),
    "catalogues in catalogues": page(NAV * DEEP, "<a href=x>x</a>"),
    "catalogues of two classes": page(NAV.replace('"', '"x ', 1) * DEEP, "<a href=x>x</a>"),
    "links in links": page(NAV, "<a href=x><b></b><div>"),
    "lists in lists": page(LIST * DEEP, "<a href=x>x</a>"),
    # what is not read, however much there is of it
    "a long script": article("<script>", "var x = '字';\n", "</script>"),
    "a picture in its address": article(f"{BOX}<img src=data:image/png;base64,", "AAAA", ">"),
    "a footer": article("<div>", "字 ", "</div>"),
    "attributes that are not read": article(BOX, f"<p onclick='{'x' * 140}'>", at_most=MAX_ELEMENTS - SPARE),
    "long classes": article(BOX, f"<p class='{'c{} ' * 18}'>", at_most=MAX_ELEMENTS - SPARE),
    "too long classes": article(BOX, f"<p class='dzb-desc-box {'x' * 120}'>", at_most=MAX_ELEMENTS - SPARE),
    # links
    "pages": page("", f"{NAV}<a href=/html/xmwb/2020-03-15/{{}}.html>x</a></div>"),
    "pages elsewhere": page("", f"{NAV}<a href=//x/{{}}>x</a></div>"),
    "articles": page(LIST, "<a href=/html/xmwb/2020-03-15/1/{}.html>x</a>"),
    "articles elsewhere": page(LIST, "<a href=//x/{}>x</a>"),
    "a long address": page(f'{NAV}<a href="', "../", '">x</a>'),
    "a long page name": page(f"{NAV}<a href=/html/xmwb/2020-03-15/2.html>第2版:", "x "),
    "files": page("", "<a href=x.pdf>"),
    "a long file": page('<a href="', "x", '">x</a>'),
    # numbers
    "corners": page(MAP + '<area coords="', "9999,", '9" href=/html/xmwb/2020-03-15/1/1.html>'),
    "digits": page(MAP + '<area coords="', "9", '" href=/html/xmwb/2020-03-15/1/1.html>'),
    "decimals": page(MAP + '<area coords="1.', "9", ',2,3,4,5,6" href=/html/xmwb/2020-03-15/1/1.html>'),
    "corners of many": page(MAP, f'<area coords="{"99,88," * 40}" href=/html/xmwb/2020-03-15/1/1.html>'),
    "an area's headline": page(MAP + '<area coords="1,1,2,2" title="', "aa ", '" href=/x>'),
    "dates": page('<span class="dzb-banmian-date">', "2020-"),
    "a label": page('<span class="dzb-banmian-title">第', " 1 -"),
    # pictures
    "pictures in one box": article(BOX, PICTURE),
    "pictures without address": article(BOX, "<img>"),
    "pictures in boxes": article(BOX, f'<div>{PICTURE}<p class="dzb-img-desc">x 王凯 摄</p></div>'),
    "pictures at every depth": article(BOX + ("<div>" + "<b></b>" * 20) * DEEP, PICTURE, f"{PICTURE}</div>" * DEEP),
    "pictures and credits": article(BOX, f"{PICTURE}{RUN}王凯{{}} 摄</p>"),
    "a credit of all": article(BOX, f"{PICTURE}{RUN}本版图片均由王凯提供</p>"),
    "a caption": article(f'{BOX}<div>{PICTURE}<p class="dzb-img-desc">', "（王凯 摄）"),
    "captions": article(f"{BOX}<div>{PICTURE}", '<p class="dzb-img-desc">x</p>'),
    # print
    "one word": article(BOX + RUN, "字"),
    "latin words": article(BOX + RUN, "aa "),
    "a rare character": article(f"{BOX}{RUN}𠮷", "aa "),
    "blanks": article(f"{BOX}{RUN}x", " ", "y"),
    "ideographic blanks": article(f"{BOX}{RUN}x", "\u3000", "y"),
    "indents": article(BOX + RUN, "字\u3000\u3000"),
    "tabs": article(BOX + RUN, "字\t"),
    "no-width blanks": article(f"{BYLINE}王凯</span>{BOX}{RUN}王", "\u200b", "凯"),
    "no-width blanks between words": article(f"{BOX}{RUN}王", "\u200b", "凯\u200b"),
    "lines": article(BOX + RUN, "字\n"),
    "sentences": article(BOX + RUN, "字。\n"),
    "bylines": article(BOX + RUN, "记者 王凯{}\n"),
    "names": article(BOX + RUN, "王凯  "),
    "a byline": article(BYLINE, "王凯 "),
    "a long name": article(BYLINE, "王"),
    "credits": article(BOX + RUN, "王凯 摄\n"),
    "credits after sentences": article(BOX + RUN, f"{'。 ' * 28}王{{}} 摄\n", at_most=500),
    "credits after marks": article(BOX + RUN, f"{'） 字' * 14}王凯 摄{{}}\n".replace("摄{}", "{} 摄"), at_most=500),
    "posts": article(BOX + RUN, f"{'记者' * 14}王{{}} 摄\n", at_most=500),
    "pictures without credit": article(BOX + RUN, "图为江边。\n"),
    "jumps": article(BOX + RUN, "（下转第4版）\n"),
    "half a jump": article(BOX + RUN, "（下转第4版"),
    "arrows": article(BOX + RUN, "▶4版"),
    "labels": article(BOX + RUN, "见4、"),
    "opening marks": article(BOX + RUN, "（", "王凯 摄）"),
    "datelines": article(BOX + RUN, "新华社"),
    "dashes": article(SUB, "—", "x"),
    "lines of a subheadline": article(SUB, "x\n"),
    "a headline": article(HEADLINE, "aa "),
    # bytes
    "utf-16": article(BOX + RUN, "字", encoding="utf-16"),
    "gbk": article(BOX + RUN, "字", encoding="gbk"),
    "no text": article(BOX + RUN, "\0"),
    "bad bytes": Hard("article", FRAME, "\xff", encoding="latin-1").in_latin() if False else article(BOX + RUN, "\x80"),
    "no layout": Hard("article", "<html><body>captcha", "aa "),
    "no layout and blanks": Hard("article", "<html><body>captcha", " "),
    # text captures
    "text: blanks": text("x", " ", "y"),
    "text: ideographic blanks": text("x", "\u3000", "y"),
    "text: no-width blanks": text("x", "\u200b", "y"),
    "text: dates": text("", "2020-03-15 "),
    "text: years": text("", "2020年"),
    "text: lines": text("", "x\n"),
    "text: one word": text("", "字"),
    "text: words": text("", "aa "),
    "text: furniture": text("", "放大 "),
    "text: lines of furniture": text("", "放大\n"),
    "text: paragraphs": text(LABEL, "一段话。\n"),
    "text: short lines": text(LABEL, "，\n"),
    "text: headlines": text("菜 " * 60_000 + "\n第6版:上海新闻 2020-03-15\n", "菜 "),
    "text: subheadlines": text(LABEL, "——副\n"),
    "text: dashes": text(LABEL, "—", "x"),
    "text: a label": text("菜场\n第6版:上", " ", " 2020-03-15\n菜场\n"),
    "text: a page name": text("菜场\n第6版:", "上 ", " 2020-03-15\n菜场\n"),
}
