# Everything a clone needs: Python 3.11 or newer, make, and a package index (or PIP_* variables that name one).
#
#   make demo    the whole story on bundled filings      make test    all tests, on two cores
#   make check   style, types, import rules              make bench   measurements, as tables
#   make crash   kills the program 400 times, and counts what became of every filing and alert
#   make wheel   dist/*.whl                              make lock    pins the newest versions anew
#   make clean   removes what was built
#
# `.venv/.ready` is written last, so a build that was interrupted starts over, and a finished one is left alone.

.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:
.PHONY: demo test check bench crash wheel lock clean

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo $$name && break; done)
READY := .venv/.ready
PIP := .venv/bin/python -m pip --disable-pip-version-check
# pip does not read the variables that requests and OpenSSL read for a private certificate authority.
ifeq ($(PIP_CERT),)
ifneq ($(or $(REQUESTS_CA_BUNDLE),$(SSL_CERT_FILE)),)
export PIP_CERT := $(or $(REQUESTS_CA_BUNDLE),$(SSL_CERT_FILE))
endif
endif

demo: $(READY)
	@.venv/bin/filingwatch demo

test: $(READY)
	@.venv/bin/python -m pytest -n 2 --dist worksteal

check: $(READY)
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/python -m pytest tests/test_architecture.py

bench: $(READY)
	@.venv/bin/python -m bench

crash: $(READY)
	@.venv/bin/python -m bench.crashing

wheel: $(READY)
	@$(PIP) wheel -qq --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

$(READY): constraints.txt pyproject.toml
	@$(or $(PYTHON),false) -c '$(NEW_ENOUGH)' 2>/dev/null || \
		{ echo "filingwatch needs Python 3.11 or newer: install it, or say make PYTHON=/path/to/it" >&2; exit 1; }
	@echo "Building .venv from constraints.txt: about half a minute with a fast network." >&2
	@test -e $@ || $(PYTHON) -m venv --clear .venv || \
		{ echo "$(PYTHON) cannot make virtual environments: install its venv module (Debian: python3-venv)" >&2; exit 1; }
	@rm -f $@
	@$(PIP) install -qq --require-hashes --requirement constraints.txt
	@$(PIP) install -qq --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# uv resolves for every platform and Python at once; it lives apart, so that .venv holds only what is pinned.
build/lock/bin/uv:
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check install -qq uv

lock: build/lock/bin/uv
	@build/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-emit-index-url --no-annotate --custom-compile-command "make lock" \
		$(if $(PIP_INDEX_URL),--default-index $(PIP_INDEX_URL)) \
		--extra dev --output-file constraints.txt pyproject.toml

clean:
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
