"""Recording and importing keep nothing that grows with what is recorded: neither bodies in memory nor open files."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from tests.crawler.spiders.crawl import crawled
from tests.press import Press, edited_paper
from tests.recording.crawling import DAY, ROOT, XMWB

RECORDING = """
import random, resource, sys
from pathlib import Path
from archive.captures.store import Captures
dice = random.Random(1)
with Captures(Path(sys.argv[1])) as captures:
    for number in range(int(sys.argv[2])):
        captures.add_response(
            f"https://paper.example/{number}",
            request=b"GET / HTTP/1.1\\r\\n\\r\\n",
            status_line="HTTP/1.1 200 OK",
            headers=[(b"Content-Type", b"image/jpeg")],
            body=dice.randbytes(2**20),
        )
        assert captures.recorded(f"https://paper.example/{number // 2}") is not None
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
REOPENING = """
import resource, sys
from pathlib import Path
from archive.captures.reader import all_records
from archive.captures.store import Captures
with Captures(Path(sys.argv[1])):
    pass
assert sum(record.type == "response" for record in all_records(Path(sys.argv[1]))) == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
IMPORTING = """
import io, random, resource, sys
from pathlib import Path
from warcio.warcwriter import WARCWriter
from crawler.sites import newspaper
from epaper.offline.importing import Importer
dice, folder = random.Random(1), Path(sys.argv[1])
folder.mkdir()
with (folder / "a.warc.gz").open("wb") as file:
    writer = WARCWriter(file, gzip=True)
    for number in range(int(sys.argv[2])):
        url = f"https://paper.xinmin.cn/html/xmwb/2020-03-15/1/{number}.html"
        payload = io.BytesIO(dice.randbytes(2**19).hex().encode())
        writer.write_record(writer.create_warc_record(url, "resource", payload=payload))
with Importer(folder, [newspaper("xmwb")]) as importer:
    importer.add(folder / "a.warc.gz")
    importer.file()
assert importer.imports.captures == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(program: str, folder: Path, count: int) -> float:
    """Largest resident size of the process, in MB."""
    line = [sys.executable, "-c", program, str(folder), str(count)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    return int(done.stdout) / 1024


def test_memory_does_not_grow_with_what_is_recorded(tmp_path: Path) -> None:
    few, many = (peak(RECORDING, tmp_path / str(count), count) for count in (20, 200))
    assert (tmp_path / "200" / "captures.warc.gz").stat().st_size > 200 * 2**20
    assert many - few < 20
    few, many = (peak(REOPENING, tmp_path / str(count), count) for count in (20, 200))
    assert many - few < 20


def test_memory_does_not_grow_with_what_is_imported(tmp_path: Path) -> None:
    few, many = (peak(IMPORTING, tmp_path / str(count), count) for count in (20, 200))
    assert many - few < 20


COUNTING = """
import os
from pathlib import Path
from scrapy import signals
from archive.record.walk import Walk

class Counting:
    @classmethod
    def from_crawler(cls, crawler):
        crawler.signals.connect(cls.count, signal=signals.item_scraped)
        return cls()

    @staticmethod
    def count(item):
        if isinstance(item, Walk):
            with Path("{counts}").open("a") as file:
                file.write(f"{{len(os.listdir('/proc/self/fd'))}}\\n")
"""


def test_no_file_of_an_issue_stays_open(tmp_path: Path) -> None:
    """Thirty issues, one after the other, with a refresh on top: as many descriptors at the end as after the first."""
    days = 30
    papers = [
        edited_paper(XMWB, DAY + timedelta(days=number), seed=number, pages=1, articles=1) for number in range(days)
    ]
    counts = tmp_path / "counts"
    (tmp_path / "operators.py").write_text(COUNTING.format(counts=counts), encoding="utf-8")
    given = {"from_date": str(DAY), "until_date": str(DAY + timedelta(days=days - 1))}
    with Press(papers) as press:
        for refresh in ("0", "1"):
            crawled(
                press,
                tmp_path / "archive",
                "xmwb",
                settings=('EXTENSIONS={"operators.Counting": 50}',),
                paths=(tmp_path,),
                refresh=refresh,
                **given,
            )
            found = [int(line) for line in counts.read_text().split()]
            counts.unlink()
            assert len(found) == days
            assert max(found[5:]) - min(found[5:]) <= 4, found
