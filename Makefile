# make demo   twelve sessions of Alicia with Nova, offline, in runs/demo
# make test   the tests; make check adds lint and types
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: demo test check lint types needs slow wheel clean train-guard benchmarks

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(STAMP)

demo: $(STAMP)
	$(BIN)/simulate --persona alicia --sessions 12 --run demo

test: $(STAMP)
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not slow and not browser and not realserver'

# the slower tests: with every optional extra, and a Chromium of the system where there is one
EXTRAS := browser,cluster,data,realserver,report,study,train
$(VENV)/.extras: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,$(EXTRAS)]'
	touch $@

slow: $(VENV)/.extras
	$(BIN)/python -m pytest -n 2 --dist loadfile -m 'slow or browser or realserver'

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

check: lint types test

# after a pattern of the guard or an ending rule has changed
needs: $(STAMP)
	$(BIN)/python -m simulator.integrity.derive > needs.tmp && mv needs.tmp simulator/integrity/needs.json
	$(BIN)/python -c 'from simulator.endings.checked import table; print(table(), end="")' > needs.tmp && mv needs.tmp simulator/endings/checked.json

# ROWS="mine.jsonl more.jsonl" adds rows of your own
train-guard: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[train]'
	$(BIN)/python -m training.train $(foreach file,$(ROWS),--rows $(file))

wheel: $(STAMP)
	$(BIN)/python -m pip wheel --quiet --no-deps -w dist .

clean:
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis

# speed against bare clients and peers (environments made for it), then a long run; half an hour
benchmarks: $(STAMP)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.scale
