"""Every page, at every width and in both colour schemes: nobody shut out, nothing off the page, no complaint."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby

import pytest

from tests.browser import common, pages, preparing
from tests.browser.visits import sign_in
from tests.web import addresses
from tests.web.matrix import ROWS

# Who walks through the links: a role, and a word of the organisation where it matters which.
WALKERS = [
    ("recorder", ""),
    ("recorder", "phường"),
    ("recorder", "Công an tỉnh"),
    ("recorder", "thành phố Hà Nội"),
    ("recorder", "thành phố Hải Phòng"),
    ("lead", ""),
    ("supervisor", ""),
    ("administrator", ""),
    ("administrator", "Trung ương"),
]
# The way to all pages is long: one process goes it and looks at half of them, the other looks at the rest in the end.
FIRST = pytest.mark.xdist_group("pages")
HALVES = [pytest.param(0, marks=FIRST), pytest.param(1, marks=pytest.mark.last)]
# Looked at by name: in `test_sign_in_page`, `test_locked_page`, `test_the_page_of_a_link` and `test_second_factor`.
BY_NAME = {"officers:sign_in", "officers:unlock", "activities:report"}
FACTORS = ("challenge", "use_recovery", "add_authenticator", "add_passkey", "make_card")
BY_NAME |= {f"officers:{name}" for name in FACTORS}
# Addresses that lead on, or answer with a part of a page or a file.
NOT_PAGES = pages.FILES | {
    "officers:confirm_recovery",
    "web:first",
    "places:search",
    "orgs:search",
    "notices:open",
    "lists:open",
}
FOR_OFFICERS = {"api:documentation", "api:tokens"}


def _answers_with_a_page(name: str) -> bool:
    """Whether an officer's browser shows a page at this address when it is asked for."""
    for_programs = name.startswith("api:") and name not in FOR_OFFICERS
    return ROWS[name].method == "get" and not for_programs and name not in NOT_PAGES | BY_NAME


@pytest.fixture(scope="module")
def found(all_visits, tmp_path_factory):
    """Every page, looked for by one of the processes of a run."""
    file = common.folder(tmp_path_factory) / "pages.json"
    return [pages.Found(**one) for one in common.once(file, lambda: _found(all_visits))]


def _found(visits) -> list[dict[str, object]]:
    beginnings = preparing.everything(visits)
    accounts = [visits.site.account(*walker) for walker in WALKERS]
    return [asdict(one) for one in pages.every(visits, accounts, beginnings)]


@FIRST
def test_every_page_is_led_to(found) -> None:
    """A page that nobody is led to is not tested here, and would not be found by an officer either."""
    wanted = {name for name, _view in addresses.every() if _answers_with_a_page(name)}
    assert wanted - {page.name for page in found} == set()


@pytest.mark.parametrize("share", HALVES)
def test_nobody_is_shut_out(visits, found, eyes, share: int) -> None:
    """Every page on a desk and on two phones in the light, and on a desk in the dark."""
    mine = sorted(found[share :: len(HALVES)], key=_username)
    wrong = {}
    for _name, pages_of_one in groupby(mine, key=_username):
        ours = list(pages_of_one)
        with visits.visit(ours[0].account) as page:
            for one in ours:
                page.goto(one.path)
                if problems := eyes.everywhere(page):
                    wrong[one.path] = problems
    visits.complaints[:] = [text for text in visits.complaints if "khong-co-trang-nay" not in text]  # its 404 is meant
    assert wrong == {}


def _username(one: pages.Found) -> str:
    name: str = one.account["username"]
    return name


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
