# Two commands matter: `make demo` and `make test`. Each sets up .venv once, by itself.
#
#   make demo        solve the example model and write its report to runs/demo
#   make test        every test that is not marked long, with coverage
#   make test-long   the tests marked long
#   make lint        style, types and the architecture contracts
#   make docs        the documentation, as HTML in docs/_build/html
#   make bench       the benchmarks beside other tools; writes benchmarks/results/ and the tables in benchmarks/README.md
#   make clean       remove what the other targets made, .venv included (runs/ is kept)
#
# `make test` takes about 10 minutes on two cores, `make demo` 1 to 2.
#
# Another interpreter: make demo PYTHON=python3.12

SHELL := /bin/sh
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ok

# Every path is relative, so that a checkout in a folder with a space in its name works. Text is UTF-8 in any locale.
export PYTHONUTF8 := 1
export UV_PROJECT_ENVIRONMENT := .venv
export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never

# The stamp holds the folder it was made in: scripts of a virtual environment stop working when it is moved.
MADE_IN := $(shell cat $(READY) 2>/dev/null)

.PHONY: help demo test test-long lint docs bench clean
ifneq ("$(MADE_IN)","$(CURDIR)")
.PHONY: $(READY)
endif

help:
	@sed -n 's/^#   //p' Makefile

demo: $(READY)
	$(BIN)/corridor solve models/ev_battery_asean --gap 0.002 --out runs/demo
	$(BIN)/corridor report runs/demo

test: $(READY)
	@trap 'rm -f .coverage.*' EXIT; trap 'exit 130' INT TERM; \
	$(BIN)/coverage erase && \
	$(BIN)/coverage run -m pytest -m "not long" -n 2 && \
	$(BIN)/coverage combine --quiet && \
	echo "Coverage: $$($(BIN)/coverage report --format=total) %. By file, least covered first: $(BIN)/coverage report"

test-long: $(READY)
	$(BIN)/python -m pytest -m long -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

docs: $(READY)
	$(BIN)/python -m sphinx -W --keep-going -b html docs docs/_build/html

# What Corridor is compared with gets an environment of its own: some of it changes how pandas computes.
bench: $(READY)
	UV_PROJECT_ENVIRONMENT=.venv/bench $(BIN)/python -m uv sync --quiet --frozen --no-default-groups --group bench
	.venv/bench/bin/python -m benchmarks

clean:
	rm -rf .venv dist docs/_build
	rm -rf .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamp comes last: a set-up that was interrupted goes on where it stopped.
$(READY): pyproject.toml uv.lock
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "Set-up stopped: there is no '$(PYTHON)'. Install Python 3.11 or newer (Debian, Ubuntu: apt-get install python3 python3-venv)," >&2; \
	  echo "or name one that you have: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Set-up stopped: Corridor needs Python 3.11 or newer, '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1)." >&2; \
	  echo "Name a newer one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Set-up stopped: '$(PYTHON)' cannot make virtual environments." >&2; \
	  echo "On Debian or Ubuntu: apt-get install python3-venv. Then run make again." >&2; exit 1; }
	@if [ -n "$(MADE_IN)" ] && [ "$(MADE_IN)" != "$(CURDIR)" ]; then \
	  echo "This checkout was moved from $(MADE_IN): .venv is made anew."; rm -rf .venv; fi
	@rm -f $(READY)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -m uv --version 2>/dev/null | grep -q '^uv $(UV_VERSION)' || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --force-reinstall uv==$(UV_VERSION) || { \
	  echo "Set-up stopped: uv $(UV_VERSION) could not be installed from PyPI (see above)." >&2; \
	  echo "Check the connection (behind a proxy: set HTTPS_PROXY), then run make again." >&2; exit 1; }
	@$(BIN)/python -m uv sync --quiet --frozen --inexact --all-extras || { \
	  echo "Set-up stopped: the packages of uv.lock could not be installed (see above)." >&2; \
	  echo "Run make again: it goes on where it stopped. To start afresh: make clean." >&2; exit 1; }
	@printf '%s' "$(CURDIR)" > $(READY)
	@echo "Corridor is set up in .venv."
