# make run and make test each set up all they need: a virtual environment from the lock file, and a browser for tests.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= demo
HOME_FOLDER ?= home
# Tests start Biebwijzer many times: what Python compiled is kept, whatever the shell asks.
export PYTHONDONTWRITEBYTECODE :=
# What is written must stand, be found, taken back and survive on both engines: the rooms in which one writes, without
# what is `alike` whatever the engine (tests say so: a file is read and judged before any engine, screens are the same).
# That what is read gives the same answers on both is held by tests/warehouse/test_both_engines.py.
BOTH := tests/warehouse tests/intake tests/access tests/relations tests/clock tests/cli tests/start
BOTH += tests/activities/test_recording.py tests/propositions/test_writing.py tests/board/test_packs.py

help:  ## what one can ask of make
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 12

# A journey waits for a real browser beside another one, and may lose its patience on a busy machine. What failed is
# walked once more, alone and from the start; what fails then is broken.
AGAIN = (echo "Walking what failed once more, alone." && $(BIN)/python -m pytest tests/journeys --last-failed --lfnf none)

run: $(VENV)/.runs  ## open Biebwijzer with an invented province
	@$(BIN)/biebwijzer start --data $(DATA) --home $(HOME_FOLDER)

# Homes that take long to make are made once for all rounds of a test, and never kept for the next.
ROUND := BIEBWIJZER_TESTS_SHARE=$$TMPDIR/made $(BIN)/python -m pytest

# Beside each other, the longest first; each says what it found when it is done, and all of them are done.
CHECKS := sql house types style papers
# What `check` holds is held once.
HOUSE := tests/test_house.py tests/test_questions.py tests/test_docs.py
test: setup  ## everything: checks, unit tests, pages, journeys in a real browser
	@$(MAKE) --no-print-directory --jobs=2 --keep-going --output-sync=target browser $(CHECKS)
	@tools/in_memory.sh $(MAKE) --no-print-directory rounds

rounds:
	@$(ROUND) -n 2 -m "not browser" $(addprefix --ignore ,$(HOUSE))
	@$(ROUND) -n 2 -m "not browser and not embedded and not alike" --engine grown $(BOTH)
	@$(ROUND) -n 2 tests/journeys || $(AGAIN)

quick: setup  ## within a minute: no browser, no pages, no kills, no long deliveries
	@tools/in_memory.sh $(BIN)/python -m pytest -n 2 -m "not browser and not slow"

check: setup  ## style, types, SQL, translations, the house, the lock file and licences
	@$(MAKE) --no-print-directory --jobs=2 --keep-going --output-sync=target $(CHECKS)

sql: setup
	@$(BIN)/sqlfluff lint queries --nocolor --disable-progress-bar

house: setup
	@$(BIN)/python -m pytest $(HOUSE)

types: setup
	@$(BIN)/mypy

style: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

papers: setup
	@$(BIN)/python -m biebwijzer.words.gathering --check
	@$(BIN)/python -m tools.running_page --check
	@$(BIN)/python -m tools.lock
	@$(BIN)/python -m tools.licences

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

.PHONY: help run test rounds quick check sql house types style papers audit bench docs setup browser
