"""The outbox: what goes out says nothing, goes out once, is tried again, and is seen where it failed."""

from __future__ import annotations

import datetime as dt
import json
import smtplib

import pytest
from django.core import mail
from django.db import transaction

from ketnoi.audit import moments
from ketnoi.notices import actions, channels, preferences, sending, troubles
from ketnoi.notices.channels.written import Written
from ketnoi.notices.enums import How, State
from ketnoi.notices.models import Delivery
from ketnoi.notices.preferences import Settings
from ketnoi.officers.models import Post
from ketnoi.ui.dates import ZONE, to_us

MINUTE = 60 * 1_000_000


@pytest.fixture
def now(monkeypatch):
    """The clock of the house; it stands at 10:00 until it is moved on."""
    moment = [to_us(dt.datetime(2026, 3, 10, 10, tzinfo=ZONE))]
    monkeypatch.setattr(moments, "now", lambda: moment[0])

    def later(minutes: float) -> None:
        moment[0] += int(minutes * MINUTE)

    return later


@pytest.fixture
def reader(world, letters, now, settings, tmp_path):
    settings.NOTICE_CHANNELS = {"email": "mail", "sms": "", "zalo": ""}
    settings.NOTICE_FOLDER = tmp_path
    settings.NOTICE_SITE = "https://ketnoi.vi-du.invalid"
    officer = world.officers["recorder"].pk
    letters.open_to = {officer}
    preferences.choose(officer, 0, Settings("nguoi.mau@vi-du.invalid", "0900000001", 21, 6, {}))
    return officer


def choose(officer: int, **how: str) -> None:
    row = preferences.of([officer])[officer]
    wanted = Settings(row.email, row.phone, 21, 6, {"test_letter": how})
    preferences.choose(officer, row.version, wanted)


def tell(officer: int, **told):
    with transaction.atomic():
        return actions.tell([officer], "test_letter", "canary-code-77", **told)[0]


def states() -> list[str]:
    return [one.state for one in Delivery.objects.order_by("pk")]


def test_an_email_says_fixed_words_and_a_random_address_and_goes_out_once(reader):
    notice = tell(reader)
    assert (sending.work(), sending.work()) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == ["nguoi.mau@vi-du.invalid"]
    assert letter.subject == "Kết Nối: Có trả lời mới"
    assert letter.body == (f"Có trả lời mới\nĐăng nhập để xem: https://ketnoi.vi-du.invalid/thong-bao/{notice.uuid}/")
    assert "canary" not in letter.message().as_string()
    assert states() == [State.SENT]


def test_permission_is_asked_again_when_it_is_sent(reader, letters):
    tell(reader)
    letters.open_to.clear()
    assert sending.work() == 0
    assert (mail.outbox, states()) == ([], [State.DROPPED])


def test_what_was_opened_meanwhile_and_who_left_are_sent_nothing(reader, world):
    notice = tell(reader)
    actions.saw(reader, notice.uuid)
    tell(reader)
    world.officers["recorder"].is_active = False
    world.officers["recorder"].save()
    assert sending.work() == 0
    assert states() == [State.DROPPED, State.DROPPED]


def test_a_digest_is_one_message_of_counts_at_seven(reader, now):
    choose(reader, email=How.DAILY)
    for _turn in range(3):
        tell(reader)
    now(20 * 60 + 59)
    assert sending.work() == 0
    now(1)
    assert sending.work() == 1
    (letter,) = mail.outbox
    assert letter.body == "Có trả lời mới: 3\nĐăng nhập để xem: https://ketnoi.vi-du.invalid/thong-bao/"
    assert states() == [State.SENT] * 3


def test_a_digest_that_failed_is_tried_again_as_the_same_message(reader, now, monkeypatch):
    choose(reader, email=How.DAILY)
    tell(reader)
    tell(reader)
    now(24 * 60)
    monkeypatch.setattr(channels.Mail, "send", refused)
    sending.work()
    (number,) = {one.message for one in Delivery.objects.all()}
    now(1)
    sending.work()
    assert {(one.message, one.tries) for one in Delivery.objects.all()} == {(number, 2)}


def refused(_carrier, _message):
    raise smtplib.SMTPServerDisconnected("nguoi.mau@vi-du.invalid")


def test_a_failure_is_tried_after_longer_and_longer_and_then_shown(reader, now, monkeypatch, world):
    tell(reader)
    monkeypatch.setattr(channels.Mail, "send", refused)
    sending.work()
    for tries, wait in enumerate((1, 5, 15, 60, 240), start=1):
        assert states() == [State.WAITING]
        now(wait - 0.5)
        sending.work()
        assert Delivery.objects.get().tries == tries
        now(0.5)
        sending.work()
    row = Delivery.objects.get()
    assert (row.state, row.problem) == (State.FAILED, "SMTPServerDisconnected")
    post = Post.objects.get(officer=world.officers["administrator"])
    assert list(troubles.under(post)) == [row]
    troubles.again(post, row.pk, wanted=True)
    assert states() == [State.WAITING]


def test_other_messages_go_out_although_one_fails(reader, letters, world, monkeypatch):
    second = world.officers["lead"].pk
    letters.open_to.add(second)
    preferences.choose(second, 0, Settings("hong@vi-du.invalid", "", 21, 6, {}))
    tell(second)
    tell(reader)
    usual = channels.Mail.send

    def fails_for_one(carrier, message):
        if message.to.startswith("hong"):
            raise smtplib.SMTPRecipientsRefused({})
        usual(carrier, message)

    monkeypatch.setattr(channels.Mail, "send", fails_for_one)
    assert sending.work() == 1
    assert states() == [State.WAITING, State.SENT]


class Killed(BaseException):
    """The process is gone."""


def test_an_email_that_was_interrupted_is_not_sent_twice_and_is_shown(reader, now, monkeypatch):
    tell(reader)

    def killed(_carrier, _message):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(channels.Mail, "send", killed)
        with pytest.raises(Killed):
            sending.work()
    now(9)
    assert (sending.work(), states()) == (0, [State.SENDING])
    now(2)
    assert (sending.work(), states()) == (0, [State.UNSURE])
    assert mail.outbox == []


def test_a_written_message_that_was_interrupted_is_written_once(reader, now, monkeypatch, settings, tmp_path):
    settings.NOTICE_CHANNELS = {"email": "", "sms": "file", "zalo": ""}
    choose(reader, sms=How.EACH)
    tell(reader)
    usual = Written.send

    def killed_after(carrier, message):
        usual(carrier, message)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Written, "send", killed_after)
        with pytest.raises(Killed):
            sending.work()
    now(11)
    assert (sending.work(), states()) == (1, [State.SENT])
    (file,) = (tmp_path / "sms").iterdir()
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["to"], told["text"].splitlines()[0]) == ("0900000001", "Có trả lời mới")
    assert file.stat().st_mode & 0o077 == 0


def test_what_must_be_known_at_once_says_so_and_no_more(reader):
    tell(reader, at_once=True)
    sending.work()
    assert mail.outbox[0].subject == "Kết Nối: Có việc phải biết ngay"
