"""From bytes to a tree: encodings, gates, and text with its printed line breaks."""

from __future__ import annotations

from encodings.aliases import aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.encoding import resolve_encoding

from crawler.platforms.capture import MAX_BODY_BYTES, Capture
from crawler.platforms.document import Document
from crawler.platforms.errors import BlockPage, EmptyResponse, NotHtml, ParseError, SoftNotFound, TooDeep, TooLarge
from crawler.platforms.html import (
    _OF_THE_WEB,
    decoded_text,
    html_tree,
    printed_text,
    refusal,
    says_blocked,
)

TEXT = "江边的梧桐落了叶，扫街的人每天早起半个钟头。"


def meta(charset: str) -> str:
    return f'<meta charset="{charset}">{TEXT}'


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "text/html; charset=utf-8"),
        (TEXT.encode(), "text/html; charset=gb2312"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=gbk"),
        (TEXT.encode("gbk"), None),
        (TEXT.encode("gbk"), "text/html; charset=utf-8"),
        (TEXT.encode("gbk"), "text/html; charset=gb2312"),
        (TEXT.encode("gbk"), "text/html; charset=nonsense"),
        (TEXT.encode("big5", "ignore").decode("big5").encode("big5"), "text/html; charset=big5"),
    ],
)
def test_text_is_read_whatever_is_declared(body: bytes, content_type: str | None) -> None:
    text, lossy = decoded_text(body, content_type)
    assert not lossy
    assert text in (TEXT, TEXT.encode("big5", "ignore").decode("big5"))


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "nonsense"])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_meta_never_spoils_a_text(charset: str, codec: str) -> None:
    assert decoded_text(meta(charset).encode(codec), "text/html") == (meta(charset), False)


def test_a_codec_that_is_no_encoding_of_the_web_is_passed_over() -> None:
    """Whatever Python knows by a name that a site may send: it raises nothing, and takes no time."""
    for charset in {*aliases, *aliases.values(), "undefined", "idna", "oem"}:
        text, is_lossy = decoded_text("验证码".encode("gb18030"), f"text/html; charset={charset}")
        assert (text, is_lossy) == ("验证码", False) or resolve_encoding(charset) in _OF_THE_WEB


def test_of_what_no_encoding_reads_the_least_is_lost() -> None:
    text, lossy = decoded_text(TEXT.encode() + b"\xe6\xb2", None)
    assert lossy
    assert text == TEXT + "\ufffd"


@given(st.binary(max_size=60), st.none() | st.sampled_from(["text/html; charset=gbk", "text/html; charset=x", ";;="]))
def test_any_bytes_have_a_text(body: bytes, content_type: str | None) -> None:
    text, lossy = decoded_text(body, content_type)
    assert lossy == ("\ufffd" in text and lossy)
    assert isinstance(text, str)


def capture(body: bytes) -> Capture:
    return Capture(url="https://paper.xinmin.cn/html/xmwb/2020-03-15/1.html", body=body)


GATES: list[tuple[bytes, type[ParseError]]] = [
    (b"", EmptyResponse),
    (b" \r\n\t", EmptyResponse),
    (b"gateway busy", NotHtml),
    (b"\x89PNG\r\n\x1a\n<html>", NotHtml),
    (b"\xff\xd8\xff<html>", NotHtml),
    (b"%PDF-1.4 <html>", NotHtml),
    (b"\n  PK\x03\x04<html>", NotHtml),
    (b"<html>" + b" " * MAX_BODY_BYTES, TooLarge),
    (b"<html>" + b"<div>" * 10_000 + b"x", TooDeep),
]


@pytest.mark.parametrize(("body", "error"), GATES)
def test_what_gives_no_tree_says_why(body: bytes, error: type[ParseError]) -> None:
    with pytest.raises(error) as raised:
        html_tree(capture(body))
    assert raised.value.url == capture(body).url


