"""What the files of an issue are called."""

from __future__ import annotations

from ..captures.index import CAPTURES_FILE, INDEX_FILE
from ..captures.repair import DAMAGED_FILE
from ..captures.seal import HISTORY_FILE, SEAL_FILE

ISSUE_FILE = "issue.json"
PAGES_FILE = "pages.jsonl"
ARTICLES_FILE = "articles.jsonl"
REJECTED_FILE = "rejected.jsonl"
RECORD_FILES = (PAGES_FILE, ARTICLES_FILE, REJECTED_FILE)

OWN_FILES = (ISSUE_FILE, *RECORD_FILES, HISTORY_FILE, CAPTURES_FILE, INDEX_FILE, SEAL_FILE, DAMAGED_FILE)
STAGED_FILES = tuple(f"{name}.new" for name in OWN_FILES)
"""Of each, what is written before it is renamed into place."""
