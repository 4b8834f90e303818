"""What is wrong with a page that is open: rules of accessibility it breaks, and what does not fit its width."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.visits import HEIGHT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
SCREENS = [(1280, "light"), (390, "light"), (320, "light"), (1280, "dark")]


@dataclass(frozen=True)
class Eyes:
    """`script` is axe."""

    script: str

    def everywhere(self, page: Page) -> list[str]:
        """What is wrong on any of SCREENS."""
        return [problem for screen in SCREENS for problem in self._on(page, *screen)]

    def here(self, page: Page) -> list[str]:
        """What is wrong as the page stands."""
        return self._violations(page) + _overflow(page)

    def _on(self, page: Page, width: int, scheme: str) -> list[str]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours change at once
        return [f"{width} {scheme}: {problem}" for problem in self.here(page)]

    def _violations(self, page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.script)
        result = page.evaluate("options => axe.run(options)", OPTIONS)
        assert len(result["passes"]) > 10  # the rules did run
        return [
            f"{rule['id']}: {node['target'][0]} {node.get('failureSummary', '')[:200]}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]


def _overflow(page: Page) -> list[str]:
    wide, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{wide} px on a screen of {width}"] if wide > width else []
