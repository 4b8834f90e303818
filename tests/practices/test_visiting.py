"""A unit comes to learn: asked, answered, agreed, planned as an activity of both; and meetings about a practice."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from ketnoi.activities import actions as activities
from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity
from ketnoi.audit import versions
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from ketnoi.practices import content as contents
from ketnoi.practices import following, visiting
from ketnoi.practices.models import Exchange, Visit, VisitState
from ketnoi.practices.visiting import Wish
from tests.practices.test_talking import told

MONTH = dt.timedelta(days=30)


def ask(world, **changes: object) -> Visit:
    day = contents.today() + MONTH
    usual = {"first_day": day, "last_day": day, "people": 6, "purpose": "Xem cách bố trí phòng."}
    return visiting.ask(world.publish(), Wish(**(usual | changes)), world.units["hoi_khac"].pk, world.by("la"))


def test_accepted_it_becomes_one_activity_of_both_units(world):
    asked = ask(world)
    assert list(visiting.waiting(world.officers["tinh"].posts.get())) == [asked]
    found = visiting.accept(asked, "", 1, world.by())
    assert told(world) == {"tinh": ["practice_visit"], "la": ["practice_visit_answer"]}
    made = visiting.plan(found, 2, world.by("la"))
    units = list(made.parts.values_list("unit", flat=True))
    assert units == [world.units["hoi_tinh"].pk, world.units["hoi_khac"].pk]
    assert (made.status, made.starts_on) == (Status.PLANNED, asked.first_day)
    assert answers.value(Figure("hoat_dong")) == 0
    assert visiting.exchanges(asked.practice, world.officers["la"]) == [made]
    assert visiting.exchanges(asked.practice, world.officers["cong_an"]) == []
    for act in (visiting.plan, visiting.withdraw):
        with pytest.raises(ValidationError):
            act(found, 3, world.by("la"))


def test_other_days_wait_for_the_guests(world):
    asked = ask(world)
    day = contents.today() + 2 * MONTH
    found = visiting.offer(asked, (day, day), "Tháng này phòng đang sửa.", 1, world.by())
    assert not visiting.waiting(world.officers["tinh"].posts.get()).exists()
    assert list(visiting.waiting(world.officers["la"].posts.get())) == [found]
    with pytest.raises(ValidationError):
        visiting.plan(found, 2, world.by("la"))
    assert visiting.agree(found, 2, world.by("la")).first_day == day
    with pytest.raises(versions.Stale):
        visiting.withdraw(found, 2, world.by("la"))


def test_an_activity_that_is_withdrawn_lets_the_visit_be_planned_anew_or_given_up(world):
    found = visiting.accept(ask(world), "", 1, world.by())
    first = visiting.plan(found, 2, world.by())
    activities.withdraw(first, "Hoãn", first.version, world.by().actor, world.by().unit)
    assert visiting.planned(found) is None
    second = visiting.plan(found, 3, world.by("la"))
    assert (visiting.planned(found), second.status) == (second, Status.PLANNED)
    assert set(visiting.exchanges(found.practice, world.officers["la"])) == {first, second}
    activities.withdraw(second, "Hoãn", second.version, world.by().actor, world.by().unit)
    assert visiting.withdraw(found, 4, world.by("la")).state == VisitState.WITHDRAWN


def test_a_unit_has_one_open_request_at_a_time(world):
    asked = ask(world)
    wish = Wish(asked.first_day, asked.last_day, 6, "Xem lại.")
    with pytest.raises(ValidationError, match="đã xin đến học tập"):
        visiting.ask(asked.practice, wish, asked.unit_id, world.by("la"))
    visiting.accept(asked, "", 1, world.by())
    with pytest.raises(ValidationError, match="đã xin đến học tập"):
        visiting.ask(asked.practice, wish, asked.unit_id, world.by("la"))
    visiting.plan(asked, 2, world.by("la"))
    assert visiting.ask(asked.practice, wish, asked.unit_id, world.by("la")).state == VisitState.ASKED


def test_declined_with_a_reason_or_not_at_all(world):
    asked = ask(world)
    with pytest.raises(ValidationError) as refused:
        visiting.decline(asked, " ", 1, world.by())
    assert list(refused.value.error_dict) == ["reply"]
    visiting.decline(asked, "Phòng đang sửa.", 1, world.by())
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_day": dt.date(2020, 1, 1)}, "first_day"), ({"last_day": dt.date(2020, 1, 1)}, "last_day"),
        ({"last_day": dt.date(9999, 1, 1)}, "last_day"), ({"people": 0}, "people"), ({"people": 501}, "people"),
        ({"purpose": ""}, "purpose"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(world, changes, field):
    with pytest.raises(ValidationError) as refused:
        ask(world, **changes)
    assert list(refused.value.error_dict) == [field]


def test_a_meeting_is_planned_with_units_that_follow(world):
    made, other = world.publish(), world.units["hoi_khac"]
    following.follow(made, other.pk, world.by("la"))
    assert visiting.partners(made) == [other]
    meeting = visiting.meet(made, contents.today() + MONTH, (other.pk,), world.by())
    assert Exchange.objects.get().activity == meeting
    assert set(meeting.parts.values_list("unit", flat=True)) == {made.unit_id, other.pk}
    with pytest.raises(ValidationError) as refused:
        visiting.meet(made, contents.today() + MONTH, (), world.by())
    assert list(refused.value.error_dict) == ["guests"]


def browser(world, who: str) -> Client:
    client = Client()
    client.force_login(world.officers[who])
    return client


def test_pages_lead_from_the_wish_to_the_activity(world):
    made = world.publish()
    guests, hosts = browser(world, "la"), browser(world, "tinh")
    day = (contents.today() + MONTH).strftime("%d/%m/%Y")
    wish = {"version": 0, "first_day": day, "last_day": day, "people": "6", "purpose": "Xem cách bố trí phòng."}
    answer = guests.post(reverse("practices:ask_visit", args=[made.uuid]), wish)
    found = Visit.objects.get()
    page, reply = answer["Location"], reverse("practices:answer_visit", args=[found.uuid])
    assert browser(world, "cong_an").get(page).status_code == 404
    assert guests.get(reply).status_code == 404
    refused = hosts.post(reply, {"version": 1, "choice": "offer"})
    assert set(refused.context["form"].errors) == {"first_day", "last_day"}
    assert hosts.post(reply, {"version": 1, "choice": "accept"}).status_code == 302
    plan = reverse("practices:plan_visit", args=[found.uuid])
    assert plan in guests.get(page).content.decode()
    guests.post(plan, {"version": 2})
    activity = Activity.objects.get()
    shown = hosts.get(reverse("practices:practice", args=[made.uuid])).content.decode()
    assert reverse("activities:detail", args=[activity.uuid]) in shown


@pytest.mark.once
def test_a_meeting_sent_twice_is_one(world):
    made, other = world.publish(), world.units["hoi_khac"]
    day = contents.today() + MONTH
    meeting = visiting.meet(made, day, (other.pk,), world.by())
    with pytest.raises(ValidationError) as refusal:
        visiting.meet(made, day, (other.pk,), world.by())
    assert list(refusal.value.error_dict) == ["day"]
    assert Exchange.objects.get().activity == meeting
    visiting.meet(made, day + dt.timedelta(days=1), (other.pk,), world.by())
    assert Exchange.objects.count() == 2


def test_a_meeting_is_offered_when_there_is_somebody_to_invite(world):
    made = world.publish()
    address, form = reverse("practices:meet", args=[made.uuid]), 'name="day"'
    shown = browser(world, "tinh").get(address).content.decode()
    assert ("Chưa có đơn vị nào theo dõi" in shown, form in shown) == (True, False)
    following.follow(made, world.units["hoi_khac"].pk, world.by("la"))
    assert form in browser(world, "tinh").get(address).content.decode()
