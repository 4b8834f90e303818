"""What is wrong with a page that is open: rules of accessibility it breaks, and what does not fit its width."""

from __future__ import annotations

from dataclasses import dataclass, field
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
# Looking at every word's colour takes most of the time, and pages share most of what they are made of. Contrast comes
# of a word's colour and size, and of the grounds behind it: what has those of something seen before, on whatever page
# and screen, is left out of COLOURS. Where something floats over the page, what it is counts too.
UNSEEN = """seen => {
  const known = new Set(seen), fresh = [];
  const digest = text => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt()) | 0, 7);
  const ground = (node, style) => [style.backgroundColor, style.backgroundImage, style.opacity, style.filter,
    style.position === "static" || `${style.position} ${node.tagName} ${node.getAttribute("class")}`].join();
  const letters = style => [style.color, style.textDecorationLine, style.borderBottomStyle,
    parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.5 && style.fontWeight >= 700)].join();
  const says = node => node.matches("input, select, textarea")
    || [...node.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const alike = (node, grounds, around) => {  // whether nothing new is said in it
    const style = getComputedStyle(node), mine = ground(node, style), own = letters(style);
    const below = mine === PLAIN ? grounds : `${grounds}/${mine}`;
    const all = [...node.children].map(child => alike(child, below, own)).every(Boolean);
    const key = digest(`${below}|${around}|${own}`);
    const old = known.has(key) || !says(node) || !node.checkVisibility({ visibilityProperty: true });
    if (!old) { known.add(key); fresh.push(key); }
    node.toggleAttribute("data-alike", all && old);
    return all && old;
  };
  const PLAIN = "rgba(0, 0, 0, 0),none,1,none,true";
  alike(document.body, "", "");
  return fresh;
}"""
RUN = """async ([options, without]) => {
  const { violations, passes } = await axe.run({ include: [document], exclude: without }, options);
  const told = node => `${node.target[0]} ${(node.failureSummary || "").slice(0, 200)}`;
  const said = rule => rule.nodes.map(node => `${rule.id}: ${told(node)}`);
  return { problems: violations.flatMap(said), ran: passes.length + violations.length };
}"""


@dataclass(frozen=True)
class Eyes:
    """`script` is axe; `seen` are digests of the looks whose colours were looked at."""

    script: str
    seen: set[int] = field(default_factory=set)

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
        if options is COLOURS and not self._unseen(page):
            return []
        found = page.evaluate(RUN, [options, [["[data-alike]"]] if options is COLOURS else []])
        assert options is COLOURS or found["ran"] > 10  # the rules did run
        problems: list[str] = found["problems"]
        return problems

    def _unseen(self, page: Page) -> bool:
        """Mark what looks like something seen; answers whether anything is left."""
        fresh = page.evaluate(UNSEEN, list(self.seen))
        self.seen.update(fresh)
        return bool(fresh)


def _overflow(page: Page) -> list[str]:
    wide, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{wide} px on a screen of {width}"] if wide > width else []
