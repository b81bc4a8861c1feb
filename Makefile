# Two commands matter: `make run` and `make test`. The rest is listed by `make help`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
ARGS ?=
READER ?= any
SECONDS ?= 600

.PHONY: run test test-sync quick bench content counts fuzz bench-start bench-peers campaign-fsrs campaign-kill campaign-offline campaign-sync docs format screenshots pictures looks package sbom audit clean help

run: $(VENV)/.runs  ## build what is needed and open the window
	@$(BIN)/triad $(ARGS)

test: $(VENV)/.tests  ## everything that must hold: format, lint, types, import contracts, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term $(ARGS)
	@$(BIN)/python tests/coverage_floor.py

test-sync: $(VENV)/.tests  ## keep devices in step by real Syncthing instances and by git (needs both installed)
	@$(BIN)/python -m tests.campaigns.sync_engines $(ARGS)

quick: $(VENV)/.tests  ## pytest alone, for the inner loop
	@$(BIN)/python -m pytest -q -n 2 $(ARGS)

bench: $(VENV)/.tests  ## measure speed (never part of the tests); write docs/benchmarks.md
	@mkdir -p build
	@$(BIN)/python -m pytest tests/benchmarks --benchmark-enable --benchmark-only -o 'norecursedirs=.* data' \
	  --benchmark-json build/bench.json $(ARGS); missed=$$?; \
	  $(BIN)/python -m tests.benchmarks.page build/bench.json && exit $$missed

campaign-fsrs: $(VENV)/.tests  ## 10,000 random histories through our scheduler, fsrs-rs and py-fsrs
	@$(BIN)/python tests/campaigns/fsrs_histories.py $(ARGS)

campaign-kill: $(VENV)/.tests  ## kill the program 250 times in the middle of its work; count what is lost
	@$(BIN)/python tests/campaigns/kill_store.py $(ARGS)

campaign-offline: $(VENV)/.tests  ## record every system call about sockets in whole sessions: none but local ones
	@$(BIN)/python tests/campaigns/offline.py $(ARGS)

campaign-sync: $(VENV)/.tests  ## 10,000 random histories over several devices: all end equal
	@$(BIN)/python tests/campaigns/sync_histories.py $(ARGS)

content: $(VENV)/.tests  ## check the built-in decks as they are today, shelf lives included
	@TRIAD_CONTENT_DAY=$$(date +%F) $(BIN)/python -m pytest -q tests/content $(ARGS)

counts: $(VENV)/.tests  ## count the drills of the built-in decks into decks/README.md
	@$(BIN)/python -m tests.content.counts

fuzz: $(VENV)/.tests  ## fuzz a reader of decks for ten minutes: make fuzz READER=table SECONDS=600
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/python -m pip install --quiet atheris
	@mkdir -p build/fuzz/$(READER)
	@$(BIN)/python tests/campaigns/fuzz_readers.py $(READER) build/fuzz/$(READER) \
	  -max_total_time=$(SECONDS) -artifact_prefix=build/fuzz/$(READER)-

screenshots: $(VENV)/.runs  ## render every screen and state into build/screenshots/, with a contact sheet
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.looks.screenshots build/screenshots

pictures: $(VENV)/.runs  ## take the pictures of the README and the documentation anew
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.looks.pictures docs/images

looks: $(VENV)/.tests  ## look for clipped and overlapping texts in every theme at every zoom (some minutes)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.looks.everywhere

bench-start: $(VENV)/.tests  ## measure a start beside a bare window; write docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks.starts $(ARGS)

bench-peers: $(VENV)/.peers  ## measure beside Anki and, where it is installed, Mnemosyne; write docs/benchmarks.md
	@$(BIN)/python -m tests.benchmarks.windows
	@$(BIN)/python -m tests.benchmarks.imports
	@for drills in 1000 10000 100000; do \
	  $(BIN)/python -m tests.benchmarks.peers --drills $$drills $(ARGS) || exit; done

docs: $(VENV)/.docs  ## build the documentation into build/docs/index.html
	@$(BIN)/python -m sphinx -q -n -W --keep-going -b html docs build/docs
	@echo "build/docs/index.html"

sbom: $(VENV)/.runs  ## write the bill of materials (CycloneDX) into build/sbom.cdx.json
	@$(BIN)/python packaging/sbom.py $(ARGS)

audit: $(VENV)/.runs  ## ask for known faults in the libraries; offline: list versions and licences
	@$(BIN)/python -c 'import pip_audit' 2>/dev/null || $(BIN)/python -m pip install --quiet pip-audit || true
	@$(BIN)/python packaging/audit.py

format: $(VENV)/.tests  ## mend what a machine can mend
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

package: $(VENV)/bin/python  ## build wheel, source archive, Linux bundle and .deb into dist/, and try each
	@$(BIN)/python packaging/build.py $(ARGS)

clean:  ## remove what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

help:
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Triad Trainer needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "The venv module is missing; on Debian and Ubuntu: apt install python3-venv" >&2; rm -rf $(VENV); exit 2; }

$(VENV)/.runs: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Triad Trainer into $(VENV) (once, about 15 seconds) ..."
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tests: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Triad Trainer and its test tools into $(VENV) (once, about 30 seconds) ..."
	@$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@ $(VENV)/.runs

$(VENV)/.docs: $(VENV)/.runs
	@$(BIN)/python -m pip install --quiet --editable '.[docs]'
	@touch $@

$(VENV)/.peers: $(VENV)/.tests
	@$(BIN)/python -m pip install --quiet --editable '.[test,peers]'
	@{ $(PYTHON) -m venv $(VENV)/anki && $(VENV)/anki/bin/python -m pip install --quiet 'aqt>=26.9'; } \
	  || { rm -rf $(VENV)/anki; echo "Anki's window is not to be had here; it will be left out."; }
	@touch $@
