"""Signatures: the ways in which a story is signed, with what is to be read from each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.press.copy import Person
from tests.press.prose import person_name
from tests.press.quirks import Quirk

ROLES = ("本报记者", "首席记者", "实习生")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """``field`` is the author element's text, ``opening`` the body's first line, ``closing`` its last.

    ``joint`` stands between the last paragraph and ``closing``; None: ``closing`` is a line of its own.
    """

    byline: str | None = None
    authors: tuple[Person, ...] = ()
    field: str | None = None
    opening: str | None = None
    closing: str | None = None
    joint: str | None = None


UNSIGNED = Signature()


def _signed(*groups: tuple[str, tuple[str, ...]], tail: str | None = None) -> tuple[str, tuple[Person, ...]]:
    """Text with two blanks between its parts, and the people in it."""
    parts = [part for role, names in groups for part in (role, *names)] + ([tail] if tail else [])
    people = tuple(Person(name=name, role=role) for role, names in groups for name in names)
    return "  ".join(parts), people


def _field_one(rng: Random) -> Signature:
    text, people = _signed((rng.choice(ROLES), (person_name(rng),)))
    return Signature(byline=_spaced(text), authors=people, field=text)


def _field_two_roles(rng: Random) -> Signature:
    reporter, correspondent = _two_names(rng)
    text, people = _signed(("本报记者", (reporter,)), ("通讯员", (correspondent,)))
    return Signature(byline=_spaced(text), authors=people, field=text)


def _field_repeated(rng: Random) -> Signature:
    name = person_name(rng)
    return Signature(byline=name, authors=(Person(name=name),), field=name, opening=name)


def _letter_spaced(rng: Random) -> Signature:
    """Wide in the author element; in the body wide or not."""
    name = _short(rng)
    wide = " ".join(name)
    return Signature(byline=wide, authors=(Person(name=name),), field=wide, opening=rng.choice((wide, name)))


def _letter_spaced_with_role(rng: Random) -> Signature:
    name = _short(rng)
    text = "本报记者 " + " ".join(name)
    return Signature(byline=text, authors=(Person(name=name, role="本报记者"),), field=text)


def _lozenge(rng: Random) -> Signature:
    name = person_name(rng)
    return Signature(byline=f"◆{name}", authors=(Person(name=name),), opening=f"◆{name}")


def _text_by(rng: Random) -> Signature:
    name = person_name(rng)
    return Signature(byline=f"文/{name}", authors=(Person(name=name),), opening=f"文/{name}")


def _role_first(rng: Random) -> Signature:
    text, people = _signed(("首席记者", (person_name(rng),)))
    return Signature(byline=_spaced(text), authors=people, opening=text)


def _bare_name(rng: Random) -> Signature:
    name = person_name(rng)
    return Signature(byline=name, authors=(Person(name=name),), opening=name)


def _last_line(rng: Random) -> Signature:
    reporter, correspondent = _two_names(rng)
    text, people = _signed(("本报记者", (reporter,)), ("通讯员", (correspondent,)))
    return Signature(byline=_spaced(text), authors=people, closing=text)


def _after_two_blanks(rng: Random) -> Signature:
    trainee, reporter = _two_names(rng)
    text, people = _signed(("实习生", (trainee,)), ("本报记者", (reporter,)))
    return Signature(byline=_spaced(text), authors=people, closing=text, joint="  ")


def _glued(rng: Random) -> Signature:
    text, people = _signed(("本报记者", (person_name(rng),)))
    return Signature(byline=_spaced(text), authors=people, closing=text, joint="")


def _photographed_too(rng: Random) -> Signature:
    text, people = _signed(("本报记者", _two_names(rng)), tail="摄影报道")
    return Signature(byline=_spaced(text), authors=people, closing=text, joint="  ")


STYLES: dict[Quirk, tuple[Callable[[Random], Signature], ...]] = {
    Quirk.BYLINE_FIELD: (_field_one, _field_two_roles, _field_repeated),
    Quirk.BYLINE_START: (_lozenge, _text_by, _role_first, _bare_name),
    Quirk.BYLINE_END: (_last_line, _after_two_blanks, _glued, _photographed_too),
    Quirk.LETTER_SPACED: (_letter_spaced, _letter_spaced_with_role),
}


ESSAYISTS = (_field_repeated, _letter_spaced, _lozenge, _text_by, _bare_name)


def signature(rng: Random, quirks: frozenset[Quirk], turn: int, *, essay: bool) -> Signature:
    """The turn-th way of signing among those that ``quirks`` allow; every now and then none.

    Essays are signed with a name alone, where that is among them.
    """
    styles = [style for quirk, some in STYLES.items() if quirk in quirks for style in some]
    if essay:
        styles = [style for style in styles if style in ESSAYISTS] or styles
    if not styles or turn % (len(styles) + 1) == len(styles):
        return UNSIGNED
    return styles[turn % (len(styles) + 1)](rng)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _short(rng: Random) -> str:
    """A name of two characters: only those are set wide."""
    while len(name := person_name(rng)) != 2:
        pass
    return name


def _two_names(rng: Random) -> tuple[str, str]:
    first = person_name(rng)
    while (second := person_name(rng)) == first:
        pass
    return first, second
