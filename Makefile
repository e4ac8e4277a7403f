# Sổ Dân Chủ. `make run` opens the program, `make test` checks everything. Both prepare .venv by themselves.
PYTHON := .venv/bin/python
ARGS ?=

# System packages that only these targets need; make test and make run do without them.
TOUR_PACKAGES := poppler-utils
FAULT_PACKAGES := fuse3 e2fsprogs util-linux

.PHONY: run test lint tour bench faults catalogue lock setup clean

run:
	@bash installer/setup.sh run
	@$(PYTHON) installer/run_window.py $(ARGS)

test:
	@bash installer/setup.sh dev
	@$(PYTHON) installer/check.py

lint:
	@bash installer/setup.sh dev
	@$(PYTHON) installer/check.py --no-tests

tour:
	@bash installer/setup.sh dev $(TOUR_PACKAGES)
	@$(PYTHON) tests/tour/tour.py $(ARGS)

bench:
	@bash installer/setup.sh dev
	@$(PYTHON) tests/bench/bench.py $(ARGS)

faults:
	@bash installer/setup.sh dev $(FAULT_PACKAGES)
	@$(PYTHON) tests/faults/faults.py $(ARGS)

catalogue:
	@bash installer/setup.sh dev
	@$(PYTHON) installer/catalogue.py update

lock:
	@bash installer/setup.sh dev
	@$(PYTHON) installer/lock.py

setup:
	@bash installer/setup.sh dev

clean:
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
