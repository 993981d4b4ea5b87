"""Prose: the words of a city that does not exist, drawn from ``prose.txt``.

``prose.txt`` holds beats (``= 街区``), and of each: H headlines, K kickers, S subheadlines, B sentences, C crossheads,
P captions. After a headline's bar stands the first sentence of its article. Slots in braces are filled once for an
article (people, places) or anew at each use (numbers).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from random import Random

SURNAMES = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻苏潘葛范彭鲁韦马苗方俞任袁柳"
GIVEN = (
    *("明远", "知秋", "若溪", "文渊", "怀谷", "思齐", "立群", "晓岚", "一鸣", "景行", "望舒", "雨桐", "嘉树"),
    *("青禾", "书言", "海宁", "启航", "念慈", "子衿", "松年", "敏", "洁", "硕", "越", "妍", "凯", "岚", "澄", "骏"),
    *("蕾", "颖", "磊", "珂", "楠", "帆", "悦", "宁", "芸", "彬", "涛"),
)
STREETS = (
    *("柳荫路", "望江路", "石桥街", "盐仓巷", "青枫路", "钟楼街"),
    *("船坞路", "染坊弄", "书院路", "桂子街", "晒网滩", "云栖路"),
)
COMMUNITIES = ["春水里", "枫桥湾", "老船厂", "新渡口", "银杏苑", "塘桥东", "菱湖", "七里亭", "丰和苑", "南浦"]
DISTRICTS = ["临河区", "江北区", "望山区", "澄湖区", "东港新区", "云岭县"]
COMMON = "通用"
SCENES = "见闻"
ESSAYS = ("副刊", "读书")
LIVELY = ("文化", "体育", "教育")


def dice(*parts: object) -> Random:
    """Chance that depends on ``parts`` alone, on every machine and in every run."""
    return Random("|".join(map(str, parts)))  # noqa: S311  # the same every time is the point


@dataclass(frozen=True, slots=True)
class Beat:
    """The lines of one beat, by their letter."""

    name: str
    lines: dict[str, tuple[str, ...]]


@cache
def beats() -> dict[str, Beat]:
    """All beats of ``prose.txt`` by name, the common one included."""
    found: dict[str, dict[str, list[str]]] = {}
    name = ""
    for line in Path(__file__).with_name("prose.txt").read_text(encoding="utf-8").splitlines():
        letter, _, rest = line.partition(" ")
        if letter == "=":
            name = rest
            found[name] = {}
        elif rest and letter != "#":
            found[name].setdefault(letter, []).append(rest)
    return {name: Beat(name, {letter: tuple(lines) for letter, lines in of.items()}) for name, of in found.items()}


def person_name(rng: Random) -> str:
    """A name of two or three characters."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


class Writer:
    """Writes one article: people and places stay the same from headline to last sentence."""

    def __init__(self, rng: Random, beat: str) -> None:
        self.rng = rng
        self.beat = beats()[beat]
        people: list[str] = []
        while len(people) < 4:
            people += {person_name(rng)} - set(people)
        self.cast = {
            **dict(zip("pqrt", people, strict=True)),
            "street": rng.choice(STREETS),
            "home": rng.choice(COMMUNITIES),
            "district": rng.choice(DISTRICTS),
        }

    def filled(self, pattern: str) -> str:
        """The pattern with its slots filled; numbers are new at each call."""
        rng = self.rng
        numbers = {
            "k": rng.randint(3, 6),
            "n": rng.randint(7, 29),
            "h": rng.randint(31, 96),
            "m": rng.randint(12, 390) * 10,
            "pct": rng.randint(11, 46),
            "day": rng.randint(3, 27),
            "hour": rng.randint(7, 11),
        }
        return pattern.format(**self.cast, **numbers)

    def line(self, letter: str) -> str | None:
        """One line of that letter, of the beat or common to all; None where the beat has none."""
        lines = self.beat.lines.get(letter, ())
        if lines and self.beat.name not in ESSAYS:
            lines += beats()[COMMON].lines.get(letter, ())
        return self.filled(self.rng.choice(lines)) if lines else None

    def paragraphs(self, opening: str, length: int) -> Iterator[str]:
        """Paragraphs of about ``length`` characters together, from ``opening`` on; no sentence stands twice."""
        own = self.rng.sample(self.beat.lines["B"], len(self.beat.lines["B"]))
        common = beats()[SCENES if self.beat.name in LIVELY else COMMON].lines["B"]
        if self.beat.name in ESSAYS:
            common = ()
        others = self.rng.sample(common, len(common))
        woven = (line for pair in zip_longest(own[::2], own[1::2], others) for line in pair if line)
        paragraph = opening
        room = self.rng.randint(70, 190)
        for line in woven:
            if len(paragraph) > room:
                yield paragraph
                length -= len(paragraph)
                if length <= 0:
                    return
                paragraph, room = "", self.rng.randint(60, 190)
            paragraph += self.filled(line)
        yield paragraph
