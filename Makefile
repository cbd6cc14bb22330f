PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable
export NODE_USE_SYSTEM_CA := 1
export PATH := $(CURDIR)/$(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
.PHONY: install run test check format types bench shots

run: .venv/.run
	@exec $(BIN)/fallline serve --host $(HOST) --port $(PORT)

install: .venv/.test

test: .venv/.test
	@$(BIN)/python -m tests

check: .venv/.test
	@$(BIN)/python -m tests lint format types

types: .venv/.test
	@$(BIN)/python -m tests types

format: .venv/.test
	@$(BIN)/ruff check --fix-only . && $(BIN)/ruff format . && prettier --write .

bench: .venv/.bench
	@$(BIN)/python -m bench

shots: .venv/.test
	@$(BIN)/python -m bench.shots

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Fall Line needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv .venv

.venv/.run: pyproject.toml | .venv/bin/python
	@echo "Installing Fall Line into .venv: once, in about half a minute."
	@$(PIP) . && touch $@

.venv/.test: pyproject.toml package-lock.json | .venv/bin/python
	@echo "Installing Fall Line and its test tools into .venv: once, in a minute or two."
	@$(PIP) '.[test]' && npm ci --loglevel=error --no-progress && touch .venv/.run $@

.venv/.bench: .venv/.test
	@$(PIP) '.[bench]' && touch $@
