"""The quick lock: the session waits behind a PIN, what was typed goes along, five wrong ones end it."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.urls import reverse

from ketnoi.audit.models import Line
from ketnoi.officers.doors import SECRET
from ketnoi.officers.models import Officer

PIN = "284617"


@pytest.fixture
def client(world):
    Officer.objects.filter(pk=world.officer.pk).update(pin=make_password(PIN))
    client = Client()
    client.force_login(world.officer)
    return client


def _lock(client, back="/so-lieu/?nam=2024"):
    return client.post(reverse("officers:lock"), {"back": back})


def test_a_locked_session_shows_no_page_and_comes_back_to_the_same_one(client):
    assert _lock(client)["Location"] == reverse("officers:unlock")
    for address in ("/so-lieu/?nam=2024", reverse("officers:account")):
        assert client.get(address)["Location"] == reverse("officers:unlock")
    answer = client.post(reverse("officers:unlock"), {SECRET: PIN})
    assert answer["Location"] == reverse("officers:account")
    assert client.get(answer["Location"]).status_code == 200
    assert [line.verb for line in Line.objects.filter(kind="officer").order_by("at")][-2:] == ["lock", "unlock"]


def test_what_was_typed_into_another_page_is_kept_and_goes_on_with_the_pin(client, world):
    _lock(client)
    typed = {"name": "Người Mẫu Mới", "address": "chị", "version": "1", "nhiều": ["a", "b"]}
    held = client.post(reverse("officers:profile"), typed)
    assert held.status_code == 423
    page = held.content.decode()
    assert 'action="/tai-khoan/ho-so/"' in page
    for value in ("Người Mẫu Mới", 'name="nhiều" value="a"', 'name="nhiều" value="b"'):
        assert value in page
    assert client.post(reverse("officers:profile"), typed | {SECRET: "000000"}).status_code == 423
    world.officer.refresh_from_db()
    assert world.officer.name == "Người Mẫu Một"
    done = client.post(reverse("officers:profile"), typed | {SECRET: PIN})
    assert done["Location"] == reverse("officers:account")
    world.officer.refresh_from_db()
    assert (world.officer.name, world.officer.pin_tries) == ("Người Mẫu Mới", 0)


def test_the_pin_never_reaches_the_page_behind(client):
    _lock(client)
    wrong = {"name": "", "address": "", "version": "1", SECRET: PIN}
    answer = client.post(reverse("officers:profile"), wrong)
    assert answer.status_code == 422
    assert PIN not in answer.content.decode()
    assert SECRET not in answer.wsgi_request.POST


def test_five_wrong_pins_end_the_session_even_with_the_right_one_after_them(client, world):
    _lock(client)
    answers = [client.post(reverse("officers:unlock"), {SECRET: f"11112{n}"}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [423, 423, 423, 423, 302]
    assert answers[-1]["Location"] == reverse("officers:sign_in")
    assert "_auth_user_id" not in client.session
    assert client.post(reverse("officers:unlock"), {SECRET: PIN})["Location"].startswith(reverse("officers:sign_in"))


def test_tries_are_counted_over_all_sessions_of_the_account(client, world):
    other = Client()
    other.force_login(world.officer)
    Officer.objects.filter(pk=world.officer.pk).update(pin_tries=5)
    _lock(other)
    assert other.post(reverse("officers:unlock"), {SECRET: PIN})["Location"] == reverse("officers:sign_in")


def test_a_script_is_told_in_short(client):
    fetch = {"HTTP_X_REQUESTED_WITH": "fetch"}
    assert client.post(reverse("officers:lock"), {"back": "/"}, **fetch).status_code == 204
    assert client.post(reverse("officers:unlock"), {SECRET: "000000"}, **fetch).status_code == 423
    assert client.post(reverse("officers:unlock"), {SECRET: PIN}, **fetch).status_code == 204
    assert client.get("/so-lieu/").status_code == 200


def test_a_part_of_a_page_is_sent_to_the_lock_whole(client):
    _lock(client)
    answer = client.get("/don-vi/tim/?q=hoi", HTTP_HX_REQUEST="true")
    assert answer["HX-Redirect"] == reverse("officers:unlock")
    assert "Hội" not in answer.content.decode()


@pytest.mark.parametrize("back", ["https://nowhere.example/", "//nowhere.example/", "javascript:alert(1)", "\x00", ""])
def test_one_never_comes_back_to_somebody_elses_address(client, back):
    _lock(client, back)
    assert client.post(reverse("officers:unlock"), {SECRET: PIN})["Location"] == "/"


def test_without_a_pin_the_password_opens(client, world):
    Officer.objects.filter(pk=world.officer.pk).update(pin="")
    _lock(client)
    assert "Mật khẩu" in client.get(reverse("officers:unlock")).content.decode()
    assert client.post(reverse("officers:unlock"), {SECRET: "x" * 201}).status_code == 423
    assert client.post(reverse("officers:unlock"), {SECRET: "bay tam chin muoi mot hai"}).status_code == 302
    assert client.get("/so-lieu/").status_code == 200


def test_no_password_that_was_typed_waits_in_a_locked_page(client):
    _lock(client)
    typed = {"present": "mat khau dang dung", "pin": "402913", "new": "mat khau moi", "again": "mat khau moi"}
    pages = [client.post(reverse(name), typed) for name in ("officers:pin", "officers:sign_in")]
    pages.append(client.post(reverse("officers:sign_in"), {"username": "mot", "password": "mat khau khac"}))
    for page in pages:
        assert page["Location"] == reverse("officers:unlock")
        assert page.content == b""


def test_a_page_still_under_way_when_the_session_is_locked_does_not_open_it_again(client):
    under_way = client.session
    assert under_way["_auth_user_id"]  # a slow page has read it
    _lock(client)
    under_way["message"] = "Đã lưu"
    with pytest.raises(UpdateError):
        under_way.save()
    assert client.get(reverse("officers:account"))["Location"] == reverse("officers:unlock")
    assert client.post(reverse("officers:unlock"), {SECRET: PIN}).status_code == 302
    assert client.get(reverse("officers:account")).status_code == 200


SEARCH, LEFT = "/tim/?q=nguoi+mau&trang=2", "/tim/?trang=2"


def test_no_text_that_was_searched_waits_in_a_session(client):
    _lock(client, SEARCH)
    assert client.session["back"] == LEFT
    client.get(SEARCH)
    assert client.session["back"] == LEFT
    client.post("/tai-khoan/ho-so/", HTTP_HX_REQUEST="true")
    assert client.post(reverse("officers:unlock"), {SECRET: PIN})["Location"] == LEFT


def test_nor_in_the_address_of_the_sign_in(client):
    stranger = Client()
    assert stranger.get(SEARCH)["Location"] == "/dang-nhap/?next=/tim/%3Ftrang%3D2"
    sent = stranger.post("/tai-khoan/", HTTP_REFERER=f"http://testserver{SEARCH}")
    assert sent["Location"] == "/dang-nhap/?next=/tim/%3Ftrang%3D2"
    assert stranger.post("/tai-khoan/", HTTP_REFERER="http://[").status_code == 302


def test_every_field_for_searching_is_called_the_same():
    """So that what is typed into it is known wherever an address is kept."""
    pages = [page.read_text() for page in Path("src").rglob("*.html")]
    fields = [field for page in pages for field in re.findall(r'<input[^>]*type="search"[^>]*>', page)]
    assert len(fields) >= 10
    assert [field for field in fields if 'name="q"' not in field] == []
