"""Pictures of the running product for the README: a fresh demo world, wide and on a phone, one in the dark.

They go to docs/pictures/*.png; one that is too heavy for a README is refused.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from PIL import Image  # noqa: E402  # the path first
from playwright.sync_api import Page, sync_playwright  # noqa: E402  # the path first
from tests.browser.site import serving  # noqa: E402  # the path first
from tests.browser.visits import Visits  # noqa: E402  # the path first

PICTURES = ROOT / "docs" / "pictures"
HEAVIEST = 250 * 1024
TALLEST = 1100  # pixels; a longer page shows its beginning
WIDE, PHONE = 1280, 390


@dataclass(frozen=True)
class Picture:
    """What to open, how wide, in which colours."""

    name: str
    steps: Callable[[Page], object]
    width: int = WIDE
    scheme: str = "light"


def at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def programme(page: Page) -> None:
    page.goto("/chuong-trinh/")
    page.locator("main a[href^='/chuong-trinh/']").first.click()
    page.wait_for_load_state("networkidle")


def figure(page: Page) -> None:
    programme(page)
    page.locator(".figs a.num").first.click()
    page.wait_for_load_state("networkidle")


def report(page: Page) -> None:
    page.goto("/bao-cao/")
    page.locator("main a[href^='/bao-cao/']:not([href$='/moi/']):not([href$='/the-thuc/'])").first.click()
    page.wait_for_load_state("networkidle")


LIST = (
    Picture("chuong-trinh", programme),
    Picture("chuong-trinh-toi", programme, scheme="dark"),
    Picture("so-lieu", figure),
    Picture("bao-cao", report),
    Picture("mo-hinh", at("/mo-hinh/")),
    Picture("cong-trinh", at("/cong-trinh/bang/")),
    Picture("hom-nay-dien-thoai", at("/hom-nay/"), PHONE),
    Picture("ghi-hoat-dong-dien-thoai", at("/hoat-dong/moi/?loai=TT_LONG_GHEP"), PHONE),
)


def lighten(path: Path) -> None:
    """Keep the 256 colours that tell most: a page has few, and a README is read over slow lines too."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def take(visits: Visits, picture: Picture) -> Path:
    """Take one picture; raises ValueError when it is too heavy."""
    account = visits.site.account("recorder")
    with visits.visit(account, picture.width, color_scheme=picture.scheme) as page:
        picture.steps(page)
        tall = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
        page.set_viewport_size({"width": picture.width, "height": tall})
        path = PICTURES / f"{picture.name}.png"
        page.screenshot(path=path)
    lighten(path)
    if path.stat().st_size > HEAVIEST:
        raise ValueError(f"{path.name}: {path.stat().st_size} bytes")
    return path


def main() -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not installed.")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        visits = Visits(browser, site)
        for picture in LIST:
            path = take(visits, picture)
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
