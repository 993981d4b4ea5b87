"""Recording keeps nothing in memory that grows with what is recorded: 200 MB in take no more than 20 MB do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.recording.crawling import ROOT

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
