"""What runs without Scrapy's engine is what runs in it."""

from __future__ import annotations

from errno import EPERM
from pathlib import Path

import pytest
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object

from epaper.offline.stages import Stages, project_settings
from tests.archive.records import walk


def test_the_stages_are_those_of_the_settings_in_their_order(tmp_path: Path) -> None:
    wanted = build_component_list(project_settings().getdict("ITEM_PIPELINES"))
    assert [type(stage) for stage in Stages(tmp_path)._stages] == [load_object(path) for path in wanted]  # noqa: SLF001


def test_an_issue_that_cannot_be_written_is_told_by_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import leaves that issue alone, and goes on with the others."""
    refusal = PermissionError(EPERM, "Operation not permitted", str(tmp_path / "issue.json"))

    def refused(*_: object) -> None:
        raise refusal

    monkeypatch.setattr("pipelines.write.publish", refused)
    with pytest.raises(PermissionError) as raised:
        Stages(tmp_path).process([walk()])
    assert raised.value is refusal
