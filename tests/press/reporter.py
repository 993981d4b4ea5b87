"""Reporter: writes one story, both as it is to be read and as it goes to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from random import Random

from tests.press.copy import Block, JumpNote, Layout, Line, Photo, Story
from tests.press.prose import ESSAYS, Writer, beats, person_name
from tests.press.quirks import Quirk
from tests.press.signature import UNSIGNED, Signature, signature

FALSE_NAMES = ("求助", "回音", "提醒")
LAYOUTS: tuple[tuple[Quirk, Layout], ...] = (
    (Quirk.BLANKS_ONLY, "blanks"),
    (Quirk.BR_PARAGRAPHS, "br"),
    (Quirk.NBSP_INDENT, "nbsp"),
    (Quirk.NBSP_INDENT, "ideographic"),
)
SEPARATORS = ("<br>", "  ", "　　", "<br/>\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What the editor asks for. ``turn`` counts the ordinary stories of the issue: quirks take turns by it.

    ``headlines`` are the patterns left for this page; the one used is struck off. ``free`` says whether a headline is
    still unused in this issue. ``pictures`` is the folder of photos.
    """

    id: int
    path: str
    pictures: str
    beat: str
    headlines: list[str]
    turn: int
    quirks: frozenset[Quirk]
    free: Callable[[str], bool]
    jump_to: JumpNote | None = None
    jump_from: JumpNote | None = None


