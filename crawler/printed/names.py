"""Names (姓名与身份) in a byline: who is named, in which capacity, and whether a text is a byline at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from archive.record.article_parts import Author

from .blanks import BLANK, HAN, listed, stripped, unspaced_name, without_blanks

# What a person is ("本报首席记者"): printed before the names and good for all of them until the next one.
_HOUSES = listed("本报 本刊 本网 本社 本台 新华社 新华网 中新社 中新网 人民网 新民晚报 晨报 晚报 早报 日报")
_GRADES = listed(
    "首席 高级 资深 特派 特约 见习 实习 摄影 体育 文字 图片 视觉 财经 教育 健康 文化 全媒体 融媒体 全媒 融媒 视频"
)
_POSTS = listed("记者 通讯员 评论员 观察员 撰稿人 撰稿 实习生 编辑 摄影师 作者")
# What somebody did ("摄影报道"): printed before a name with a stroke, or after the names.
DEEDS = listed(
    "摄影报道 图文报道 文字整理 采写 报道 撰文 撰稿 摄影 摄 文 图 文/图 文／图 图/文 文、图 文图 图文 文并图 "
    "文/摄 文并摄 绘图 插图 编译 译 翻译 供稿 供图 整理 制图 图表 漫画 绘 口述 讲述 统筹 策划 采访 执笔 书法 "
    "篆刻 速写 作词 作曲 朗诵"
)
_NOBODY = frozenset(
    [*_HOUSES, *listed("综合 报道 编者 新闻 快讯 本版 本报讯 新华社发 本版图片 资料图片 图片 资料 视觉中国")]
)
_GLUED_DEEDS = [deed for deed in DEEDS if len(deed) > 1 or deed == "摄"]  # 文, 图 and 译 also end given names
# Rare surnames that rather begin a word (全 从 保 那 …) are left out: "全年" would be a name.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞"
    "任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余卜顾孟平黄穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧伏成"
    "戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万柯昝管卢莫房裘缪"
    "干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲封芮羿储靳汲糜松井段富巫乌焦巴弓牧谷车侯宓蓬班仰"
    "秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭贡劳逄姬"
    "申扶冉宰郦雍璩桑桂濮牛寿边扈燕冀浦尚农温庄晏柴瞿阎闫充慕连茹习艾鱼容向古易慎戈廖庾暨居衡耿弘匡文寇禄阙东欧沃蔚"
    "越夔隆师巩聂晁勾敖融冷辛阚简饶曾沙养鞠丰巢关查荆红游竺权盖佟仝付佘佴冼原邸初亓仉况亢楼逯苑郄揭裔禚覃撒税笪答粟"
    "仵岳帅缑郗涂晋楚肇隗"
)
_COMPOUND = frozenset(
    listed(
        "万俟 上官 东方 令狐 公孙 公羊 单于 南宫 叶赫 司徒 司空 司马 呼延 夏侯 太史 宇文 完颜 尉迟 慕容 拓跋 欧阳 "
        "淳于 澹台 濮阳 爱新 独孤 申屠 百里 皇甫 端木 第五 纳兰 西门 诸葛 赫连 轩辕 钟离 长孙 闻人 闾丘"
    )
)
# Words that begin like a surname: a first character, then all that may follow it. Then other heads, and longer ones.
_WORDS = frozenset(
    group[0] + second
    for group in listed(
        "丁香 万一家物象 东方海西 严格肃重 丰收 乌云 乐园观 习惯 于是 从业前容此 代价表 任何务性职 但是 位置 "
        "何为以处必故时苦谓 余音 保护持险障 修养复改 元宵旦曲素 党员建课 全国家文民球部 关于怀注爱系键 养护生老 "
        "农业历村民 况且 冷门静 初心步衷 利好息率用 劳动模 包括 华东人夏 卓越 单位 占比 卫生 印记象 原则创因文料来 "
        "古代诗镇风 史料记话 叶子 司机法 吉祥 向上前 周一三二五六刊四年日末边 和平睦谐 唐代朝诗 国产内家庆际 "
        "夏令天日 孔雀 季节 宁夏波 安全居徽心慰排 宋代词 宣传布言讲 家乡书人园常庭访长风 容易 富裕 寿命 封面 尚未 "
        "居家民 山东村水西 左右 师傅恩生 常用见识 干杯货部 平凡台安常时衡 幸福运 广东告场州 庄严重 应对急用聘该 康复 "
        "张力 强化国调 怀念旧 惠民 成功就本果绩长 房产价屋 扶贫 支付招持撑部 文件化学摘明章艺 方便向式案法言 "
        "明代天星朝白确 易错 景点色观 木偶 权利威益 松江 桂花 梅花雨 楚天 欧洲 步骤 武器术汉 段落 毛病衣 "
        "江南山湖苏西 沙漠龙 洪水 温度暖馨 游客戏记 满意月 焦点 牛奶 甘肃 田园野 申城报诉请 白天银领 皮肤 石头油 "
        "祝愿福贺 秋天日色 秦岭 程序 税务收 童年心话 符合 答案疑 简介单历讯 管理 米饭 粟米 红包色 纪实录念 终于点身 "
        "舒适 花园开絮 苏州 荣誉 蒙古 解决密析读释题 计划时算 诸多 费用 贺信词 越来 路人况线过 车祸站辆 连接线载 "
        "那么些年时 都市 金山牌秋色融 钟声 闻名 阴天 雷雨 项目 顾客问 马上路 高原峰度手校温潮考铁 鱼类 黄昏梅河金 "
        "齐心 龙头舟"
    )
    for second in group[1:]
) | frozenset(
    listed(
        "上官 专栏 专版 专访 云南 作品 作者 公司 公告 公园 公益 后记 大赛 尾声 展望 征文 快讯 感言 手记 报道 招聘 "
        "提示 教育 新闻 时间 本报 本版 水果 求助 求职 法律 海报 清明 相关 相册 眼中 社会 综合 编者 老师 背景 观察 "
        "调查 通告 通知 速写 重点 链接 队伍 阳光 雪景 冷知识 向日葵 温馨提示 相关链接 编者按"
    )
)

_NO_LAST = "里上下内间边面处们者之的了是篇人员队箱车站店馆厅局会社费表"  # 江边, 施工队: no name ends so
_NO_SECOND = "中前后外头时日月年天夜语"  # 家中, 明天: nor one of two characters so

MARKS = "◆◇■□●○★☆▲△▼▽※◎✎✍☉"
LONGEST = 60  # characters of a byline inside a body
_READ = 1000  # characters of a byline that are read for names

_B = rf"[{BLANK}]"
EDGE = rf"(?=[{BLANK}/／|｜:：、，,;；&（(）)【】\[\]〔〕{MARKS}]|\Z)"


def either(words: Iterable[str]) -> str:
    """An expression for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


