# make run and make test each set up all they need: a virtual environment from the lock file, and a browser for tests.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= demo
HOME_FOLDER ?= home
# What must hold on both engines is tested on both.
BOTH := tests/warehouse tests/intake tests/access tests/relations tests/cli tests/start
# Of what is only read elsewhere: what is typed there.
BOTH += tests/activities/test_recording.py tests/propositions/test_writing.py
# Reading and judging one file happens in a loader's own memory, before any engine; rollups are made there too.
BOTH += --ignore tests/intake/test_sifting.py --ignore tests/intake/test_reading.py --ignore tests/intake/test_landing.py
BOTH += --ignore tests/intake/test_traces.py --ignore tests/intake/test_looking_ahead.py
BOTH += --ignore tests/intake/test_rollups.py --ignore tests/intake/test_recognising.py
BOTH += --ignore tests/intake/test_recognising_anything.py --ignore tests/intake/test_messy_files.py
BOTH += --ignore tests/intake/test_workbooks.py
# What is planned is in the records. A rhythm is not; folders and other servers are the same; two processes are always there.
BOTH += tests/clock --ignore tests/clock/test_rhythms.py --ignore tests/clock/test_two_processes.py
BOTH += --ignore tests/intake/test_inbox.py --ignore tests/intake/test_open_data.py
# What holds both engines beside each other does so already, whichever one the others run on.
BOTH += --ignore tests/warehouse/test_both_engines.py
# Screens and rules are the same whatever the engine, and so is who stands in a list twice.
BOTH += $(foreach room,access intake relations,--ignore tests/$(room)/test_pages.py)
BOTH += --ignore tests/relations/test_rules.py --ignore tests/relations/test_addresses.py
BOTH += --ignore tests/relations/test_duplicates.py --ignore tests/relations/test_noting.py
BOTH += --ignore tests/intake/test_new_source.py --ignore tests/intake/test_refused_whole.py
BOTH += --ignore tests/relations/test_import_reading.py --ignore tests/relations/test_import_page.py

help:  ## what one can ask of make
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 12

# A journey waits for a real browser beside another one, and may lose its patience on a busy machine. What failed is
# walked once more, alone and from the start; what fails then is broken.
AGAIN = (echo "Walking what failed once more, alone." && $(BIN)/python -m pytest tests/journeys --last-failed --lfnf none)

run: $(VENV)/.runs  ## open Biebwijzer with an invented province
	@$(BIN)/biebwijzer start --data $(DATA) --home $(HOME_FOLDER)

# Homes that take long to make are made once for all rounds of a test, and never kept for the next.
SHARE := $(abspath $(VENV))/.made
ROUND := BIEBWIJZER_TESTS_SHARE=$(SHARE) $(BIN)/python -m pytest

# What `check` holds is held once.
test: setup browser check  ## everything: checks, unit tests, pages, journeys in a real browser
	@rm -rf $(SHARE)
	@$(ROUND) -n 2 -m "not browser" --ignore tests/test_house.py --ignore tests/test_docs.py
	@$(ROUND) -n 2 -m "not browser and not embedded" --engine grown $(BOTH)
	@$(ROUND) -n 2 tests/journeys || $(AGAIN)
	@rm -rf $(SHARE)

quick: setup  ## within a minute: no browser, no pages, no kills
	@$(BIN)/python -m pytest -n 2 -m "not browser and not slow"

check: setup  ## style, types, SQL, translations, the house, the lock file and licences
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint queries --processes 2 --nocolor --disable-progress-bar
	@$(BIN)/python -m biebwijzer.words.gathering --check
	@$(BIN)/python -m tools.running_page --check
	@$(BIN)/python -m tools.lock
	@$(BIN)/python -m tools.licences
	@$(BIN)/python -m pytest tests/test_house.py tests/test_docs.py

audit: setup  ## known vulnerabilities; fails when nothing could be audited
	@$(BIN)/python -m tools.audit

bench: setup  ## the budgets, as ratios within one run
	@$(BIN)/python -m bench

docs: setup  ## write the generated part of docs/running.md
	@$(BIN)/python -m tools.running_page --write

setup: $(VENV)/.tests

browser:
	@tools/browser.sh

$(VENV)/.runs: uv.lock pyproject.toml
	@PYTHON=$(PYTHON) tools/environment.sh $(VENV) --no-dev
	@touch $@

$(VENV)/.tests: uv.lock pyproject.toml
	@PYTHON=$(PYTHON) tools/environment.sh $(VENV)
	@touch $@ $(VENV)/.runs

.PHONY: help run test quick check audit bench docs setup browser
