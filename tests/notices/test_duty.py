"""The duty roster: who answers when, over midnight and on days that differ; gaps; who sees it and who keeps it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnoi.audit.models import Line as JournalLine
from ketnoi.notices import duty, hours, rosters
from ketnoi.notices.models import DutyLine
from ketnoi.ui.dates import ZONE
from tests.web.world import unit

MONDAY = dt.date(2026, 3, 2)
OFFICE, NIGHT, NONE = [[450, 1020]], [[1020, 1890]], []


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of March 2026, which begins on a Sunday."""
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


def line(week, changes=()):
    made = DutyLine(pk=1, name="Trực mẫu", phone="0900000001", week=week)
    made._prefetched_objects_cache = {"changes": list(changes)}
    return made


class Changed:
    def __init__(self, day, its_hours):
        self.day, self.hours = day, its_hours


WORKDAYS = [OFFICE] * 5 + [NONE] * 2
NIGHTS = [NIGHT] * 7


@pytest.mark.parametrize(
    ("moment", "office", "night"),
    [
        (at(2, 7, 29), False, True),
        (at(2, 7, 30), True, False),
        (at(2, 16, 59), True, False),
        (at(2, 17, 0), False, True),
        (at(3, 0, 0), False, True),
        (at(7, 9, 0), False, False),
        (at(9, 7, 29), False, True),
    ],
)
def test_a_line_is_answered_at_its_hours_over_midnight_too(moment, office, night):
    assert (duty.answers(line(WORKDAYS), moment), duty.answers(line(NIGHTS), moment)) == (office, night)


def test_a_changed_day_goes_before_the_week_and_ends_with_it():
    changed = line(NIGHTS, [Changed(MONDAY, NONE)])
    assert duty.answers(changed, at(2, 6))  # the night that began on Sunday
    assert not duty.answers(changed, at(2, 18))
    assert not duty.answers(changed, at(3, 6))  # Monday's night was called off
    assert duty.answers(changed, at(3, 17))


def told(its, days=2):
    return [(one.start, one.end) for one in duty.gaps(its, MONDAY, days)]


def test_gaps_are_the_hours_that_no_line_covers():
    assert told([]) == [(at(2, 0), at(4, 0))]
    assert told([line(WORKDAYS), line(NIGHTS)]) == []
    assert told([line(WORKDAYS)]) == [(at(2, 0), at(2, 7, 30)), (at(2, 17), at(3, 7, 30)), (at(3, 17), at(4, 0))]


STRETCH = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(lambda one: [one[0], one[0] + one[1]])


WEEKS = st.lists(st.lists(st.lists(STRETCH, max_size=2), min_size=7, max_size=7), max_size=2)


@settings(max_examples=25, deadline=None)
@given(WEEKS, st.integers(0, 2 * 1440 - 1))
def test_a_minute_lies_in_a_gap_just_when_nobody_answers(weeks, minute):
    its = [line(week) for week in weeks]
    moment = at(2, 0) + dt.timedelta(minutes=minute)
    alone = not any(duty.answers(one, moment) for one in its)
    assert alone == any(start <= moment < end for start, end in told(its))


ALWAYS = rosters.Line("Trực mẫu", "0900000001", 1, [hours.ALL_DAY] * 7)


def test_lines_are_called_in_their_order_and_ended_ones_no_more(world):
    second = rosters.add(world.home.pk, rosters.Line("Trực hai", "0900000002", 2, ALWAYS.week))
    first = rosters.add(world.home.pk, ALWAYS)
    now = timezone.now()
    assert duty.on_duty([world.home.pk, world.other.pk], now) == {world.home.pk: [first, second]}
    rosters.end(first.pk, 1)
    assert duty.on_duty([world.home.pk], now) == {world.home.pk: [second]}
    with pytest.raises(DutyLine.DoesNotExist):
        rosters.change(first.pk, 2, ALWAYS)


