"""README's queries with tools of others, over sixty issues that print almost nothing, and then a rich one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.documents.blocks import ROOT, blocks
from tests.epaper.commands.runs import epaper

PLAIN_ISSUES = 60  # DuckDB looks at no more than 32 files to see what a field is
CODE = [block.text for block in blocks("README.md") if block.kind == "python"]
READS = re.compile(r"read_json\(.*?\)(?=,|\s)")
PANDAS = Path(os.environ.get("EPAPER_TOOLS", Path(sys.executable).parent)) / "python"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty issues of one article, of which nothing is printed that may be absent; then the sample."""
    folder = tmp_path_factory.mktemp("queried")
    assert epaper("demo", cwd=folder).status == 0
    rich = folder / "output" / "slwb" / "2020" / "2020-03-15" / "articles.jsonl"
    plain = emptied(json.loads(rich.read_text(encoding="utf-8").splitlines()[0]))
    for number in range(PLAIN_ISSUES):
        day = str(date(2020, 1, 1) + timedelta(days=number))
        issue = rich.parents[1] / day
        issue.mkdir()
        line = json.dumps(plain | {"id": f"slwb-{day}-a-1", "issue_date": day}, ensure_ascii=False)
        (issue / "articles.jsonl").write_text(line + "\n", encoding="utf-8")
    return folder


def emptied(article: dict[str, Any]) -> dict[str, Any]:
    """Every field that docs/schema.md lets be null is null, every list is empty."""
    schema = json.loads((ROOT / "archive" / "record" / "article.schema.json").read_text(encoding="utf-8"))
    empty = dict(article)
    for name, field in schema["properties"].items():
        if {"type": "null"} in field.get("anyOf", []) or "null" in field.get("type", []):
            empty[name] = None
        elif field.get("type") == "array":
            empty[name] = []
    return empty


def records(folder: Path) -> list[dict[str, Any]]:
    files = sorted(folder.glob("output/*/*/*/articles.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def printed(python: Path | str, code: str, folder: Path) -> str:
    done = subprocess.run([python, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_first_issues_are_plain(archive: Path) -> None:
    every = records(archive)
    assert [one["kicker"] for one in every[:PLAIN_ISSUES]] == [None] * PLAIN_ISSUES
    assert sum(one["kicker"] is not None for one in every) == 8
    assert sum(name is None or name == [] for name in every[0].values()) > 20


def test_duckdb_loses_no_field(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = (one for one in CODE if "import duckdb" in one)
    (source,) = READS.findall(code)
    every = records(archive)
    counts = ", ".join(f'count("{name}") AS "{name}"' for name in every[0])
    monkeypatch.chdir(archive)
    (found,) = duckdb.sql(f"SELECT {counts} FROM {source}").fetchall()  # noqa: S608 - our own names
    found = dict(zip(every[0], found, strict=True))
    assert found == {name: sum(one[name] is not None for one in every) for name in every[0]}


def test_duckdbs_query_shows_every_author_as_printed(archive: Path) -> None:
    (code,) = (one for one in CODE if "import duckdb" in one)
    shown = re.findall(r"│ +(\S+) +│ +(\S+) +│ +(\d+) │ +(\d+) │", printed(sys.executable, code, archive))
    articles, characters = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in records(archive):
        for author in one["authors"]:
            key = author["name"], author["role"] or "NULL"
            articles[key] += 1
            characters[key] += one["char_count"]
    expected = {(*key, str(count), str(characters[key])) for key, count in articles.items()}
    assert len(shown) == 10
    assert set(shown) - expected == set()


def test_pandas_loses_no_article(archive: Path) -> None:
    if (
        not PANDAS.exists()
        or subprocess.run([PANDAS, "-c", "import pandas"], capture_output=True, check=False).returncode
    ):
        pytest.skip("pandas is not installed: pip install -e .[crosschecks], or EPAPER_TOOLS=its folder")
    (code,) = (one for one in CODE if "import pandas" in one)
    every = records(archive)
    counting = "\nprint(articles.count().to_json())\nprint(list(articles.page_label[-1:]))"
    *table, counts, label = printed(
        PANDAS, "import warnings; warnings.simplefilter('error')\n" + code + counting, archive
    ).splitlines()
    assert json.loads(counts) == {name: sum(one[name] is not None for one in every) for name in every[0]}
    assert label == str([every[-1]["page_label"]])
    sums = [[int(number) for number in line.split()[-2:]] for line in table[2:]]
    assert [sum(column) for column in zip(*sums, strict=True)] == [len(every), sum(one["char_count"] for one in every)]
