# Every step that a person or CI takes. `make help` lists them.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
BASE ?= origin/main
WORKERS ?= auto

export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help site serve check fix fmt schemas report test lint bench lock clean

## site: build the whole site into site/
site: .venv/.site
	$(BIN)/python -m build_tools build

## serve: show the site at http://127.0.0.1:8000 and follow edits
serve: .venv/.site
	$(BIN)/python -m build_tools serve

## check: check every annotation and every quotation, and that nothing in the sources is overlooked
check: .venv/.site
	$(BIN)/python -m build_tools schemas
	$(BIN)/python -m build_tools check --completeness

## fix: mend in the annotations what has one certain cure, then check
fix: .venv/.site
	$(BIN)/python -m build_tools check --fix

## fmt: lay out the files of the annotations alike
fmt: .venv/.site
	$(BIN)/python -m build_tools fmt

## schemas: write the schemas by which editors complete, explain and check annotations
schemas: .venv/.site
	$(BIN)/python -m build_tools schemas

## report: say what a change does, against another state of the corpus: make report BASE=origin/main
report: .venv/.site
	@$(BIN)/python -m build_tools report $(BASE) $(ARGS)

# A corpus that was begun with `init` has the tool without its tests, which read a corpus of their own.
ifneq ($(wildcard tests/.),)

## test: run the whole test suite, in a real browser too, on every processor: make test WORKERS=1 ARGS="-k swap"
test: .venv/.dev
	.ci/ensure-browser
	.ci/ensure-language-server
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile $(ARGS)

## lint: check style and types of the code, and what the workflows expose
lint: .venv/.dev
	$(BIN)/ruff check build_tools tests
	$(BIN)/ruff format --check build_tools tests
	$(BIN)/mypy
	$(BIN)/zizmor --quiet --offline --no-progress .github

## bench: measure time and memory on synthetic corpora, as ratios of one run
bench: .venv/.dev
	$(BIN)/python -m tests.benchmarks $(ARGS)

else

test lint bench:
	@echo 'nothing to $@: the tests of the tool stay where the tool is made; here, make check and make site guard main'

endif

## lock: compute the lock files anew from pyproject.toml
lock: .venv/.site
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command 'make lock' $(ARGS) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command 'make lock' $(ARGS) --constraint requirements.lock \
		--group dev pyproject.toml -o requirements-dev.lock

## clean: remove the environment, the built site and the generated pages
clean:
	rm -rf .venv .schemas site .site.lock .site.building-* tests/language_server/node_modules
	git clean -fdXq docs

## help: list these targets
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

# The environment holds only what the lock files name, by digest. `.site` suffices to build the
# site; `.dev` adds what tests and lint need.
.venv/.python:
	PYTHON='$(PYTHON)' .ci/make-environment
	touch $@

.venv/.site: requirements.lock | .venv/.python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/.dev: requirements-dev.lock .venv/.site
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
