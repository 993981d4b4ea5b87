"""The project as it stands, deployed to a real Scrapyd: an extra, run where ``EPAPER_SCRAPYD`` names its programs."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from crawler.sites import all_newspapers
from tests.conftest import NOON
from tests.epaper.commands.runs import FAST, ROOT, epaper
from tests.press import Order, Press, Title

BIN = os.environ.get("EPAPER_SCRAPYD")
DAY = "2020-03-15"
PACKAGES = ("archive", "crawler", "epaper", "pipelines")
PROJECT = (*PACKAGES, "pyproject.toml", "setup.py", "scrapy.cfg", "README.md", "LICENSE")
CONFIG = "[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\npoll_interval = 0.2\n"
HIDDEN = "epaper-archive is installed beside Scrapyd and hides what is deployed: pip uninstall epaper-archive there"
PATIENCE = 60  # seconds

pytestmark = pytest.mark.skipif(
    not BIN or not Path(BIN, "scrapyd-deploy").exists(),
    reason="EPAPER_SCRAPYD names no folder with scrapyd and scrapyd-deploy: pip install '.[scrapyd]'",
)


@dataclass(frozen=True, slots=True)
class Scrapyd:
    """A Scrapyd on loopback, everything it keeps below ``folder``."""

    folder: Path
    port: int

    def asked(self, service: str, **form: str | list[str]) -> Any:
        data = urlencode(form, doseq=True).encode() if service == "schedule" else None
        query = "" if data else f"?{urlencode(form)}"
        with urlopen(f"http://127.0.0.1:{self.port}/{service}.json{query}", data=data, timeout=PATIENCE) as answer:
            return json.load(answer)

    def finished(self, job: str) -> None:
        until = time.monotonic() + PATIENCE
        while job not in [one["id"] for one in self.asked("listjobs", project="epaper")["finished"]]:
            assert time.monotonic() < until, self.asked("listjobs", project="epaper")
            time.sleep(0.1)


def program(name: str) -> str:
    assert BIN
    return str(Path(BIN) / name)


def environment() -> dict[str, str]:
    """Without this repository: Scrapyd has what is deployed to it."""
    assert BIN
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "SCRAPY_SETTINGS_MODULE")}
    return kept | {"EPAPER_NOW": NOON, "PATH": f"{BIN}{os.pathsep}{kept.get('PATH', '')}"}


def is_open(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def scrapyd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrapyd]:
    folder = tmp_path_factory.mktemp("scrapyd")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "scrapyd.conf").write_text(CONFIG.format(port=port))
    with (folder / "daemon.log").open("wb") as log:
        process = subprocess.Popen([program("scrapyd")], cwd=folder, env=environment(), stdout=log, stderr=log)
    try:
        until = time.monotonic() + PATIENCE
        while not is_open(port):
            assert process.poll() is None, (folder / "daemon.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.1)
        yield Scrapyd(folder, port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(scope="module")
def deployed(scrapyd: Scrapyd, tmp_path_factory: pytest.TempPathFactory) -> Scrapyd:
    """The project, deployed from a copy: only the port in its scrapy.cfg is another."""
    copy = tmp_path_factory.mktemp("project")
    installed = [program("python"), "-c", "import crawler"]
    assert subprocess.run(installed, cwd=copy, env=environment(), capture_output=True, check=False).returncode, HIDDEN
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    settings = (copy / "scrapy.cfg").read_text()
    assert "url = http://localhost:6800/" in settings
    (copy / "scrapy.cfg").write_text(settings.replace("localhost:6800", f"127.0.0.1:{scrapyd.port}"))
    done = subprocess.run(
        [program("scrapyd-deploy")],
        cwd=copy,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["spiders"] == len(all_newspapers())
    return scrapyd


def test_every_newspaper_is_a_spider(deployed: Scrapyd) -> None:
    assert deployed.asked("listspiders", project="epaper")["spiders"] == sorted(all_newspapers())


def test_a_job_gives_the_archive_of_epaper_crawl(deployed: Scrapyd, tmp_path: Path) -> None:
    by_job, by_command = tmp_path / "job", tmp_path / "command"
    title = Title(code="xmwb", name="新民晚报")
    with Press([Order(title=title, issue_date=date.fromisoformat(DAY), pages=3, articles=3)]) as press:
        job = deployed.asked(
            "schedule",
            project="epaper",
            spider="xmwb",
            date=DAY,
            base_url=press.base_url,
            archive=str(by_job),
            setting=["DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "LOG_LEVEL=INFO"],
        )["jobid"]
        deployed.finished(job)
        log = (deployed.folder / "logs" / "epaper" / "xmwb" / f"{job}.log").read_text(encoding="utf-8")
        assert "Spider closed (finished)" in log
        assert "Traceback" not in log
        assert "] ERROR" not in log
        parts = ("crawl", "xmwb", "--date", DAY, "--base-url", press.base_url, "--archive", by_command, *FAST)
        assert epaper(*parts, cwd=tmp_path).status == 0
    folders = [top / "xmwb" / "2020" / DAY for top in (by_job, by_command)]
    for name in ("issue.json", "pages.jsonl", "articles.jsonl"):
        assert len({(folder / name).read_bytes() for folder in folders}) == 1, name
    assert sorted(path.name for path in folders[0].iterdir()) == sorted(path.name for path in folders[1].iterdir())


def test_a_bad_argument_ends_the_job_with_one_line(deployed: Scrapyd, tmp_path: Path) -> None:
    job = deployed.asked("schedule", project="epaper", spider="xmwb", date="2020-02-30", archive=str(tmp_path))["jobid"]
    deployed.finished(job)
    log = (deployed.folder / "logs" / "epaper" / "xmwb" / f"{job}.log").read_text(encoding="utf-8")
    assert "] ERROR: '2020-02-30' is not a date." in log
    assert "Traceback" not in log
