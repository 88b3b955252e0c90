"""Fixtures that cost much and are shared: the built site of the invented articles, and a browser."""

import pytest
import site_kit


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site built from tests/site_sources and some more of the kind."""
    folder = tmp_path_factory.mktemp("site")
    return site_kit.build(folder, site_kit.many(folder))


@pytest.fixture(scope="session")
def parsed(site):
    """Every page of it, parsed."""
    return site_kit.parse(site)


@pytest.fixture(scope="session")
def served(site):
    with site_kit.serve(site) as served:
        yield served


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = site_kit.launch(playwright)
        yield browser
        browser.close()
