"""Who is told, of what, and by which ways; what an officer may no longer see is not there for him."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import transaction

from ketnoi.audit import moments
from ketnoi.notices import actions, forgetting, kinds, preferences, queries
from ketnoi.notices.enums import Channel, How
from ketnoi.notices.models import Delivery, Notice
from ketnoi.notices.preferences import Settings
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.ui.dates import ZONE, to_us


def at(monkeypatch, hour: int, day: int = 10) -> int:
    """The clock of the house stands at this hour."""
    moment = to_us(dt.datetime(2026, 3, day, hour, 30, tzinfo=ZONE))
    monkeypatch.setattr(moments, "now", lambda: moment)
    return moment


def moment(day: int, hour: int) -> int:
    return to_us(dt.datetime(2026, 3, day, hour, tzinfo=ZONE))


def account(officer: int) -> Officer:
    return Officer.objects.get(pk=officer)


@pytest.fixture
def reader(world, letters):
    officer = world.officers["recorder"].pk
    letters.open_to = {officer}
    return officer


def reached(officer: int, **choices: str) -> None:
    """The officer has an e-mail address and a telephone; choices of the letters by channel."""
    settings = Settings("nguoi.mau@vi-du.invalid", "0900000001", 21, 6, {"test_letter": choices} if choices else {})
    preferences.choose(officer, 0, settings)


def tell(officers, **told) -> list[Notice]:
    with transaction.atomic():
        return actions.tell(officers, "test_letter", "mau-1", **told)


def test_who_may_not_see_it_is_not_told(world, reader):
    made = tell([reader, world.officers["stranger"].pk, reader])
    assert [one.officer_id for one in made] == [reader]
    assert Notice.objects.count() == 1


def test_a_notice_goes_back_with_its_deed(reader):
    with transaction.atomic():
        actions.tell([reader], "test_letter", "mau-1")
        transaction.set_rollback(True)
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


def test_an_unknown_kind_is_refused(reader):
    with pytest.raises(kinds.UnknownKind), transaction.atomic():
        actions.tell([reader], "of_nobody", "mau-1")


def test_permission_is_asked_again_when_it_is_shown_counted_and_opened(reader, letters):
    (made,) = tell([reader])
    assert queries.unseen(account(reader), lambda: True) == 1
    assert [one.words for one in queries.latest(account(reader), 10, lambda: True)] == ["Có thư mẫu mới"]
    assert queries.find(account(reader), made.uuid, lambda: True) is not None
    letters.open_to.clear()
    assert queries.unseen(account(reader), lambda: True) == 0
    assert queries.latest(account(reader), 10, lambda: True) == []
    assert queries.find(account(reader), made.uuid, lambda: True) is None


def test_nobody_opens_the_notice_of_another(world, reader, letters):
    (made,) = tell([reader])
    other = world.officers["lead"].pk
    letters.open_to.add(other)
    assert queries.find(account(other), made.uuid, lambda: True) is None
    actions.saw(other, made.uuid)
    assert queries.unseen(account(reader), lambda: True) == 1
    actions.saw(reader, made.uuid)
    assert queries.unseen(account(reader), lambda: True) == 0


def test_a_kind_is_asked_once_however_many_notices(reader, letters):
    for _turn in range(5):
        tell([reader])
    letters.asked = 0
    assert queries.unseen(account(reader), lambda: True) == 5
    assert letters.asked == 1


def test_kinds_that_ask_the_same_are_asked_once(reader, letters):
    kinds.register(dataclasses.replace(letters.kind(), code="test_card", protected=kinds.none_of))
    letters.protected = {"mau-1"}
    letters_and_card = [("test_letter", "mau-1"), ("test_letter", "mau-2"), ("test_card", "mau-1")]
    assert kinds.seen(account(reader), letters_and_card, lambda: True) == set(letters_and_card)
    assert letters.asked == 1
    assert kinds.seen(account(reader), letters_and_card, lambda: False) == set(letters_and_card[1:])


def test_bell_asks_no_account_again(reader, letters, django_assert_num_queries):
    tell([reader])
    officer = account(reader)
    policy.held_by(officer)
    with django_assert_num_queries(2):  # what waits, and the edition it is kept under
        assert queries.bell(officer, lambda: True) == 1


def test_without_an_address_nothing_leaves(reader):
    tell([reader], at_once=True)
    assert Delivery.objects.count() == 0


def test_usual_is_an_email_for_each_and_no_other_channel(reader, settings, monkeypatch):
    settings.NOTICE_CHANNELS = {"email": "mail", "sms": "file", "zalo": "file"}
    now = at(monkeypatch, 10)
    reached(reader)
    tell([reader])
    assert [(one.channel, one.digest, one.due_at) for one in Delivery.objects.all()] == [("email", False, now)]


@pytest.mark.parametrize(
    ("hour", "due"), [(20, (10, None)), (21, (11, 6)), (23, (11, 6)), (5, (10, 6)), (6, (10, None))]
)
def test_quiet_hours_end_in_the_morning(reader, monkeypatch, hour, due):
    now = at(monkeypatch, hour)
    reached(reader)
    tell([reader])
    day, struck = due
    assert Delivery.objects.get().due_at == (now if struck is None else moment(day, struck))


def test_at_once_takes_every_channel_past_quiet_hours_and_choices(reader, settings, monkeypatch):
    settings.NOTICE_CHANNELS = {"email": "mail", "sms": "file", "zalo": ""}
    now = at(monkeypatch, 23)
    reached(reader, email=How.NEVER, sms=How.DAILY)
    tell([reader])
    assert [(one.channel, one.digest) for one in Delivery.objects.all()] == [("sms", True)]
    Delivery.objects.all().delete()
    tell([reader], at_once=True)
    assert sorted((one.channel, one.digest, one.due_at) for one in Delivery.objects.all()) == [
        (Channel.EMAIL, False, now),
        (Channel.SMS, False, now),
    ]


@pytest.mark.parametrize(("hour", "day"), [(6, 10), (7, 11), (22, 11)])
def test_a_digest_goes_out_at_the_next_morning(reader, monkeypatch, hour, day):
    at(monkeypatch, hour)
    reached(reader, email=How.DAILY)
    tell([reader])
    assert Delivery.objects.get().due_at == moment(day, 7)


def test_what_was_read_long_ago_goes_and_what_is_unread_stays(reader, world):
    reached(reader)
    read, unread, later = tell([reader])[0], tell([reader])[0], tell([reader])[0]
    Notice.objects.filter(pk=read.pk).update(seen_at=10)
    Notice.objects.filter(pk=later.pk).update(seen_at=20)
    assert (forgetting.forget(20), forgetting.forget(20)) == (1, 0)
    assert set(Notice.objects.all()) == {unread, later}
    assert not Delivery.objects.filter(notice=read.pk).exists()
