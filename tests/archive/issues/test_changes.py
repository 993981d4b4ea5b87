"""What a new parse would change: counted per field, with a few examples."""

from __future__ import annotations

from dataclasses import replace

from archive.issues.changes import MAX_EXAMPLES, Changes, changes
from tests.archive.records import article


def test_nothing_differs() -> None:
    same = [article(1), article(2)]
    found = changes(same, list(reversed(same)))
    assert (found.is_empty, found.compared, dict(found.fields)) == (True, 2, {})


def test_fields_are_counted_with_before_and_after() -> None:
    old = [article(number, kicker=None) for number in range(1, 6)]
    new = [replace(one, kicker="引题", headline="新题") for one in old[:4]] + old[4:]
    found = changes(old, new)
    assert dict(found.fields) == {"kicker": 4, "headline": 4}
    assert found.examples["headline"][0] == (old[0].id, "第1条", "新题")
    assert {name: len(examples) for name, examples in found.examples.items()} == {
        "kicker": MAX_EXAMPLES,
        "headline": MAX_EXAMPLES,
    }
    assert not found.is_empty


def test_articles_that_come_and_go_are_not_compared() -> None:
    found = changes([article(1), article(2)], [article(2), article(3)])
    assert (found.compared, found.appeared, found.disappeared) == (1, [article(3).id], [article(1).id])
    assert not found.is_empty
    assert not changes([article(1)], []).is_empty


def test_sums_keep_as_many_examples_as_one() -> None:
    total = Changes()
    for start in range(0, 20, 2):
        old = [article(start + 1), article(start + 2)]
        total.add(
            changes([*old, article(900 + start)], [*(replace(one, rubric="栏") for one in old), article(800 + start)])
        )
    assert (total.compared, dict(total.fields)) == (20, {"rubric": 20})
    assert [id_ for id_, _, _ in total.examples["rubric"]] == [article(number).id for number in (1, 2, 3)]
    assert (len(total.appeared), len(total.disappeared)) == (10, 10)
