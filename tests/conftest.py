"""Fixtures that cost much and are shared: the built site of the invented articles, and a browser."""

import hypothesis
import pytest
import site_kit

# The same examples on every run and no clock: what passed once passes on any machine. `make fuzz` and
# `pytest --hypothesis-profile=default` look for others.
hypothesis.settings.register_profile(
    "steady", derandomize=True, database=None, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("steady")


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


@pytest.fixture
def alone(site):
    """The same on a server that only this test asks, for what counts requests."""
    with site_kit.serve(site) as served:
        yield served


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = site_kit.launch(playwright)
        yield browser
        browser.close()
