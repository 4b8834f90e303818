"""Getting in again without a second factor takes two persons, and neither of them gets in alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from ketnoi.audit.models import Line
from ketnoi.notices.models import Notice
from ketnoi.officers import actions, recovering
from ketnoi.officers.enums import Role
from ketnoi.officers.factors import standing
from ketnoi.officers.models import Officer, Post, Recovery
from tests.officers.having import CHALLENGE, HOUR, NOON, SECURITY, gives, noon, password_given, with_app, with_card
from tests.officers.worlds import PASSWORD

DAY = 24 * HOUR
RECOVER = "/dang-nhap/mat-thiet-bi/"


@dataclass
class Told:
    """Posts of the people beside an officer (`mot`, in a section of the union) who has lost everything."""

    officer: Officer
    starter: Post
    lead: Post
    below: Post
    beside: Post
    recorder: Post


@pytest.fixture
def clock():
    with noon() as clock:
        yield clock


@pytest.fixture
def told(world):
    def post(name, unit, role):
        with time_machine.travel(NOON - 8 * DAY, tick=False):
            return actions.give_post(actions.add_officer(name, None, f"Người Mẫu {name}"), unit.pk, role, actor=None)

    with_app(world.officer)
    with_card(world.officer)
    return Told(
        world.officer,
        post("quan-tri", world.union, Role.ADMINISTRATOR),
        post("lanh-dao", world.union, Role.LEAD),
        post("xa", world.commune, Role.LEAD),
        post("ben-canh", world.other, Role.LEAD),
        post("ghi-nhan", world.union, Role.RECORDER),
    )


def started(told):
    return recovering.start(told.officer.pk, told.starter)


def test_two_persons_and_a_code_that_works_once(clock, told):
    recovery = started(told)
    code = recovering.confirm(recovery.uuid, told.lead)
    client = password_given()
    assert "cần hai người" in client.get(RECOVER).content.decode()
    wrong = client.post(RECOVER, {"code": "k7mq-x3fd-9tzp-h2wn"})
    assert (wrong.status_code, "chưa đúng hoặc đã hết hạn" in wrong.content.decode()) == (422, True)
    assert client.post(RECOVER, {"code": f" {code.upper()} "})["Location"] == SECURITY
    told.officer.refresh_from_db()
    assert (told.officer.strong_since, standing.of(told.officer).count) == (NOON * 1_000_000, 0)
    page = client.get(SECURITY).content.decode()
    assert "Chọn một trong ba cách" in page
    assert client.get("/tai-khoan/bao-mat/ung-dung/").status_code == 200
    with_app(told.officer)
    again = password_given()
    assert again.post(RECOVER, {"code": code}).status_code == 422
    told_of = Notice.objects.filter(officer=told.officer, kind="account_changed", object_id=str(told.officer.pk))
    assert told_of.count() == 2 + 3 + 1  # app and card added; started, confirmed, used; a new app
    verbs = ["start_recovery", "confirm_recovery", "recover"]
    lines = Line.objects.filter(verb__in=verbs, object=str(told.officer.pk)).order_by("pk")
    people = [told.starter.officer_id, told.lead.officer_id, told.officer.pk]
    assert sorted((line.verb, line.actor) for line in lines) == sorted(zip(verbs, people, strict=True))


def test_between_the_code_and_the_new_factor_the_password_opens_nothing_elsewhere(clock, told):
    """Nor does a new first password from whoever started: what is left is another code, of two persons again."""
    code = recovering.confirm(started(told).uuid, told.lead)
    client, elsewhere = password_given(), password_given()
    client.post(RECOVER, {"code": code})
    first = actions.start_anew(told.officer.pk, told.starter.officer_id)
    assert client.get(SECURITY)["Location"].startswith("/dang-nhap/")
    elsewhere = Client()
    elsewhere.post("/dang-nhap/", {"username": "mot", "password": first})
    for address in (SECURITY, "/tai-khoan/bao-mat/ung-dung/", "/tai-khoan/mat-khau/"):
        assert elsewhere.get(address, follow=True).redirect_chain[-1][0] == CHALLENGE
    assert "đã hết hiệu lực" in elsewhere.get(CHALLENGE).content.decode()
    assert started(told)


def test_the_session_of_the_code_adds_a_factor_and_is_then_as_any_other(clock, told):
    code = recovering.confirm(started(told).uuid, told.lead)
    client = password_given()
    client.post(RECOVER, {"code": code})
    clock.shift(9 * 60)
    page = client.get("/tai-khoan/bao-mat/the-ma/")
    assert page.status_code == 200
    assert client.get(RECOVER)["Location"] == SECURITY
    codes = re.findall(r"<li>.*?([0-9a-z]{4} [0-9a-z]{4})", client.post("/tai-khoan/bao-mat/the-ma/").content.decode())
    assert client.post("/tai-khoan/bao-mat/the-ma/bat-dau/", {"code": codes[0]}).status_code == 302
    assert client.get(SECURITY).status_code == 200
    clock.shift(11 * 60)
    assert client.get("/tai-khoan/bao-mat/ung-dung/")["Location"] == CHALLENGE


def test_no_code_and_no_person_stands_in_clear_in_the_database(clock, told):
    code = recovering.confirm(started(told).uuid, told.lead)
    assert code not in Recovery.objects.get().code
    assert not Line.objects.filter(detail__icontains=code).exists()


def test_who_may_confirm(clock, told, world):
    recovery = started(told)
    own = actions.give_post(told.officer, world.union.pk, Role.LEAD, actor=None)
    starter = actions.give_post(told.starter.officer, world.union.pk, Role.LEAD, actor=None)
    allowed = {
        name: recovering.may_confirm(post, recovery)
        for name, post in {
            "the lead above": told.lead,
            "who started, in this post": told.starter,
            "who started, in another": starter,
            "the officer himself": own,
            "a lead below": told.below,
            "a lead beside": told.beside,
            "a recorder": told.recorder,
        }.items()
    }
    assert [name for name, may in allowed.items() if may] == ["the lead above"]
    for post in (told.starter, told.below, own):
        with pytest.raises(Recovery.DoesNotExist):
            recovering.confirm(recovery.uuid, post)


def test_an_administrator_above_may_confirm_and_who_stands_in_for_the_starter_may_not(clock, told, world):
    with time_machine.travel(NOON - 8 * DAY, tick=False):
        hai = actions.add_officer("hai", None, "Người Mẫu Hai")
        second = actions.give_post(hai, world.union.pk, Role.ADMINISTRATOR, actor=None)
    recovery = started(told)
    assert recovering.may_confirm(second, recovery)
    second.acting_for = told.starter
    assert not recovering.may_confirm(second, recovery)


def test_nobody_vouches_who_was_made_for_it(clock, told, world):
    """A puppet of who started, one he gave a password, and whoever is new in his post or his factor."""

    def lead(name, days, actor=None):
        with time_machine.travel(NOON - days * DAY, tick=False):
            officer = actions.add_officer(name, None, f"Người Mẫu {name}")
            return actions.give_post(officer, world.union.pk, Role.LEAD, actor=actor)

    recovery, starter = started(told), told.starter.officer_id
    opened, factored = lead("mo", 400), lead("moi", 400)
    with time_machine.travel(NOON - 300 * DAY, tick=False):
        actions.start_anew(opened.officer_id, starter)
    Officer.objects.filter(pk=factored.officer_id).update(strong_since=(NOON - 6 * DAY) * 1_000_000)
    posts = {
        "new": lead("vua-den", 6, told.lead.officer_id),
        "of the starter": lead("con-roi", 400, starter),
        "opened by the starter": opened,
        "new factor": factored,
        "settled": lead("lau-nam", 8, told.lead.officer_id),
    }
    assert not any(recovering.may_confirm(Post.objects.get(pk=post.pk), recovery) for post in posts.values())
    Post.objects.update(confirmed_at=1)
    fresh = {name: Post.objects.get(pk=post.pk) for name, post in posts.items()}
    assert [name for name, post in fresh.items() if recovering.may_confirm(post, recovery)] == ["settled"]
    actions.start_anew(starter, fresh["settled"].officer_id)
    assert not recovering.may_confirm(fresh["settled"], recovery)


def waits(officer):
    return [post.confirmed_at is None for post in officer.posts.all()]


def test_posts_that_nobody_confirmed_neither_start_nor_vouch(clock, told):
    """Else one administrator had only to make two accounts and to wait a week."""
    Post.objects.filter(pk__in=[told.starter.pk, told.lead.pk]).update(confirmed_at=None)
    starter, lead = Post.objects.get(pk=told.starter.pk), Post.objects.get(pk=told.lead.pk)
    with pytest.raises(ValidationError, match="chờ người thứ hai xác nhận"):
        recovering.start(told.officer.pk, starter)
    recovery = started(told)
    assert recovering.waiting_for(lead) == []
    with pytest.raises(Recovery.DoesNotExist):
        recovering.confirm(recovery.uuid, lead)
    assert recovering.waiting_for(told.lead) == [recovery]


@pytest.mark.parametrize("when", ["before it", "during it", "after the code"])
def test_a_first_password_makes_the_posts_wait_again(clock, told, when):
    """Whoever confirms has the code: with a first password of his own he would be in alone."""
    opener = told.starter.officer_id
    if when == "before it":
        actions.start_anew(told.officer.pk, opener)
        assert waits(told.officer) == [False]
    code = recovering.confirm(started(told).uuid, told.lead)
    if when == "during it":
        actions.start_anew(told.officer.pk, opener)
        assert waits(told.officer) == [True]
    assert recovering.recover(Officer.objects.get(pk=told.officer.pk), "", None, code)
    if when == "after the code":
        assert waits(told.officer) == [False]
        actions.start_anew(told.officer.pk, opener)
    assert [post.doubted_by_id for post in told.officer.posts.all()] == [opener]
    assert waits(told.officer) == [True]


def test_the_own_password_and_the_code_leave_the_posts_as_they_were(clock, told):
    code = recovering.confirm(started(told).uuid, told.lead)
    assert recovering.recover(told.officer, "", None, code)
    assert waits(told.officer) == [False]


def test_nobody_starts_for_himself_or_twice_or_without_need(clock, told):
    with pytest.raises(ValidationError):
        recovering.start(told.officer.pk, told.officer.posts.get())
    with pytest.raises(ValidationError):
        recovering.start(told.lead.officer_id, told.starter)
    started(told)
    with pytest.raises(ValidationError):
        started(told)
    recovering.withdraw(told.officer.pk, told.starter.officer_id)
    assert started(told)


def test_what_waits_too_long_is_over(clock, told):
    recovery = started(told)
    clock.shift(72 * HOUR + 1)
    with pytest.raises(Recovery.DoesNotExist):
        recovering.confirm(recovery.uuid, told.lead)
    code = recovering.confirm(started(told).uuid, told.lead)
    clock.shift(24 * HOUR + 1)
    assert password_given().post(RECOVER, {"code": code}).status_code == 422
    assert standing.of(told.officer).count == 2


def test_a_code_that_was_taken_back_opens_nothing(clock, told):
    code = recovering.confirm(started(told).uuid, told.lead)
    recovering.withdraw(told.officer.pk, told.starter.officer_id)
    assert password_given().post(RECOVER, {"code": code}).status_code == 422


def test_guesses_of_the_code_count_with_those_of_the_factor(clock, told):
    recovering.confirm(started(told).uuid, told.lead)
    for _ in range(3):
        gives(password_given(), "000000")
    statuses = [password_given().post(RECOVER, {"code": "sai"}).status_code for _ in range(3)]
    assert statuses == [422, 422, 429]


def test_a_new_first_password_from_one_administrator_opens_nothing_by_itself(clock, told):
    password = actions.start_anew(told.officer.pk, told.starter.officer_id)
    client = Client()
    client.post("/dang-nhap/", {"username": "mot", "password": password})
    for address in ("/tai-khoan/mat-khau/", SECURITY, "/hom-nay/"):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain[-1][0] == CHALLENGE
    assert PASSWORD not in password


def test_the_page_of_the_second_person(clock, told):
    recovery = started(told)
    address = f"/tai-khoan/bao-mat/cap-lai/{recovery.uuid}/"
    for post, status in ((told.lead, 200), (told.below, 404), (told.starter, 404), (told.recorder, 404)):
        client = Client()
        client.force_login(post.officer)
        assert client.get(address).status_code == status
    client = Client()
    client.force_login(told.lead.officer)
    Officer.objects.filter(pk=told.lead.officer_id).update(strong_since=1)
    assert f'href="{address}"' in client.get(SECURITY).content.decode()
    page = client.post(address).content.decode()
    code = page.split('<output class="receipt words">')[1].split("<")[0]
    assert client.get(address).status_code == 404
    assert password_given().post(RECOVER, {"code": code})["Location"] == SECURITY


def test_confirming_asks_for_the_factor_again(clock, told):
    address = f"/tai-khoan/bao-mat/cap-lai/{started(told).uuid}/"
    client = Client()
    client.force_login(told.lead.officer)
    Officer.objects.filter(pk=told.lead.officer_id).update(strong_since=1)
    clock.shift(11 * 60)
    assert client.post(address).status_code == 423
    assert Recovery.objects.get().confirmed_at is None
