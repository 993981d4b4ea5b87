"""The pictures of a body: shown ones, and those of which a text prints caption and credit."""

from __future__ import annotations

import pytest

from archive.record.article_parts import Photo
from crawler.printed.photos import PlacedPhoto, split_captions

P1 = "江边的梧桐落了叶，扫街的人每天早起半个钟头。"
P2 = "住在附近的周小满说，踩上去沙沙响，比往年热闹。"
OURS = "本报记者 王凯 摄"
ALL = "本版摄影 本报记者 王凯"


def shown(number: int, place: int, caption: str | None = None, credit: str | None = None) -> PlacedPhoto:
    return PlacedPhoto(place, Photo(url=f"https://paper.xinmin.cn/{number}.jpg", caption=caption, credit=credit))


def split(*paragraphs: str, pictures: tuple[PlacedPhoto, ...] = ()) -> tuple[list[str], list[str]]:
    """The paragraphs that are left; and of each picture number (0: no address), place, caption and credit."""
    text, places, photos = split_captions(paragraphs, range(len(paragraphs)), pictures)
    assert [paragraphs[place].startswith(one) for place, one in zip(places, text, strict=True)] == [True] * len(text)
    told = []
    for one in photos:
        number = (one.photo.url or "0.jpg")[-5]
        told.append(f"{number}@{one.place} {one.photo.caption or '-'} | {one.photo.credit or '-'}".replace(P1, "P1"))
    return list(text), told


def test_a_body_without_captions_is_handed_back_as_it_is() -> None:
    paragraphs, places, pictures = [P1, P2, "他在江边拍摄。"], range(3), [shown(1, 0)]
    left = split_captions(paragraphs, places, pictures)
    assert (left[0] is paragraphs, left[1] is places, left[2] is pictures) == (True, True, True)


@pytest.mark.parametrize(
    ("paragraphs", "left", "photos"),
    [
        ((f"江边晨练 {OURS}", P1), [P1], [f"0@0 江边晨练 | {OURS}"]),
        ((f"江边晨练{OURS}", P1, f"老桥{OURS}", P2), [P1, P2], [f"0@0 江边晨练 | {OURS}", f"0@2 老桥 | {OURS}"]),
        ((f"{P1}{OURS}",), [], [f"0@0 P1 | {OURS}"]),
        ((OURS,), [], [f"0@0 - | {OURS}"]),
        ((P1, OURS), [P1], [f"0@1 - | {OURS}"]),
        ((P1, OURS, P2), [P1, P2], [f"0@1 - | {OURS}"]),
        (("图为江边晨练。", OURS), [], [f"0@1 图为江边晨练。 | {OURS}"]),
        (("▶江边晨练。", "王凯 摄"), [], ["0@1 ▶江边晨练。 | 王凯 摄"]),
        ((f"本报讯 {P1}{OURS}", P2), [f"本报讯 {P1}", P2], [f"0@0 - | {OURS}"]),
        ((P1, ALL), [P1], [f"0@1 - | {ALL}"]),
        ((f"江边晨练 {OURS}", P1, ALL), [P1], [f"0@0 江边晨练 | {OURS}", f"0@2 - | {ALL}"]),
        # short lines above the text, where a credit is of several pictures
        (("老桥", "新桥", P1, ALL), [P1], [f"0@0 老桥 | {ALL}", f"0@1 新桥 | {ALL}"]),
        (("王凯", "老桥", "新桥", P1, ALL), ["王凯", P1], [f"0@1 老桥 | {ALL}", f"0@2 新桥 | {ALL}"]),
        (("本报记者 杨洁", "老桥", "新桥", P1, ALL), ["本报记者 杨洁", P1], [f"0@1 老桥 | {ALL}", f"0@2 新桥 | {ALL}"]),
        (("葛昆元", "老桥", "新桥", P1, ALL), ["葛昆元", P1], [f"0@1 老桥 | {ALL}", f"0@2 新桥 | {ALL}"]),
        (("周小满", "老桥", P2, ALL), [P2], [f"0@0 周小满 | {ALL}", f"0@1 老桥 | {ALL}"]),
        (("老桥", P1, ALL), ["老桥", P1], [f"0@2 - | {ALL}"]),  # one line alone may be a subheadline
        (("老桥", "新桥", P1), ["老桥", "新桥", P1], []),
        (("老桥", "新桥", P1, OURS), ["老桥", "新桥", P1], [f"0@3 - | {OURS}"]),
    ],
)
def test_of_a_text(paragraphs: tuple[str, ...], left: list[str], photos: list[str]) -> None:
    assert split(*paragraphs) == (left, photos)


@pytest.mark.parametrize(
    ("pictures", "paragraphs", "left", "photos"),
    [
        ((shown(1, 0),), (f"江边晨练 {OURS}", P1), [P1], [f"1@0 江边晨练 | {OURS}"]),
        (
            (shown(1, 0), shown(2, 0)),
            (f"江边晨练 {OURS}", f"老桥 {OURS}", P1),
            [P1],
            [f"1@0 江边晨练 | {OURS}", f"2@0 老桥 | {OURS}"],
        ),
        # which of two pictures it is of, nothing says
        ((shown(1, 0), shown(2, 0)), (f"老桥 {OURS}", P1), [P1], ["1@0 - | -", "2@0 - | -", f"0@0 老桥 | {OURS}"]),
        ((shown(1, 0, "新桥"),), (f"老桥 {OURS}", P1), [P1], ["1@0 新桥 | -", f"0@0 老桥 | {OURS}"]),
        ((shown(1, 1),), (P1, OURS, P2), [P1, P2], [f"1@1 - | {OURS}"]),
        ((shown(1, 0), shown(2, 1, "新桥")), (P1, P2, OURS), [P1, P2], [f"1@0 - | {OURS}", f"2@1 新桥 | {OURS}"]),
        ((shown(1, 0), shown(2, 1, "新桥", "李明 摄")), (P1, ALL), [P1], [f"1@0 - | {ALL}", "2@1 新桥 | 李明 摄"]),
        # every picture is credited: a signature, which the byline takes
        ((shown(1, 0, "新桥", "李明 摄"),), (P1, OURS), [P1, OURS], ["1@0 新桥 | 李明 摄"]),
    ],
)
def test_of_a_body_that_shows_pictures(
    pictures: tuple[PlacedPhoto, ...], paragraphs: tuple[str, ...], left: list[str], photos: list[str]
) -> None:
    assert split(*paragraphs, pictures=pictures) == (left, photos)
