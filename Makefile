# The README's two commands. Everything they need is installed from pyproject.toml: into .venv, and for the tests other
# people's programs into .tools, each into an environment of its own, from the extra of its name.
PYTHON ?= python3
BIN := .venv/bin
TOOLS := $(CURDIR)/.tools

.PHONY: demo test check clean

demo: .venv/installed
	$(BIN)/epaper demo

test: check .tools/crosschecks/installed .tools/pywb/installed .tools/scrapyd/installed
	EPAPER_TOOLS=$(TOOLS)/crosschecks/bin EPAPER_PYWB=$(TOOLS)/pywb/bin EPAPER_SCRAPYD=$(TOOLS)/scrapyd/bin \
		$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "The venv module is missing. On Debian: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

.tools/%/installed: pyproject.toml .venv/installed
	@$(PYTHON) -m venv .tools/$*
	@$(BIN)/python -c 'import sys, tomllib; project = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
		print(*project["dependencies"], *project["optional-dependencies"][sys.argv[1]], sep="\n")' $* > .tools/$*/needed
	@.tools/$*/bin/pip install --quiet --disable-pip-version-check --requirement .tools/$*/needed && touch $@ || \
		echo "What .tools/$*/needed lists cannot be installed: tests that want it are skipped." >&2

clean:
	rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .import_linter_cache *.egg-info
