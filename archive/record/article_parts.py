"""The parts of the record: authors, blocks, photos, regions, jumps; and how a field carries its own documentation."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field
from typing import Any, Literal

BlockKind = Literal["paragraph", "crosshead", "photo"]


def described(description: str, example: Any = None, default: Any = MISSING) -> Any:
    """A dataclass field that carries its own documentation; ``example`` is JSON."""
    metadata = {"description": description, "example": example}
    return field(metadata=metadata) if default is MISSING else field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One name of a byline (署名) and the capacity in which it is printed."""

    name: str = described("Name without the blanks that set it wide in print.", "左妍")
    role: str | None = described("Role as printed, blanks removed; null where none is printed.", "首席记者", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a body (正文), in printed order."""

    kind: BlockKind = described("What the block is.", "paragraph")
    text: str | None = described(
        "Its text on one line; of a photo, the caption. Null: a photo without a caption.", "江边的梧桐落了叶。"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture of the article. The n-th ``photo`` block of the body is where the n-th photo stands."""

    url: str | None = described(
        "Address of the picture. Null: it is not known (`saved_picture`), or only caption or credit is printed.",
        "https://paper.example.cn/images/2020-03/15/12/p1.jpg",
    )
    caption: str | None = described("Caption (图说) as printed, without the credit.", "晨练的人们", None)
    credit: str | None = described("Who took it (摄影), as printed.", "本报记者 王凯 摄", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Where the article stands on the facsimile of a page (热区)."""

    page_id: str = described("The page.", "xmwb-2020-03-15-a-p14")
    polygon: tuple[tuple[int, int], ...] = described(
        "Corners [x, y] in pixels from the top left, as printed in the page's image map.", [[0, 0], [350, 0], [350, 90]]
    )
    width: int | None = described("Width in pixels of the image that the polygon refers to.", 350, None)
    height: int | None = described("Height in pixels of that image.", 500, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """An article continued on another page (转版)."""

    page_label: str = described("Label of the other page; of several, the first.", "4")
    printed: str = described("The note as printed.", "（下转第4版）")
    article_id: str | None = described("The other part, where exactly one article there answers.", None, None)
    page_labels: tuple[str, ...] = described("Every page that the note names.", ["4"], ())