@given(st.binary(max_size=80).map(lambda body: b"<p>" + body))
def test_any_bytes_give_a_tree_or_say_why_not(body: bytes) -> None:
    try:
        tree, flags = html_tree(capture(body))
    except ParseError:
        return
    assert printed_text(tree) is not None
    assert set(flags) <= {"cut_short", "replacement_character"}


def test_a_nul_ends_nothing() -> None:
    tree, _ = html_tree(capture("<p>前\0后</p><p>末</p>".encode()))
    assert "".join(printed_text(tree).split()) == "前后末"


def test_lost_bytes_are_flagged() -> None:
    assert html_tree(capture(b"<p>" + TEXT.encode() + b"\xe6\xb2</p>"))[1] == ("replacement_character",)
    assert html_tree(capture("<p>\ufffd</p>".encode()))[1] == ("replacement_character",)
    assert html_tree(capture("<p>江</p>".encode()))[1] == ()


# What a page says it is


NOT_FOUND = (
    "您访问的页面不存在",
    "页面没有找到",
    "找不到您要访问的页面",
    "找不到所请求页面",
    "无法找到该页",
    "404 Not Found",
)
BLOCKED = (
    "请输入验证码后继续",
    "安全验证",
    "请完成人机验证",
    "向右滑动验证",
    "您的访问过于频繁",
    "您的访问被拦截",
    "Captcha",
    "Access Denied",
)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        *((text, SoftNotFound) for text in NOT_FOUND),
        *((text, BlockPage) for text in BLOCKED),
        ("今日无报", None),
        ("验证码" + "说来话长。" * 200, None),
        ("<script>var captcha = 1</script>今日无报", None),
    ],
)
def test_a_short_page_says_what_it_is(text: str, error: type[ParseError] | None) -> None:
    one = capture(f"<html><body><p>{text}</p></body></html>".encode())
    found = refusal(one.url, html_tree(one)[0])
    assert (type(found) if found is not None else None) is error


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_block_page_is_known_by_its_bytes(codec: str) -> None:
    for text in BLOCKED:
        assert says_blocked(capture(f"<html><body>{text}</body></html>".encode(codec)))
    assert not says_blocked(capture("<html><body>江边无事</body></html>".encode(codec)))
    assert says_blocked(capture('{"msg": "请输入验证码"}'.encode(codec)))  # without markup, too
    assert not says_blocked(capture(("验证码" + "，报纸上常有" * 40).encode(codec)))
    words = "请输入验证码".encode(codec)
    assert says_blocked(capture(words.ljust(200, b".")))
    assert not says_blocked(capture(words.ljust(201, b".")))
    assert not says_blocked(capture(b"User-agent: *\nDisallow: /captcha"))


# Text as printed


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>一<br>二</p>", "一\n二"),
        ("<p>一<b>二</b>三</p>", "一二三"),
        ("<p>一<script>x()</script><style>p{}</style>二</p>", "一二"),
        ("<p>一<!-- 注 -->二</p>", "一二"),
        ("<div>一<p>二</p>三</div>", "一\n二\n三"),
        ("<p>　　一  二&nbsp;三</p>", "　　一  二\xa0三"),
        ("<p></p>", ""),
        ("<p>a &lt;b&gt; &amp;</p>", "a <b> &"),
    ],
)
def test_printed_text(markup: str, text: str) -> None:
    (element,) = Document.of(capture(f"<html><body>{markup}</body></html>".encode())).select("body > *")
    assert printed_text(element) == text


def test_the_tail_of_an_element_is_not_its_text() -> None:
    (element,) = Document.of(capture("<p>一<b>二<i>三</i></b>四</p>".encode())).select("b")
    assert printed_text(element) == "二三"


def test_a_link_inside_a_link_is_not_its_text() -> None:
    links = Document.of(capture("<ul><li><a href=1>江<b>边</b><li><a href=2>桥</ul>".encode())).select("a")
    assert ["".join(printed_text(link).split()) for link in links] == ["江边", "桥"]
