# Two commands: `make book` and `make test`. Each sets up what it needs in .venv; nothing is installed elsewhere.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
TORCH := $(VENV)/torch-ready
PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help book test lab serve bench torch clean

help:
	@echo "make book   set up, run the notebooks, build the book into _build/html"
	@echo "make test   set up, build the book, run all tests"
	@echo "make lab    JupyterLab on the chapters"
	@echo "make serve  the built book on http://127.0.0.1:$(PORT)"
	@echo "make bench  speed of the library, next to PyTorch where it is installed"
	@echo "make torch  install PyTorch, which some tests compare with"
	@echo "make clean  remove everything that was built (not $(VENV))"

# Stamped with the lock: a second run does nothing.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("This book needs Python 3.11 or newer; $(PYTHON) is " + sys.version.split()[0] + ". Say which to use: make PYTHON=python3.12 …")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment: on Debian, install python3-venv."; exit 1; }
	@echo "Installing the requirements into $(VENV) (a few minutes the first time) …"
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --progress-bar on -r requirements.lock
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $(READY)

$(TORCH): requirements-torch.txt $(READY)
	@echo "Installing PyTorch …"
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps -r requirements-torch.txt
	@$(BIN)/python -c 'import torch' || { echo "This build of PyTorch does not run here: see requirements-torch.txt."; exit 1; }
	@touch $(TORCH)

torch: $(TORCH)

# Small products gain nothing from two threads, and on busy cores the threads wait for each other.
book test: export OPENBLAS_NUM_THREADS = 1

book: $(READY)
	@$(BIN)/python scripts/build_book.py

# Four at a time keep two cores busy: two of them are always waiting for a browser's next frame.
# What takes long, a chapter or a page in the browser, comes first: nobody waits for it in the end.
# On CI the comparison with PyTorch must run; elsewhere its tests are skipped unless `make torch` was run.
test: $(READY) $(if $(filter true,$(CI)),$(TORCH)) book
	@$(BIN)/python -m pytest -n 4 --dist loadscope --no-loadscope-reorder -q

lab: $(READY)
	@$(BIN)/jupyter lab --ip=127.0.0.1 --notebook-dir=chapters

serve: book
	@echo "The book is on http://127.0.0.1:$(PORT) until you press Ctrl+C."
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

bench: $(READY)
	@$(BIN)/python -m benchmarks

clean:
	rm -rf _build .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -not -path './explorables/node_modules/*' -prune -exec rm -rf {} +
