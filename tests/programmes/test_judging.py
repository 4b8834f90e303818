"""Verdicts: the table of the thirteenth rule of figures, and what must hold for any numbers."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.programmes import judging
from ketnoi.programmes.enums import Verdict
from ketnoi.programmes.grading import grade
from ketnoi.programmes.judging import Part

HALF = Fraction(1, 2)
FINAL = {Verdict.ABOVE, Verdict.MET, Verdict.NEARLY, Verdict.BELOW}
numbers = st.integers(0, 10_000)
shares = st.fractions(0, 1)


@pytest.mark.parametrize(
    ("done", "goal", "share", "verdict"),
    [
        (101, 100, 1, Verdict.ABOVE),
        (100, 100, 1, Verdict.MET),
        (99, 100, 1, Verdict.NEARLY),
        (90, 100, 1, Verdict.NEARLY),
        (89, 100, 1, Verdict.BELOW),
        (0, 100, 1, Verdict.BELOW),
        (50, 100, HALF, Verdict.ON_PACE),
        (49, 100, HALF, Verdict.BEHIND),
        (100, 100, HALF, Verdict.MET),
        (0, 100, 0, Verdict.NOT_BEGUN),
        (0, 0, 1, Verdict.NO_BASE),
        (5, 0, HALF, Verdict.NO_BASE),
    ],
)
def test_a_count_against_its_goal(done, goal, share, verdict):
    assert judging.count(done, Fraction(goal), Fraction(share), 90) == verdict


@pytest.mark.parametrize(
    ("part", "base", "share", "verdict"),
    [
        (86, 100, 1, Verdict.ABOVE),
        (85, 100, 1, Verdict.MET),
        (77, 100, 1, Verdict.NEARLY),
        (76, 100, 1, Verdict.BELOW),
        (17, 20, HALF, Verdict.ON_PACE),
        (16, 20, HALF, Verdict.BEHIND),
        (0, 0, 1, Verdict.NO_BASE),
        (0, 7, 1, Verdict.BELOW),
    ],
)
def test_a_rate_against_85_percent(part, base, share, verdict):
    assert judging.rate(part, base, 85, Fraction(share), 90) == verdict


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ([2, 3, 4], Verdict.MET),
        ([3, 3], Verdict.ABOVE),
        ([2] * 9 + [1], Verdict.NEARLY),
        ([2] * 8 + [1, 1], Verdict.BELOW),
        ([], Verdict.NO_BASE),
    ],
)
def test_each_unit_has_at_least_two_by_the_end(parts, verdict):
    assert judging.each([Part(done) for done in parts], 2, 90) == verdict


def test_each_year_is_held_against_its_own_time():
    ended, begun, ahead = Fraction(1), HALF, Fraction(0)
    assert judging.each([Part(4, ended), Part(2, begun), Part(0, ahead)], 4, 90) == Verdict.ON_PACE
    assert judging.each([Part(3, ended), Part(4, begun), Part(0, ahead)], 4, 90) == Verdict.BEHIND
    assert judging.each([Part(0, ahead), Part(0, ahead)], 4, 90) == Verdict.NOT_BEGUN


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (dt.date(2020, 12, 31), 0),
        (dt.date(2021, 1, 1), Fraction(1, 365)),
        (dt.date(2021, 12, 31), 1),
        (dt.date(2030, 1, 1), 1),
    ],
)
def test_elapsed_counts_both_ends(day, share):
    assert judging.elapsed(dt.date(2021, 1, 1), dt.date(2021, 12, 31), day) == share


def test_four_years_have_a_leap_day():
    assert judging.elapsed(dt.date(2021, 1, 1), dt.date(2024, 12, 31), dt.date(2021, 12, 31)) == Fraction(365, 1461)


@given(numbers, st.integers(1, 10_000), st.integers(1, 100))
def test_after_the_end_there_is_exactly_one_of_four_words(done, goal, nearly):
    verdict = judging.count(done, Fraction(goal), Fraction(1), nearly)
    assert verdict in FINAL
    assert (verdict == Verdict.ABOVE) == (done > goal)
    assert (verdict == Verdict.MET) == (done == goal)
    assert (verdict == Verdict.BELOW) == (done < goal and Fraction(done, goal) < Fraction(nearly, 100))


@given(numbers, numbers, st.integers(1, 10_000), shares)
def test_more_done_is_never_judged_worse(done, more, goal, share):
    order = [
        Verdict.NOT_BEGUN,
        Verdict.BELOW,
        Verdict.BEHIND,
        Verdict.NEARLY,
        Verdict.ON_PACE,
        Verdict.MET,
        Verdict.ABOVE,
    ]
    judged = [order.index(judging.count(number, Fraction(goal), share, 90)) for number in (done, done + more)]
    assert judged[0] <= judged[1]


@given(st.lists(numbers, min_size=1), st.integers(1, 10_000))
def test_each_agrees_with_counting_them(parts, least):
    verdict = judging.each([Part(done) for done in parts], least, 100)
    enough = all(done >= least for done in parts)
    assert (verdict in {Verdict.MET, Verdict.ABOVE}) == enough


@given(numbers, st.integers(0, 500))
def test_percents_of_a_goal(done, goal):
    found = judging.percent_of_goal(done, Fraction(goal))
    assert found is None if goal == 0 else found * goal == done * 100


GRADES = [("Tốt", 80), ("Khá", 50)]


@pytest.mark.parametrize(
    ("verdicts", "met", "judged", "name", "final"),
    [
        (["met", "above", "met", "above", "below"], 4, 5, "Tốt", True),
        (["met", "below", "nearly", "above", "below"], 2, 5, "", True),
        (["met", "behind"], 1, 2, "Khá", False),
        (["met", "no_base", "unknown"], 1, 1, "Tốt", True),
    ],
)
def test_a_grade_is_the_highest_threshold_reached(verdicts, met, judged, name, final):
    found = grade(verdicts, GRADES)
    assert (found.met, found.judged, found.name, found.final) == (met, judged, name, final)
    assert grade(verdicts, GRADES[::-1]) == found


def test_nothing_judged_earns_no_word():
    assert grade([], GRADES) is None
    assert grade(["no_base"], GRADES) is None


@given(st.lists(numbers, min_size=1), st.integers(1, 10_000), st.integers(1, 100))
def test_a_lower_share_asked_is_never_judged_worse(parts, least, reach):
    order = [Verdict.BELOW, Verdict.NEARLY, Verdict.MET, Verdict.ABOVE]
    some, whole = (judging.each([Part(done) for done in parts], least, 90, asked) for asked in (reach, 100))
    assert order.index(some) >= order.index(whole)
