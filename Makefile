# Two commands do everything on a fresh Debian or Ubuntu machine with Python 3.11 or later and make:
#   make demo   sets itself up, audits the sample portfolio and says where the report lies
#   make test   sets itself up and runs every check of the project

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DEMO   := build/demo

.PHONY: demo test golden accuracy bench fuzz growth records kills cluster review pictures clean

demo: $(VENV)/.runs
	@mkdir -p $(DEMO)
	@$(BIN)/auditor audit fixtures/demo/portfolio --as-of 2026-11-01 --output $(DEMO)/report.html \
	  --output $(DEMO)/report.json; code=$$?; [ $$code -le 1 ] || exit $$code
	@echo "Report: $(CURDIR)/$(DEMO)/report.html"

test: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/auditor rules check
	$(BIN)/python -m pytest

# Rebuilds what is generated: the sample portfolio and its expected result.
golden: $(VENV)/.tests
	$(BIN)/python fixtures/demo/build.py
	$(BIN)/python tests/golden/rebuild.py

bench: $(VENV)/.tests
	$(BIN)/python -m benchmarks.speed $(FILES)

# Damages files of every format, and those of a folder of yours, and shows what broke: make fuzz SECONDS=600 FUZZ_SEEDS=folder
SECONDS ?= 60
fuzz: $(VENV)/.tests
	$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(if $(FUZZ_SEEDS),--seeds $(FUZZ_SEEDS))

# How large portfolios fare; docs/scale.md says what each prints.
growth: $(VENV)/.tests
	$(BIN)/python -m benchmarks.growth $(SIZES)

# A folder of records: make records SIZES="50000 20000 100000"
records: $(VENV)/.tests
	$(BIN)/python -m benchmarks.records $(SIZES)

kills: $(VENV)/.tests
	$(BIN)/python -m benchmarks.kills

cluster: $(VENV)/.tests
	$(BIN)/python -m benchmarks.cluster

# What the review of contracts is worth, on a folder of yours: make review FILES=path/to/contracts
review: $(VENV)/.tests
	$(BIN)/python -m benchmarks.review $(FILES)

# The pictures of docs/review.md and docs/report.md.
pictures: $(VENV)/.tests
	@sh .ci/system-packages libreoffice-writer-nogui
	$(BIN)/python -m benchmarks.pictures
	$(BIN)/python -m benchmarks.report_pictures

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed."; exit 1; }
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); sh .ci/system-packages python3-venv && $(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.runs: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.tests: pyproject.toml .ci/system-packages | $(VENV)/bin/python
	@sh .ci/system-packages chromium fonts-dejavu-core postgresql tesseract-ocr tesseract-ocr-rus
	@$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.runs

# Measures the rules against labelled documents; docs/accuracy.md says how the folder looks.
accuracy: $(VENV)/.runs
	$(BIN)/python -m benchmarks.accuracy $(CORPORA)

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