POST = (
    rf"(?:(?:{either(_HOUSES)}){_B}{{0,2}}|(?:(?!本)[{HAN}·]){{2,9}}?(?:报|网|社|刊|台|新闻))?"
    rf"(?:{either(_GRADES)}|派?驻[{HAN}]{{1,6}}?(?=特派|特约|首席|记者)){{0,3}}(?:记{_B}?者|{either(_POSTS[1:])})"
)
_GLUED_POST = "(?:本报|首席|特约|特派|见习)?(?:记者|通讯员)|实习生"  # after a name, without a blank between
_TOKEN = re.compile(
    rf"(?P<gap>{_B}++)|(?P<bind>[/／|｜:：])|(?P<sep>[、，,;；&]|[和与](?={_B}))|(?P<mark>[{MARKS}])"
    rf"|(?P<post>{POST})|(?P<deed>(?:{either(DEEDS)}){EDGE}|(?:摄影|撰文|采写|编译|整理)(?=[{HAN}]{{2,4}}{EDGE}))"
    rf"|(?P<word>(?:(?!{_GLUED_POST})[^{BLANK}/／|｜:：、，,;；&（(）)【】\[\]〔〕{MARKS}])++)|(?P<other>.)",
    re.DOTALL,
)
_SUFFIX = re.compile(rf"([{HAN}·]{{2,4}}?)((?:{either(_GLUED_DEEDS)}))")
_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[·•．][{HAN}]{{1,8}}){{1,3}}|[A-Za-z][A-Za-z.'’\- ]*+")
_BRACKETED = re.compile(r"[（(【\[〔][^（(【\[〔）)】\]〕]{0,80}+[）)】\]〕]")
_NOT_AN_AUTHOR = re.compile(rf"[（(]?{_B}?(?:本文)?作者(?:系|为|是|单位|简介)")
_INSTITUTION = ("社", "报", "网", "台", "部", "局", "院", "组", "委", "室", "中心")


def authors(printed: str | None) -> tuple[Author, ...]:
    """The names of a byline, each with the capacity printed for it.

    "本报记者  杨洁  通讯员  刘一剑" → 杨洁/本报记者, 刘一剑/通讯员; "◆韩浩月" → 韩浩月/None; "文/付秀宏" → 付秀宏/文.
    Two blanks part names, one joins the letters of one: "吴 越  李明" → 吴越, 李明. What somebody is goes before
    what he did: "本报记者 孙中钦 陈炅玮 摄影报道" makes two 本报记者; "王凯 摄" is 王凯/摄.
    "（作者系某大学教授）" names nobody.
    """
    return _reading((printed or "")[:_READ])[0]


def merged(found: Iterable[Author]) -> tuple[Author, ...]:
    """Every author once; a name printed with a capacity stands for the same name without one."""
    roles: dict[str, list[str | None]] = {}
    for author in found:
        known = roles.setdefault(author.name, [])
        if known == [None]:
            known[0] = author.role
        elif not known or (author.role is not None and author.role not in known):
            known.append(author.role)
    return tuple(Author(name=name, role=role) for name, known in roles.items() for role in known)


def is_byline(text: str, *, bare: bool = False) -> bool:
    """Whether a short text is surely a byline; ``bare`` lets names pass without capacity or mark."""
    if len(text) > LONGEST:
        return False
    found, led, sure = _reading(text)
    if not found or not sure or any(author.name in _WORDS for author in found):
        return False
    if led == "bind":
        return True
    if led == "role":
        return _has_surname(found[0].name)
    return (led == "mark" or bare) and len(found) <= 2 and all(_plausible(author.name) for author in found)


def _has_surname(name: str) -> bool:
    if name[:2] in _COMPOUND:
        return 3 <= len(name) <= 4
    return "·" in name or (name[0] in _SURNAMES and 2 <= len(name) <= 3)


def _plausible(name: str) -> bool:
    """Whether a bare word is a name: "葛昆元" and "欧阳克", not "求助", "安全", "江边" or "黄金周"."""
    if name[-1] in _NO_LAST or (len(name) == 2 and name[1] in _NO_SECOND):
        return False
    return _has_surname(name) and not {name, name[:2]} & _WORDS


@lru_cache(maxsize=256)  # every byline is read twice, and a newspaper has few authors
def _reading(printed: str) -> tuple[tuple[Author, ...], str, bool]:
    """Authors; what leads them ("role", "bind", "mark" or ""); and whether all of it was understood."""
    text = stripped(printed)
    if _NOT_AN_AUTHOR.match(text):
        return (), "", False
    if _BRACKETED.fullmatch(text):
        text = text[1:-1]
    plain = _BRACKETED.sub("、", text)
    sure = plain == text
    items: list[tuple[str, str]] = []
    run: list[list[str]] = [[]]
    for match in _TOKEN.finditer(plain):
        kind, token = str(match.lastgroup), match.group()
        if kind == "gap":
            if len(token) > 1:
                run.append([])
            continue
        deed = _SUFFIX.fullmatch(token) if kind == "word" else None
        if kind == "word":
            run[-1].append(deed[1] if deed else token)
        if kind != "word" or deed:
            items += _flushed(run)
            run = [[]]
            items.append(("deed", deed[2]) if deed else (kind, without_blanks(token)))
    items += _flushed(run)
    sure = sure and not any(kind in ("other", "unknown") for kind, _ in items)
    return _assigned(items), _leading([kind for kind, _ in items]), sure


def _leading(kinds: list[str]) -> str:
    if "bind" in kinds and "deed" in kinds:
        return "bind"
    if "post" in kinds or "deed" in kinds:
        return "role"
    return "mark" if kinds[:1] == ["mark"] else ""


def _flushed(run: list[list[str]]) -> list[tuple[str, str]]:
    """The names of a run of words; two blanks part its groups, one may stand inside a name."""
    if all(len(word) == 1 for group in run for word in group):
        run = [[word for group in run for word in group]]
    return [item for group in run for item in _names(group)]


def _names(group: list[str]) -> list[tuple[str, str]]:
    """The names of words with one blank between them, each with what it is in an item."""
    letters = "".join(group)
    if len(letters) == len(group):  # all set wide: up to three letters are one name, more are names of two
        ends = [0, *range(2, len(letters) - 1, 2), len(letters)]
        names = [letters[start:end] for start, end in pairwise(ends)]
    else:
        names = []
        for word in group:
            if names and _goes_on(names[-1], word):
                names[-1] += f" {word}" if word.isascii() else word
            else:
                names.append(word)
    names = [name.removesuffix("等") if len(name) > 2 else name for name in names if name]
    return [("name" if _is_name(name) else "unknown", name) for name in names]


def _goes_on(name: str, word: str) -> bool:
    if len(word) == 1:
        return len(name) == 1 or name in _COMPOUND
    return (len(word) == 2 and name in _SURNAMES) or (name.isascii() and word.isascii())


def _is_name(word: str) -> bool:
    return bool(_NAME.fullmatch(word)) and word not in _NOBODY and not word.endswith(_INSTITUTION)


def _assigned(items: list[tuple[str, str]]) -> tuple[Author, ...]:
    kinds = [kind for kind, _ in items if kind in ("post", "deed", "name")]
    deeds_follow = kinds[-1:] == ["deed"]
    found: list[Author] = []
    role: str | None = None
    pending = 0
    for kind, text in items:
        if kind == "name":
            found.append(Author(name=unspaced_name(text), role=role))
        elif kind == "post" or (kind == "deed" and not deeds_follow):
            role, pending = text, len(found)
        elif kind == "deed":
            for index in range(pending, len(found)):
                if found[index].role is None:
                    found[index] = Author(name=found[index].name, role=text)
            pending = len(found)
    return merged(found)
