"""What cannot be archived as an article is refused with every reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.record.article import Article
from archive.record.article_parts import Jump, Photo
from archive.record.reasons import REFUSALS_OF_CAPTURES, REFUSALS_OF_PRINT
from archive.record.walk import Rejection
from pipelines.validate import RULES, ValidatePipeline, faults
from tests.archive.records import article, page, text_article, walk

GOOD = article(1)
FAULTY: dict[str, Article] = {
    "no_content": replace(GOOD, headline=None, text=None),
    "invalid: id": replace(GOOD, id="xmwb-2020-03-15-a-../x"),
    "invalid: page_ids": replace(GOOD, page_ids=()),
    "invalid: url": replace(GOOD, url="javascript:alert(1)"),
}


def test_every_rule_has_its_example() -> None:
    assert set(FAULTY) == {reason for reason, _ in RULES}


@pytest.mark.parametrize("reason", FAULTY)
def test_a_fault_is_named(reason: str) -> None:
    assert reason in faults(FAULTY[reason])


@pytest.mark.parametrize("reason", FAULTY)
def test_a_fault_is_named_alone(reason: str) -> None:
    assert faults(FAULTY[reason]) == (reason,)


@pytest.mark.parametrize("reason", FAULTY)
def test_every_reason_is_explained(reason: str) -> None:
    assert reason.partition(":")[0] in REFUSALS_OF_CAPTURES | REFUSALS_OF_PRINT


def test_several_faults_are_all_named() -> None:
    worst = replace(GOOD, id="", page_ids=(), headline=None, text=None)
    assert {"no_content", "invalid: id", "invalid: page_ids"} <= set(faults(worst))


@pytest.mark.parametrize(
    "one",
    [
        GOOD,
        text_article("江边"),
        replace(GOOD, headline=None),
        replace(GOOD, text=None),
        replace(GOOD, headline=None, text=None, photos=(Photo(url="https://paper.xinmin.cn/1.jpg"),)),
        replace(GOOD, headline=None, text=None, jump_to=Jump(page_label="4", printed=">>4版")),
        replace(GOOD, id="xmwb-2020-03-15-a-32_2"),
    ],
)
def test_what_can_be_an_article_is_one(one: Article) -> None:
    assert faults(one) == ()
    assert ValidatePipeline().process_item(one) is one


def test_what_is_refused_is_kept_whole() -> None:
    faulty = FAULTY["no_content"]
    assert ValidatePipeline().process_item(faulty) == Rejection(
        kind="article",
        id=faulty.id,
        url=faulty.url,
        page_label="1",
        headline=None,
        reasons=("no_content",),
        article=faulty,
    )


def test_the_stage_passes_on_what_is_not_its_business() -> None:
    for other in (page("1"), walk("1"), {"a": 1}):
        assert ValidatePipeline().process_item(other) is other
