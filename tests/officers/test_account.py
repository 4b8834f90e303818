"""Signing in and out, and acting under one of several posts."""

import datetime as dt

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import path, reverse

from ketnoi.audit.models import Line
from ketnoi.main import urls as site
from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from tests.officers.worlds import PASSWORD

SIGN_IN, ACCOUNT = "/dang-nhap/", "/tai-khoan/"
PAST = dt.date(2020, 1, 1)


def verbs():
    return list(
        Line.objects.filter(verb__startswith="sign").order_by("at", "pk").values_list("verb", "actor", "object")
    )


def sign_in(client, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": "mot", "password": password} | more)


def acting(client):
    """The unit of the post that the officer acts under."""
    return client.get(ACCOUNT).wsgi_request.post.unit


def test_signing_in_and_out_is_told(client, world):
    number = world.officer.pk
    assert sign_in(client).status_code == 302
    assert client.get(ACCOUNT).status_code == 200
    client.post("/dang-xuat/")
    assert client.get(ACCOUNT).headers["Location"] == f"{SIGN_IN}?next={ACCOUNT}"
    assert verbs() == [("sign_in", number, str(number)), ("sign_out", number, str(number))]


def test_a_wrong_password_is_told_without_the_name_that_was_typed(client, world):
    answer = sign_in(client, "không phải mật khẩu này")
    assert answer.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in answer.content.decode()
    assert verbs() == [("sign_in_refused", None, "")]
    assert not Line.objects.filter(detail__icontains="mot").exists()


def test_an_account_that_was_closed_opens_nothing(client, world):
    sign_in(client)
    world.officer.is_active = False
    world.officer.save()
    assert client.get(ACCOUNT).status_code == 302
    assert sign_in(client).status_code == 200


def test_signing_out_takes_a_form_not_a_link(client, world):
    sign_in(client)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.get(ACCOUNT).status_code == 200


@pytest.mark.parametrize(
    ("came", "page"), [("http://testserver/a/?b=1", "/a/%3Fb%3D1"), ("https://example.org/a/", "/"), ("", "/")]
)
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client, came, page):
    answer = client.post("/khoa-nhanh/", headers={"referer": came})
    assert answer.headers["Location"] == f"{SIGN_IN}?next={page}"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_signing_in_leads_nowhere_else(client, world, elsewhere):
    assert sign_in(client, next=elsewhere).headers["Location"] == "/"


def test_one_acts_under_the_first_post_until_another_is_chosen(client, world):
    second = actions.give_post(world.officer, world.commune.pk, Role.LEAD, actor=None)
    client.force_login(world.officer)
    assert acting(client) == world.section
    client.post(reverse("officers:act_under", args=[second.pk]))
    assert acting(client) == world.commune


def test_a_chosen_post_that_has_ended_gives_way_to_one_still_held(client, world):
    second = actions.give_post(world.officer, world.commune.pk, Role.LEAD, actor=None)
    client.force_login(world.officer)
    client.post(reverse("officers:act_under", args=[second.pk]))
    Post.objects.filter(pk=second.pk).update(valid_to=PAST)
    assert acting(client) == world.section


def test_neither_somebody_elses_post_nor_one_of_the_past_can_be_chosen(client, world):
    theirs = actions.give_post(
        actions.add_officer("hai", None, "Người Mẫu Hai"), world.other.pk, Role.ADMINISTRATOR, actor=None
    )
    gone = actions.give_post(world.officer, world.other.pk, Role.LEAD, valid_to=PAST, actor=None)
    client.force_login(world.officer)
    asked = [client.post(reverse("officers:act_under", args=[pk])).status_code for pk in (theirs.pk, gone.pk, 9_999)]
    assert asked == [404, 404, 404]
    assert acting(client) == world.section


def test_without_a_post_only_the_account_opens(client, world):
    Post.objects.update(valid_to=PAST)
    client.force_login(world.officer)
    assert client.get("/").headers["Location"] == ACCOUNT
    assert client.get(ACCOUNT).status_code == 200


def test_a_view_without_a_policy_is_no_page_for_anybody(client, world, monkeypatch):
    forgotten = path("quen/", lambda _request: HttpResponse("open"))
    monkeypatch.setattr(site, "urlpatterns", [*site.urlpatterns, forgotten])
    from django.urls import clear_url_caches

    clear_url_caches()
    client.force_login(world.officer)
    with pytest.raises(ImproperlyConfigured, match="states no policy"):
        client.get("/quen/")
    clear_url_caches()
