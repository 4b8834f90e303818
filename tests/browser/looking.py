"""What is wrong with a page that is open: rules of accessibility it breaks, and what does not fit its width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.visits import HEIGHT

Options = dict[str, Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# only rules of devices' orientation, which are none of these, ask for the sheets to be loaded beforehand
HOW: Options = {"resultTypes": ["violations"], "preload": False}
OPTIONS = HOW | {"runOnly": {"type": "tag", "values": RULES}}
# Looking at every word's colour takes most of the time. A scheme changes nothing else; a narrower phone no colour.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
COLOURS = HOW | {"runOnly": {"type": "rule", "values": OF_COLOUR}}
LAYOUT = OPTIONS | {"rules": {rule: {"enabled": False} for rule in OF_COLOUR}}
SCREENS = [(1280, "light", OPTIONS), (390, "light", OPTIONS), (320, "light", LAYOUT), (1280, "dark", COLOURS)]
RUN = """async options => {
  const { violations, passes } = await axe.run(options);
  const told = node => `${node.target[0]} ${(node.failureSummary || "").slice(0, 200)}`;
  const said = rule => rule.nodes.map(node => `${rule.id}: ${told(node)}`);
  return { problems: violations.flatMap(said), ran: passes.length + violations.length };
}"""


@dataclass(frozen=True)
class Eyes:
    """`script` is axe."""

    script: str

    def everywhere(self, page: Page) -> list[str]:
        """What is wrong on any of SCREENS."""
        return [problem for screen in SCREENS for problem in self._on(page, *screen)]

    def here(self, page: Page) -> list[str]:
        """What is wrong as the page stands."""
        return self._violations(page, OPTIONS) + _overflow(page)

    def _on(self, page: Page, width: int, scheme: str, options: Options) -> list[str]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours change at once
        problems = self._violations(page, options) + _overflow(page)
        return [f"{width} {scheme}: {problem}" for problem in problems]

    def _violations(self, page: Page, options: Options) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.script)
        found = page.evaluate(RUN, options)
        assert found["ran"] > (0 if options is COLOURS else 10)  # the rules did run
        problems: list[str] = found["problems"]
        return problems


def _overflow(page: Page) -> list[str]:
    wide, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{wide} px on a screen of {width}"] if wide > width else []
