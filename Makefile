# Every task sets up what it needs, in .venv and nowhere else. Needed beforehand: make, Python 3.11+, a package index.
# `make` or `make help` lists the tasks.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# --require-virtualenv: whatever state .venv is in, nothing is ever installed outside it.
PIP := $(BIN)/python -m pip --require-virtualenv --disable-pip-version-check --quiet --no-input
CONTACTS ?= 1000000
JUDGED ?= 200000
LOG ?= 10000000
CHROMIUM ?= $(shell command -v chromium-headless-shell || command -v chromium || command -v google-chrome)

# Eight stamps: the environment, on it what a user installs, on that what `make verify` needs, or `make test`, and on
# that what `make test-all` needs, or the benchmark, the oracles, or the mutants. One older than pyproject.toml is renewed.
PLACE := $(VENV)/.place
CORE := $(VENV)/.stamp-core
DEV := $(VENV)/.stamp
BENCH := $(VENV)/.stamp-bench
ORACLE := $(VENV)/.stamp-oracle
MUTATION := $(VENV)/.stamp-mutation
BROWSER := $(VENV)/.stamp-browser
VERIFY := $(VENV)/.stamp-verify

# An environment that was moved or copied would run the code of the place where it was made; it is made anew.
STALE := $(shell [ -x $(BIN)/python ] && [ "$$(cat $(PLACE) 2>/dev/null)" = "$$(pwd -P)" ] || echo stale)

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help setup charter verify test test-all lint format screenshots bench bench-numpy audit-bench audit-logs boston oracle agree audit-agree mutation dist clean needs-chromium needs-node stale

help: ## list every task
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

charter: $(CORE) ## check the policies, build the checkers and the site
	$(BIN)/troth check policies
	$(BIN)/troth build policies --out build
	$(BIN)/mkdocs build --strict --site-dir build/site

verify: needs-node charter $(VERIFY) ## show that the site and the checkers promise the same (some minutes)
	$(BIN)/troth verify build/site build

test: lint ## everything that needs only Python: style, types, tests
	$(BIN)/pytest -m "not browser and not database and not node"

test-all: needs-chromium needs-node $(BROWSER) ## the tests that need more: a browser, Node, a database
	CHROMIUM="$(CHROMIUM)" $(BIN)/pytest -m "browser or database or node"

lint: $(DEV) ## style and types, changing nothing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(DEV) ## lay out the Python code, and mend what can be mended without thought
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

screenshots: needs-chromium $(BROWSER) ## pictures of the site
	CHROMIUM="$(CHROMIUM)" $(BIN)/python tests/site/screenshots.py

bench: $(BENCH) ## one contact, timed beside other libraries (about a minute)
	$(BIN)/python -m tests.bench.bench

bench-numpy: $(BENCH) ## ten million arrivals at once, timed beside other libraries (about a minute)
	$(BIN)/python -m tests.bench.arrays

audit-bench: $(BROWSER) ## the whole audit of a log, beside DuckDB's sum of its columns (LOG=100000000 for more contacts)
	$(BIN)/python -m tests.bench.audit --contacts $(LOG)

boston: $(DEV) ## a policy against a published log: make boston DATA=path/to.csv
	@[ -n "$(DATA)" ] || { echo "Name the log: make boston DATA=path/to.csv" >&2; exit 2; }
	$(BIN)/python -m tests.boston.compare "$(DATA)"

audit-logs: $(BROWSER) ## three published logs audited: make audit-logs DATA=path/to/folder
	@[ -n "$(DATA)" ] || { echo "Name the folder of the logs: make audit-logs DATA=path/to/folder" >&2; exit 2; }
	$(BIN)/python -m tests.audit.known_logs "$(DATA)"

oracle: $(ORACLE) ## deadlines and sums against NumPy, pandas and plain walks (a quarter of an hour)
	$(BIN)/python -m tests.properties.against_oracles

agree: needs-node $(BROWSER) ## every engine beside the reference, a million random contacts of each policy (hours, and goes on where it stopped; CONTACTS=10000 for less)
	$(BIN)/python -m tests.agree.agree --contacts $(CONTACTS) --record tests/agree/agreed.jsonl
	$(BIN)/python -m tests.audit.every_change

audit-agree: $(BROWSER) ## the judges of an audit beside the reference, 200,000 random contacts of each policy (hours, and goes on where it stopped; JUDGED=8000 for less)
	$(BIN)/python -m tests.audit.agree --contacts $(JUDGED) --record tests/audit/agreed.jsonl

mutation: $(MUTATION) ## 400 mutants of calendars/ and deadlines/ put to the tests (a quarter of an hour)
	$(BIN)/python -m tests.mutation.mutation

dist: $(DEV) ## wheel and sdist, in dist/
	$(BIN)/python -m build --no-isolation

setup: $(DEV) ## the environment alone (.venv)

clean: ## remove what was built; the environment stays
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find compiler tests -name __pycache__ -type d -prune -exec rm -rf {} +

needs-chromium: ## say what is missing for the browser tests, if anything
	@[ -n "$(CHROMIUM)" ] || { echo "Chromium is missing. Install it: sudo apt-get install -y chromium-headless-shell" >&2; exit 1; }

needs-node: ## say what is missing for the tests of the JavaScript checker, if anything
	@command -v node >/dev/null || { echo "Node is missing. Install it: sudo apt-get install -y nodejs" >&2; exit 1; }

stale:

$(PLACE): $(STALE)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@if [ -e $@ ] || ! $(BIN)/python -c 'import pip, sys; sys.exit(sys.prefix == sys.base_prefix)' 2>/dev/null; then \
	  echo "making $(VENV)"; rm -f $@; $(PYTHON) -m venv --clear $(VENV); fi
	@pwd -P > $@

$(CORE): $(PLACE) pyproject.toml
	@echo "installing troth into $(VENV)"
	@$(PIP) install --editable .
	@touch $@

$(DEV): $(CORE)
	@echo "installing the tools of make test into $(VENV)"
	@$(PIP) install --editable '.[dev]'
	@touch $@

$(BENCH): $(DEV)
	@echo "installing the libraries of make bench into $(VENV)"
	@$(PIP) install --editable '.[dev,bench]'
	@touch $@

$(ORACLE): $(DEV)
	@echo "installing the libraries of make oracle into $(VENV)"
	@$(PIP) install --editable '.[dev,oracle]'
	@touch $@

$(MUTATION): $(DEV)
	@echo "installing the tools of make mutation into $(VENV)"
	@$(PIP) install --editable '.[dev,mutation]'
	@touch $@

$(VERIFY): $(CORE)
	@echo "installing what troth verify needs into $(VENV)"
	@$(PIP) install --editable '.[verify]'
	@touch $@

$(BROWSER): $(DEV)
	@echo "installing the tools of make test-all into $(VENV)"
	@$(PIP) install --editable '.[dev,browser,database]'
	@touch $@
