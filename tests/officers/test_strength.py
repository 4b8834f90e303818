"""When a session is strong enough for what is protected, and when it stops being so."""

from __future__ import annotations

import dataclasses

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory

from ketnoi.audit import installation, switching
from ketnoi.audit.models import Installation, Line
from ketnoi.officers import actions, challenge, doors, policy, strength
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from tests.web import addresses

NOON = 1_790_000_000  # seconds since 1970
MINUTE = 60


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def request_of(db):
    """A request of an officer whose password was right just now."""

    def made(user=None):
        request = RequestFactory().get("/")
        request.session, request.user = SessionStore(), user or Officer(pk=1)
        strength.password_given(request)
        return request

    return made


def again(request):
    """The next request of the same session."""
    following = RequestFactory().get("/")
    following.session, following.user = request.session, request.user
    return following


def strong(request, minutes=0):
    """(may open what is protected, what is stepped up), as the next request finds it."""
    following = again(request)
    return strength.has_second_factor(following), strength.fresh(following, minutes or strength.FRESH)


def test_a_password_alone_is_not_enough_and_a_factor_is(clock, request_of):
    request = request_of()
    assert strong(request) == (False, False)
    strength.factor_given(request)
    assert strong(request) == (True, True)


def test_it_stays_fresh_for_ten_minutes(clock, request_of):
    request = request_of()
    strength.factor_given(request)
    clock.shift(10 * MINUTE)
    assert strong(request) == (True, True)
    assert strong(request, minutes=9) == (True, False)
    clock.shift(1)
    assert strong(request) == (True, False)


def test_thirty_minutes_without_a_request_are_the_end_until_somebody_unlocks(clock, request_of):
    request = request_of()
    strength.factor_given(request)
    clock.shift(30 * MINUTE)
    assert strong(request) == (True, False)
    clock.shift(1)
    assert strong(request) == (False, False)
    strength.used(request)  # another page that is not protected makes nothing good again
    assert strong(request) == (False, False)
    strength.proved_again(request)
    assert strong(request) == (True, False)


def test_who_works_on_is_never_idle_and_is_over_after_twelve_hours(clock, request_of):
    request = request_of()
    strength.factor_given(request)
    for _ in range(12 * 3):
        clock.shift(20 * MINUTE)
        strength.used(request)
        assert strong(request)[0]
    clock.shift(1)
    assert strong(request) == (False, False)


def test_a_locked_session_is_not_strong_and_not_fresh_when_it_is_opened_again(clock, world):
    client = Client()
    client.force_login(world.officer)
    request = again(client.get("/tai-khoan/").wsgi_request)
    assert (strength.has_second_factor(request), strength.fresh(request)) == (True, True)
    doors.lock(request, "/")
    assert strong(request) == (False, False)
    assert doors.unlock(request, world.officer, "bay tam chin muoi mot hai")
    assert strong(request) == (True, False)


def test_nobody_and_a_program_are_never_strong(clock, request_of):
    nobody, program = request_of(AnonymousUser()), request_of()
    for request in (nobody, program):
        strength.factor_given(request)
    program.auth = object()  # what the open API knows of a caller
    assert [strength.has_second_factor(one) for one in (nobody, program)] == [False, False]
    Installation.objects.create(pk=1, demo=True, second_factor=False)
    assert [strength.has_second_factor(one) for one in (nobody, program)] == [False, False]


