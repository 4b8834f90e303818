"""Every page, at every width and in both colour schemes: nobody shut out, nothing off the page, no complaint."""

from __future__ import annotations

import pytest

from tests.browser import pages, preparing
from tests.browser.visits import HEIGHT
from tests.web import addresses

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
SCREENS = [(1280, "light"), (390, "light"), (320, "light"), (1280, "dark")]
SHARES = 2  # of the pages, for processes that look at them side by side
ROLES = ["recorder", "lead", "analyst"]
# Addresses that answer with a part of a page, a file, or only to a form that was sent.
NOT_PAGES = {
    "web:first",
    "officers:sign_in",  # by name in `test_sign_in_page`: whoever signed in is led on
    "officers:sign_out",
    "officers:act_under",
    "places:search",
    "orgs:search",
    "attachments:file",
    "attachments:small",
    "activities:template",
    "activities:hold",
    "activities:add_photos",
    "activities:remove_photo",
    "programmes:export",
    "figures:export",
    "reports:docx",
    "reports:annex",
    "reports:remove",
    "reports:choose",
}


@pytest.fixture(scope="module")
def found(all_visits):
    preparing.everything(all_visits)
    return pages.every(all_visits, ROLES)


@pytest.fixture(scope="module")
def axe():
    return pytest.importorskip("axe_playwright_python.sync_playwright").Axe()


def test_every_page_is_led_to(found) -> None:
    """A page that nobody is led to is not tested here, and would not be found by an officer either."""
    everything = {name for name, _view in addresses.every()}
    assert everything - NOT_PAGES - {page.name for page in found} == set()


@pytest.mark.parametrize("share", range(SHARES))
def test_nobody_is_shut_out(visits, found, axe, share: int) -> None:
    """Every page on a desk and on two phones in the light, and on a desk in the dark."""
    wrong = {}
    for one in found[share::SHARES]:
        with visits.visit(one.account, reduced_motion="reduce") as page:  # colours change at once
            page.goto(one.path)
            problems = [problem for screen in SCREENS for problem in _on(page, axe, *screen)]
            if problems:
                wrong[one.path] = problems
    visits.complaints[:] = [text for text in visits.complaints if "khong-co-trang-nay" not in text]  # its 404 is meant
    assert wrong == {}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "light"), (390, "dark")])
def test_sign_in_page(visits, axe, width: int, scheme: str) -> None:
    with visits.visit(None, width, color_scheme=scheme) as page:
        page.goto("/dang-nhap/?next=/hoat-dong/")
        assert _violations(axe, page) + _overflow(page, width) == []
        page.get_by_role("button", name="Đăng nhập").click()
        assert page.locator("[aria-invalid=true]").count() == 2
        assert _violations(axe, page) + _overflow(page, width) == []


def _on(page, axe, width: int, scheme: str) -> list[str]:
    """What is wrong on a screen of this width in this colour scheme."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme)
    return [f"{width} {scheme}: {problem}" for problem in _violations(axe, page) + _overflow(page, width)]


def _violations(axe, page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.axe_script)
    result = page.evaluate("options => axe.run(options)", OPTIONS)
    assert len(result["passes"]) > 10  # the rules did run
    return [
        f"{rule['id']}: {node['target'][0]} {node.get('failureSummary', '')[:200]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def _overflow(page, width: int) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} px on a screen of {width}"] if wide > width else []
