"""Every address answers every role as the table by hand says; one without a row breaks the build."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from ketnoi.officers import policy, strength
from ketnoi.officers.enums import Role
from tests.web import addresses
from tests.web.matrix import ROWS, WHO, Row
from tests.web.objects import Objects
from tests.web.world import World

LET_IN = {200, 302, 400, 409, 422}
VIEWS = dict(addresses.every())
STATED = {policy.PUBLIC, policy.ACCOUNT, policy.SIGNED_IN}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(name for name, _view in addresses.every()) == sorted(ROWS)


def test_every_view_states_a_policy() -> None:
    roles = {role.value for role in Role}
    for name, view in addresses.every():
        stated = getattr(view, "policy", None)
        assert stated in STATED or (isinstance(stated, frozenset) and stated and stated <= roles), name


@pytest.mark.parametrize("name", sorted(ROWS))
def test_answers(world: World, name: str) -> None:
    row, asking = ROWS[name], _asking(ROWS[name])
    address = reverse(name, args=row.args(Objects(world))) + row.query
    expected = {who: letter for who, letter in row.expected().items() if who in asking}
    assert {who: _asked(world, who, row, address) for who in asking} == expected


def _asking(row: Row) -> list[str]:
    """Who asks. A role's answer is the same on either engine; on the second, a page is asked for by one who is let in,
    for what it asks of the database, and by the stranger, whom only the rows keep out.
    """
    if connection.vendor == "sqlite":
        return list(WHO)
    let_in = [who for who, letter in row.expected().items() if letter == "O" and who != "stranger"]
    return [*let_in[:1], "stranger"]


@pytest.mark.once
@pytest.mark.parametrize("name", [name for name in sorted(VIEWS) if policy.is_protected(VIEWS[name])])
def test_what_is_protected_asks_for_a_second_factor(world: World, name: str) -> None:
    """Nobody is shown it without one, whatever he may see."""
    row = ROWS[name]
    address = reverse(name, args=row.args(Objects(world))) + row.query
    let_in = [who for who, letter in row.expected().items() if letter == "O"]
    for who in let_in:
        answer = getattr(_weak(world, who), row.method)(address, row.data)
        assert answer.status_code == 302, who
        assert resolve(answer["Location"].partition("?")[0]).namespace == "officers", who


def _weak(world: World, who: str) -> Client:
    """A browser in which only the password was given."""
    client = world.visitor(who)
    session = client.session
    session.pop(strength.FACTOR_AT)
    session.save()
    return client


def _asked(world: World, who: str, row: Row, address: str) -> str:
    """The letter of the answer; what asking has changed is taken back, so that all find the same."""
    with transaction.atomic():
        letter = _letter(getattr(world.visitor(who), row.method)(address, row.data))
        transaction.set_rollback(True)
    return letter


def _letter(answer: HttpResponse) -> str:
    """What the answer means; anything unforeseen shows as its status."""
    location = answer.headers.get("Location", "")
    if location.startswith("/dang-nhap/?next="):
        return "L"
    if location.startswith("/tai-khoan/"):
        return "A"
    if answer.status_code in LET_IN:
        return "O"
    return "N" if answer.status_code == 404 else str(answer.status_code)


def test_what_one_may_not_open_looks_like_what_is_not_there(world: World) -> None:
    """The stranger's answer for a real activity is, but for its own address, the one for an activity that never was."""
    client = world.client("stranger")
    real = Objects(world).activity().uuid
    never = "00000000-0000-4000-8000-000000000000"
    answers = [client.get(f"/hoat-dong/{code}/").content.decode().replace(str(code), "") for code in (real, never)]
    tokens = [_without_token(answer) for answer in answers]
    assert tokens[0] == tokens[1]


def _without_token(page: str) -> str:
    """The page without its forms' tokens, which are new each time."""
    return re.sub(r'(?<=name="csrfmiddlewaretoken" value=")\w+', "", page)
