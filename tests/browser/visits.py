"""Visits to the site: signed in or not, at a width, in a colour scheme; what the browser complains about is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.site import Site

HEIGHT = 844


@dataclass
class Visits:
    """Contexts of one browser; who signed in once stays signed in for later visits."""

    browser: Browser
    site: Site
    complaints: list[str] = field(default_factory=list)
    _states: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def visit(self, account: dict[str, Any] | None = None, width: int = 1280, **options: Any) -> Iterator[Page]:
        """A page at this width; signed in where an account is given."""
        state = self._signed_in(account) if account else None
        viewport = {"width": width, "height": HEIGHT}
        context = self.browser.new_context(
            viewport=viewport, storage_state=state, base_url=self.site.address, locale="vi-VN", **options
        )
        page = context.new_page()
        self._listen(page)
        try:
            yield page
        finally:
            context.close()

    def _signed_in(self, account: dict[str, Any]) -> Any:
        if account["username"] not in self._states:
            with self.visit() as page:
                sign_in(page, account)
                self._states[account["username"]] = page.context.storage_state()
        return self._states[account["username"]]

    def _listen(self, page: Page) -> None:
        """Refusals of the content policy arrive as console errors too."""

        def on_console(message: Any) -> None:
            if message.type in {"error", "warning"}:
                self.complaints.append(f"{page.url}: {message.text}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))


def sign_in(page: Page, account: dict[str, Any]) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(account["username"])
    page.get_by_label("Mật khẩu").fill(account["password"])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/hom-nay/")
