"""Every word that print is read by, in a line as it is printed: none can be lost unnoticed."""

from __future__ import annotations

import pytest

from archive.record.article_parts import Author
from crawler.printed.byline import split_byline
from crawler.printed.captions import printed_caption
from crawler.printed.datelines import dateline
from crawler.printed.jumps import split_jumps
from crawler.printed.names import authors, is_byline

PROSE = "江边的梧桐落了叶，卖花的老人把伞撑开，摆在桥头的石阶上。"


@pytest.mark.parametrize("verb", ["下转", "下接", "紧接"])
def test_verbs_of_what_follows(verb: str) -> None:
    found = split_jumps([PROSE, f"{verb}第4版"])
    assert (found.paragraphs, found.jump_to and found.jump_to.page_label) == ((PROSE,), "4")


@pytest.mark.parametrize("verb", ["上接", "上转", "承接", "紧接"])
def test_verbs_of_what_went_before(verb: str) -> None:
    found = split_jumps([f"（{verb}第1版）", PROSE])
    assert (found.paragraphs, found.jump_from and found.jump_from.page_label) == ((PROSE,), "1")


HOUSES = "本报 本刊 本网 本社 本台 新华社 新华网 中新社 中新网 人民网 新民晚报 晨报 晚报 早报 日报"
GRADES = "首席 高级 资深 特派 特约 见习 实习 摄影 体育 文字 图片 视觉 财经 教育 健康 文化 全媒体 融媒体 全媒 融媒 视频"
POSTS = "记者 通讯员 评论员 观察员 撰稿人 撰稿 实习生 编辑 摄影师 作者"


@pytest.mark.parametrize("house", HOUSES.split())
def test_houses(house: str) -> None:
    assert authors(f"{house}记者 王凯") == (Author(name="王凯", role=f"{house}记者"),)
    assert authors(house) == ()  # it is nobody


@pytest.mark.parametrize("grade", GRADES.split())
def test_grades(grade: str) -> None:
    assert authors(f"王凯 本报{grade}记者 李明")[1] == Author(name="李明", role=f"本报{grade}记者")


@pytest.mark.parametrize("post", POSTS.split())
def test_posts(post: str) -> None:
    assert authors(f"{post} 王凯") == (Author(name="王凯", role=post),)


DEEDS = (
    "摄影报道 图文报道 文字整理 采写 报道 撰文 撰稿 摄影 摄 文 图 文/图 文／图 图/文 文、图 文图 图文 文并图 "
    "文/摄 文并摄 绘图 插图 编译 译 翻译 供稿 供图 整理 制图 图表 漫画 绘 口述 讲述 统筹 策划 采访 执笔 书法 "
    "篆刻 速写 作词 作曲 朗诵"
)


@pytest.mark.parametrize("deed", DEEDS.split())
def test_deeds(deed: str) -> None:
    """After the name, and before it with a stroke. 撰稿 is what somebody is, too: it begins the next name."""
    assert deed == "撰稿" or authors(f"王凯 {deed}") == (Author(name="王凯", role=deed),)
    assert [one.name for one in authors(f"{deed}/王凯")] == ["王凯"]


NOBODY = "综合 报道 编者 新闻 快讯 本版 本报讯 新华社发 本版图片 资料图片 图片 资料 视觉中国"


@pytest.mark.parametrize("word", NOBODY.split())
def test_who_is_nobody(word: str) -> None:
    assert word not in [one.name for one in authors(word)]


@pytest.mark.parametrize("ending", ["社", "报", "网", "台", "部", "局", "院", "组", "委", "室", "中心"])
def test_institutions_are_nobody(ending: str) -> None:
    assert not is_byline(f"文/江湾{ending}")
    assert [one.name for one in authors(f"江湾{ending}")] == []


@pytest.mark.parametrize("work", ["摄影", "供图", "绘图", "制图", "摄"])
@pytest.mark.parametrize("close", ["", "）", "）。"])
def test_works_that_end_a_caption(work: str, close: str) -> None:
    opening = "（" if close else "  "
    found = printed_caption(f"晨练的人们{opening}本报记者 王凯 {work}{close}")
    assert found is not None
    assert found.credit == f"本报记者 王凯 {work}"


@pytest.mark.parametrize("opening", ["本版", "本组", "本文", "以上", "文中"])
def test_openings_of_a_credit_that_is_of_all(opening: str) -> None:
    found = printed_caption(f"{opening}图片 本报记者 王凯")
    assert found is not None
    assert found.of_all


@pytest.mark.parametrize("opening", ["摄影", "拍摄者", "摄影者"])
def test_who_made_a_picture_may_come_last(opening: str) -> None:
    found = printed_caption(f"晨练的人们。{opening}：王凯")
    assert found is not None
    assert (found.text, found.credit) == ("晨练的人们。", f"{opening}：王凯")


SOURCES = "新华社 中新社 人民图片 视觉中国 东方IC IC CFP 资料 受访者 网络 本报"


@pytest.mark.parametrize("source", SOURCES.split())
def test_sources_of_pictures(source: str) -> None:
    assert printed_caption(f"本版图片：{source}") is not None
    assert printed_caption("本版图片：江湾旧闻里的一座老桥") is None


@pytest.mark.parametrize("verb", ["由", "为", "是", "系"])
def test_a_sentence_about_a_picture_is_no_caption(verb: str) -> None:
    assert printed_caption(f"照片{verb}王凯摄") is None
    assert printed_caption("照片 王凯摄") is not None


AGENCIES = (
    "新华社 新华网 中新社 中新网 中国新闻社 中国新闻网 央视新闻 人民网 法新社 路透社 美联社 共同社 时事社 韩联社 "
    "朝中社 塔斯社 俄新社 俄塔社 国际文传电讯社 德新社 安莎社 埃菲社 彭博社 合众国际社 中央社 "
    "土耳其阿纳多卢通讯社 阿纳多卢通讯社 哈新社 越通社 印新社"
)


@pytest.mark.parametrize("agency", AGENCIES.split())
def test_agencies(agency: str) -> None:
    found = dateline(f"{agency}江湾3月14日电 江边的梧桐落了叶。")
    assert found is not None
    assert found.agency == agency


HEADS = (
    "求助 安全 中国 周刊 本报 关于 时间 提示 背景 链接 相关链接 编者按 公告 通知 尾声 后记 老师 社会 教育 新闻 "
    "上官 江南 高峰 黄金 马上 苏州 宁波 温度 田园"
)


@pytest.mark.parametrize("word", HEADS.split())
def test_words_that_begin_like_a_surname_are_no_byline(word: str) -> None:
    assert split_byline([word, PROSE], None).byline is None


COMPOUND = (
    "万俟 上官 东方 令狐 公孙 公羊 单于 南宫 叶赫 司徒 司空 司马 呼延 夏侯 太史 宇文 完颜 尉迟 慕容 拓跋 欧阳 "
    "淳于 澹台 濮阳 爱新 独孤 申屠 百里 皇甫 端木 第五 纳兰 西门 诸葛 赫连 轩辕 钟离 长孙 闻人 闾丘"
)


@pytest.mark.parametrize("surname", COMPOUND.split())
def test_surnames_of_two_characters(surname: str) -> None:
    assert is_byline(f"记者 {surname}明远")
    assert not is_byline(f"记者 {surname}明远志坚")
