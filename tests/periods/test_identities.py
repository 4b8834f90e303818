"""What must hold of a half-year, whatever was recorded in it: six identities over random work of several agencies."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketnoi.activities import actions as activities
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from ketnoi.orgs import actions as orgs
from ketnoi.orgs.models import Level, Unit
from ketnoi.periods import figures, spans
from ketnoi.periods.enums import Kind
from ketnoi.periods.models import Regime
from ketnoi.registers import actions as registers
from tests.activities import worlds
from tests.registers import worlds as standing

FIRST, LAST = dt.date(2024, 12, 15), dt.date(2025, 6, 30)
DAYS = (LAST - FIRST).days
CODES = ("hoat_dong", "luot", "nu")

work = st.lists(
    st.tuples(
        st.sampled_from(["hoi_a", "hoi_b", "hoi_huyen", "hoi_tinh"]),
        st.sampled_from(["", "ca_a", "ca_b", "ca_khac"]),
        st.integers(0, DAYS),
        st.integers(1, 90),
        st.integers(0, 90),
        st.sampled_from(["TT_LONG_GHEP", "NOI_CHUYEN", "TAP_HUAN"]),
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture
def world(db):
    made = worlds.build()
    made.units["ca_khac"] = orgs.create_unit(made.units["ca_tinh"].agency, Level.PROVINCE, "Công an tỉnh Khác", None)
    Unit.objects.filter(pk=made.units["ca_khac"].pk).update(province=42)
    return made


def record(world, drawn):
    entries = [
        world.entry(
            lead=world.units[lead].pk, partners=(world.units[partner].pk,) if partner else (), programmes=(),
            starts_on=FIRST + dt.timedelta(days=day), kind=worlds.category("kind", kind), minority=None,
            attendance={worlds.category("audience", "HOI_VIEN"): one, worlds.category("audience", "HOC_SINH"): two},
            women=min(one, 10), place=world.places["na_hoa_b" if lead == "hoi_b" else "na_hoa_a"].pk,
        )
        for lead, partner, day, one, two, kind in drawn
    ]  # fmt: skip
    activities.record_many(entries, world.officers["mau"].pk, world.units["hoi_tinh"].pk)


def regime(kind, closes_on=0):
    return Regime(indicators=list(CODES), kind=kind, closes_on=closes_on, valid_from=dt.date(2015, 1, 1))


def sums(world, kind, closes_on, first, last):
    """{code: the sum of its numbers over the periods that lie in these days}."""
    asked = regime(kind, closes_on)
    parts = [one for one in spans.back(asked, last) if one.start >= first]
    found = figures.numbers(asked, world.units["hoi_tinh"].pk, parts)
    return {code: sum(numbers) for code, numbers in found.items()}


def check(world, closes_on):
    half = spans.containing(regime(Kind.HALF, closes_on), dt.date(2025, 2, 1))
    asked = Figure("luot", start=half.start, end=half.end)
    whole = figures.numbers(regime(Kind.HALF), world.units["hoi_tinh"].pk, [half])
    # 1. months make quarters make the half-year
    for kind in (Kind.MONTH, Kind.QUARTER):
        assert sums(world, kind, closes_on, half.start, half.end) == {code: one for code, (one,) in whole.items()}
    # 2. what parts the whole sums to it
    assert sum(answers.breakdown(asked, "audience").values()) == answers.value(asked)
    assert sum(answers.breakdown(asked, "kind").values()) == answers.value(asked)
    # 3. units sum to their province: no record here is of two units of one agency
    own = [world.units[key].pk for key in ("hoi_tinh", "hoi_huyen", "hoi_a", "hoi_b")]
    each = [answers.value(asked.but(unit=unit, below=False)) for unit in own]
    assert sum(each) == whole["luot"][0]
    # 4. the map then and the map now
    then, now = answers.breakdown(asked, "commune_then"), answers.breakdown(asked, "commune")
    assert sum(then.values()) == sum(now.values()) == answers.value(asked)
    old = [then.get((world.places[key].pk,), 0) for key in ("xa_a", "xa_b")]
    assert sum(old) == now.get((world.places["xa"].pk,), 0)
    # 5. credited to the lead, provinces sum to the nation
    assert sum(answers.breakdown(asked, "province").values()) == answers.value(asked)
    assert (42,) not in answers.breakdown(asked, "province")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(work, st.sampled_from([0, 14]))
def test_of_a_half_year(world, drawn, closes_on):
    with transaction.atomic():
        record(world, drawn)
        check(world, closes_on)
        transaction.set_rollback(True)


def test_carried_over(db):
    """6. What came in and what was open at the start is what was closed and what is open at the end."""
    world = standing.build()
    days = [dt.date(2024, 3, 1), dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 2, 9), dt.date(2025, 6, 30)]
    things = [world.open(opened_on=day, name=f"Địa chỉ thử {number}") for number, day in enumerate(days)]
    for thing, day in ((things[0], dt.date(2025, 1, 1)), (things[3], dt.date(2025, 6, 29))):
        registers.close(thing, day, "Gia đình chuyển đi", thing.version, *world.doer)
    form = Regime(
        indicators=["so_bo", "so_bo_mo", "so_bo_dong"], kind=Kind.HALF, closes_on=0, valid_from=dt.date(2015, 1, 1)
    )
    half = spans.containing(form, dt.date(2025, 2, 1))
    before, after = spans.containing(form, half.start - spans.ONE), half
    found = figures.numbers(form, world.units["hoi_a"].pk, [after, before])
    (at_end, at_start), came, closed = found["so_bo"], found["so_bo_mo"][0], found["so_bo_dong"][0]
    assert came + at_start == closed + at_end
    assert (came, at_start, closed, at_end) == (3, 2, 2, 3)
