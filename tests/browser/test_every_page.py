"""Every page is found by links, and is looked at, at every width and in both colour schemes.

The way to all pages is long: one process goes it, and looks at them; the other helps in the end (`test_pages_left`).
"""

from __future__ import annotations

from tests.browser import pages, walkers
from tests.web import addresses
from tests.web.matrix import ROWS

# Looked at by name: in `test_pages` and `test_second_factor`.
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


def test_every_page_is_led_to(every) -> None:
    """A page that nobody is led to is not tested here, and would not be found by an officer either."""
    wanted = {name for name, _view in addresses.every() if _answers_with_a_page(name)}
    assert wanted - {page.name for page in every} == set()


def test_nobody_is_shut_out(visits, eyes, every, taken) -> None:
    """Nobody shut out, nothing off the page, no complaint."""
    assert walkers.shut_out(visits, eyes, every, taken) == {}
