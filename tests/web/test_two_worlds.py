"""The same world with and without records that one may not know of answers byte for byte the same, whatever is asked or
sent and by whom; and what the records say is nowhere in it."""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Callable

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from ketnoi.access import reader as readers
from ketnoi.audit import moments
from ketnoi.people import actions
from ketnoi.people.entry import Entry
from tests.demonstration import actions as leaves
from tests.web.matrix import ROWS, WHO
from tests.web.objects import Objects
from tests.web.world import World

Answer = tuple[int, str, str]  # status, where it sends to, what it says
CANARY = "Vàng Anh Kỳ Lạ Không Trùng"
OUTSIDE = {"anonymous", "stranger"}  # nobody at all, and who keeps the records in question
# what an answer draws anew each time: tokens, codes, numbers of new things, secrets shown once
FRESH = re.compile(
    r'(?<=name="csrfmiddlewaretoken" value=")\w+|(?<="X-CSRFToken": ")\w+'
    r"|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
)
SECRET = {
    "officers:add_authenticator",
    "officers:make_card",
    "officers:confirm_recovery",
    "api:tokens",
    "administration:first_password",
}


def simple() -> list[str]:
    """Addresses that name no object and change nothing, and searches for the canary."""
    found = []
    for name, row in ROWS.items():
        if row.method == "get" and row.args.__name__ == "<lambda>" and not name.startswith("api:"):
            found.append(reverse(name) + row.query)
    return [*found, "/tim/?q=Vàng+Anh", "/nguoi/?q=Vàng+Anh"]


@pytest.mark.once
@pytest.mark.parametrize(("who", "under"), [("lead", "/"), ("administrator", "/quan-tri/")])
def test_two_worlds_answer_alike(world: World, who: str, under: str) -> None:
    paths = [path for path in simple() if path.startswith(under)]
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False):
        client = world.client(who)
        before = {path: _answer(client.get(path)) for path in paths}
        _enter(world)
        after = {path: _answer(client.get(path)) for path in paths}
        theirs = _answer(world.client("stranger").get("/quyen-xem/"))[2]
    assert len(before) > 10
    assert theirs.count("ai xem được") == 2  # whose they are sees them: the difference is there to be seen
    assert [path for path in before if before[path] != after[path]] == []
    assert not any(CANARY in text for _status, _to, text in after.values())


@pytest.mark.once
@pytest.mark.skipif(not os.environ.get("KETNOI_WORLDS"), reason="takes minutes: KETNOI_WORLDS=1 walks every address")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", [who for who in WHO if who not in OUTSIDE])
def test_every_address_with_its_object_answers_alike(world: World, who: str, method: str) -> None:
    """Each in a world of its own, in which the object was just made; what asking has changed is taken back."""
    client, moved, walked = world.client(who), list[str](), 0
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False):
        for name in ROWS:
            if not name.startswith("api:") and name not in SECRET:
                walked += 1
                moved += _moved(world, client, name, method)
    assert walked > 200
    assert moved == []


def _moved(world: World, client: Client, name: str, method: str) -> list[str]:
    """The address, where it answers otherwise, or says what it must not."""
    with transaction.atomic():
        path = reverse(name, args=ROWS[name].args(Objects(world))) + ROWS[name].query
        sent = dict(ROWS[name].data) if method == "post" else {}
        before = _taken_back(client, lambda: getattr(client, method)(path, sent))
        _enter(world)
        after = _taken_back(client, lambda: getattr(client, method)(path, sent))
        transaction.set_rollback(True)
    return [] if before == after and CANARY not in after[2] else [f"{name}: {_difference(before, after)}"]


def _enter(world: World) -> None:
    """Records of the stranger's unit, of which nobody else may know."""
    elsewhere = world.officers["stranger"].posts.select_related("unit").get()
    leaves.enter(elsewhere, CANARY)
    theirs = readers.at(world.officers["stranger"], moments.now())
    actions.register(theirs, Entry(full_name=CANARY, telephone="0900000789"), elsewhere)


def _taken_back(client: Client, ask: Callable[[], HttpResponseBase]) -> Answer:
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        answer = _answer(ask())
        transaction.set_rollback(True)
    client.cookies = cookies  # signing out ends in the browser, too
    return answer


def _answer(answer: HttpResponseBase) -> Answer:
    said = FRESH.sub("", b"".join(answer).decode("utf-8", "replace"))  # type: ignore[arg-type]  # both kinds are bytes
    return answer.status_code, FRESH.sub("", answer.headers.get("Location", "")), said


def _difference(before: Answer, after: Answer) -> str:
    """Where the two part, to be looked at."""
    one, other = (f"{status} {to} {said}" for status, to, said in (before, after))
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"{one[max(0, at - 60) : at + 60]!r} / {other[max(0, at - 60) : at + 60]!r}"
