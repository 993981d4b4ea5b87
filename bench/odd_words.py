"""What stands on a page that was broken or made to break: numbers, addresses, words, bytes, names of elements."""

from __future__ import annotations

from crawler.printed.blanks import listed

NUMBERS = (
    *listed("0 -1 1 00 4 99999 100000 100001 99999999999 99999999999999999999 1.5 1e9 0x10 NaN 1,1,2,2 1,1,2,2,3,3"),
    *listed("² ٣ ４ 十二 百百百 〇 Ⅳ ①"),
    *("", " ", "9" * 5_000, "1 1;2 2;3 3", "-99999999999,1,2,3,4,5", "1," * 3_000),
)
ADDRESSES = (
    *listed(
        "# / // //x/ http://[x http://x:99999/ javascript:alert(1) data:image/gif;base64,R0= ? ../ mailto:a@b x.pdf"
    ),
    *listed("/html/xmwb/2020-03-15/1.html /html/xmwb/2020-03-14/1/7.html /html/xmwb/0000-00-00/1.html"),
    *listed("/html/xmwb/9999-12-31/1/7.html /html/xmwb/2020-02-30/1.html /html/xmwb/2020-03-15/1/%00.html"),
    *listed("https://paper.xinmin.cn/html/xmwb/2020-03-15/2-3/7.htm?x#y http://paper.xinmin.cn:443/ http://127.0.0.1/"),
    *("", "\x1b", "a b", "\u202e.html", "http://\ud800/", "/" + "a" * 3_000, "../" * 1_000),
)
WORDS = (
    *listed("第1版:要闻 第99999999999版:要闻 第²版 第٣版 A01 2020-03-15 0000-00-00 9999-12-31 2020年13月45日 2020-3-5"),
    *listed(
        "（下转第4版） 上接1版 （下转第99999999999版） >>4版 详见A3、4 详见第5-99版 下转 转第 见4、5、6、7、8、9版"
    ),
    *listed("王凯 摄影报道 文/王凯 ◆王凯 本版图片均由王凯提供 图为江边。 （作者系某大学教授） 记者 本报讯 ——副题"),
    *listed("验证码 页面不存在 captcha 广告 导读 公告 。 ！” （ ） 【 — ▶ 、"),
    *listed("& &amp; &#0; &#x202e; &#27; &#99999999999; &nbsp; < > <!-- --> ]]> <script> </script> <![CDATA[ <?x"),
    *(
        "本报记者 王凯",
        "王凯 摄",
        "江边晨练本报记者 王凯 摄",
        "新华社北京3月14日电（记者 王凯）",
        "吴 越",
        "王凯  李明",
    ),
    *("\u3000\u3000", "    ", "\xa0" * 4, "\u200b", "\u200b" * 500, "\t", "\n\n", "\r", "字" * 5_000, "王凯 " * 2_000),
    *("\x00", "\x07", "\x1b[31m", "\x9b", "\u202e", "\u2066", "\ufeff", "\u2028", "\ufffe", "\ud800", "\U0010ffff"),
    *("\U0001f468\u200d\U0001f469", "\ue123", "\ufffd", "江\u0301\u0302", "ﷺ", "葛\U000e0100"),
)
BYTES = (
    *(b"\0", b"\xff", b"\xef\xbb\xbf", b"\xe6\xb1", b"\x80", b"\x1b$B", b"\r", b"\x1f\x8b", b"\xed\xa0\x80"),
    *(b"\xf4\x90\x80\x80", b"\xc0\x80", b"\xfe\xff", b"\x1a", b"\x85"),
)
NAMES = listed("p div a b img table td object svg math script style textarea title frameset body html map plaintext")
CODECS = ("gb18030", "utf-16", "big5", "latin-1", "utf-7", "shift_jis")
