# What can be done here? `make help` tells; `make demo` is the place to start.

PYTHON := .venv/bin/python
# One more than there are cores: many tests wait for a process that they have started.
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)
PIP := $(PYTHON) -m pip --disable-pip-version-check
COMPILE := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help install demo run test check audit lock revision

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/installed ## Install what running needs, into .venv

demo: install ## Try it: a local Telegram in the browser, without a token
	$(PYTHON) -m bot sandbox

run: install ## Run the bot with the settings in config.toml
	$(PYTHON) -m bot run --config config.toml

test: .venv/installed-dev ## Run all tests (arguments for pytest: ARGS="-k payouts")
	$(PYTHON) -m pytest -n $(WORKERS) $(ARGS)

check: .venv/installed-dev ## Check formatting, rules, types and layers
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

audit: .venv/installed-dev ## Ask for known vulnerabilities of what is installed
	.venv/bin/pip-audit --require-hashes --disable-pip --requirement requirements-dev.txt

lock: .venv/installed-dev ## Write requirements*.txt anew from pyproject.toml
	$(PIP) install --quiet uv
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --group dev --output-file requirements-dev.txt

revision: .venv/installed-dev ## Draft a migration from the models: make revision m="add offers"
	@test -n "$(m)" || { echo 'Say what it does: make revision m="add offers"'; exit 2; }
	mkdir -p build && rm -f build/revision.db
	.venv/bin/alembic -x url=sqlite:///build/revision.db upgrade head
	.venv/bin/alembic -x url=sqlite:///build/revision.db revision --autogenerate -m "$(m)" \
		--rev-id $$(printf '%04d' $$(($$(ls models/migrations/versions/*.py | wc -l) + 1)))
	.venv/bin/ruff format --isolated --line-length 100 models/migrations/versions
	@echo 'Read it, try it on both databases, then set HEAD in bot/migration.py.'

.venv/bin/python:
	@for python in python3.13 python3.12 python3.11 python3; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Making .venv with $$($$python --version)"; \
		$$python -m venv .venv && exit 0; \
		rm -rf .venv; \
		break; \
	done; \
	echo 'Sarafan needs Python 3.11 or newer with its venv module. On Debian or Ubuntu:'; \
	echo '  sudo apt install python3 python3-venv'; \
	exit 1

.venv/installed: requirements.txt | .venv/bin/python
	$(PIP) install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt | .venv/bin/python
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ .venv/installed
