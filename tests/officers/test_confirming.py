"""A post that somebody gave opens what is protected after a second person confirmed it; who that may be, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ketnoi.audit import kept
from ketnoi.audit.models import Line
from ketnoi.notices.models import Notice
from ketnoi.officers import actions, confirming, handing, leaves
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from tests.officers.having import with_app

PAGE = "/tai-khoan/bao-mat/vi-tri/"


@dataclass
class Told:
    """People of the union beside the administrator who gives, and a post he gave in the union's section."""

    giver: Post
    admin: Post
    lead: Post
    below: Post
    beside: Post
    recorder: Post
    new: Post


def settled(name, unit, role, actor=None):
    """Somebody who uses his account with a second factor; his post was given at the machine, or by somebody."""
    officer = actions.add_officer(name, None, f"Người Mẫu {name}")
    Officer.objects.filter(pk=officer.pk).update(strong_since=1)
    return actions.give_post(Officer.objects.get(pk=officer.pk), unit.pk, role, actor=actor)


@pytest.fixture
def told(world):
    giver = settled("quan-tri", world.union, Role.ADMINISTRATOR)
    return Told(
        giver,
        settled("quan-tri-hai", world.union, Role.ADMINISTRATOR),
        settled("lanh-dao", world.union, Role.LEAD),
        settled("xa", world.commune, Role.LEAD),
        settled("ben-canh", world.other, Role.LEAD),
        settled("ghi-nhan", world.union, Role.RECORDER),
        settled("moi", world.section, Role.LEAD, giver.officer_id),
    )


def able(told, post):
    posts = {name: Post.objects.get(pk=one.pk) for name, one in vars(told).items()}
    return [name for name, own in posts.items() if confirming.may_confirm(own, post)]


def test_a_lead_at_or_above_the_unit_or_another_administrator_and_nobody_else(told):
    assert able(told, told.new) == ["admin", "lead"]


def test_nobody_whom_the_same_administrator_put_there(told, world):
    """Neither a lead nor an administrator he gave; once a second person confirmed that one, he counts."""
    puppet = settled("roi", world.union, Role.ADMINISTRATOR, told.giver.officer_id)
    assert not confirming.may_confirm(puppet, told.new)
    with pytest.raises(Post.DoesNotExist):
        confirming.confirm(told.new.pk, puppet)
    confirming.confirm(puppet.pk, told.lead)
    assert confirming.may_confirm(Post.objects.get(pk=puppet.pk), told.new)


def test_who_stands_in_for_the_giver_does_not_confirm_for_him(told, world):
    told.admin.acting_for = told.giver
    assert not confirming.may_confirm(told.admin, told.new)


def test_confirmed_once_with_a_line_and_told(told):
    confirming.confirm(told.new.pk, told.lead)
    post = Post.objects.get(pk=told.new.pk)
    assert (post.confirmed_by_id, post.confirmed_at is not None) == (told.lead.officer_id, True)
    line = Line.objects.get(verb="confirm_post")
    assert (line.object, line.actor, line.detail["post"]) == (str(post.officer_id), told.lead.officer_id, post.pk)
    assert Notice.objects.filter(officer=post.officer_id, kind="account_changed").exists()
    with pytest.raises(Post.DoesNotExist):
        confirming.confirm(told.new.pk, told.admin)


def test_not_before_the_account_is_in_its_officers_hands(told, world):
    """Who gave the first password knows it, and could add a factor of his own: first the officer does so herself."""
    made, _password = actions.welcome(
        "vua-den", "Người Mẫu", "chị", world.union.pk, Role.LEAD, actor=told.giver.officer_id
    )
    post = made.posts.get()
    for known in ({}, {"start_until": None}, {"strong_since": 5}):
        Officer.objects.filter(pk=made.pk).update(**known)
        if "strong_since" not in known:
            with pytest.raises(PermissionDenied):
                confirming.confirm(post.pk, told.lead)
    assert confirming.confirm(post.pk, told.lead).confirmed_at


def test_a_new_first_password_without_a_factor_makes_the_posts_wait_again(told, world):
    with_app(told.recorder.officer)
    weak = actions.give_post(
        actions.add_officer("yeu", None, "Người Mẫu Yếu"), world.section.pk, Role.RECORDER, actor=None
    )
    for post, waits in ((weak, True), (told.recorder, False)):
        assert Post.objects.get(pk=post.pk).confirmed_at is not None
        actions.start_anew(post.officer_id, told.giver.officer_id)
        assert (Post.objects.get(pk=post.pk).confirmed_at is None) is waits
    assert able(told, Post.objects.select_related("unit").get(pk=weak.pk)) == ["lead"]  # given by nobody's account


def upgraded(*posts):
    """These posts as the upgrade leaves them: (waits, given by, opened anew by)."""
    Post.objects.update(given_by=None, confirmed_at=None, doubted_by=None)
    import_module("ketnoi.officers.migrations.0012_who_gave_posts").keep_what_stands(
        apps, SimpleNamespace(connection=connection)
    )
    found = Post.objects.in_bulk([post.pk for post in posts])
    return [
        (found[one.pk].confirmed_at is None, found[one.pk].given_by_id, found[one.pk].doubted_by_id) for one in posts
    ]


