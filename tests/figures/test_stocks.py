"""Stocks: worked examples of rules 5 and 6, and random histories against the naive account."""

import copy
import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ketnoi.figures import answers, changes, entered, folding, maps, records, verify
from ketnoi.figures.figure import Figure, Level
from tests import standing
from tests.figures import stock_worlds as worlds
from tests.figures.stock_worlds import Thing, Told
from tests.figures.test_joint_work import unit
from tests.figures.worlds import under

BEFORE, ENTERED_ON, END = dt.date(2019, 3, 1), dt.date(2019, 11, 14), dt.date(2020, 12, 31)
YEAR = {"start": dt.date(2020, 1, 1), "end": END}


land_of_module = standing.of_module(worlds.start)


@pytest.fixture
def land(land_of_module, db):
    yield copy.deepcopy(land_of_module)
    worlds.THINGS.clear()


def a_thing(land, name, opened, closed=None):
    at = next(one for one in land.units if one.name == name)
    moves = [(opened, at.pk, at.place_id or 0, 1)]
    return Thing((*moves, *([(closed, at.pk, at.place_id or 0, -1)] if closed else [])), land.kinds[0])


def twelve_opened_three_closed(land):
    days = [dt.date(2020, month, 5) for month in range(1, 13)]
    closed = {1: dt.date(2020, 4, 1), 2: dt.date(2020, 8, 1), 3: END}
    names = ["x1 A1a", "x1 A1b", "x1 A2a"]
    worlds.write({n: a_thing(land, names[n % 3], day, closed.get(n)) for n, day in enumerate(days, start=1)})


def test_590_entered_12_opened_3_closed_are_599_at_the_end_of_the_year(land):
    worlds.tell(Told(unit(land, "x1 P1"), ENTERED_ON, 590), land.kinds[0])
    twelve_opened_three_closed(land)
    stock = Figure("t_co", **YEAR)
    assert answers.value(stock) == 599
    assert answers.value(stock.but(end=dt.date(2019, 12, 31))) == 590
    assert answers.value(stock.but(end=dt.date(2019, 11, 13))) == 0
    assert answers.value(Figure("t_mo", **YEAR)) == 12
    assert answers.value(Figure("t_dong", **YEAR)) == 3
    assert answers.value(stock.but(unit=unit(land, "x1 P1"))) == 599
    assert answers.value(stock.but(unit=unit(land, "x1 A2"))) == 4 - 1
    told = answers.answer(stock)
    assert told.oldest == ENTERED_ON
    assert told.entered == ("Báo cáo",)


def test_a_register_made_up_later_does_not_count_twice_what_the_entered_number_held(land):
    worlds.tell(Told(unit(land, "x1 P1"), ENTERED_ON, 590), land.kinds[0])
    moment = worlds.write({number: a_thing(land, "x1 A1a", BEFORE) for number in range(1, 41)})
    stock = Figure("t_co", end=END)
    assert answers.value(stock) == 590
    assert answers.value(stock.but(unit=unit(land, "x1 A1a"))) == 40
    assert answers.value(stock.but(unit=unit(land, "x1 P1"), below=False)) == 550
    assert sum(change.difference for change in changes.since(stock, moment - 1)) == 0


def test_without_registers_it_is_the_sum_of_what_each_unit_told_last_with_the_oldest_day(land):
    told = [("x1 A1a", 7, 2018), ("x1 A1a", 9, 2019), ("x1 A1b", 4, 2017), ("x1 C1a", 2, 2020)]
    for name, value, year in told:
        worlds.tell(Told(unit(land, name), dt.date(year, 12, 1), value), land.kinds[0])
    whole = answers.answer(Figure("t_co", end=END))
    assert (whole.value, whole.oldest) == (9 + 4 + 2, dt.date(2017, 12, 1))
    assert answers.breakdown(Figure("t_co", end=END), "year")[2018,] == 7 + 4
    assert answers.value(Figure("t_co", end=END).in_province(14)) == 9 + 4


def test_a_province_s_stock_is_its_own_and_its_units_s(land):
    """Toàn Hội 75, riêng cấp tỉnh 4: from registers, and from what each told."""
    worlds.write({n: a_thing(land, "x1 P1", BEFORE) for n in range(1, 5)})
    worlds.tell(Told(unit(land, "x1 A1a"), BEFORE, 71), land.kinds[0])
    stock = Figure("t_co", end=END, unit=unit(land, "x1 P1"))
    assert answers.value(stock) == 75
    assert answers.value(stock.but(below=False)) == 4


def test_a_stock_is_entered_for_a_unit_not_for_a_programme_and_communes_are_never_entered(land):
    entry = entered.Entry("t_co", unit(land, "x1 P1"), 5, ENTERED_ON, "Báo cáo", kind=land.kinds[0])
    for wrong in ({"programmes": (1,)}, {"place": 3}, {"indicator": "t_xa"}):
        with pytest.raises(ValidationError):
            entered.enter(entered.Entry(**(entry.__dict__ | wrong)))


def test_what_came_and_went_again_is_not_behind_the_stock_and_the_rest_is_its_length(land):
    twelve_opened_three_closed(land)
    behind = records.behind(Figure("t_co", **YEAR), None)
    assert len(behind) == 9
    assert {one.value for one in behind[:9]} == {1}
    assert [one.record for one in behind[:3]] == [4, 5, 6]
    assert len(records.behind(Figure("t_mo", **YEAR), None)) == 12


