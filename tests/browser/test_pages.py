"""Pages that no link leads to: before signing in, behind a lock, for who has no account, answers to what was sent."""

from __future__ import annotations

import pytest

from tests.browser import preparing
from tests.browser.visits import sign_in


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "light"), (390, "dark")])
def test_sign_in_page(visits, eyes, width: int, scheme: str) -> None:
    with visits.visit(None, width, color_scheme=scheme) as page:
        page.goto("/dang-nhap/?next=/hoat-dong/")
        assert eyes.here(page) == []
        page.get_by_role("button", name="Đăng nhập").click()
        assert page.locator("[aria-invalid=true]").count() == 2
        assert eyes.here(page) == []


def test_locked_page(visits, site, eyes) -> None:
    """The quick lock of a session of its own; the way back is the password where no PIN was chosen."""
    account = site.account("supervisor")
    with visits.visit() as page:
        sign_in(page, account)
        page.get_by_role("button", name="Khóa nhanh").click()
        page.get_by_label("Mã PIN").wait_for()
        assert eyes.everywhere(page) == []  # in place: what was typed stays behind it
        page.goto("/mo-khoa/")
        assert eyes.everywhere(page) == []
        page.get_by_label("Mật khẩu").fill(account["password"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/hom-nay/")


def test_the_page_of_a_link(visits, site, eyes) -> None:
    """What somebody without an account sees: the form, asked again, and that the report has come."""
    with visits.visit(site.account("recorder")) as page:
        address = preparing.report_link(page)
    with visits.visit() as page:
        page.goto(address)
        assert eyes.everywhere(page) == []
        page.get_by_role("button", name="Gửi").click()
        assert page.get_by_role("alert").count() == 1
        assert eyes.everywhere(page) == []
    visits.complaints[:] = [text for text in visits.complaints if "422" not in text]  # asked again on purpose


def test_answers_to_forms(visits, site, eyes) -> None:
    """Pages that no link leads to, because they answer what was sent."""
    with visits.visit(site.account("recorder")) as page:
        preparing.report_link(page)
        assert eyes.everywhere(page) == []
        preparing.draft_from_a_message(page)
        assert eyes.everywhere(page) == []
        preparing.choose_two(page)
        assert eyes.everywhere(page) == []
        preparing.add_a_topic(page)
        assert eyes.everywhere(page) == []
    with visits.visit(site.account("lead")) as page:
        preparing.ask_what_to_correct(page)
        assert eyes.everywhere(page) == []
        preparing.open_to_correct(page)
        assert eyes.everywhere(page) == []
    visits.complaints[:] = [text for text in visits.complaints if "422" not in text]  # asked again on purpose
    with visits.visit(site.account("administrator")) as page:
        preparing.new_first_password(page)
        assert eyes.everywhere(page) == []