def test_an_upgrade_finds_in_the_journal_who_gave_what_waits(told, world):
    giver, admin = told.giver.officer_id, told.admin.officer_id
    fresh, _password = actions.welcome("vua-den", "Người Mẫu", "chị", world.union.pk, Role.LEAD, actor=giver)
    plain = actions.give_post(actions.add_officer("khong", None, "Người Mẫu"), world.union.pk, Role.LEAD, actor=giver)
    machine = actions.give_post(actions.add_officer("may", None, "Người Mẫu"), world.union.pk, Role.LEAD, actor=None)
    opened = actions.give_post(actions.add_officer("mo-lai", None, "Người Mẫu"), world.union.pk, Role.LEAD, actor=None)
    actions.start_anew(opened.officer_id, admin)
    silent = Post.objects.create(officer=plain.officer, unit=world.section, role=Role.RECORDER)
    new = fresh.posts.get()
    assert upgraded(told.new, new, plain, machine, opened, silent) == [
        (False, giver, None), (True, giver, None), (True, giver, None), (False, None, None), (True, None, admin),
        (True, None, None),
    ]  # fmt: skip
    who = [able(told, Post.objects.select_related("unit").get(pk=one.pk)) for one in (new, opened, silent)]
    assert who == [["admin", "lead"], ["lead"], ["lead", "new"]]  # of its section


def test_neither_who_gave_the_post_nor_who_opened_the_account_anew_confirms(told):
    """A new first password from a colleague does not make the giver a second person."""
    Officer.objects.filter(pk=told.new.officer_id).update(strong_since=0)
    actions.start_anew(told.new.officer_id, told.admin.officer_id)
    post = Post.objects.select_related("unit").get(pk=told.new.pk)
    assert (post.given_by_id, post.doubted_by_id) == (told.giver.officer_id, told.admin.officer_id)
    assert able(told, post) == ["lead"]


def test_leave_and_hand_over_give_posts_that_wait(told, world):
    """Else an administrator had only to send a lead on leave."""
    today = timezone.localdate()
    leaves.grant(told.lead.officer, today, today, [told.lead], told.recorder.officer, actor=told.giver.officer_id)
    acting = Post.objects.get(acting_for=told.lead)
    record = handing.draw_up(told.below, told.recorder.officer, today, [], actor=told.giver.officer_id)
    received = handing.confirm(record.pk, told.recorder.officer_id)
    assert [post.confirmed_at for post in (acting, received)] == [None, None]
    assert {post.given_by_id for post in (acting, received)} == {told.giver.officer_id}


def test_the_nearest_lead_is_told_else_the_one_above_else_an_administrator(told, world):
    def asked(post):
        return set(Notice.objects.filter(kind="post_waits", object_id=str(post.pk)).values_list("officer", flat=True))

    giver, lead = told.giver.officer_id, told.lead.officer_id
    assert asked(told.new) == {lead}
    assert asked(settled("xa-hai", world.commune, Role.RECORDER, giver)) == {told.below.officer_id}
    actions.stop(lead)
    assert asked(settled("tinh", world.union, Role.RECORDER, giver)) == {told.admin.officer_id}


def test_who_could_confirm_only_later_is_not_asked_instead_of_who_could_today(told, world):
    today = timezone.localdate()
    actions.end_post(told.below.pk, today)
    Post.objects.filter(pk=told.below.pk).update(valid_from=today + dt.timedelta(days=1), valid_to=None)
    late = settled("xa-hai", world.commune, Role.RECORDER, told.giver.officer_id)
    assert confirming.confirmers(late) == {told.lead.officer_id}


def test_who_to_ask_is_not_sought_among_the_administrators_of_a_whole_agency(told, world):
    """In the first days there are thousands of them, and no leads."""
    for lead in (told.lead, told.below, told.beside):
        actions.stop(lead.officer_id)
    new = settled("tinh", world.section, Role.RECORDER, told.giver.officer_id)
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked, kept.one_edition():
            assert confirming.confirmers(new) == {told.admin.officer_id}
        counts.append(len(asked))
        for more, unit in enumerate((world.commune, world.other)):
            settled(f"khac-{number}-{more}", unit, Role.ADMINISTRATOR)
    assert counts[1] <= counts[0]


def test_the_page(told, world):
    for post, status in ((told.lead, 200), (told.admin, 200), (told.recorder, 404)):
        client = Client()
        client.force_login(post.officer)
        assert client.get(PAGE).status_code == status
    client = Client()
    client.force_login(told.below.officer)
    assert told.new.officer.name not in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"post": told.new.pk}).status_code == 404
    client.force_login(told.lead.officer)
    assert f'href="{PAGE}"' in client.get(reverse("officers:security")).content.decode()
    assert "Vị trí chờ bạn xác nhận" in client.get("/hom-nay/").content.decode()
    page = client.get(PAGE).content.decode()
    assert (told.new.officer.name in page, told.giver.officer.name in page) == (True, True)
    for hostile in ("", "x", "9" * 40, "-1", str(told.recorder.pk)):
        assert client.post(PAGE, {"post": hostile}).status_code == 404
    assert client.post(PAGE, {"post": told.new.pk})["Location"] == PAGE
    assert "Không có vị trí nào" in client.get(PAGE).content.decode()


def test_the_page_asks_as_often_for_many_as_for_one(told, world):
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as asked, kept.one_edition():
            assert len(confirming.waiting_for(told.admin)) == 1 + 3 * number
        counts.append(len(asked))
        for more in range(3):
            settled(f"them-{number}-{more}", world.commune, Role.RECORDER, told.giver.officer_id)
    assert counts[1] <= counts[0]


def test_what_is_not_his_to_confirm_takes_nobody_elses_place(told, world, monkeypatch):
    """As on the first day, when one administrator gave posts to all, and most have not signed in yet."""
    monkeypatch.setattr(confirming, "MOST", 1)
    for number in range(3):
        settled(f"cua-minh-{number}", world.commune, Role.RECORDER, told.admin.officer_id)
    last = settled("sau-cung", world.commune, Role.RECORDER, told.giver.officer_id)
    Officer.objects.filter(pk=told.new.officer_id).update(strong_since=0)
    assert confirming.waiting_for(told.admin) == [last]
