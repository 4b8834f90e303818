"""A thumb on a phone: every tap is counted, and how long the task takes while nobody thinks or types."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

log = logging.getLogger(__name__)


@dataclass
class Thumb:
    """Taps of one task on this page. Words are typed after a tap into their field; keys are not counted."""

    page: Page
    taps: int = 0

    @contextmanager
    def task(self, name: str) -> Iterator[None]:
        """Count anew; what it came to is told by `pytest --log-cli-level=INFO`."""
        self.taps, began = 0, time.monotonic()
        yield
        log.info("%s: %s taps, %.1f s", name, self.taps, time.monotonic() - began)

    def tap(self, what: Locator) -> None:
        self.taps += 1
        what.click()

    def write(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        self.tap(field)
        field.fill(text)

    def choose(self, label: str) -> None:
        """Tap a choice by its words."""
        self.tap(self.page.locator("main label").get_by_text(label, exact=True))

    def link(self, name: str) -> None:
        self.tap(self.page.locator("main").get_by_role("link", name=name).first)

    def button(self, name: str) -> None:
        self.tap(self.page.locator("main").get_by_role("button", name=name, exact=True).first)
