import shutil

import pytest

from tests.browser import common, walkers
from tests.browser import site as sites

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items):
    """Everything here drives a browser; what waits for another process comes last."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    """The one that is served for the whole run; otherwise one of its own."""
    if found := sites.served():
        yield found
        return
    with sites.serving(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="package")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium installed")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def all_visits(chromium, site):
    from tests.browser.visits import Visits

    return Visits(chromium, site)


@pytest.fixture(scope="package")
def eyes():
    from tests.browser.looking import Eyes

    return Eyes(pytest.importorskip("axe_playwright_python.sync_playwright").Axe().axe_script)


@pytest.fixture(scope="package")
def every(all_visits, tmp_path_factory):
    """Every page that links lead to."""
    return walkers.found(all_visits, common.folder(tmp_path_factory) / "pages.json")


@pytest.fixture
def taken(tmp_path_factory):
    """How many of these pages were looked at by any process of this run."""
    return common.folder(tmp_path_factory) / "pages.taken"


@pytest.fixture
def alone(tmp_path_factory):
    """Tests that count what is written while no other of them writes."""
    with common.alone(common.folder(tmp_path_factory) / "alone"):
        yield


@pytest.fixture
def visits(all_visits):
    """The visits of one test; a complaint of the browser fails it."""
    all_visits.complaints.clear()
    yield all_visits
    assert all_visits.complaints == []
