"""Recorded text captures of two newspapers, and what they say, read by eye beside each.

The texts are not part of the repository: of a paragraph or caption its first and last four characters stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

from archive.record.article import Article
from archive.record.page import Page
from crawler.platforms.contract import Place
from crawler.sites import all_newspapers
from crawler.walk.recorded.text_pages import with_known_headlines
from pipelines.normalise import normalised_article

SHARED = Path(__file__).parents[5] / "shared/recorded"
BUTTONS = {"放大", "缩小", "上一版", "下一版", "下载", "读报纸首页"}
ALL_BY_CHEN = "本版摄影 本报记者 陈嘉明"


@dataclass(frozen=True, kw_only=True)
class Text:
    """One recorded text. ``head``: lines above its body, blank ones not counted; 0: a body alone, at ``place``.

    ``blocks``: of each its kind (p, c for a crosshead, f for a photo), then its first and last four characters.
    """

    file: str
    head: int
    label: str
    issue_date: date
    page_name: str | None = None
    kicker: str | None = None
    headline: str | None = None
    subheadlines: tuple[str, ...] = ()
    byline: str | None = None
    authors: tuple[tuple[str, str | None], ...] = ()
    dateline: str | None = None
    blocks: tuple[str, ...]
    credits: tuple[str, ...] = ()
    jump_to: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    unsplit: tuple[str, ...] = ()  # first and last four characters
    flags: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        path = SHARED / self.file
        if not path.exists():
            pytest.skip(f"{path} is not part of the repository")
        return path.read_text(encoding="utf-8")

    @property
    def lines(self) -> list[str]:
        return [line for line in map(str.strip, self.text.split("\n")) if line]

    @property
    def body(self) -> list[str]:
        """The lines of the body alone."""
        return [line for line in self.lines[self.head :] if line not in BUTTONS]

    @property
    def code(self) -> str:
        return Path(self.file).name.partition("-")[0]

    @property
    def place(self) -> Place:
        """The place of its address."""
        number = Path(self.file).name.partition(".")[0].rpartition("-")[2]
        token = self.label.replace("/", "-")
        located = all_newspapers()[self.code].located(
            f"https://paper.xinmin.cn/html/{self.code}/{self.issue_date}/{token}/{number}.html"
        )
        assert located is not None
        return located[2]

    def read(self, text: str, place: Place | None, headline: str | None = None) -> tuple[Page | None, Article]:
        page, clipping = all_newspapers()[self.code].platforms[0].read_text(text, place, headline)
        if page is not None:
            (page,) = with_known_headlines([page], {page.id: [clipping.headline or ""]})
        return page, normalised_article(clipping)

    @cached_property
    def shown(self) -> tuple[Page | None, Article]:
        return self.read(self.text, None if self.head else self.place)


TEXTS = (
    Text(
        file="dzb/dfsports-2019-11-18-A16-14947.txt",
        head=4,
        label="A16",
        issue_date=date(2019, 11, 18),
        page_name="体育生活",
        headline="奔跑,醉美上马",
        byline="陈嘉明",
        authors=(("陈嘉明", None),),
        blocks=(
            *("f 垃圾分类 一个主题", "f 保罗·基 恩杨加塔", "f 耶布古尔 ·阿拉吉", "f 杨定宏 杨定宏", "f 李芷萱 李芷萱"),
            *("p 昨天清晨 的色彩。", "p 最终,上 的冠军。"),
        ),
        credits=(ALL_BY_CHEN,) * 5,
        announced=("奔跑,醉美上马",),
    ),
    Text(
        file="dzb/xmwb-2021-11-10-p1-121465.txt",
        head=5,
        label="1",
        issue_date=date(2021, 11, 10),
        page_name="一版要闻",
        kicker="第四届中国国际进口博览会今天闭幕",
        headline="第四年相约,我们看见了什么",
        blocks=(
            "f 在消费品 用设施中",
            *("p 进博会举 见什么?", "p 首先看见 关键词。", "p 让人印象 的暖意。", "p 而最令人 好未来。"),
        ),
        credits=("本报记者 孙中钦 摄",),
        announced=("第四年相约,我们看见了什么",),
        unsplit=("上海市天 象·进博",),
        flags=("headlines_run_together",),
    ),
    Text(
        file="dzb/xmwb-2022-03-04-p1-131344.body-only.txt",
        head=0,
        label="1",
        issue_date=date(2022, 3, 4),
        byline="记者 姚丽萍",
        authors=(("姚丽萍", "记者"),),
        dateline="本报讯",
        blocks=("p 本报讯  团建议。",),
    ),
    Text(
        file="dzb/xmwb-2022-09-15-p1-145004.body-only.txt",
        head=0,
        label="1",
        issue_date=date(2022, 9, 15),
        blocks=(
            "f 台风“梅 树枝树叶",
            *("p 台风“梅 强台风。", "p 截至今天 的一次。"),
            *("p 直击抗击 风第一线", "p 奉贤 6 通宵值守", "p 金山 居 要守护好", "p 临港 海 间断巡逻"),
        ),
        credits=("本报记者 刘歆 摄",),
        jump_to=("5", "6", "7"),
    ),
    Text(
        file="dzb/xmwb-2023-01-26-p3-154274.txt",
        head=4,
        label="3",
        issue_date=date(2023, 1, 26),
        page_name="上海新闻",
        headline="“苏河之冠”风景更美",
        byline="记者江跃中",
        authors=(("江跃中", "记者"),),
        dateline="本报讯",
        blocks=("p 本报讯  活空间。", "p 根据岸线 面竣工。", "p 工程方在 在其中。"),
        announced=("“苏河之冠”风景更美",),
        unsplit=("百年雕花 ” 广告",),
        flags=("headlines_run_together",),
    ),
    Text(
        file="dzb/xmwb-2023-06-18-p1-163461.body-only.txt",
        head=0,
        label="1",
        issue_date=date(2023, 6, 18),
        blocks=("f 今天是上 前来观影", "p 昨晚,上 要奖项。", "p 第28届 名名单。"),
        credits=("本报记者 王凯 摄",),
        jump_to=("7",),
    ),
    Text(
        file="dzb/xmwb-2023-10-02-p1-170679.txt",
        head=4,
        label="1",
        issue_date=date(2023, 10, 2),
        page_name="一版要闻",
        headline="牡丹盛开艺术宫",
        byline="本报记者 王凯 摄影报道",
        authors=(("王凯", "本报记者"),),
        blocks=("p 长假里, 打卡地。",),
        announced=("牡丹盛开艺术宫",),
        unsplit=("上海劳力 处最红火",),
        flags=("headlines_run_together",),
    ),
    Text(
        file="dzb/xmwb-2024-03-17-p3-180851.txt",
        head=4,
        label="3",
        issue_date=date(2024, 3, 17),
        page_name="综合新闻",
        headline="粉色花海迎大客流",
        byline="杨建正 摄影报道",
        authors=(("杨建正", "摄影报道"),),
        blocks=("p 这个周末 令人陶醉",),
        announced=("粉色花海迎大客流", "从轮椅上“站起来”的上海工匠"),
        unsplit=("解码上海 美美与共",),
        flags=("headlines_run_together",),
    ),
    Text(
        file="xmwb-2020-03-15-p14.txt",
        head=5,
        label="14",
        issue_date=date(2020, 3, 15),
        page_name="文体汇/人物/专版",
        headline="坚持以人为本 持续深化以金融消费者为中心的经营理念",
        subheadlines=("工商银行上海分行优化消保服务助力疫情防控",),
        blocks=(
            *("p 今年的3 融素养。", "p 事实上, 融服务。"),
            *("c 引导分流 融需求", "p 疫情发生 的准备。", "p 为缓解代 理业务。"),
            *("c “全副武 康安全", "p 为确保消 心钱”。"),
            *("c 关爱特殊 上服务", "p 为响应国 用门槛。"),
            *("c 急人所急 心服务", "p 疫情防控 时发放。"),
            *("c 火眼金睛 金安全", "p 疫情期间 金安全。", "p 近日,一 金损失。"),
            *("c 情系客户 满意度", "p 长期以来 满意度。", "p 据工行上 作理念。"),
        ),
        announced=("素材", "坚持以人为本 持续深化以金融消费者为中心的经营理念", "从足球浪子到足球校长"),
    ),
)
