"""Guessing is bounded, and a stranger locks nobody out."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from ketnoi.audit.models import Line
from ketnoi.officers import actions, devices, guessing
from ketnoi.officers.models import Tries
from tests.officers.worlds import PASSWORD
from tests.threads import at_once

SIGN_IN = "/dang-nhap/"
WRONG = "khong phai mat khau nay"
NOON = 1_790_000_000  # seconds since 1970


def tried(client: Client, password: str, username: str = "mot"):
    return client.post(SIGN_IN, {"username": username, "password": password})


def signed_in(answer) -> bool:
    return answer.status_code == 302


def test_of_a_thousand_guesses_a_dozen_are_looked_at_and_the_officer_signs_in_meanwhile(world):
    """One every ten seconds for three hours, from a device that nobody knows."""
    own, looked_at = Client(), 0
    with time_machine.travel(NOON, tick=False) as clock:
        assert signed_in(tried(own, PASSWORD))
        stranger = devices.bucket(None, "mot")
        for number in range(1000):
            looked_at += guessing.wait(stranger) == 0
            clock.shift(10)
            if number % 250 == 0:
                own.post("/dang-xuat/")
                assert signed_in(tried(own, PASSWORD)), number
        assert tried(Client(), PASSWORD).status_code == 429
    # five at once, then after 1, 2, 4, 8, 16 and 32 minutes and an hour
    assert looked_at == 5 + 7


def test_the_wait_doubles_up_to_an_hour(db):
    with time_machine.travel(NOON, tick=False) as clock:
        assert [guessing.wait("b") for _ in range(5)] == [0] * 5
        waits = []
        for _ in range(9):
            waits.append(guessing.wait("b"))
            assert guessing.wait("b") == waits[-1]  # asking again does not make it longer
            clock.shift(waits[-1])
            assert guessing.wait("b") == 0
        assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


def test_a_right_password_clears_the_count(client, world):
    for _ in range(4):
        tried(client, WRONG)
    assert signed_in(tried(client, PASSWORD))
    assert not Tries.objects.exists()


def test_who_waits_is_told_how_long_and_what_helps(client, world):
    with time_machine.travel(NOON, tick=False):
        for _ in range(5):
            assert tried(client, WRONG).status_code == 200
        answer = tried(client, PASSWORD)
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Hãy thử lại sau 1 phút." in page
    assert "Máy đã từng đăng nhập vẫn vào được" in page
    assert 'value="mot"' in page
    assert list(Line.objects.filter(verb="throttle").values_list("object", "detail")) == [("", {})]


def test_a_name_that_nobody_has_waits_like_any_other(client, world):
    with time_machine.travel(NOON, tick=False):
        answers = [tried(client, WRONG, "khong-ai").status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_a_device_known_to_one_officer_is_a_stranger_to_another(world):
    other = actions.add_officer("hai", PASSWORD, "Người Mẫu Hai")
    shared = Client()
    assert signed_in(tried(shared, PASSWORD))
    shared.post("/dang-xuat/")
    for _ in range(5):
        tried(Client(), WRONG, "hai")
    assert tried(shared, PASSWORD, "hai").status_code == 429
    assert signed_in(tried(shared, PASSWORD))
    assert other.username == "hai"


def test_a_new_password_makes_the_device_unknown_and_begins_a_new_count(client, world):
    assert signed_in(tried(client, PASSWORD))
    client.post("/dang-xuat/")
    for _ in range(5):
        tried(Client(), WRONG)
    world.officer.set_password("mot mat khau moi that dai")
    world.officer.save()
    assert signed_in(tried(Client(), "mot mat khau moi that dai"))


@pytest.mark.parametrize("cookie", ["", "1.2.3", "~~~~", "x" * 5000, "1.\u00e1.2", "../..~1"])
def test_an_invented_cookie_makes_no_device(world, cookie):
    for _ in range(5):
        tried(Client(), WRONG)
    stranger = Client()
    stranger.cookies["may-quen"] = cookie
    assert tried(stranger, PASSWORD).status_code == 429


def test_the_cookie_goes_to_the_sign_in_page_only_and_no_script_reads_it(client, world):
    cookie = tried(client, PASSWORD).cookies["may-quen"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (SIGN_IN, True, "Lax")
    assert "mot" not in cookie.value


def test_the_present_password_cannot_be_tried_for_ever(client, world):
    client.force_login(world.officer)
    asked = {"present": WRONG, "pin": "135792", "new": "mot mat khau moi that dai"}
    pages = [client.post(reverse("officers:pin"), asked).content.decode() for _ in range(6)]
    assert "Mật khẩu đang dùng chưa đúng." in pages[4]
    assert "Hãy thử lại sau 1 phút." in pages[5]
    asked["present"] = PASSWORD
    client.post(reverse("officers:pin"), asked)
    world.officer.refresh_from_db()
    assert world.officer.pin == ""


def test_what_was_tried_yesterday_is_forgotten(db):
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            guessing.wait("b")
        clock.shift(24 * 3600 + 1)
        assert [guessing.wait("b") for _ in range(5)] == [0] * 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted():
    answers = at_once(*[lambda: guessing.wait("b")] * 8)
    assert sorted(answers)[:5] == [0] * 5
    assert all(answer > 0 for answer in sorted(answers)[5:])
