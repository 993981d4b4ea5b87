"""Recorded text captures, read by eye beside the text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.platforms.dzb.text_capture import text_capture

RECORDED = Path(__file__).parents[5] / "shared/recorded/xmwb-2020-03-15-p14.txt"
FURNITURE = ["放大", "缩小", "上一版", "下一版", "下载", "读报纸首页"]


@pytest.mark.skipif(not RECORDED.exists(), reason="shared/recorded is not beside this checkout")
def test_the_recorded_capture() -> None:
    page, clipping = text_capture(RECORDED.read_text(encoding="utf-8"), "xmwb", "新民晚报")
    assert (page.id, page.issue_date) == ("xmwb-2020-03-15-a-p14", date(2020, 3, 15))
    assert page.sections == ("文体汇", "人物", "专版")
    assert clipping.headline == "坚持以人为本 持续深化以金融消费者为中心的经营理念"
    assert clipping.subheadlines == ("工商银行上海分行优化消保服务助力疫情防控",)
    assert (clipping.kicker, clipping.byline, clipping.dateline, clipping.jump_to) == (None, None, None, None)
    crossheads = [block.text for block in clipping.body if block.kind == "crosshead"]
    assert crossheads[:2] == ["引导分流 全力保障消费者金融需求", "“全副武装” 守卫每位消费者健康安全"]
    assert len(crossheads) == 6
    assert len(clipping.body) == 17
    assert not {*FURNITURE} & {block.text for block in clipping.body}
