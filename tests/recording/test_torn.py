"""A crawl over torn captures says what it cut away, asks for that alone, and gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.press import Press, edited_paper
from tests.recording.crawling import DAY, XMWB, folder_of, published_bytes, recorded_paths, run, torn, whole_records

PAPER = edited_paper(XMWB, DAY, seed=4, pages=3, articles=4)


@pytest.mark.parametrize("back", ["few", "many"])
def test_a_torn_tail_is_cut_away_named_and_asked_for_again(tmp_path: Path, back: str) -> None:
    with Press([PAPER]) as press:
        assert run(tmp_path, press.base_url).status == 0
        folder = folder_of(tmp_path)
        expected, recorded = published_bytes(folder), recorded_paths(folder)
        (folder / "issue.json").unlink()  # the kill came before it was published
        response, request = whole_records(folder)[-2:]
        size = request.length + response.length
        torn(folder, 5 if back == "few" else size - 5)
        lost = recorded - recorded_paths(folder)
        assert lost.total() == (0 if back == "few" else 1)
        asked = press.counts()
        again = run(tmp_path, press.base_url)
        bytes_cut = request.length - 5 if back == "few" else 5
        assert f"WARNING: cut a torn record of {bytes_cut} bytes away from {folder}" in again.log
        assert again.status == 0
        assert press.counts() - asked == lost
        assert published_bytes(folder) == expected
        assert recorded_paths(folder) == recorded


def test_a_flipped_byte_in_the_middle_costs_one_request(tmp_path: Path) -> None:
    with Press([PAPER]) as press:
        assert run(tmp_path, press.base_url).status == 0
        folder = folder_of(tmp_path)
        expected = published_bytes(folder)
        (folder / "issue.json").unlink()
        flipped = next(one for one in whole_records(folder) if (one.url or "").endswith("/2.html"))
        path = folder / "captures.warc.gz"
        data = bytearray(path.read_bytes())
        data[flipped.offset + flipped.length // 2] ^= 0xFF
        path.write_bytes(data)
        asked = press.counts()
        again = run(tmp_path, press.base_url)
        assert (again.status, "torn" in again.log) == (0, False)
        assert dict(press.counts() - asked) == {PAPER.sheets[1].path: 1}
        assert published_bytes(folder) == expected
        assert path.read_bytes().startswith(bytes(data))
