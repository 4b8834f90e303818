"""The gallery in a real browser: nobody shut out, nothing off the page, and the few things scripts do."""

import mimetypes
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from ketnoi.ui.views import gallery

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SITE = "http://giao-dien.test"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'"
)

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium installed")]


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_gallery(chromium):
    """Open the gallery under the product's content policy; what the browser complains about fails the test."""
    html = render_to_string("ui/gallery.html", gallery._context())
    complaints = []

    def answer(route):
        path = urlsplit(route.request.url).path
        if path == "/":
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})
            return
        file = Path(finders.find(path.removeprefix(settings.STATIC_URL)))
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])

    def opened(width=1280, **options):
        page = chromium.new_page(viewport={"width": width, "height": 900}, **options)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", answer)
        page.goto(SITE)
        return page

    yield opened
    assert complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (320, "dark")])
def test_nothing_breaks_an_accessibility_rule_or_leaves_the_page(open_gallery, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_gallery(width, color_scheme=scheme)
    found = axe.run(page).response
    assert [rule["id"] for rule in found["violations"]] == []
    assert len(found["passes"]) > 40
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_steppers_count_and_the_total_follows(open_gallery):
    page = open_gallery()
    total = page.locator(f"#{gallery.TOTAL}")
    women = page.locator("#moi_women")
    before = int(women.input_value())
    page.get_by_role("button", name="Thêm một: Hội viên, phụ nữ").first.click()
    assert women.input_value() == str(before + 1)
    page.locator("#moi_pupils").fill("1.200")
    page.locator("#sai_women").fill("0")
    page.locator("#sai_pupils").fill("")
    assert total.text_content() == f"1.{200 + before + 1}"
    women.fill("0")
    page.get_by_role("button", name="Bớt một: Hội viên, phụ nữ").first.click()
    assert women.input_value() == "0"


def test_without_scripts_the_fields_remain(open_gallery):
    page = open_gallery(java_script_enabled=False)
    assert page.locator("#moi_women").is_visible()
    assert page.locator("[data-stepper] button:visible").count() == 0


def test_chips_are_reached_by_keyboard_and_show_it(open_gallery):
    page = open_gallery()
    page.locator("#moi_place_0").focus()
    page.keyboard.press("ArrowRight")
    chip = page.locator("label[for=moi_place_1]")
    assert page.locator("#moi_place_1").is_checked()
    assert chip.evaluate("chip => getComputedStyle(chip).outlineStyle") == "solid"


def test_a_narrow_chart_replaces_the_wide_one(open_gallery):
    wide, narrow = (open_gallery(width).locator(".two-sizes").first for width in (1280, 390))
    assert (wide.locator(".cw").is_visible(), wide.locator(".cn").is_visible()) == (True, False)
    assert (narrow.locator(".cw").is_visible(), narrow.locator(".cn").is_visible()) == (False, True)
