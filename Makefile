# make run    one command from a fresh clone to the running product
# make test   everything, on SQLite and on PostgreSQL where it is installed, and in Chromium where it is installed
# make check  style, types, borders between rooms, templates, migrations
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv --quiet
PYTHON_OF_LOCK := 3.11

.PHONY: run test check bench lock pictures

run: $(VENV)/.app
	@exec $(BIN)/ketnoi serve

# Checks keep out of the data and keys of a running product.
test check bench pictures: export KETNOI_DATA = build/data
test check bench pictures: export KETNOI_KEYS = build/keys

# Every process of the tests would compile every module again.
unexport PYTHONDONTWRITEBYTECODE

test: $(VENV)/.dev
	@$(BIN)/python tools/run_tests.py

check: $(VENV)/.dev
	@$(BIN)/python tools/run_checks.py

bench: $(VENV)/.dev
	@$(BIN)/python -m benchmarks

pictures: $(VENV)/.dev
	@$(BIN)/python tools/take_pictures.py

lock: $(VENV)/.uv
	@for name in uv app dev; do \
	  $(UV) pip compile --universal --python-version $(PYTHON_OF_LOCK) --generate-hashes --no-header --no-annotate \
	    --upgrade --output-file requirements/$$name.txt requirements/$$name.in || exit 1; \
	done

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Cần Python 3.11 trở lên: hãy cài đặt, hoặc chạy make PYTHON=<đường dẫn>."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# uv and setuptools, pinned by hash; the only step that pip does
$(VENV)/.uv: requirements/uv.txt | $(BIN)/python
	@echo "Chuẩn bị công cụ cài đặt …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
	@touch $@

$(VENV)/.app: requirements/app.txt pyproject.toml $(VENV)/.uv
	@echo "Cài đặt thư viện …"
	@$(UV) pip sync --require-hashes requirements/app.txt
	@$(UV) pip install --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.dev
	@touch $@

# what is needed to check and test contains what is needed to run
$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.uv
	@echo "Cài đặt công cụ kiểm thử …"
	@$(UV) pip sync --require-hashes requirements/dev.txt
	@$(UV) pip install --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.app $@
