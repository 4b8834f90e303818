"""Recommendations and their answers."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.officers.enums import Role
from ketnoi.programmes import policy, recommending
from ketnoi.programmes.models import Request
from ketnoi.programmes.recommending import Reply, Wanted
from tests.programmes import worlds

SENT = dt.date(2024, 3, 1)
URL = "/chuong-trinh/tinh-thu/kien-nghi/"


def send(world, **said):
    wanted = Wanted(98, 1, "Giải quyết đúng hạn", "x tỉnh P", SENT, world.units["xP"].pk, due_on=dt.date(2024, 4, 1))
    wanted = Wanted(**{name: getattr(wanted, name) for name in Wanted.__dataclass_fields__} | said)
    return recommending.send(world.programme.pk, wanted, world.units["wP"].pk)


def answer(world, asked, outcome="accepted", day=SENT, version=1):
    return recommending.reply(asked.pk, Reply(outcome, "Đã tiếp thu", day, version), world.units["xP"].pk)


def test_counts_of_sent_answered_and_taken_up(filled, client):
    for outcome in ("accepted", "accepted", "partly", "declined", None):
        asked = send(filled)
        if outcome:
            answer(filled, asked, outcome)
    client.force_login(worlds.officer(filled, "yP"))
    page = client.get(URL)
    assert [page.context[name] for name in ("sent", "answered", "accepted", "partly")] == [5, 4, 2, 1]
    assert not page.context["may_send"]


def test_overdue_only_while_nothing_came_by_the_day_asked_for(filled):
    asked = send(filled)
    assert [asked.overdue(dt.date(2024, 4, day)) for day in (1, 2)] == [False, True]
    assert not answer(filled, asked).overdue(dt.date(2025, 1, 1))
    assert not send(filled, due_on=None).overdue(dt.date(2030, 1, 1))


def test_what_does_not_fit_is_refused(filled):
    for wrong in ({"text": " "}, {"addressee": ""}, {"due_on": dt.date(2024, 2, 1)}):
        with pytest.raises(ValidationError):
            send(filled, **wrong)
    asked = send(filled)
    for wrong in ({"outcome": "open"}, {"day": dt.date(2024, 2, 28)}):
        with pytest.raises(ValidationError):
            answer(filled, asked, **wrong)
    answer(filled, asked)
    with pytest.raises(recommending.Moved):
        answer(filled, asked, "declined")
    assert Request.objects.get().outcome == "accepted"


def test_who_may_send_and_reply(filled):
    asked = send(filled)

    def post(unit, role=Role.RECORDER):
        return worlds.officer(filled, unit, role).posts.get()

    may_send = [policy.may_recommend(post(unit), filled.programme) for unit in ("wP", "xP", "yP", "wo1")]
    assert may_send == [True, True, False, False]
    assert [policy.may_reply(post(unit), asked) for unit in ("wP", "xP", "yP", "xo1")] == [True, True, False, False]
    assert not policy.may_reply(post("xP", Role.ANALYST), asked)


def test_pages(filled, client):
    asked = send(filled)
    client.force_login(worlds.officer(filled, "xP"))
    said = {"outcome": "partly", "text": "Một phần", "replied_on": "5/3/2024", "version": "1"}
    assert client.post(f"{URL}{asked.pk}/", said | {"outcome": "open"}).status_code == 422
    assert client.post(f"{URL}{asked.pk}/", said).status_code == 302
    again = client.post(f"{URL}{asked.pk}/", said | {"text": "Ghi đè"})
    assert again.status_code == 409
    assert "Một phần" in again.content.decode()
    assert client.get(URL + "moi/").status_code == 200
    assert client.post(URL + "moi/", {"record": "98-1", "text": "x", "sent_on": "1/3/2024"}).status_code == 422
    client.force_login(worlds.officer(filled, "yP"))
    assert client.get(f"{URL}{asked.pk}/").context["form"] is None
    assert client.post(f"{URL}{asked.pk}/", said | {"version": "2"}).status_code == 404
    assert client.get(f"{URL}99999999999999999999/").status_code == 404


def test_who_is_late_is_told_to_those_concerned_and_above_only(filled, client):
    asked = send(filled)

    def told(unit):
        client.force_login(worlds.officer(filled, unit))
        return ["quá ngày" in client.get(page).content.decode() for page in (URL, f"{URL}{asked.pk}/")]

    assert [told(unit) for unit in ("wP", "xP", "x")] == [[True, True]] * 3
    assert [told(unit) for unit in ("yP", "xo1")] == [[False, False]] * 2
