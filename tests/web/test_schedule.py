"""Lịch công tác: whole weeks, what belongs to whom, what does not fit, and the file that other programs read."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.activities import actions as activities
from ketnoi.audit.models import Line
from ketnoi.web import icalendar, schedule
from ketnoi.web.schedule import Asked, Day, Item, Span, Whose
from tests.web.objects import entry
from tests.web.world import World, unit

TODAY = dt.date(2026, 11, 20)
MARCH = dt.date(2026, 3, 11)
SITE = "https://ketnoi.example"


def record(world: World, title: str, day: dt.date, **changes: object):
    said = replace(entry(world, title, day), **changes)
    return activities.record(said, world.officers["recorder"].pk, world.home.pk)


def plan(world: World, title: str, day: dt.date):
    said = replace(entry(world, title, day), attendance={})
    return activities.plan(said, world.officers["recorder"].pk, world.home.pk)


def days(world: World, asked: Asked, who: str = "recorder") -> dict[dt.date, Day]:
    officer = world.officers[who]
    return {one.day: one for one in schedule.days(asked, officer, officer.posts.get(), TODAY)}


def titles(found: dict[dt.date, Day]) -> dict[dt.date, list[str]]:
    return {day: [item.title for item in one.items] for day, one in found.items() if one.items}


@given(st.dates(dt.date(1901, 1, 1), dt.date(2198, 12, 31)), st.sampled_from(Span))
def test_the_day_asked_lies_in_its_span_and_spans_touch(day: dt.date, span: Span) -> None:
    asked = Asked(day, span)
    assert asked.first <= day <= asked.last
    after = asked.but(day=asked.last + schedule.DAY)
    assert after.first == asked.last + schedule.DAY
    assert (asked.first.day == 1) if span is Span.MONTH else (asked.first.weekday() == 0)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", Asked(TODAY)),
        ("ngay=2026-03-11&kieu=tuan&pham-vi=ca-duoi", Asked(MARCH, Span.WEEK, Whose.ALL)),
        ("ngay=11/3/2026", Asked(MARCH)),
        ("ngay=31/12/2199&kieu=nam&pham-vi=", Asked(TODAY)),
        ("ngay=1900-01-01", Asked(TODAY)),
        ("ngay=30/02/2026", Asked(TODAY)),
    ],
)
def test_what_cannot_be_read_is_as_usual(query: str, asked: Asked) -> None:
    assert Asked.read(QueryDict(query), TODAY) == asked


def test_a_page_holds_whole_weeks(world: World) -> None:
    found = list(days(world, Asked(MARCH)).values())
    assert (found[0].day, found[-1].day, len(found)) == (dt.date(2026, 2, 23), dt.date(2026, 4, 5), 42)
    assert [one.day for one in found if not one.beyond] == [dt.date(2026, 3, number) for number in range(1, 32)]
    assert len(days(world, Asked(MARCH, Span.WEEK))) == 7


def test_each_day_has_what_began_on_it_by_the_hour(world: World) -> None:
    record(world, "Không rõ giờ", MARCH)
    record(world, "Buổi tối", MARCH, start_time=dt.time(19, 30))
    record(world, "Buổi sáng", MARCH, start_time=dt.time(8))
    plan(world, "Dự kiến", MARCH + schedule.DAY)
    found = titles(days(world, Asked(MARCH)))
    assert found == {MARCH: ["Buổi sáng", "Buổi tối", "Không rõ giờ"], MARCH + schedule.DAY: ["Dự kiến"]}


def test_what_lasts_stands_on_each_of_its_days(world: World) -> None:
    record(world, "Lớp dài ngày", dt.date(2026, 3, 30), ends_on=dt.date(2026, 4, 1))
    assert list(titles(days(world, Asked(MARCH)))) == [dt.date(2026, 3, 30), dt.date(2026, 3, 31), dt.date(2026, 4, 1)]
    april = days(world, Asked(dt.date(2026, 4, 20)))
    assert list(titles(april)) == [dt.date(2026, 3, 30), dt.date(2026, 3, 31), dt.date(2026, 4, 1)]
    later = days(world, Asked(dt.date(2026, 4, 1), Span.WEEK))
    assert titles(later)[dt.date(2026, 4, 1)] == ["Lớp dài ngày"]
    assert [one.more for one in later.values()] == [0] * 7


def test_what_does_not_fit_is_counted(world: World) -> None:
    for number in range(6):
        record(world, f"Buổi {number}", MARCH, start_time=dt.time(8 + number))
    month, week = days(world, Asked(MARCH))[MARCH], days(world, Asked(MARCH, Span.WEEK))[MARCH]
    assert ([one.title for one in month.items], month.more) == ([f"Buổi {number}" for number in range(4)], 2)
    assert (len(week.items), week.more) == (6, 0)
    page = world.client("recorder").get(Asked(MARCH).url).content.decode()
    assert "còn 2 hoạt động" in page
    assert "Buổi 4" not in page


def test_withdrawn_ones_are_gone(world: World) -> None:
    made = record(world, "Ghi nhầm", MARCH)
    activities.withdraw(made, "Ghi nhầm", 1, world.officers["recorder"].pk, world.home.pk)
    assert titles(days(world, Asked(MARCH))) == {}


def test_mine_is_not_all_i_may_see(world: World) -> None:
    below = unit(world.home.agency, "Hội xã Một", 1)
    below.parent, below.path = world.home, f"{world.home.path}{below.pk}."
    below.save()
    record(world, "Buổi của xã", MARCH, lead=below.pk)
    record(world, "Buổi của tỉnh", MARCH)
    assert titles(days(world, Asked(MARCH))) == {MARCH: ["Buổi của tỉnh"]}
    assert titles(days(world, Asked(MARCH, whose=Whose.ALL))) == {MARCH: ["Buổi của xã", "Buổi của tỉnh"]}
    assert titles(days(world, Asked(MARCH, whose=Whose.ALL), "stranger")) == {}


def test_an_empty_page_leads_to_where_something_is(world: World) -> None:
    record(world, "Buổi cũ", dt.date(2022, 11, 4))
    page = world.client("recorder").get(Asked(MARCH).url).content.decode()
    assert "Hoạt động gần nhất là ngày 04/11/2022." in page
    assert "ngay=2022-11-04" in page
    assert "Hoạt động gần nhất" not in world.client("stranger").get(Asked(MARCH).url).content.decode()


def test_queries_do_not_grow(world: World) -> None:
    client = world.client("recorder")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(Asked(MARCH).url)
        return len(found)

    record(world, "Một", MARCH)
    few = asked()
    for number in range(4):
        record(world, f"Nữa {number}", MARCH + number * schedule.DAY)
    assert asked() == few


def test_the_file_names_kinds_and_units_and_no_title(world: World) -> None:
    made = record(world, "Gặp bà Lò Thị Mẫu", MARCH, start_time=dt.time(19, 30))
    plan(world, "Kế hoạch riêng", MARCH + schedule.DAY)
    record(world, "Tháng sau", dt.date(2026, 4, 2))
    answer = world.client("recorder").get("/lich/tep.ics", {"ngay": MARCH.isoformat()})
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert "Mẫu" not in text
    assert "riêng" not in text
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == 2
    assert "DTSTART:20260311T123000Z" in lines
    assert "DTSTART;VALUE=DATE:20260312" in lines
    assert [line for line in lines if line.startswith("STATUS:")] == ["STATUS:CONFIRMED", "STATUS:TENTATIVE"]
    assert [line for line in lines if line.startswith("SUMMARY:")] == [
        "SUMMARY:Tuyên truyền lồng ghép trong buổi sinh hoạt – Hội tỉnh Một"
    ] * 2
    assert f"URL:http://testserver/hoat-dong/{made.uuid}/" in lines
    assert Line.objects.get(verb="export", kind="schedule").detail == {"count": 2}


@pytest.mark.django_db  # names of kinds are looked for again after a few seconds
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=200))
def test_lines_are_folded_between_letters(place: str) -> None:
    item = Item("00000000-0000-4000-8000-000000000000", "", MARCH, None, None, "recorded", 0, "", place, "Hội; xã, một")
    file = icalendar.build([item], SITE, dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    lines = file.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    whole = re.sub("\r\n ", "", file.decode())
    escaped = place.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"LOCATION:{escaped}\r\n" in whole
    assert "SUMMARY: – Hội\\; xã\\, một" in whole
