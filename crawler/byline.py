"""Bylines (署名): names and capacities read from them, and bylines taken out of the body that repeats them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.model import Author

from .blanks import BLANK, HAN, collapsed, listed, stripped, unspaced_name, without_blanks

# What a person is ("本报首席记者"): printed before the names and good for all of them until the next one.
_HOUSES = listed("本报 本刊 本网 本社 本台 新华社 新华网 中新社 中新网 人民网 新民晚报 晨报 晚报 早报 日报")
_GRADES = listed("首席 高级 资深 特派 特约 见习 实习 摄影 体育 文字 图片 视觉 财经 教育 健康 文化 全媒体 融媒体 视频")
_POSTS = listed("记者 通讯员 评论员 观察员 撰稿人 撰稿 实习生 编辑 摄影师 作者")
# What somebody did ("摄影报道"): printed before a name with a stroke, or after the names.
_DEEDS = listed(
    "摄影报道 图文报道 文字整理 采写 报道 撰文 撰稿 摄影 摄 文 图 文/图 文／图 图/文 文、图 文图 图文 文并图 "
    "文/摄 文并摄 绘图 插图 编译 译 翻译 供稿 供图 整理 制图 图表 漫画 绘 口述 讲述 统筹 策划 采访 执笔 书法 "
    "篆刻 速写 作词 作曲 朗诵"
)
_NOBODY = frozenset([*_HOUSES, *listed("综合 报道 编者 新闻 快讯 本版 本报讯")])
_GLUED_DEEDS = [deed for deed in _DEEDS if len(deed) > 1 or deed == "摄"]  # 文, 图 and 译 also end given names
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任"
    "袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏"
    "成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房"
    "裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲家封芮羿储靳汲糜松井段富巫乌焦巴弓牧山谷车侯宓"
    "蓬全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭"
    "贡劳逄姬申扶冉宰郦雍璩桑桂濮牛寿边扈燕冀浦尚农温庄晏柴瞿阎闫充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国"
    "文寇广禄阙东欧沃利蔚越夔隆师巩聂晁勾敖融冷辛阚那简饶曾沙养鞠丰巢关查荆红游竺权盖佟仝付代佘佴但候冼原占邸初亓仉位"
    "况亢楼逯苑郄揭裔禚覃撒税笪答粟修仵岳帅缑郗涂晋楚肇保隗木"
)
_COMPOUND = frozenset(
    listed(
        "万俟 上官 东方 令狐 公孙 公羊 单于 南宫 叶赫 司徒 司空 司马 呼延 夏侯 太史 宇文 完颜 尉迟 慕容 拓跋 欧阳 "
        "淳于 澹台 濮阳 爱新 独孤 申屠 百里 皇甫 端木 第五 纳兰 西门 诸葛 赫连 轩辕 钟离 长孙 闻人 闾丘"
    )
)
# Words that begin like a surname: a first character, then all that may follow it. Then other heads, and longer ones.
_WORDS = frozenset(
    first + second
    for first, *seconds in listed(
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
    for second in seconds
) | frozenset(
    listed(
        "上官 专栏 专版 专访 云南 作品 作者 公司 公告 公园 公益 后记 大赛 尾声 展望 征文 快讯 感言 手记 报道 招聘 "
        "提示 教育 新闻 时间 本报 本版 水果 求助 求职 法律 海报 清明 相关 相册 眼中 社会 综合 编者 老师 背景 观察 "
        "调查 通告 通知 速写 重点 链接 队伍 阳光 雪景 冷知识 向日葵 温馨提示 相关链接 编者按"
    )
)

_MARKS = "◆◇■□●○★☆▲△▼▽※◎✎✍☉"
_SENTENCE_END = '。！？!?”"’…）)」』】》.；;'
_LONGEST = 60  # characters of a byline inside a body
_MOST = 12  # paragraphs at either end that may be bylines

_B = rf"[{BLANK}]"
_EDGE = rf"(?=[{BLANK}/／|｜:：、，,;；&（(）)【】\[\]〔〕{_MARKS}]|\Z)"


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_POST = (
    rf"(?:(?:{_either(_HOUSES)}){_B}{{0,2}}|[{HAN}]{{2,4}}(?:日报|晚报|晨报|早报|时报))?"
    rf"(?:{_either(_GRADES)}|派?驻[{HAN}]{{1,6}}?(?=特派|特约|首席|记者)){{0,3}}(?:记{_B}?者|{_either(_POSTS[1:])})"
)
_TOKEN = re.compile(
    rf"(?P<gap>{_B}++)|(?P<bind>[/／|｜:：])|(?P<sep>[、，,;；&]|[和与](?={_B}))|(?P<mark>[{_MARKS}])"
    rf"|(?P<post>{_POST})|(?P<deed>(?:{_either(_DEEDS)}){_EDGE}|(?:摄影|撰文|采写|编译|整理)(?=[{HAN}]{{2,4}}{_EDGE}))"
    rf"|(?P<word>(?:(?!{_POST})[^{BLANK}/／|｜:：、，,;；&（(）)【】\[\]〔〕{_MARKS}])++)|(?P<other>.)",
    re.DOTALL,
)
_SUFFIX = re.compile(rf"([{HAN}·]{{2,4}}?)((?:{_either(_GLUED_DEEDS)}))")
_NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}(?:[·•．][{HAN}]{{1,8}}){{1,3}}|[A-Za-z][A-Za-z.'’\- ]*+")
_BRACKETED = re.compile(r"[（(【\[〔][^（(【\[〔）)】\]〕]{0,80}+[）)】\]〕]")
_NOT_AN_AUTHOR = re.compile(rf"[（(]?{_B}?(?:本文)?作者(?:系|为|是|单位|简介)")
_INSTITUTION = ("社", "报", "网", "台", "部", "局", "院", "组", "委", "室", "中心")
_LED = re.compile(rf"[（(【{_MARKS}]?{_B}?(?:{_POST}|(?:{_either(_DEEDS)}){_EDGE}|摄影|撰文)")
_GAP = re.compile(rf"{_B}{{2,}}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitByline:
    """A body without the bylines in it. ``removed`` are these, as they stood in the body, in order."""

    byline: str | None
    authors: tuple[Author, ...]
    paragraphs: tuple[str, ...]
    removed: tuple[str, ...]


def authors(printed: str | None) -> tuple[Author, ...]:
    """The names of a byline, each with the capacity printed for it.

    "本报记者  杨洁  通讯员  刘一剑" → 杨洁/本报记者, 刘一剑/通讯员; "◆韩浩月" → 韩浩月/None; "文/付秀宏" → 付秀宏/文.
    Two blanks part names, one joins the letters of one: "吴 越  李明" → 吴越, 李明. What somebody is goes before
    what he did: "本报记者 孙中钦 陈炅玮 摄影报道" makes two 本报记者; "王凯 摄" is 王凯/摄.
    "（作者系某大学教授）" names nobody.
    """
    return _reading(printed or "")[0]


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


def split_byline(paragraphs: Sequence[str], field: str | None) -> SplitByline:
    """Takes bylines off both ends of a body; ``field`` is the platform's own author element, as printed.

    At the head: the field again, however spaced; "首席记者  潘高峰", "◆韩浩月", "文/付秀宏", and without a field a bare
    "葛昆元", alone or before two blanks. At the end: what a capacity or mark leads, alone or after a sentence's end.
    What is doubtful stays: "求助" is a head. Jump notes go first (``split_jumps``), for they hide a byline.
    """
    field = collapsed(field)
    forms = _forms(field)
    rest = [paragraph for paragraph in paragraphs if paragraph and not paragraph.isspace()]
    first = _own_paragraphs(rest[:_MOST], forms, bare=field is None and len(rest) > 1)
    heads = rest[:first]
    if first < len(rest) and (cut := _head(rest[first], forms, bare=field is None and first == 0)):
        heads.append(rest[first][:cut])
        rest[first] = stripped(rest[first][cut:])
    tails: list[str] = []
    while len(rest) > first and len(tails) < _MOST:
        taken = next((n for n in (1, 2) if first + n <= len(rest) and _own_paragraphs(rest[-n:], forms) == n), 0)
        if not taken:
            break
        tails[:0] = rest[-taken:]
        del rest[-taken:]
    if len(rest) > first and (cut := _tail(rest[-1])):
        tails.insert(0, rest[-1][cut:])
        rest[-1] = stripped(rest[-1][:cut])
    removed = tuple(stripped(part) for part in heads + tails)
    printed = list({without_blanks(part): part for part in removed}.values())
    if field and without_blanks(field) not in "\n".join(map(without_blanks, printed)):
        printed = [field, *(part for part in printed if without_blanks(part) not in forms[0])]
    return SplitByline(
        byline=collapsed("  ".join(printed)),
        authors=merged(author for part in _whole(printed) for author in authors(part)),
        paragraphs=tuple(rest[first:]),
        removed=removed,
    )


def _whole(parts: Sequence[str]) -> Iterator[str]:
    """``parts`` with a capacity that is printed alone joined to the names after it."""
    capacity = ""
    for part in parts:
        if re.fullmatch(_POST, part):
            capacity = f"{part}  "
        else:
            yield capacity + part
            capacity = ""


def _forms(field: str | None) -> tuple[str, ...]:
    """How a body may repeat the field: all of it, or its names alone. Without blanks."""
    if not field:
        return ()
    names = "".join(without_blanks(author.name) for author in authors(field))
    return tuple(dict.fromkeys(form for form in (without_blanks(field), names) if form))


def _own_paragraphs(paragraphs: Sequence[str], forms: tuple[str, ...], *, bare: bool = False) -> int:
    """How many paragraphs from the first on are bylines and nothing else."""
    count = 0
    while count < len(paragraphs):
        text = stripped(paragraphs[count])
        following = paragraphs[count + 1 : count + 2]
        if _is_byline(text, bare=bare and count == 0) or _repeat(text, forms) == len(text):
            count += 1
        elif following and len(text) <= _LONGEST and re.fullmatch(_POST, text) and _is_byline(following[0], bare=True):
            count += 2  # the capacity on one line, the name on the next
        else:
            break
    return count


def _head(paragraph: str, forms: tuple[str, ...], *, bare: bool) -> int:
    """Where the byline at the start of a paragraph ends; 0 where there is none."""
    if cut := _repeat(paragraph, forms):
        return cut
    gaps = [gap.start() for gap in _GAP.finditer(paragraph, 0, _LONGEST) if gap.start()]
    return max((cut for cut in gaps if _is_byline(paragraph[:cut], bare=bare)), default=0)


def _repeat(paragraph: str, forms: tuple[str, ...]) -> int:
    """Where one of ``forms`` ends at the start of a paragraph, if a blank or nothing comes after it."""
    for form in forms:
        at = 1 if paragraph[:1] in _MARKS and form[:1] not in _MARKS and paragraph else 0
        wanted = 0
        while at < len(paragraph) and wanted < len(form):
            if paragraph[at] == form[wanted]:
                wanted += 1
            elif without_blanks(paragraph[at]):
                break
            at += 1
        if wanted == len(form) and not without_blanks(paragraph[at : at + 1]):
            return at
    return 0


def _tail(paragraph: str) -> int:
    """Where the byline at the end of a paragraph begins; 0 where there is none."""
    paragraph = paragraph.rstrip()
    start = max(1, len(paragraph) - _LONGEST)
    for cut in range(start, len(paragraph)):
        after_sentence = paragraph[cut - 1] in _SENTENCE_END or _GAP.fullmatch(paragraph, cut - 2, cut)
        if after_sentence and _LED.match(text := stripped(paragraph[cut:])) and _is_byline(text):
            return cut
    return 0


def _is_byline(text: str, *, bare: bool = False) -> bool:
    """Whether a short text is surely a byline; ``bare`` lets names pass without capacity or mark."""
    if len(text) > _LONGEST:
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
    return name[0] in _SURNAMES or name[:2] in _COMPOUND or "·" in name


def _plausible(name: str) -> bool:
    """Whether a bare word is a name: "葛昆元" and "欧阳克", not "求助", "安全" or "黄金周"."""
    if name[:2] in _COMPOUND:
        return 3 <= len(name) <= 4
    return name[0] in _SURNAMES and 2 <= len(name) <= 3 and name not in _WORDS and name[:2] not in _WORDS


def _reading(printed: str) -> tuple[tuple[Author, ...], str, bool]:
    """Authors; what leads them ("role", "bind", "mark" or ""); and whether all of it was understood."""
    text = stripped(printed[:1000])
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
