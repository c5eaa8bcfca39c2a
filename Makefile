# Every target sets up what it needs: Python 3.11 or later with pip is enough. See `make help`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev chromium real real-light demo pytest test lowest lint golden bench docs clean

# The interpreter that makes the virtual environment: the first that is 3.11 or later. `make PYTHON=python3.13 test`.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -q $(if $(CONSTRAINTS),-c $(CONSTRAINTS))
# What pip does for an installed package and not for a checkout: where PYTHONDONTWRITEBYTECODE is set, as in many
# containers, every start of drift would compile it anew.
COMPILE := $(BIN)/python -m compileall -q drifttools
# Containers and CI work as root; inside a virtual environment that is harmless.
export PIP_ROOT_USER_ACTION := ignore
# pytest workers; each starts one server per PostgreSQL major it meets. One more than there are cores: tests wait for
# servers and browsers.
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 8
PARTS ?= sizes,sqlite,rows,models,migrations
SIZES ?= 100,1000,10000
RUNS ?= 3
DOCUMENTS = $(wildcard README.md DESIGN.md docs/*.md)

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 2,20

$(VENV)/.made:
	@[ -n "$(PYTHON)" ] || { echo "drifttools needs Python 3.11 or later: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "setup: $(VENV) with $$($(PYTHON) --version)"
	@# Debian's python3 lacks ensurepip without python3-venv; its pip can stand in.
	@[ -x $(BIN)/python ] && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV) 2>/dev/null || { \
		rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) && \
		$(PYTHON) -m pip --python $(BIN)/python install --disable-pip-version-check -q pip; }
	@touch $@

$(VENV)/.installed-demo: pyproject.toml | $(VENV)/.made
	@echo "setup: drifttools and what its demo needs, into $(VENV)"
	@$(PIP) -e '.[demo]'
	@$(COMPILE)
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/.made
	@echo "setup: drifttools and the tools for its development, into $(VENV)"
	@$(PIP) -e '.[dev]'
	@$(COMPILE)
	@touch $@ $(VENV)/.installed-demo

setup: $(VENV)/.installed-demo ## The virtual environment, enough for the demo and the notebooks

setup-dev: $(VENV)/.installed-dev ## The same with everything for tests and lint

demo: setup ## A real incident on a private server: found, explained, repaired, proven and reported
	@$(BIN)/drift demo

# A few tests look at reports and notebooks in a real browser. Only root can install one; without it they are skipped
# and say so. A failed installation is no failure of the tests.
chromium:
	@if command -v chromium chromium-browser google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "test: installing Chromium for the tests that look at pages"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
			>/dev/null 2>&1 || echo "test: apt-get could not install Chromium, its tests will be skipped"; \
	else echo "test: no Chromium and no right to install it, its tests will be skipped"; fi

lint: setup-dev ## ruff, mypy and the layers between the rooms
	@echo "lint: ruff check"
	@$(BIN)/ruff check --quiet .
	@echo "lint: ruff format --check"
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check . | tail -20; exit 1; }
	@echo "lint: mypy --strict"
	@$(BIN)/mypy --no-error-summary
	@echo "lint: import-linter"
	@$(BIN)/lint-imports --no-logo >$(VENV)/lint-imports.txt || { cat $(VENV)/lint-imports.txt; exit 1; }

pytest: setup-dev
	@$(PYTEST)

real-light: setup-dev
	@$(BIN)/python tests/real_projects/install.py --light

real: setup-dev ## Real projects from PyPI (mlflow, prefect, wagtail ...), each in its own environment, against their databases
	@$(BIN)/python tests/real_projects/install.py
	@DRIFTTOOLS_REAL=all $(PYTEST) tests/real_projects

# Lint, pip and apt-get each keep one core busy: beside each other they take half the time.
test: setup-dev ## Everything CI runs: lint, then all tests on real servers
	@$(MAKE) --no-print-directory -j3 lint chromium real-light
	@echo "test: pytest"
	@$(PYTEST)

lowest: ## The tests with the oldest supported pandas, SQLAlchemy, psycopg and pyarrow, in .venv-lowest
	@$(MAKE) --no-print-directory VENV=.venv-lowest CONSTRAINTS=tests/lowest.txt pytest

golden: setup-dev ## Rewrites the expected outputs of the tests; review the diff
	@$(PYTEST) --update-golden

bench: setup-dev ## Whole processes against pg_dump and others; PARTS=sizes,sqlite,rows,models,migrations SIZES=100,1000,10000 RUNS=3
	@$(BIN)/python bench/run.py --parts $(PARTS) --sizes $(SIZES) --runs $(RUNS)

docs: setup-dev ## Rewrites the generated parts of the documents
	@$(if $(DOCUMENTS),$(BIN)/cog -r -P -z $(DOCUMENTS),echo "docs: no documents yet")

clean: ## Removes the virtual environment and all caches; reports stay
	@rm -rf $(VENV) .venv-lowest build dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
	@find drifttools tests bench notebooks -name __pycache__ -type d -prune -exec rm -rf {} +
