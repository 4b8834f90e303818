"""Where an officer is signed in: what a session's row knows, and how he ends one."""

from __future__ import annotations

import datetime as dt
import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as Old
from django.test import Client
from django.utils import timezone

from ketnoi.audit.models import Line
from ketnoi.officers import actions, sessions
from ketnoi.officers.models import Session
from tests.officers.worlds import PASSWORD

PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A045F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari"


def signed_in(username="mot", agent=PHONE):
    client = Client(headers={"user-agent": agent})
    assert client.post("/dang-nhap/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome trên Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/138.0 Safari/537.36 Edg/138.0", "Edge trên Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) Version/16 Safari/604",
            "Safari trên iPhone, iPad",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox trên Linux"),
        ("", "Trình duyệt khác"),
        ("<script>" * 900, "Trình duyệt khác"),
    ],
)
def test_a_device_in_words(agent, words):
    assert sessions.device_words(agent) == words


def test_a_row_knows_its_officer_and_its_device(world):
    client = signed_in()
    row = sessions.of(world.officer).get()
    assert (row.session_key, row.device) == (client.session.session_key, "Chrome trên Android")
    assert row.begun_at == row.seen_at > 0
    before = row.number
    client.post("/khoa-nhanh/", {"back": "/"})  # goes on under another key
    row = sessions.of(world.officer).get()
    assert (row.number, row.session_key) == (before, client.session.session_key)


def test_a_session_of_nobody_has_no_officer(client, db):
    session = client.session
    session["seen"] = "1"
    session.save()
    assert list(Session.objects.values_list("officer", "device", "begun_at")) == [(None, "", 0)]


def test_one_session_is_ended_and_the_other_goes_on(world):
    own, lost = signed_in(), signed_in()
    number = Session.objects.get(session_key=lost.session.session_key).number
    assert sessions.end(world.officer, number)
    assert own.get("/tai-khoan/").status_code == 200
    assert lost.get("/tai-khoan/")["Location"].startswith("/dang-nhap/")
    assert not sessions.end(world.officer, number)
    assert Line.objects.filter(verb="end_session").count() == 1


def test_nobody_ends_a_session_of_somebody_else(world):
    actions.add_officer("hai", PASSWORD, "Người Mẫu Hai")
    other = signed_in("hai")
    number = Session.objects.get(session_key=other.session.session_key).number
    assert not sessions.end(world.officer, number)
    assert not sessions.end(world.officer, uuid.uuid4())
    assert other.get("/tai-khoan/").status_code == 200


def test_everywhere_else_is_ended_at_once(world):
    own, others = signed_in(), [signed_in(), signed_in()]
    assert sessions.end_others(world.officer, own.session.session_key) == 2
    assert [one.get("/tai-khoan/").status_code for one in (own, *others)] == [200, 302, 302]


def test_what_expired_is_not_shown_and_is_removed(world):
    signed_in()
    Session.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert not sessions.of(world.officer).exists()
    sessions.tidy()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_sessions_from_before_do_not_lie_about():
    Old.objects.create(session_key="x" * 32, session_data="left behind", expire_date=timezone.now())
    import_module("ketnoi.officers.migrations.0009_old_sessions_go").empty(apps, None)
    assert not Old.objects.exists()
