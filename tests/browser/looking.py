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
OF_COLOUR = ["color-contrast", "link-in-text-block"]
ALL = HOW | {"runOnly": {"type": "tag", "values": RULES}}
COLOURS = HOW | {"runOnly": {"type": "rule", "values": OF_COLOUR}}
LAYOUT = ALL | {"rules": {rule: {"enabled": False} for rule in OF_COLOUR}}
# A scheme changes nothing but colours; a narrower phone changes no colour, and shows the same in less room.
SCREENS = [
    (1280, "light", [LAYOUT, COLOURS]),
    (390, "light", [COLOURS]),
    (320, "light", [LAYOUT]),
    (1280, "dark", [COLOURS]),
]
# Looking at every word's colour takes most of the time. What stands after four neighbours of the very same make (tags,
# classes and names of attributes, all the way down) has their colours: it is left out of COLOURS.
MARK = """() => {
  const made = node => `${node.tagName} ${node.getAttribute("class")} ${node.getAttributeNames()}`
    + `(${[...node.children].map(made)})`;
  for (const parent of document.querySelectorAll("main *")) {
    const seen = new Map();
    for (const child of parent.children) {
      const make = made(child), before = seen.get(make) || 0;
      seen.set(make, before + 1);
      if (before > 4) child.setAttribute("data-alike", "");
    }
  }
}"""
RUN = """async ([options, without]) => {
  const { violations, passes } = await axe.run({ include: [document], exclude: without }, options);
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
        return self._violations(page, ALL) + _overflow(page)

    def _on(self, page: Page, width: int, scheme: str, runs: list[Options]) -> list[str]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours change at once
        problems = [problem for options in runs for problem in self._violations(page, options)] + _overflow(page)
        return [f"{width} {scheme}: {problem}" for problem in problems]

    def _violations(self, page: Page, options: Options) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.script)
        if options is COLOURS:
            page.evaluate(MARK)
        found = page.evaluate(RUN, [options, [["[data-alike]"]] if options is COLOURS else []])
        assert found["ran"] > (0 if options is COLOURS else 10)  # the rules did run
        problems: list[str] = found["problems"]
        return problems


def _overflow(page: Page) -> list[str]:
    wide, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{wide} px on a screen of {width}"] if wide > width else []
