"""Every limit of the product by an example worked by hand on the wall calendar: `worked.csv`, `how` says on what.

Days off around Tết are those that were announced; from 2027 on they are the forecasts that the calendar says they are.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from ketnoi.deadlines import allowances, counting, limits, running
from ketnoi.deadlines.allowances import Act
from ketnoi.deadlines.calendar import Calendar
from ketnoi.deadlines.clock import Clock
from ketnoi.deadlines.counting import Pause
from ketnoi.deadlines.enums import Kind, Measure, Verdict
from ketnoi.ui.dates import ZONE

pytestmark = pytest.mark.django_db

KNOWN = Calendar()
NOON = "12:00"
ROWS = list(csv.DictReader((Path(__file__).parent / "worked.csv").open(encoding="utf-8")))
TET = {  # the days off from the first to the last, weekends beside them included
    2019: "02-02 02-10", 2020: "01-23 01-29", 2021: "02-10 02-16", 2022: "01-29 02-06", 2023: "01-20 01-26",
    2024: "02-08 02-14", 2025: "01-25 02-02", 2026: "02-14 02-22", 2027: "02-04 02-10", 2028: "01-22 01-30",
    2029: "02-10 02-18", 2030: "01-31 02-06",
}  # fmt: skip
MADE_UP = {"2019-01-05", "2019-05-04", "2024-05-04", "2025-04-26", "2026-08-22"}


def moment(text: str) -> dt.datetime:
    """A day without an hour is its noon: the hour makes no difference to a term in days."""
    day, _, hour = text.partition(" ")
    return dt.datetime.fromisoformat(f"{day} {hour or NOON}").replace(tzinfo=ZONE)


def clock(row: dict[str, str]) -> Clock:
    started = moment(row["event"])
    known = allowances.of(row["limit"], Act.EXTEND)
    extensions = [text.split() for text in row["extensions"].split(";") if text]
    return Clock(
        running.limit(row["limit"], row["variant"], started.date()),
        started,
        pauses=[Pause(*map(moment, text.split("/"))) for text in row["pauses"].split(";") if text],
        extensions=[(int(amount), known[ground].measure) for ground, amount in extensions],
    )


def told(row: dict[str, str]) -> str:
    """What the product says, as the file writes it."""
    one = clock(row)
    verdict = one.verdict(one.started, KNOWN)
    if verdict in {Verdict.NOT_IN_FORCE, Verdict.AT_ONCE}:
        return {Verdict.NOT_IN_FORCE: "none", Verdict.AT_ONCE: "at once"}[verdict]
    assert one.limit is not None
    if one.limit.kind == Kind.WINDOW:
        return "/".join(map(str, counting.window(one.started.date(), one.limit.amount, one.limit.measure)))
    end = one.end(KNOWN)
    assert end is not None
    return f"{end.moment:%Y-%m-%d %H:%M}" if one.limit.measure == Measure.HOUR else str(end.day)


def test_every_example_ends_where_the_hand_ended() -> None:
    assert [row | {"told": told(row)} for row in ROWS if told(row) != row["end"]] == []


def test_every_limit_and_every_allowance_has_an_example() -> None:
    counted = {row["limit"] for row in ROWS if row["end"] != "none" or not limits.newest(row["limit"]).is_clock}
    assert counted == set(limits.declared())
    used = {(row["limit"], Act.VARIANT, row["variant"]) for row in ROWS if row["variant"]}
    used |= {
        (row["limit"], Act.EXTEND, text.split()[0]) for row in ROWS for text in row["extensions"].split(";") if text
    }
    stopped = {row["limit"] for row in ROWS if row["pauses"]}
    wanted = {(one.limit, one.act, one.ground) for one in allowances.every()}
    assert {one for one in wanted if one[1] is not Act.PAUSE} == used
    assert {one[0] for one in wanted if one[1] is Act.PAUSE} == stopped


def test_examples_lie_across_every_tet_and_on_made_up_saturdays() -> None:
    spans = [(row["event"][:10], row["end"][:10]) for row in ROWS if row["end"][:2] == "20"]
    for year, days in TET.items():
        first, last = (f"{year}-{day}" for day in days.split())
        assert any(min(one) <= last and max(one) >= first for one in spans), year
    assert {end for _start, end in spans} & MADE_UP >= {"2019-01-05", "2019-05-04", "2024-05-04", "2026-08-22"}
    assert any(start < "2025-04-26" < end for start, end in spans)


@pytest.mark.parametrize("code", ["KN_ACCEPT", "CR_COMMUNE_FORWARD", "TD_APPRAISE_PROV", "DP_ACK", "KN_ACCEPT_2026"])
def test_a_limit_is_never_used_on_a_day_on_which_it_is_not_in_force(code: str) -> None:
    one = limits.declared()[code]
    day = dt.timedelta(days=1)
    outside = [one.effective_from - day] + ([one.effective_to + day] if one.effective_to else [])
    assert [limits.on(code, day) for day in outside] == [None] * len(outside)
    assert limits.on(code, one.effective_from) is not None


def test_every_allowance_is_of_a_limit_that_has_a_clock_and_says_its_ground() -> None:
    for one in allowances.every():
        assert limits.newest(one.limit).is_clock, one
        assert one.words
        assert len(one.steps) == {Act.PAUSE: 0, Act.VARIANT: 1}.get(one.act, len(one.steps) or 1), one