def test_today_may_be_otherwise_than_every_week(world):
    row = rosters.add(world.home.pk, ALWAYS)
    rosters.change_day(row.pk, 1, timezone.localdate(), [], "nghỉ")
    noon = timezone.localtime().replace(hour=12)
    assert duty.on_duty([world.home.pk], noon) == {}
    rosters.drop_day(row.pk, 2, timezone.localdate())
    assert duty.on_duty([world.home.pk], noon) == {world.home.pk: [row]}


def test_other_agencies_of_the_province_see_it_and_strangers_do_not(world):
    police = unit(world.home.agency, "Công an tỉnh Một", 1)
    recorder, stranger = world.officers["recorder"], world.officers["stranger"]
    assert police in duty.around(recorder)
    assert police not in duty.around(stranger)
    assert not duty.keeps(world.officers["lead"].posts.get(), police)
    assert duty.keeps(world.officers["lead"].posts.get(), world.home)
    assert not duty.keeps(recorder.posts.get(), world.home)


def test_no_number_stands_in_the_journal(world):
    row = rosters.add(world.home.pk, ALWAYS)
    rosters.change(row.pk, 1, rosters.Line("Trực hai", "0900000002", 1, ALWAYS.week))
    assert not any("0900" in str(one.detail) for one in JournalLine.objects.filter(kind="duty_line"))


WEEK = {f"day{number}": "cả ngày" for number in range(7)}


def test_a_lead_keeps_the_roster_on_pages(world):
    lead = world.client("lead")
    page = f"/truc-ban/don-vi/{world.home.pk}/"
    assert "chưa lập lịch trực" in lead.get(page).content.decode()
    off = (timezone.localdate().weekday() + 3) % 7  # never today
    said = WEEK | {"name": "Trực ban", "phone": "0900 000 001", "order": "1", f"day{off}": ""}
    assert lead.post(f"{page}them/", said).status_code == 302
    row = DutyLine.objects.get()
    assert (row.phone, row.week[off]) == ("0900000001", [])
    assert lead.get(f"{page}them/").context["form"].initial["order"] == 2
    shown = lead.get(page).content.decode()
    assert "Lúc không có ai trực trong 7 ngày tới" in shown
    assert 'href="tel:0900000001"' in world.client("recorder").get("/truc-ban/").content.decode()
    assert "tel:" not in world.client("stranger").get("/truc-ban/").content.decode()


def test_a_slip_is_told_at_its_field_and_nothing_is_written(world):
    lead = world.client("lead")
    said = {"name": "Trực ban", "phone": "0900 000 001", "order": "1", "day2": "sáng"}
    answer = lead.post(f"/truc-ban/don-vi/{world.home.pk}/them/", said)
    assert answer.status_code == 422
    assert "Hãy ghi giờ như" in answer.content.decode()
    assert 'value="sáng"' in answer.content.decode()
    empty = lead.post(f"/truc-ban/don-vi/{world.home.pk}/them/", said | {"day2": ""})
    assert "ít nhất một ngày" in empty.content.decode()
    assert not DutyLine.objects.exists()


def test_the_second_editor_sees_what_stands_and_keeps_what_was_typed(world):
    row = rosters.add(world.home.pk, ALWAYS)
    lead = world.client("lead")
    said = WEEK | {"name": "Trực lãnh đạo", "phone": "0900000003", "order": "1", "version": "1"}
    assert lead.post(f"/truc-ban/so/{row.pk}/", said).status_code == 302
    second = lead.post(f"/truc-ban/so/{row.pk}/", said | {"name": "Trực ca hai"})
    assert second.status_code == 409
    page = second.content.decode()
    assert "<dd>Trực lãnh đạo</dd>" in page
    assert 'value="Trực ca hai"' in page


@pytest.mark.parametrize("address", ["don-vi/{huge}/", "so/{huge}/", "?q=%00&trang={huge}"])
def test_strange_questions_are_answered(world, address):
    answer = world.client("lead").get("/truc-ban/" + address.format(huge=10**30))
    assert answer.status_code in {200, 404}
