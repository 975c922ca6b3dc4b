# make demo   sets everything up and builds decks, consolidated workbook and findings report from samples/
# make test   sets everything up and runs all checks
# On Windows use the plain commands in README.md instead.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test lint bench templates samples clean

demo: $(VENV)/.installed
	$(BIN)/planforge demo

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadgroup

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/run.py

templates: $(VENV)/.installed-dev
	$(BIN)/python -m planforge.authoring

samples: $(VENV)/.installed-dev
	$(BIN)/python samples/build_samples.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e ".[dev,bench]"
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist planforge-demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