def test_every_commune_has_one_on_both_maps(land):
    """Four communes then, three now: "3/4 xã" and "2/3 xã"; moving into the last ones makes both full."""
    worlds.write({n: a_thing(land, f"x1 {name}", BEFORE) for n, name in enumerate(["A1a", "A1b", "A2a"], start=1)})
    now, then = Figure("t_xa", end=END), Figure("t_xa", end=END, level=Level.PROVINCE_THEN, area=land.places["A"].pk)
    assert (answers.value(now.in_province(14)), answers.answer(now.in_province(14)).whole) == (2, 2)
    assert (answers.value(then), answers.answer(then).whole) == (3, 3)
    assert (answers.value(now), answers.answer(now).whole) == (2, 4)
    assert answers.breakdown(now, "province") == {(14,): 2}
    worlds.write({1: a_thing(land, "x1 A1a", BEFORE, END), 2: a_thing(land, "x1 A1b", BEFORE, END)})
    assert answers.value(now) == 1
    assert answers.value(then) == 1
    assert answers.value(then.but(end=dt.date(2020, 12, 30))) == 3
    with pytest.raises(maps.LaterThanMap):
        answers.value(then.but(end=dt.date(2026, 1, 1)))


LOOSE = settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2021, 12, 31))


def some_things(land):
    units = st.sampled_from([one for one in land.units if one.agency_id == 51])

    def thing(days, homes):
        first, *rest = sorted(days)
        moves = [(first, homes[0].pk, homes[0].place_id or 0, 1)]
        if len(rest) > 1:  # moved, and closed later
            moves += [(rest[0], home.pk, home.place_id or 0, sign) for home, sign in zip(homes, (-1, 1), strict=True)]
        if rest:
            moves.append((rest[-1], moves[-1][1], moves[-1][2], -1))
        return Thing(tuple(moves), land.kinds[0])

    built = st.builds(thing, st.lists(DAYS, min_size=1, max_size=3, unique=True), st.tuples(units, units))
    return st.dictionaries(st.integers(1, 6), st.one_of(built, built, st.none()), min_size=1, max_size=5)


def some_told(land):
    units = st.sampled_from([one.pk for one in land.units if one.agency_id == 51])
    return st.lists(st.builds(Told, units, DAYS, st.integers(0, 30)), max_size=4, unique_by=lambda one: one.unit)


@LOOSE
@given(data=st.data())
def test_stock_and_flow_agree_with_the_naive_account_now_and_as_of(land, data):
    with transaction.atomic():
        worlds.THINGS.clear()
        first, second = data.draw(some_things(land)), data.draw(some_things(land))
        told = data.draw(some_told(land))
        for one in told:
            worlds.tell(one, land.kinds[0])
        moment = worlds.write(first)
        earlier = dict(worlds.THINGS)
        if data.draw(st.booleans()):
            folding.fold()
        worlds.write(second)
        day = data.draw(DAYS)
        agrees(land, worlds.naive(worlds.THINGS, told, day, land), Figure("t_co", end=day))
        then = Figure("t_co", end=day, as_of=moment)
        assert answers.value(then) == sum(worlds.naive(earlier, told, day, land).values())
        explained(Figure("t_co_s1", end=day), moment)
        flows(day)
        assert verify.run().differences == []
        transaction.set_rollback(True)


def agrees(land, wanted, stock):
    """Everywhere: the nation, areas, units with and without those under them, places, months."""
    assert answers.value(stock) == answers.from_ledger(stock) == sum(wanted.values())
    for one in (one for one in land.units if one.agency_id == 51):
        alone = stock.but(unit=one.pk, below=False)
        assert answers.value(alone) == wanted.get(one.pk, 0)
        assert answers.value(stock.but(unit=one.pk)) == sum(wanted.get(pk, 0) for pk in under(one, land.units))
    by_province = {14: 0, 25: 0, 0: 0}
    for one in land.units:
        by_province[one.province] += wanted.get(one.pk, 0)
    assert {key: n for (key,), n in answers.breakdown(stock, "province").items() if n} == {
        code: number for code, number in by_province.items() if number
    }
    assert sum(answers.breakdown(stock, "commune").values()) == sum(wanted.values())
    by_month = answers.breakdown(stock.but(start=dt.date(2019, 1, 1)), "month")
    if by_month:
        assert by_month[max(by_month)] == sum(wanted.values())
    behind = records.behind(stock, None)
    assert sum(one.value for one in behind[: len(behind)]) == sum(wanted.values())


def explained(stock, moment):
    difference = answers.value(stock) - answers.value(stock.but(as_of=moment))
    assert sum(change.difference for change in changes.since(stock, moment)) == difference


def flows(day):
    """Rule 6: open at the start and come in is gone and open at the end, where registers are kept."""
    end = max(day, dt.date(2020, 6, 1))
    period = {"start": dt.date(2020, 6, 1), "end": end}
    kept = sum(move[3] for thing in worlds.THINGS.values() for move in thing.moves if move[0] < period["start"])
    left = sum(move[3] for thing in worlds.THINGS.values() for move in thing.moves if move[0] <= end)
    came, went = answers.value(Figure("t_mo", **period)), answers.value(Figure("t_dong", **period))
    assert kept + came == went + left
