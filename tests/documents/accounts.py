"""What becomes of each block: run by the test of its document, not run, with the reason, or held by another test."""

from __future__ import annotations

RUN_BY = {
    "README.md": "tests/documents/test_readme.py",
    "docs/operations.md": "tests/documents/test_operations.py",
    "docs/adding-a-newspaper.md": "tests/documents/test_adding_a_newspaper.py",
}
"""By document, the test that runs its commands, from the first to the last."""

SCRAPYD = "tests/scrapyd/test_deploy.py does so, with a Scrapyd of its own"
NOT_RUN = {
    "make check": "its static checks run before the tests, and take a minute",
    "make test": "this very test is one of it",
    ".venv/bin/epaper import xmwb FILE…": "FILE… stands for the reader's own; docs/operations.md has one of each kind",
    "epaper watch --every 30": "runs until it is interrupted: tests/epaper/commands/test_watch.py",
    "systemd-analyze verify /etc/systemd/system/epaper.service /etc/systemd/system/epaper.timer": (
        "writing there needs root: tests/documents/test_operations.py verifies both units elsewhere"
    ),
    "systemctl enable --now epaper.timer": "needs root",
    "journalctl -u epaper": "shows what systemd started",
    "python3 -m venv /srv/scrapyd": SCRAPYD,
    "/srv/scrapyd/bin/pip install '.[scrapyd]'": SCRAPYD,
    "/srv/scrapyd/bin/pip uninstall --yes epaper-archive": SCRAPYD,
    "cd /var/lib/scrapyd && /srv/scrapyd/bin/scrapyd": SCRAPYD,
    "/srv/scrapyd/bin/scrapyd-deploy": SCRAPYD,
    "curl http://localhost:6800/schedule.json -d project=epaper -d spider=xmwb -d date=2020-03-15"
    " -d archive=/srv/epaper/output": SCRAPYD,
    "curl http://localhost:6800/listjobs.json?project=epaper": SCRAPYD,
}
"""By command, why nobody runs it here."""

HELD = {
    ("README.md", "output/xmwb/2020/2020-03-15/"): "tests/documents/test_readme.py",
    ("README.md", "from pathlib import Path"): "tests/documents/test_queries.py",
    ("README.md", "import duckdb"): "tests/documents/test_queries.py",
    ("output/README.md", "xmwb/2020/2020-03-15/"): "tests/documents/test_readme.py",
    ("epaper/sample/README.md", "python -m tests.press"): "tests/epaper/commands/test_demo.py",
    ("docs/architecture.md", " live site"): "a drawing: no test can read it",
    ("docs/architecture.md", "epaper/ "): "tests/test_layout.py",
    ("docs/architecture.md", "epaper ─►"): "tests/test_layout.py",
    ("docs/operations.md", "MAILTO="): "tests/documents/test_operations.py",
    ("docs/operations.md", "[Unit]"): "tests/documents/test_operations.py",
    ("docs/operations.md", "error: nothing has happened"): "tests/documents/test_operations.py",
    ("docs/operations.md", "error: xmwb: its crawl gave no sign"): "tests/documents/test_operations.py",
    ("docs/operations.md", "2024年11月27日"): "tests/documents/test_operations.py",
    ("docs/adding-a-newspaper.md", '"""江湾晚报'): "tests/documents/test_adding_a_newspaper.py",
    ("docs/adding-a-newspaper.md", "JWWB = "): "tests/documents/test_adding_a_newspaper.py",
    ("docs/adding-a-newspaper.md", "from dataclasses import replace"): "tests/documents/test_adding_a_newspaper.py",
    ("docs/adding-a-newspaper.md", "2024-03-01 partial"): "tests/documents/test_adding_a_newspaper.py",
    ("docs/adding-a-newspaper.md", '"""The "tide" platform'): "tests/documents/test_adding_a_newspaper.py",
    ("docs/adding-a-newspaper.md", '"""潮汐报'): "tests/documents/test_adding_a_newspaper.py",
    ("docs/adding-a-newspaper.md", "<html><body>"): "tests/documents/test_adding_a_newspaper.py",
}
"""By document and the beginning of a block, which test holds what is not run as it stands."""
