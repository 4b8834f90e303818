"""Colleagues: first passwords, posts that end, leave with somebody acting, handing over, stopping."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.officers import actions, authority, handing, leaves, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import HandOver, Officer, Post
from tests.officers.worlds import PASSWORD

NEW = "sau bay tam chin muoi mot"
DAY = dt.timedelta(days=1)


def _give(username, unit, role):
    officer = actions.add_officer(username, None, f"Người Mẫu {username}")
    return actions.give_post(officer, unit.pk, role, actor=None)


@pytest.fixture
def colleague(world):
    return actions.add_officer("hai", None, "Người Mẫu Hai")


def test_a_first_password_opens_one_page_only_until_it_is_replaced(world):
    officer, password = actions.welcome("hoi.mau", "  Người   Mẫu ", "chị", world.commune.pk, Role.RECORDER, actor=None)
    assert (officer.name, len(password)) == ("Người Mẫu", 19)
    client = Client()
    client.post(reverse("officers:sign_in"), {"username": "hoi.mau", "password": password})
    for address in ("/hom-nay/", reverse("officers:account"), reverse("officers:pin")):
        assert client.get(address)["Location"] == reverse("officers:password")
    same = {"present": password, "new": password, "again": password}
    assert client.post(reverse("officers:password"), same).status_code == 422
    done = client.post(reverse("officers:password"), {"present": password, "new": NEW, "again": NEW})
    assert done["Location"] == reverse("officers:account")
    assert client.get(reverse("officers:account")).status_code == 200
    told = [line.detail for line in Line.objects.all()]
    assert password not in str(told)


def test_a_first_password_goes_stale(world):
    officer, password = actions.welcome("hoi.mau", "Người Mẫu", "chị", world.commune.pk, Role.RECORDER, actor=None)
    Officer.objects.filter(pk=officer.pk).update(start_until=timezone.localdate() - DAY)
    answer = Client().post(reverse("officers:sign_in"), {"username": "hoi.mau", "password": password})
    assert "đã hết hạn" in answer.content.decode()


@pytest.mark.parametrize("username", ["mot", "Một", "a b", "ab", "x" * 61, "a\x00bc", "<b>", "a\n"])
def test_a_user_name_that_cannot_be_is_refused_at_its_field(world, username):
    with pytest.raises(ValidationError) as refusal:
        actions.welcome(username, "Người Mẫu", "chị", world.commune.pk, Role.RECORDER, actor=None)
    assert list(refusal.value.message_dict) == ["username"]
    assert Officer.objects.count() == 1


def test_a_password_changed_elsewhere_ends_other_sessions(world):
    client = Client()
    client.force_login(world.officer)
    actions.start_anew(world.officer.pk)
    assert client.get("/so-lieu/")["Location"].startswith(reverse("officers:sign_in"))


def test_a_stopped_account_is_out_at_once_and_keeps_its_records(world):
    client = Client()
    client.force_login(world.officer)
    actions.stop(world.officer.pk)
    assert client.get("/so-lieu/")["Location"].startswith(reverse("officers:sign_in"))
    assert not Client().login(username="mot", password=PASSWORD)
    world.post.refresh_from_db()
    assert world.post.valid_to == timezone.localdate()
    assert Officer.objects.get(pk=world.officer.pk).name == "Người Mẫu Một"


def test_who_acts_holds_the_posts_for_the_days_of_the_leave_only(world, colleague):
    today = timezone.localdate()
    leaves.grant(world.officer, today, today + 2 * DAY, [world.post], colleague, actor=None)
    [acting] = policy.posts_of(colleague)
    assert (acting.unit_id, acting.role, acting.acting_for_id) == (world.section.pk, Role.RECORDER, world.post.pk)
    assert policy.posts_of(colleague, today + 3 * DAY) == []
    assert policy.posts_of(colleague, today - DAY) == []
    assert policy.posts_of(world.officer) == [world.post]


def test_a_leave_called_off_takes_the_posts_back_today(world, colleague):
    today = timezone.localdate()
    begun = leaves.grant(world.officer, today - DAY, today + DAY, [world.post], colleague, actor=None)
    coming = leaves.grant(world.officer, today + 5 * DAY, today + 6 * DAY, [world.post], colleague, actor=None)
    for leave in (begun, coming):
        leaves.cancel(leave.pk)
    assert [policy.posts_of(colleague, today + n * DAY) for n in (0, 1, 5, 6)] == [[], [], [], []]
    assert len(policy.posts_of(colleague, today - DAY)) > 0


def test_leaves_that_cannot_be_are_refused(world, colleague):
    today = timezone.localdate()
    leaves.grant(world.officer, today, today + DAY, actor=None)
    for first, last, acting, field in (
        (today + DAY, today, None, "ends_on"),
        (today + DAY, today + 3 * DAY, None, "starts_on"),
        (today + 9 * DAY, today + 999 * DAY, None, "ends_on"),
        (today + 9 * DAY, today + 9 * DAY, world.officer, "acting"),
    ):
        with pytest.raises(ValidationError) as refusal:
            leaves.grant(world.officer, first, last, [world.post], acting, actor=None)
        assert list(refusal.value.message_dict) == [field]
    assert Post.objects.count() == 1


def test_a_post_passes_when_the_receiver_confirms_and_not_before(world, colleague):
    today = timezone.localdate()
    items = [{"kind": "Hoạt động dự kiến", "title": "Buổi mẫu", "day": "01/12/2026"}]
    record = handing.draw_up(world.post, colleague, today, items, "Chìa khóa tủ", actor=None)
    assert policy.posts_of(colleague) == []
    with pytest.raises(HandOver.DoesNotExist):
        handing.confirm(record.pk, world.officer.pk)
    client = Client()
    client.force_login(colleague)
    page = client.get(reverse("officers:hand_over", args=[record.uuid])).content.decode()
    assert "Buổi mẫu" in page
    assert "Chìa khóa tủ" in page
    line = Line.objects.get(verb="read", kind="hand_over", object=str(record.pk))
    assert (line.actor, line.detail["sections"]) == (colleague.pk, ["identity"])
    client.post(reverse("officers:hand_over", args=[record.uuid]))
    assert policy.posts_of(world.officer, today + DAY) == []
    [taken] = policy.posts_of(colleague, today + DAY)
    assert (taken.unit_id, taken.role) == (world.section.pk, Role.RECORDER)
    with pytest.raises(HandOver.DoesNotExist):
        handing.confirm(record.pk, colleague.pk)


def test_the_record_of_handing_over_is_for_its_receiver_only(world, colleague):
    record = handing.draw_up(world.post, colleague, timezone.localdate(), [], actor=None)
    client = Client()
    client.force_login(colleague)
    assert client.get(reverse("officers:hand_over", args=[record.uuid])).status_code == 200
    assert not Line.objects.filter(verb="read").exists()  # nothing was typed
    client.force_login(world.officer)
    assert client.get(reverse("officers:hand_over", args=[record.uuid])).status_code == 404
    handing.withdraw(record.pk)
    client.force_login(colleague)
    assert client.post(reverse("officers:hand_over", args=[record.uuid])).status_code == 404
    assert policy.posts_of(colleague, timezone.localdate() + DAY) == []


def test_handing_over_what_cannot_be(world, colleague):
    today = timezone.localdate()
    for receiver, field in ((world.officer, "receiver"), (Officer(pk=999, is_active=False), "receiver")):
        with pytest.raises(ValidationError) as refusal:
            handing.draw_up(world.post, receiver, today, [], actor=None)
        assert list(refusal.value.message_dict) == [field]
    handing.draw_up(world.post, colleague, today, [], actor=None)
    with pytest.raises(ValidationError, match="chờ người nhận"):
        handing.draw_up(world.post, colleague, today, [], actor=None)


def test_two_who_describe_one_account_do_not_overwrite_each_other(world):
    actions.describe(world.officer.pk, "Người Mẫu Mới", "chị", 1)
    with pytest.raises(versions.Stale) as stale:
        actions.describe(world.officer.pk, "Người Mẫu Khác", "anh", 1)
    assert stale.value.current.name == "Người Mẫu Mới"
    client = Client()
    client.force_login(world.officer)
    mine = {"name": "Tên của tôi", "address": "anh", "version": "1"}
    shown = client.post(reverse("officers:profile"), mine)
    page = shown.content.decode()
    assert shown.status_code == 409
    assert "Người Mẫu Mới" in page
    assert 'value="Tên của tôi"' in page
    assert '<input type="hidden" name="version" value="2"' in page


def test_an_administrator_stays_in_his_own_tree(world):
    admin = _give("qt", world.commune, Role.ADMINISTRATOR)
    recorder = _give("ghi", world.commune, Role.RECORDER)
    assert authority.governs(admin, recorder.officer)
    assert not authority.governs(admin, world.officer)
    assert authority.roles(admin, world.commune) == [Role.RECORDER, Role.LEAD, Role.SUPERVISOR, Role.ANALYST]
    for unit in (world.union, world.section, world.other):
        assert authority.roles(admin, unit) == []
    above = _give("qtt", world.union, Role.ADMINISTRATOR)
    assert authority.roles(above, world.commune) == list(Role)
    assert authority.governs(above, admin.officer)
    assert not authority.governs(admin, above.officer)


def test_an_account_that_also_stands_elsewhere_is_nobodys_to_reset(world):
    admin = _give("qt", world.commune, Role.ADMINISTRATOR)
    both = _give("ghi", world.commune, Role.RECORDER)
    actions.give_post(both.officer, world.other.pk, Role.RECORDER, actor=None)
    assert not authority.governs(admin, both.officer)
    assert authority.keeps(admin, both)


def test_nobody_administers_himself(world):
    admin = _give("qt", world.union, Role.ADMINISTRATOR)
    actions.give_post(admin.officer, world.commune.pk, Role.RECORDER, actor=None)
    assert not authority.governs(admin, admin.officer)
    assert not any(authority.keeps(admin, post) for post in admin.officer.posts.all())


def test_only_the_role_of_administrator_administers(world):
    for role in Role:
        if role != Role.ADMINISTRATOR:
            assert authority.domain(Post(officer=world.officer, unit=world.union, role=role)) == frozenset()


def test_a_post_that_ended_meanwhile_is_not_made_longer_by_taking_it_over(world, colleague):
    today = timezone.localdate()
    record = handing.draw_up(world.post, colleague, today + 30 * DAY, [], actor=None)
    actions.end_post(world.post.pk, today - DAY)
    handing.confirm(record.pk, colleague.pk)
    assert policy.posts_of(world.officer) == []
    world.post.refresh_from_db()
    assert world.post.valid_to == today - DAY


def test_a_post_held_for_somebody_on_leave_is_not_handed_over(world, colleague):
    today = timezone.localdate()
    leave = leaves.grant(world.officer, today, today + DAY, [world.post], colleague, actor=None)
    third = actions.add_officer("ba", None, "Người Mẫu Ba")
    with pytest.raises(ValidationError, match="làm thay"):
        handing.draw_up(leave.posts.get(), third, today, [], actor=None)
    assert not HandOver.objects.exists()


def test_who_acts_stops_acting_when_the_post_itself_ends(world, colleague):
    today = timezone.localdate()
    leaves.grant(world.officer, today, today + 9 * DAY, [world.post], colleague, actor=None)
    actions.end_post(world.post.pk, today + 2 * DAY)
    assert [len(policy.posts_of(colleague, today + n * DAY)) for n in (0, 2, 3, 9)] == [1, 1, 0, 0]


def test_who_acts_stops_acting_when_the_account_is_stopped_or_the_post_handed_over(world, colleague):
    today = timezone.localdate()
    leaves.grant(world.officer, today, today + 9 * DAY, [world.post], colleague, actor=None)
    coming = leaves.grant(world.officer, today + 20 * DAY, today + 22 * DAY, [world.post], colleague, actor=None)
    third = actions.add_officer("ba", None, "Người Mẫu Ba")
    record = handing.draw_up(world.post, third, today + DAY, [], actor=None)
    handing.confirm(record.pk, third.pk)
    assert [len(policy.posts_of(colleague, today + n * DAY)) for n in (0, 1, 2, 21)] == [1, 1, 0, 0]
    actions.stop(world.officer.pk)
    assert policy.posts_of(colleague, today + DAY) == []
    assert coming.posts.get().valid_from <= coming.posts.get().valid_to


def test_confirming_twice_at_once_is_no_error(world, colleague, monkeypatch):
    record = handing.draw_up(world.post, colleague, timezone.localdate(), [], actor=None)
    client = Client()
    client.force_login(colleague)
    first = handing.confirm

    def overtaken(pk, receiver):
        """The same button, pressed twice: the other press arrives first."""
        first(pk, receiver)
        return first(pk, receiver)

    monkeypatch.setattr(handing, "confirm", overtaken)
    answer = client.post(reverse("officers:hand_over", args=[record.uuid]))
    assert answer.status_code == 302
    assert Post.objects.filter(officer=colleague).count() == 1


def test_an_account_that_is_to_take_over_a_post_above_is_not_reset_from_below(world):
    admin = _give("qt", world.commune, Role.ADMINISTRATOR)
    recorder = _give("ghi", world.commune, Role.RECORDER)
    record = handing.draw_up(world.post, recorder.officer, timezone.localdate(), [], actor=None)
    assert not authority.governs(admin, recorder.officer)
    handing.withdraw(record.pk)
    assert authority.governs(admin, recorder.officer)