def test_only_a_demo_may_switch_it_off(db):
    assert installation.asks_second_factor()
    with pytest.raises(PermissionError):
        switching.ask_second_factor(asked=False)
    Installation.objects.create(pk=1)
    with pytest.raises(PermissionError):
        switching.ask_second_factor(asked=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.update(second_factor=False)
    assert installation.asks_second_factor()


def test_a_demo_asks_for_none_until_it_is_switched_on_but_holds_who_has_one_to_it(clock, request_of):
    installation.mark_demo("1")
    request = request_of()
    assert strong(request) == (True, True)
    assert strong(request_of(Officer(pk=2, strong_since=1))) == (False, False)
    switching.ask_second_factor(asked=True)
    assert strong(request) == (False, False)
    strength.factor_given(request)
    assert strong(request) == (True, True)


def test_production_believes_no_mark_in_the_database(clock, request_of, settings):
    installation.mark_demo("1")
    settings.CONFIG = dataclasses.replace(settings.CONFIG, production=True)
    assert (installation.is_demo(), installation.is_misplaced()) == (False, True)
    assert strong(request_of()) == (False, False)
    with pytest.raises(PermissionError):
        switching.ask_second_factor(asked=False)


def test_switching_is_told_in_the_journal(db):
    installation.mark_demo("1")
    for asked in (True, False):
        switching.ask_second_factor(asked=asked, actor=7)
    lines = Line.objects.filter(verb="switch_second_factor").order_by("at")
    assert [(line.actor, line.detail) for line in lines] == [(7, {"asked": True}), (7, {"asked": False})]


def view(_request):
    return "page"


def test_the_decorators_stand_on_either_side_of_another(request_of):
    for made in (policy.protected, policy.stepped_up):
        alone = made(lambda _request: "page")
        assert (alone.policy, policy.is_protected(alone)) == (policy.SIGNED_IN, True)
        above = made(policy.roles(Role.LEAD)(lambda _request: "page"))
        below = policy.roles(Role.LEAD)(made(lambda _request: "page"))
        assert above.policy == below.policy == frozenset({"lead"})
        assert policy.is_protected(above)
        assert policy.is_protected(below)
        assert policy.is_stepped_up(below) is (made is policy.stepped_up)
    assert not policy.is_protected(view)


def test_a_protected_page_is_not_opened_without(clock, request_of):
    request = request_of()
    closed, plain = policy.protected(lambda _request: "page"), policy.signed_in(lambda _request: "page")
    assert challenge.halt(request, plain) is None
    assert challenge.halt(request, closed)["Location"] == "/tai-khoan/bao-mat/"
    strength.factor_given(request)
    request.user.strong_since = 1
    assert challenge.halt(again(request), closed) is None
    clock.shift(11 * MINUTE)
    assert challenge.halt(again(request), closed) is None
    assert challenge.halt(again(request), policy.stepped_up(lambda _request: "page")) is not None


def test_what_is_an_administrators_alone_is_protected_and_all_of_quan_tri():
    alone = policy.roles(Role.ADMINISTRATOR)(lambda _request: "page")
    beside = policy.roles(Role.LEAD, Role.ADMINISTRATOR)(lambda _request: "page")
    assert (policy.is_protected(alone), policy.is_protected(beside)) == (True, False)
    views = {name: view for name, view in addresses.every() if name.startswith("administration:")}
    assert [name for name, view in views.items() if not policy.is_protected(view)] == []
    granting = {"give_post", "new_leave", "new_person", "first_password", "stop_person", "recover_person"}
    assert all(policy.is_stepped_up(views[f"administration:{name}"]) for name in granting)


def test_a_key_of_a_program_is_made_after_a_fresh_factor():
    assert policy.is_stepped_up(dict(addresses.every())["api:tokens"])


def test_an_administrator_switches_a_demo_and_then_has_to_give_one_himself(world):
    """Switching on is open as everything of his is; switching off asks for what is asked by then."""
    installation.mark_demo("1")
    actions.give_post(world.officer, world.union.pk, Role.ADMINISTRATOR, actor=None)
    Post.objects.filter(role=Role.RECORDER).delete()
    client = Client()
    client.post("/dang-nhap/", {"username": "mot", "password": "bay tam chin muoi mot hai"})
    assert "Bắt buộc như hệ thống thật" in client.get("/tai-khoan/bao-mat/").content.decode()
    assert client.get("/quan-tri/").status_code == 200
    client.post("/tai-khoan/bao-mat/minh-hoa/", {"bat": "1"})
    assert installation.asks_second_factor()
    for answer in (client.get("/quan-tri/"), client.post("/tai-khoan/bao-mat/minh-hoa/")):
        assert answer["Location"] == "/tai-khoan/bao-mat/"
    assert installation.asks_second_factor()
    assert "Trang vừa mở cần xác thực hai lớp" in client.get("/tai-khoan/bao-mat/").content.decode()


def test_outside_a_demo_there_is_nothing_to_switch(world):
    actions.give_post(world.officer, world.union.pk, Role.ADMINISTRATOR, actor=None)
    Post.objects.filter(role=Role.RECORDER).delete()
    client = Client()
    client.force_login(world.officer)
    assert client.post("/tai-khoan/bao-mat/minh-hoa/").status_code == 404
