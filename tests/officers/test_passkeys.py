"""Passkeys and hardware keys: made, used, and every answer that is not the right one refused."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.test import Client
from fido2.utils import websafe_decode, websafe_encode

from ketnoi.audit.models import Line
from ketnoi.officers.models import Passkey
from tests.officers.having import CHALLENGE, SECURITY, password_given
from tests.officers.soft_key import SoftKey

ADD = "/tai-khoan/bao-mat/khoa/"


def at_localhost():
    return password_given(client=Client(SERVER_NAME="localhost"))


def asked(page, attribute):
    """What a page asks of the browser."""
    return json.loads(html.unescape(re.search(f'{attribute}="([^"]*)"', page.content.decode())[1]))


def add(client, key, name="khóa thử"):
    return client.post(ADD, {"name": name, "answer": key.made(asked(client.get(ADD), "data-new-key"))})


@pytest.fixture
def key(world):
    """A key in the officer's account, added at localhost."""
    key = SoftKey()
    assert add(at_localhost(), key)["Location"] == SECURITY
    return key


def question(client):
    client.get("/tai-khoan/")
    return asked(client.get(CHALLENGE), "data-key")


def given(client, typed):
    return client.post(CHALLENGE, {"ma-xac-thuc": typed}).status_code


def test_a_key_is_added_under_its_name_and_then_opens(key):
    assert (Passkey.objects.get().name, Line.objects.get(verb="add_factor").detail) == ("khóa thử", {"how": "passkey"})
    client = at_localhost()
    assert given(client, key.used(question(client))) == 302
    assert client.get("/tai-khoan/").status_code == 200
    assert Passkey.objects.get().uses == 1


def test_an_answer_is_good_for_one_question(key):
    client, other = at_localhost(), at_localhost()
    answer = key.used(question(client))
    question(other)
    assert given(other, answer) == 423
    assert given(client, "000000") == 423  # the page that says so asks anew
    assert given(client, answer) == 423


def test_a_counter_that_went_back_tells_of_a_copy(key):
    client = at_localhost()
    key.counter = 5
    assert given(client, key.used(question(client))) == 302
    client, key.counter = at_localhost(), 5 - 1
    assert given(client, key.used(question(client))) == 423
    assert Line.objects.filter(verb="copied_key").count() == 1


def test_a_key_that_counts_nothing_opens_again_and_again(key):
    for _ in range(2):
        client, key.counter = at_localhost(), -1
        assert given(client, key.used(question(client))) == 302


@pytest.mark.parametrize(
    "change", [{"origin": "http://localhost.nowhere.example"}, {"verifies": False}, {"id": b"somebody else's"}]
)
def test_another_page_an_unverified_person_or_an_unknown_key_opens_nothing(key, change):
    for name, value in change.items():
        setattr(key, name, value)
    client = at_localhost()
    assert given(client, key.used(question(client))) == 423


def test_another_key_under_the_same_number_opens_nothing(key):
    client = at_localhost()
    assert given(client, SoftKey(id=key.id, counter=9).used(question(client))) == 423


def broken(answer):
    """The answer with each of its parts made wrong in its own way."""
    made = json.loads(answer)
    parts = made["response"]
    shape = websafe_encode(json.dumps({"type": ["webauthn.get"], "challenge": 7, "origin": {}}).encode())
    cut = websafe_encode(websafe_decode(parts["authenticatorData"])[:33])
    for wrong in ({"clientDataJSON": shape}, {"authenticatorData": cut}, {"signature": None}):
        yield json.dumps(made | {"response": parts | wrong})
    yield json.dumps(made | {"response": "none"})
    yield '{"id":' + "[" * 19_000


@pytest.mark.parametrize("number", range(5))
def test_a_malformed_answer_is_refused_and_told(key, number):
    client = at_localhost()
    assert given(client, list(broken(key.used(question(client))))[number]) == 423
    assert Line.objects.filter(verb="second_factor_refused").count() == 1


@pytest.mark.parametrize("number", range(5))
def test_no_key_is_made_of_a_malformed_answer(world, number):
    client, answer = at_localhost(), SoftKey()
    page = asked(client.get(ADD), "data-new-key")
    typed = list(broken(answer.used({"publicKey": page["publicKey"] | {"rpId": "localhost"}})))[number]
    assert client.post(ADD, {"name": "khóa thử", "answer": typed}).status_code == 422
    assert not Passkey.objects.exists()


def test_a_key_that_asks_for_no_finger_is_not_taken(world):
    client = at_localhost()
    answer = add(client, SoftKey(verifies=False))
    assert (answer.status_code, Passkey.objects.count()) == (422, 0)
    assert "Khóa chưa được nhận" in answer.content.decode()


def test_a_key_is_added_once(key):
    client = at_localhost()
    given(client, key.used(question(client)))
    answer = add(client, key)
    assert (answer.status_code, "Khóa này đã có" in answer.content.decode()) == (422, True)


def test_one_of_two_keys_is_taken_away_and_the_other_stays(key):
    client = at_localhost()
    given(client, key.used(question(client)))
    assert add(client, SoftKey(), "dự phòng").status_code == 302
    first, second = Passkey.objects.all()
    client.post(f"{SECURITY}khoa/{first.uuid}/bo/")
    client.post(f"{SECURITY}khoa/{first.uuid}/bo/")
    client.post(f"{SECURITY}khoa/{second.uuid}/bo/")
    assert list(Passkey.objects.values_list("name", flat=True)) == ["dự phòng"]


def test_at_an_address_of_numbers_there_are_no_keys(world):
    client = password_given(client=Client(SERVER_NAME="127.0.0.1"))
    assert "data-new-key" not in client.get(ADD).content.decode()
    assert client.post(ADD, {"name": "khóa", "answer": "{}"}).status_code == 422
