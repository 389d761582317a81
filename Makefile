# The two commands: `make site` and `make test`. Both set up what they need, and are quick the second time.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := site
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

export NO_MKDOCS_2_WARNING := 1
# Python reads the path of this folder, in the .pth of the package, by the locale alone (PYTHONUTF8 does not count there):
# under LC_ALL=C every command would end at a letter beyond ASCII.
ifneq ($(filter C POSIX,$(LC_ALL)),)
export LC_ALL := C.UTF-8
endif

.PHONY: site test coverage serve preview check judges accessibility format schemas lock audit clean
.PHONY: bench bench-project bench-bundle bench-serving bench-snapshot bench-submissions bench-faults fuzz mutants weigh

## The whole site with its feed in site/, checked; ready for a web server in hosting/; its bundle in dist/, verified.
site: $(VENV)/run
	@$(BIN)/review-site build
	@$(BIN)/review-site hosting site
	@bundle="$$($(BIN)/review-site archive site --output dist)" || { echo "$$bundle"; exit 1; }; \
	  $(BIN)/review-site verify "$$bundle"

## Everything that can be tested, with the judges that it needs.
test: $(VENV)/test judges check
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

## How much of the package the tests run, lines and branches: each module below all of it, with the lines that are not run.
coverage: $(VENV)/test judges
	@mkdir -p .cache/coverage
	@$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses auto --dist loadfile
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report --fail-under 95

## The site with drafts and what is still to come, on this machine, built again at each save.
serve: $(VENV)/run
	$(BIN)/review-site serve

## The same as a folder, preview/.
preview: $(VENV)/run
	@$(BIN)/review-site build --preview

## Format, lint, types, floors, content: fast, before every commit.
check: $(VENV)/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/review-site check

## Whole builds of a made-up review of 100 and 1,000 posts beside other generators, in one run: a quarter of an hour. One
## table, also in bench/builds.txt, and bench/builds.svg. SIZES, ROUNDS, MODES, TOOLS and BUDGET (minutes) ask for others.
bench: $(VENV)/test
	@PYTHON=$(PYTHON) bash bench/generators/set-up.sh
	@$(BIN)/python bench/builds.py $(if $(SIZES),--sizes $(SIZES)) $(if $(ROUNDS),--rounds $(ROUNDS)) \
	  $(if $(BUDGET),--budget $(BUDGET)) $(if $(MODES),--modes $(MODES)) $(if $(TOOLS),--tools $(TOOLS)) \
	  --table bench/builds.txt --picture bench/builds.svg

## The build and the bundle of this project itself, as ratios to a stock site and to gzip in one run.
bench-project: $(VENV)/run
	@$(BIN)/python bench/run.py

## The bundle of a made-up review of 1,000 posts, or POSTS, beside gzip, warcit and wacz.
bench-bundle: $(VENV)/run .judges/bench/peers.txt
	@$(BIN)/python bench/bundle.py $(POSTS)

## The bundle of 10,000 files and 1 GB, beside gzip, warcit and wacz: ten minutes, 15 GB of room.
bench-snapshot: $(VENV)/run .judges/bench/peers.txt
	@$(BIN)/python bench/snapshot.py

## Requests per second of nginx with our configuration, beside a bare one over the same folder: a minute. Needs wrk.
bench-serving: $(VENV)/test judges
	@$(BIN)/python bench/serving.py

## How time and bytes grow with the submissions.
bench-submissions: $(VENV)/test
	@$(BIN)/python bench/submissions.py

## Runs killed at 50 random moments, or MOMENTS, full and read-only disks, two at once: one whole good site stands all the
## while. A quarter of an hour; the disks need root.
bench-faults: $(VENV)/run
	@$(BIN)/python bench/faults.py $(if $(MOMENTS),--moments $(MOMENTS))

## Changed inputs to all that reads what others write, for ten minutes or MINUTES: how many, and what went wrong. SEED
## begins where another run did; what went wrong is kept in .cache/fuzz/.
fuzz: $(VENV)/test
	@$(BIN)/python bench/fuzz.py $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

## Small changes of the program, drawn by a SEED, NUMBER in each of the ROOMS, that its tests should notice: an hour or two.
mutants: $(VENV)/test .judges/bench/mutants.txt
	@.judges/bench/mutants/bin/python bench/mutants.py $(if $(ROOMS),--rooms $(ROOMS)) $(if $(NUMBER),--number $(NUMBER)) \
	  $(if $(SEED),--seed $(SEED))

.judges/bench/mutants.txt: bench/mutants.txt
	@mkdir -p .judges/bench
	@$(PYTHON) -m venv --clear .judges/bench/mutants
	@.judges/bench/mutants/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement bench/mutants.txt
	@cp bench/mutants.txt $@

.judges/bench/peers.txt: bench/peers.txt
	@mkdir -p .judges/bench
	@$(PYTHON) -m venv --clear .judges/bench/venv
	@.judges/bench/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement bench/peers.txt
	@cp bench/peers.txt $@

## Bytes, requests and Lighthouse's scores of four pages, beside a stock site in one run.
weigh: $(VENV)/test judges
	@cmp --silent bench/package-lock.json .judges/bench/installed.json || { mkdir -p .judges/bench \
	  && cp bench/package.json bench/package-lock.json .judges/bench/ \
	  && npm ci --prefix .judges/bench --ignore-scripts --no-audit --no-fund --loglevel=error \
	  && cp bench/package-lock.json .judges/bench/installed.json; }
	@$(BIN)/python bench/weigh.py

## Chromium, Java, exiftool, Apache, nginx, axe and vnu: from Debian and npm.
judges:
	bash tests/judges/set-up.sh

## Test the built site for accessibility, and write content/accessibility-results.yml for the accessibility statement.
accessibility: $(VENV)/test judges
	$(BIN)/python -m tests.accessibility.run

format: $(VENV)/test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

## What editors need to know the fields of content/, made from the models.
schemas: $(VENV)/run
	$(BIN)/python -m review_site.cli.schemas content/schemas

## Lock the newest versions that pyproject.toml allows.
lock: $(VENV)/test
	$(PIP) uv
	cd requirements && for name in run test; do \
	  extra=$$([ $$name = test ] && echo "--extra test --constraint run.txt" || true); \
	  ../$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    $$extra --output-file $$name.txt ../pyproject.toml build.in; done; \
	  ../$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --constraint run.txt --output-file audit.txt audit.in

## Ask the advisories of PyPI whether anything that is locked is known to be vulnerable. It needs the network, so it is no
## part of `make test`; pip-audit has an environment of its own in .judges/audit/.
audit:
	@cmp --silent requirements/audit.txt .judges/audit/installed.txt || { $(PYTHON) -m venv --clear .judges/audit \
	  && .judges/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/audit.txt \
	  && cp requirements/audit.txt .judges/audit/installed.txt; }
	@found=0; for name in run test audit; do .judges/audit/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off \
	  $(AUDIT) --requirement requirements/$$name.txt || found=1; done; exit $$found

clean:
	rm -rf $(VENV) .judges .cache site preview hosting dist

$(VENV)/run: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed. Name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV)/, once…"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes --requirement requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test: requirements/test.txt $(VENV)/run
	@echo "Adding what tests need, once…"
	@$(PIP) --require-hashes --requirement requirements/test.txt
	@touch $@
