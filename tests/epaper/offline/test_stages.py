"""What runs without Scrapy's engine is what runs in it."""

from __future__ import annotations

from pathlib import Path

from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object

from epaper.offline.stages import Stages, project_settings


def test_the_stages_are_those_of_the_settings_in_their_order(tmp_path: Path) -> None:
    wanted = build_component_list(project_settings().getdict("ITEM_PIPELINES"))
    assert [type(stage) for stage in Stages(tmp_path)._stages] == [load_object(path) for path in wanted]  # noqa: SLF001
