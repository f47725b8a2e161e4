# ต้องมีเพียง make และ Python 3.11 ขึ้นไป · Needs only make and Python 3.11 or newer; the rest goes into .venv.

SHELL := /bin/sh
BIN := .venv/bin
READY := .venv/.ready
PRODUCT := config models bot tasks web wsgi.py
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check bench lock

help: ## แสดงคำสั่งทั้งหมด · list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## สร้าง .venv และติดตั้ง · create .venv and install (the others call it)

demo: $(READY) ## ลองทั้งระบบบน LINE จำลอง · play an office on the simulated LINE
	$(BIN)/python -m demo

run: $(READY) ## เปิดเว็บและตัวทำงานบนเครื่องนี้ · web and worker on this machine (PORT, default 8000)
	$(BIN)/flask db upgrade
	@$(BIN)/python -m tasks & worker=$$!; trap "kill $$worker 2>/dev/null" EXIT INT TERM; \
	$(BIN)/gunicorn --config gunicorn.conf.py --bind "127.0.0.1:$$($(BIN)/python -c \
	'from config.settings import load; print(load().port)')" wsgi:app

test: $(READY) ## ทดสอบทั้งหมด · every test, on SQLite and PostgreSQL
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: $(READY) ## ตรวจรูปแบบ ชนิด และโครงสร้าง · ruff, mypy, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict $(PRODUCT)
	$(BIN)/python -m pytest tests/test_architecture.py

bench: $(READY) ## วัดความเร็ว · measure against the yardsticks
	$(BIN)/python -m bench

lock: $(READY) ## ล็อกรุ่นของไลบรารีใหม่ · pin every dependency anew with hashes
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	@! grep -nE '^-|://' requirements.txt requirements-dev.txt || { echo "an address got into the pins"; exit 1; }

# The first Python on the path that is new enough; PYTHON=... on the command line wins.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

$(READY): requirements.txt requirements-dev.txt config/skip_dotenv.pth
	@test -n "$(PYTHON)" || { echo "ไม่พบ Python 3.11 ขึ้นไป · no Python 3.11 or newer found"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		-r requirements.txt -r requirements-dev.txt
	@cp config/skip_dotenv.pth "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
	@touch $(READY)
