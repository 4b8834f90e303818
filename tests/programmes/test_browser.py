"""The page in a real browser: nobody shut out, nothing off the page, nothing the content policy refuses."""

import mimetypes
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from ketnoi.officers.enums import Role
from ketnoi.programmes.drafts import TargetRow
from tests.programmes import worlds

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SITE = "http://chuong-trinh.test"

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium installed")]


@pytest.mark.parametrize(
    "path",
    [
        "tinh-thu/",
        "tinh-thu/?ban-do=cu&nam=2022",
        "tinh-thu/sua/",
        "tinh-thu/van-ban/can-cu/",
        "tinh-thu/chi-tieu/",
        "",
    ],
)
def test_nothing_breaks_an_accessibility_rule_or_leaves_the_page(filled, client, path):
    sync_api = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    worlds.change(filled.programme, targets=[TargetRow("p_buoi", 10), TargetRow("p_buoi", 2, per="year")])
    client.force_login(worlds.officer(filled, "wP", Role.LEAD))
    shown = client.get(f"/chuong-trinh/{path}")
    complaints = []

    def answer(route):
        asked = urlsplit(route.request.url).path
        if asked == "/":
            policy = {"Content-Security-Policy": shown.headers["Content-Security-Policy"]}
            route.fulfill(body=shown.content.decode(), content_type="text/html", headers=policy)
            return
        file = Path(finders.find(asked.removeprefix(settings.STATIC_URL)))
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for width, scheme in ((1280, "light"), (390, "dark"), (320, "light")):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page.on("console", lambda message: complaints.append(message.text))
            page.route("**/*", answer)
            page.goto(SITE)
            assert [rule["id"] for rule in axe.run(page).response["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth") == width
        browser.close()
    assert complaints == []