def written_story(rng: Random, task: Assignment) -> Story:
    """An ordinary article of 300 to 1500 characters."""
    writer = Writer(rng, task.beat)
    turn, quirks, essay = task.turn, task.quirks, task.beat in ESSAYS
    several_lines = Quirk.HEADLINE_LINES in quirks and turn % 4 == 2
    headline, opening = _free_headline(writer, task, several_lines)
    lines = tuple(headline.split(" ")) if several_lines else (headline,)
    kicker = writer.line("K") if Quirk.KICKER in quirks and turn % 3 == 0 else None
    subheadlines = _subheadlines(writer, turn) if Quirk.SUBHEADLINES in quirks and turn % 3 != 2 else ()
    paragraphs = list(writer.paragraphs("" if task.jump_from else opening, rng.choice((320, 420, 560, 720, 900, 1300))))
    photos = _photos(rng, task, writer) if turn % 4 == 1 else ()
    body = _with_photos(_with_crossheads(rng, paragraphs, heads=0 if essay else 2 + turn % 2), photos)
    signed = signature(rng, quirks, turn, essay=essay)
    layouts: list[Layout] = ["p", *(layout for quirk, layout in LAYOUTS if quirk in quirks)]
    story = Story(
        id=task.id,
        path=task.path,
        kicker=kicker,
        headline_lines=lines,
        subheadlines=subheadlines,
        byline=signed.byline,
        authors=signed.authors,
        body=body,
        photos=photos,
        jump_to=task.jump_to,
        jump_from=task.jump_from,
        listed=True,
        vertical=Quirk.VERTICAL in quirks and turn % 5 == 3,
        separator=SEPARATORS[turn // 4 % len(SEPARATORS)],
        byline_field=signed.field,
        layout=layouts[(turn + turn // len(layouts)) % len(layouts)],
    )
    return replace(story, lines=printed_lines(story, signed))


def false_name(story: Story, rng: Random) -> Story:
    """The story, opened by a section head as short as a name; its signature goes."""
    body = (Block(kind="crosshead", text=rng.choice(FALSE_NAMES)), *story.body)
    story = replace(story, body=body, byline=None, authors=(), byline_field=None)
    return replace(story, lines=printed_lines(story, UNSIGNED))


def teaser(story: Story, site: str) -> Story:
    """The lead of the front page whose body stands elsewhere."""
    story = replace(
        story,
        body=(Block(kind="paragraph", text=f">>>详见{site}"),),
        photos=(),
        byline=None,
        authors=(),
        byline_field=None,
        jump_to=None,
        layout="blanks",
    )
    return replace(story, lines=printed_lines(story, UNSIGNED))


def picture_story(rng: Random, task: Assignment) -> Story:
    """A headline and a photo."""
    headline, _ = _free_headline(Writer(rng, "图片"), task, several_lines=False)
    photos = _photos(rng, task, Writer(rng, "街区"))[:1]
    body = tuple(Block(kind="photo", text=photo.caption) for photo in photos)
    story = Story(id=task.id, path=task.path, kind="photo", headline_lines=(headline,), body=body, photos=photos)
    return replace(story, lines=printed_lines(story, UNSIGNED))


def notice(rng: Random, task: Assignment, headline: str | None) -> Story:
    """A public notice; without a headline it is known from the image map alone."""
    writer = Writer(rng, "街区")
    patterns = beats()["公告"].lines["B"]
    texts = [writer.filled(pattern) for pattern in rng.sample(patterns, 2 if headline else 1)]
    story = Story(
        id=task.id,
        path=task.path,
        kind="notice",
        headline_lines=(headline,) if headline else (),
        body=tuple(Block(kind="paragraph", text=text) for text in texts),
        listed=headline is not None,
    )
    return replace(story, lines=printed_lines(story, UNSIGNED))


def contents(task: Assignment, entries: tuple[str, ...]) -> Story:
    """导读: one line for each of a few inner pages."""
    story = Story(
        id=task.id,
        path=task.path,
        kind="contents",
        headline_lines=("导读",),
        body=tuple(Block(kind="paragraph", text=entry) for entry in entries),
        layout="br",
    )
    return replace(story, lines=printed_lines(story, UNSIGNED))


def printed_lines(story: Story, signed: Signature) -> tuple[Line, ...]:
    """The body as it goes to print: signature and jump notes back in their places.

    下转 is a line of its own or glued to the last one, by the parity of the id.
    """
    lines: list[Line] = []
    seen = 0
    for block in story.body:
        if block.kind == "photo":
            lines.append(Line(photo=seen))
            seen += 1
        else:
            lines.append(Line(text=block.text or ""))
    if signed.opening:
        lines.insert(0, Line(text=signed.opening))
    if story.jump_from:
        lines.insert(0, Line(text=story.jump_from.printed))
    if signed.closing and signed.joint is not None:
        lines[-1] = Line(text=lines[-1].text + signed.joint + signed.closing)
    elif signed.closing:
        lines.append(Line(text=signed.closing))
    if story.jump_to and not signed.closing and story.id % 2:
        lines[-1] = Line(text=lines[-1].text + story.jump_to.printed)
    elif story.jump_to:
        lines.append(Line(text=story.jump_to.printed))
    return tuple(lines)


def _free_headline(writer: Writer, task: Assignment, several_lines: bool) -> tuple[str, str]:
    """An unused headline, of several lines if asked and the beat has any; and the first sentence that goes with it."""
    fitting = [each for each in task.headlines if " " in each.partition(" | ")[0]] if several_lines else []
    for pattern in fitting or task.headlines:
        headline, _, opening = pattern.partition(" | ")
        for _ in range(40):
            filled = writer.filled(headline)
            if task.free(filled):
                task.headlines.remove(pattern)
                return filled, writer.filled(opening)
    # A beat that fills many pages runs out of headlines without a slot.
    headline, _, opening = task.headlines[0].partition(" | ")
    numbered = (f"{writer.filled(headline)}（{number}）" for number in count(2))
    return next(each for each in numbered if task.free(each)), writer.filled(opening)


def _subheadlines(writer: Writer, turn: int) -> tuple[str, ...]:
    found = (writer.line("S") for _ in range(2 if turn % 6 == 1 else 1))
    return tuple(dict.fromkeys(line for line in found if line))


def _photos(rng: Random, task: Assignment, writer: Writer) -> tuple[Photo, ...]:
    captions = rng.sample(beats()["图说"].lines["P"], 1 + task.turn % 2)
    return tuple(
        Photo(
            path=f"{task.pictures}/{task.id}_{number}.jpg",
            caption=writer.filled(caption),
            credit=f"本报记者 {person_name(rng)} 摄",
        )
        for number, caption in enumerate(captions, 1)
    )


def _with_crossheads(rng: Random, paragraphs: list[str], *, heads: int) -> list[Block]:
    """Long texts get crossheads, the third in a row with the second; never as the first or the last line."""
    blocks = [Block(kind="paragraph", text=text) for text in paragraphs]
    if len(blocks) > 4:
        places = (len(blocks) - 2, 2, 2)
        for place, head in zip(places, rng.sample(beats()["小标题"].lines["C"], heads), strict=False):
            blocks.insert(place, Block(kind="crosshead", text=head))
    return blocks


def _with_photos(blocks: list[Block], photos: tuple[Photo, ...]) -> tuple[Block, ...]:
    """The first photo above the text, the second after the first paragraph."""
    for place, photo in zip((0, 2), photos, strict=False):
        blocks.insert(min(place, len(blocks) - 1), Block(kind="photo", text=photo.caption))
    return tuple(blocks)
