# Every line below is a command that can be typed as it stands. `make site` builds the catalog, `make test` passes the tests.
# On Windows without make, in PowerShell (README.md has the same two lines):
#   py -m venv .venv; .venv\Scripts\python -m pip install --require-hashes -r requirements.lock; .venv\Scripts\python -m pip install --no-deps --no-build-isolation -e .; .venv\Scripts\catalog build
#   .venv\Scripts\python -m pip install --require-hashes -r requirements-test.lock; .venv\Scripts\python -m pytest

# The first Python on the PATH that is new enough.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# uv installs in seconds what takes pip a minute; where uv is missing, or isn't told of an index that pip knows, pip does it.
UV := $(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
WEB := $(shell find catalog/web -type d \( -name node_modules -o -name dist \) -prune -o -type f -print 2>/dev/null)

# Kept compiled, or each of the many programs that tests start compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve check test browser bench data fmt lock clean
.DEFAULT_GOAL := site

site: .venv/site
	$(BIN)/catalog build
	@echo
	@echo "サイトを site/ に作りました。次のコマンドを実行し、http://localhost:8000/ja/ を開いてください。"
	@echo "The site is in site/. Run this, then open http://localhost:8000/en/:"
	@echo "    $(BIN)/python -m http.server -d site 8000"

serve: .venv/site
	$(BIN)/catalog serve

check: .venv/site
	$(BIN)/catalog check

test: .venv/test browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@echo $(BIN)/mypy
	@# Meanwhile the tests are compiled, which three processes at a time would each do for themselves.
	@$(BIN)/python -m pytest --collect-only -qq >/dev/null 2>&1 & $(BIN)/mypy; code=$$?; wait; exit $$code
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

# A browser for the tests that look at pages: the one that is there, or else a new one, or else a line that says what is skipped.
browser: .venv/test
	@$(BIN)/python -m tests.browser

bench: .venv/test .venv/bench
	$(BIN)/python -m tests.bench --write

# The real files are beside the checkout; without them there is nothing to measure.
data: .venv/test
	$(BIN)/python -m tests.realdata --write

fmt: .venv/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Renews every locked version. The test lock holds the site's versions too, so that both are always the same.
lock: .venv/test
	$(PIP) install --quiet --require-hashes -r requirements-uv.lock
	$(LOCK) --upgrade --group uv --output-file requirements-uv.lock
	$(LOCK) --upgrade pyproject.toml --group build --output-file requirements.lock
	$(LOCK) --upgrade pyproject.toml --group build --group test --constraint requirements.lock --output-file requirements-test.lock
	$(LOCK) --upgrade --group bench --output-file requirements-bench.lock

clean:
	rm -rf .venv .cache .catalog site dist catalog/web/dist catalog/web/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 以降が必要です。 / Python 3.11 or later is needed; the default is $$(python3 --version 2>&1)." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	@$(PIP) install --quiet --require-hashes -r requirements-uv.lock || echo "uv: none, so pip installs"
	@touch $@

.venv/locked: .venv/made requirements.lock
	$(UV) -r requirements.lock || $(PIP) install --quiet --require-hashes -r requirements.lock
	@touch $@

.venv/site: .venv/locked pyproject.toml hatch_build.py $(WEB)
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/test: .venv/site requirements-test.lock
	$(UV) -r requirements-test.lock || $(PIP) install --quiet --require-hashes -r requirements-test.lock
	@touch $@

.venv/bench: .venv/site requirements-bench.lock
	$(UV) -r requirements-bench.lock || $(PIP) install --quiet --require-hashes -r requirements-bench.lock
	@touch $@
