PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
.PHONY: install run test check format types bench shots

run: .venv/.run
	@$(BIN)/fallline serve --host $(HOST) --port $(PORT)
