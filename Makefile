# `make site` and `make test` do all the set-up themselves; `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
SOURCES ?= sources
SITE ?= site
BIN := $(VENV)/bin
# Make ends every refusal with "*** … Error 1", which alarms whoever doesn't know make.
REFUSED = || { code=$$?; echo "(Dòng “make: ***” dưới đây chỉ có nghĩa là lệnh chưa làm xong; chỗ cần sửa ghi ở trên.)" >&2; exit $$code; }

.PHONY: help add fuzz publish site serve check test screenshots lighthouse validate evaluate clean
.DEFAULT_GOAL := help

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.site: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: tests/requirements.txt $(VENV)/.add
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

$(VENV)/.add: scripts/requirements-add.txt $(VENV)/.site
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r scripts/requirements-add.txt
	@touch $@

site: $(VENV)/.site ## build the site (SOURCES=folder SITE=folder for another one; the second is emptied)
	@$(BIN)/python scripts/make_site.py --sources "$(SOURCES)" --site "$(SITE)" $(REFUSED)

serve: $(VENV)/.site ## live preview: edit sources/ and look
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve --livereload $(REFUSED)

add: $(VENV)/.add ## add articles: make add FROM=file, folder or address (OPTIONS="--keep-original --allow-local --dry-run")
	@$(BIN)/python scripts/add_article.py --sources "$(SOURCES)" $(OPTIONS) -- "$(FROM)" $(REFUSED)

publish: $(VENV)/.site ## build the site into a folder for any host: make publish TO=folder (SITE_URL=https://…/)
	@$(BIN)/python scripts/publish.py --sources "$(SOURCES)" "$(TO)" $(REFUSED)

check: $(VENV)/.site ## read the articles and report, write nothing
	@$(BIN)/python scripts/build_pages.py --sources "$(SOURCES)" --check $(REFUSED)

test: $(VENV)/.test ## run every test, the browser's too
	@$(BIN)/python tests/install_browser.py
	$(BIN)/python -m pytest

screenshots: $(VENV)/.test ## pictures of each kind of page: phone, desktop, dark, print (into build/screenshots)
	@$(BIN)/python tests/screenshots.py --sources "$(SOURCES)" --out build/screenshots

lighthouse: $(VENV)/.test ## Lighthouse, median of 3 (needs Node)
	@$(BIN)/python tests/lighthouse.py --sources "$(SOURCES)"

validate: $(VENV)/.test ## check the HTML with the Nu checker (needs Node and Java)
	@$(BIN)/python tests/validate_html.py --sources "$(SOURCES)"

evaluate: $(VENV)/.site ## accuracy on an annotated folder: make evaluate GOLD=folder
	@$(BIN)/python scripts/evaluate.py "$(GOLD)"

fuzz: $(VENV)/.test ## made-up and broken articles against the invariants: make fuzz N=1000000
	@$(BIN)/python tests/fuzz.py $(or $(N),100000)

clean: ## remove the environment, generated pages and the site
	git clean -fdX -q
