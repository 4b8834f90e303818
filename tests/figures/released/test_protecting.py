"""No small number of a release can be worked out: an attacker who tries everything finds none."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnoi.figures.released import boxes, classes, following, proving
from ketnoi.figures.released.boxes import Grid, Partition
from ketnoi.figures.released.protecting import THRESHOLD, Earlier, Plan, Problem, plan, small_numbers
from tests.figures.released import attacker

FIRST, SECOND = frozenset([0]), frozenset([1])
YEAR = FIRST | SECOND
KINDS = Partition(2, tuple(frozenset([kind]) for kind in "abc"))
TWO_KINDS = Partition(2, KINDS.groups[:2])
TIMELY = Partition(3, tuple(frozenset([one]) for one in ("in time", "late")))
AREAS = Partition(1, (frozenset([14]), frozenset([15])))
FEW = settings(max_examples=25, deadline=None)


def grid(rows=KINDS, columns=TIMELY, months=YEAR, area=None):
    return Grid((months, area, None, None), rows, columns)


def world(numbers, months=(0,), provinces=(14,), kinds="abc"):
    atoms = product(months, provinces, kinds, ("in time", "late"))
    return Counter({atom: number for atom, number in zip(atoms, numbers, strict=True) if number})


def shown(problem, made):
    numbers = boxes.totals(problem.grids, problem.world)
    return {box: number for box, number in numbers.items() if box not in made.hidden}


def cell(kind, timely, months=YEAR, area=None):
    return (months, area, frozenset([kind]) if kind else None, frozenset([timely]) if timely else None)


def test_large_numbers_and_zero_are_all_shown():
    problem = Problem((grid(),), world([10, 20, 30, 40, 0, 60]))
    made = plan(problem)
    assert made.hidden == set()
    assert shown(problem, made)[cell("c", "in time")] == 0


def test_one_small_number_hides_three_more_and_no_total():
    problem = Problem((grid(),), world([3, 20, 30, 40, 50, 60]))
    made = plan(problem)
    rectangle = {cell(kind, timely) for kind, timely in product("ab", ("in time", "late"))}
    assert made.hidden == rectangle
    assert proving.faults(problem, made) == []


def test_a_total_under_five_hides_whatever_would_tell_it():
    problem = Problem((grid(),), world([2, 1, 8, 9, 10, 11]))
    made = plan(problem)
    assert cell("a", None) in made.hidden
    public = shown(problem, made)
    assert attacker.largest(cell("a", None), _atoms(problem), public, THRESHOLD) >= THRESHOLD


def test_next_to_nothing_is_not_released_at_all():
    problem = Problem((grid(),), world([1, 1, 0, 0, 0, 0]))
    made = plan(problem)
    assert cell(None, None) in made.hidden
    assert proving.faults(problem, made) == []


def _atoms(problem):
    """All combinations that tables tell apart."""
    told = [*problem.every_grid, *classes.differences(problem.every_grid, problem.provinces)]
    apart = classes.Classes(told, 4)
    kinds = sorted({kind for one in told for by in (one.rows, one.columns) if by.axis == 2 for (kind,) in by.groups})
    values = [sorted({value for one in told for value in one.region[0]}), [14, 15], kinds, ("in time", "late")]
    return sorted({apart.atom(atom) for atom in product(*values)}, key=repr)


@FEW
@given(st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_an_attacker_who_tries_everything_learns_no_small_number(numbers):
    problem = Problem((grid(),), world(numbers))
    _withstands(problem)


@FEW
@given(st.lists(st.sampled_from([0, 1, 2, 6, 9]), min_size=8, max_size=8))
def test_two_tables_together_tell_no_more(numbers):
    """Kind by timeliness and kind by province: hidden in one, a number must not follow from the other."""
    tables = (grid(TWO_KINDS), grid(AREAS, TWO_KINDS))
    counted = world(numbers, provinces=(14, 15), kinds="ab")
    _withstands(Problem(tables, counted, provinces=frozenset([14, 15])))


def _withstands(problem):
    made = plan(problem)
    assert made.unsafe == []
    assert proving.faults(problem, made) == []
    public, atoms = shown(problem, made), _atoms(problem)
    for small in small_numbers(problem):
        assert small.box not in public
        assert attacker.largest(small.box, atoms, public, THRESHOLD) >= THRESHOLD, small


def released(problem, made=None):
    made = made or plan(problem)
    assert made.unsafe == []
    return Earlier(problem.grids, shown(problem, made), problem.world)


def test_a_year_does_not_tell_what_came_after_its_first_half():
    """50 in the year and 48 in its first half: the two of the second half follow by subtraction."""
    half = Problem((grid(months=FIRST),), world([10, 10, 10, 6, 6, 6]))
    year = world([10, 10, 10, 6, 6, 6, 1, 0, 0, 1, 0, 0], months=(0, 1))
    problem = Problem((grid(),), year, (released(half),))
    made = plan(problem)
    assert made.unsafe == []
    assert proving.faults(problem, made) == []
    assert cell(None, None) in made.hidden
    small = {one.box for one in small_numbers(problem)}
    assert cell(None, None, months=SECOND) in small


def test_a_year_with_a_full_second_half_is_shown_whole():
    half = Problem((grid(months=FIRST),), world([10, 10, 10, 6, 6, 6]))
    year = world([10, 10, 10, 6, 6, 6] * 2, months=(0, 1))
    assert plan(Problem((grid(),), year, (released(half),))).hidden == set()


def test_the_nation_less_a_province_is_protected_too():
    own = frozenset([14])
    province = Problem((grid(months=FIRST, area=own),), world([10, 10, 10, 6, 6, 6]))
    nation = world([10, 10, 10, 6, 6, 6, 2, 9, 9, 9, 9, 9], provinces=(14, 15))
    problem = Problem((grid(months=FIRST),), nation, (released(province),), frozenset([14, 15]))
    made = plan(problem)
    assert made.unsafe == []
    assert cell("a", "in time", months=FIRST) in made.hidden
    assert proving.faults(problem, made) == []


def test_a_new_version_does_not_show_a_change_of_one():
    before = Problem((grid(),), world([10, 20, 30, 40, 50, 60]))
    after = Problem((grid(),), world([11, 20, 30, 40, 50, 60]), (released(before),))
    made = plan(after)
    assert {cell("a", "in time"), cell("a", None), cell(None, "in time"), cell(None, None)} <= made.hidden
    assert proving.faults(after, made) == []


def test_two_versions_of_a_year_and_its_half_do_not_show_a_small_change_of_the_other_half():
    """7 more in the year, 5 of them in its first half: who has both versions of both would know of the other 2."""
    then = world([10, 20, 30, 40, 50, 60] * 2, months=(0, 1))
    tables = [(grid(months=FIRST),), (grid(),)]
    known = tuple(Earlier(some, dict(boxes.totals(some, then)), then) for some in tables)
    now = then + world([5, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0], months=(0, 1))
    half = Problem(tables[0], now, known)
    assert plan(half).hidden == set()
    problem = Problem(tables[1], now, (*known, released(half)))
    made = plan(problem)
    assert {cell("a", "in time"), cell("a", None), cell(None, "in time"), cell(None, None)} <= made.hidden
    assert (made.unsafe, proving.faults(problem, made)) == ([], [])
    assert proving.faults(problem, Plan(made.hidden - {cell(None, None)}, made.witnesses))


def test_what_is_left_of_a_year_without_a_quarter_does_not_show_a_small_change():
    """Nine more in the year, seven of them in one quarter: that two came in the others is in no table, and follows."""
    quarters = [frozenset([month]) for month in range(4)]
    year = frozenset().union(*quarters)
    tables = [(grid(months=quarters[0]),), (grid(columns=Partition(0, tuple(quarters)), months=year),)]
    then = world([10, 20, 30, 40, 50, 60] * 4, months=range(4))
    known = tuple(Earlier(some, dict(boxes.totals(some, then)), then) for some in tables[:1])
    totals = {box: number for box, number in boxes.totals(tables[1], then).items() if box[0] in (year, quarters[0])}
    known = (*known, Earlier(tables[1], totals, then))
    now = then + world([7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], months=range(4))
    first = Problem(tables[0], now, known)
    assert plan(first).hidden == set()
    problem = Problem(tables[1], now, (*known, released(first)))
    rest = cell("a", None, months=year - quarters[0])
    assert rest in {small.box for small in small_numbers(problem)}
    made = plan(problem)
    assert cell("a", None, months=year) in made.hidden
    assert (made.unsafe, proving.faults(problem, made)) == ([], [])


def test_a_half_that_follows_from_the_year_does_not_show_what_changed_since_its_own_table():
    """The first half had a table; now the year and the second half tell it anew, with 2 more."""
    tables = [(grid(months=FIRST),), (grid(months=SECOND),), (grid(),)]
    then = world([10, 20, 30, 40, 50, 60] * 2, months=(0, 1))
    known = (Earlier(tables[0], dict(boxes.totals(tables[0], then)), then),)
    now = then + world([2, 0, 0, 0, 0, 0], months=(0,))
    second = Problem(tables[1], now, known)
    assert plan(second).hidden == set()
    year = Problem(tables[2], now, (*known, released(second)))
    made = plan(year)
    assert cell("a", "in time") in made.hidden
    assert (made.unsafe, proving.faults(year, made)) == ([], [])


def test_what_follows_step_by_step_from_the_numbers_of_one_world():
    """A year less its half, then a total less its other line; one of two numbers tells nothing of the other."""
    year, half = cell("a", None), cell("a", None, months=FIRST)
    other, timely, late = (cell("a", state, months=SECOND) for state in (None, "in time", "late"))
    every = {year, half, other, timely, late}
    assert following.told({year, half, late}, every) == every
    assert following.told({year, half}, every) == {year, half, other}
    assert following.told({year, late}, every) == {year, late}
    assert following.told(set(), every) == set()


def test_a_new_version_shows_a_change_of_five():
    before = Problem((grid(),), world([10, 20, 30, 40, 50, 60]))
    after = Problem((grid(),), world([15, 20, 30, 40, 50, 60]), (released(before),))
    assert plan(after).hidden == set()


@FEW
@given(
    st.lists(st.sampled_from([0, 1, 3, 7]), min_size=6, max_size=6),
    st.lists(st.sampled_from([0, 0, 0, 1, 6]), min_size=6, max_size=6),
)
def test_who_knows_what_came_since_still_learns_no_small_number(numbers, came):
    """An attacker who even knows each difference between two versions cannot undo what the first has hidden."""
    before = Problem((grid(),), world(numbers))
    first = released(before)
    after = Problem((grid(),), before.world + world(came), (first,))
    made = plan(after)
    if made.unsafe:
        return  # such a version is refused
    assert proving.faults(after, made) == []
    atoms, second = _atoms(after), shown(after, made)
    known = dict(first.shown)
    known |= {box: number - boxes.total(box, world(came)) for box, number in second.items()}
    for box, number in boxes.totals(before.grids, before.world).items():
        if 0 < number < THRESHOLD:
            assert attacker.largest(box, atoms, known, THRESHOLD) >= THRESHOLD


@pytest.mark.parametrize("change", ["showing a hidden number", "a witness that takes too much"])
def test_the_auditor_believes_no_plan(change):
    problem = Problem((grid(),), world([3, 20, 30, 40, 50, 60]))
    made = plan(problem)
    if change == "showing a hidden number":
        made.hidden.discard(cell("a", "late"))
    else:
        (witness,) = made.witnesses.values()
        witness[next(atom for atom, step in witness.items() if step < 0)] -= 1000
    assert proving.faults(problem, made)


def test_periods_that_nobody_named_follow_along_one_axis():
    quarters = [frozenset([month]) for month in range(4)]
    year = frozenset().union(*quarters)
    line = {span: cell("a", None, months=span) for span in (year, *quarters[:2], year - quarters[0])}
    rest = {cell("a", None, months=one) for one in (quarters[2] | quarters[3], quarters[0] | quarters[1])}
    known = {line[year], line[quarters[0]]}
    assert following.joined(known, classes.MONTH) == {line[year - quarters[0]]}
    assert rest <= following.joined({*known, line[quarters[1]]}, classes.MONTH)
    assert following.joined({line[year], cell("b", None, months=quarters[0])}, classes.MONTH) == set()
