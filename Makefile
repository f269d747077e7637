# Everything a developer does here. Each target sets up what it needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= out/report
DATA   ?= out/demo
PORT   ?= 8000
LANG_  ?= $(if $(PERENNIAL_LANGUAGE),$(PERENNIAL_LANGUAGE),en)
SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run report test browser sqlite postgresql spark unit check fmt bench look docs fuzz api-examples audit clean system

help:  ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: $(VENV)/run  ## Serve Perennial with the demo company and print where it is (PORT=8000; Ctrl+C stops it)
	@PERENNIAL_DATA_DIR="$(DATA)" $(BIN)/perennial serve --demo --port "$(PORT)" --lang "$(LANG_)" $(OPTIONS)

report: $(VENV)/run  ## Make the report of the real CDNOW log, or of ORDERS=FILE, and print where it is
	@if [ -n "$(ORDERS)" ]; then \
	  $(BIN)/perennial report "$(ORDERS)" --out "$(OUT)" --lang "$(LANG_)" $(OPTIONS); \
	else \
	  $(BIN)/python tools/cdnow.py out/cdnow.csv && \
	  $(BIN)/perennial report out/cdnow.csv --out "$(OUT)" --lang "$(LANG_)" --currency USD $(OPTIONS); \
	fi

test: $(VENV)/dev system  ## Run all tests but those of Spark, those of the database on PostgreSQL too (installs what they need)
	@$(MAKE) --no-print-directory --keep-going --jobs=2 browser sqlite postgresql

browser: $(VENV)/dev system  ## Run the tests in Chromium
	$(BIN)/python -m pytest -q -m browser

sqlite: $(VENV)/dev system  ## Run all other tests, the application on SQLite
	$(BIN)/python -m pytest -q -m "not browser and not spark"

# Queries are counted once: a page asks as many of either database.
postgresql: $(VENV)/dev system  ## Run the integration tests that touch the database on PostgreSQL
	$(BIN)/python tools/postgresql_server.py $(BIN)/python -m pytest -q tests/integration \
	  --ignore=tests/integration/web/test_query_counts.py

# A log of 40 orders is counted faster than code for its queries is compiled.
SPARK_SMALL := --conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN \
  --conf spark.sql.adaptive.enabled=false --conf spark.default.parallelism=1 pyspark-shell

# Spark is 450 MB and needs Java, so what it needs is installed here and by no other target.
spark: $(VENV)/dev  ## Run the tests on Spark (installs it, and Java)
	@sh tools/system_packages.sh java
	$(BIN)/python -m pip install --quiet --editable ".[spark]"
	PYSPARK_SUBMIT_ARGS="$(SPARK_SMALL)" $(BIN)/python -m pytest -q -m spark

unit: $(VENV)/dev  ## Run the fast tests only
	$(BIN)/python -m pytest -q -m "not browser and not postgresql and not spark"

check: $(VENV)/dev  ## Format, lint, types, and the rule of imports
	$(BIN)/ruff format --check src tests tools bench
	$(BIN)/ruff check src tests tools bench
	PERENNIAL_DATA_DIR=out/check $(BIN)/mypy
	$(BIN)/lint-imports --no-cache

fmt: $(VENV)/dev  ## Format and mend what can be mended by itself
	$(BIN)/ruff format src tests tools bench
	$(BIN)/ruff check --fix src tests tools bench

bench: $(VENV)/dev $(VENV)/peers  ## Measure speed and accuracy against peers (LOGS=DIR adds the logs in DIR, OPTIONS=--large ten million customers)
	$(BIN)/python bench/run.py --pymc $(VENV)/peers/bin/python $(if $(LOGS),--logs "$(LOGS)") $(OPTIONS)

# Peers whose requirements do not go together with ours.
$(VENV)/peers: $(VENV)/bin/python
	$(BIN)/python -m venv $@
	$@/bin/python -m pip install --quiet "pymc-marketing>=0.19"

look: $(VENV)/dev system  ## Take pictures of every page, to be looked at, into out/look (OPTIONS="--base demo --only rhythm")
	$(BIN)/python tools/look.py $(OPTIONS)

fuzz: $(VENV)/dev  ## Read broken files of every kind for an hour (OPTIONS="--minutes 5 --seed 7"); found ones go to out/fuzz
	$(BIN)/python bench/fuzz_readers.py $(OPTIONS)

api-examples: $(VENV)/dev  ## Ask the API whatever its description allows, and what it does not (OPTIONS="--examples 100")
	$(BIN)/python bench/api_examples.py $(OPTIONS)

audit: $(VENV)/dev  ## Licences and known vulnerabilities of what the product runs with
	$(BIN)/python tools/licences.py
	$(BIN)/python tools/audit.py

docs: $(VENV)/dev  ## Render the tables of the specification into docs/
	$(BIN)/python tools/render_spec.py

clean:  ## Remove what was made
	rm -rf $(VENV) out build dist frontend/node_modules src/perennial/pictures/dist

system:
	@sh tools/system_packages.sh

$(VENV)/bin/python:
	$(PYTHON) tools/python_version.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

# The editable install also builds the charts (frontend/), so it is made anew when they change.
$(VENV)/run: $(VENV)/bin/python pyproject.toml hatch_build.py $(SOURCES)
	$(BIN)/python -m pip install --quiet --editable ".[demo]"
	@touch $@

$(VENV)/dev: $(VENV)/bin/python pyproject.toml hatch_build.py $(SOURCES)
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	@touch $@ $(VENV)/run
