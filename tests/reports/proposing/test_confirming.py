"""Blank and zero: what units have confirmed decides which of the two is told, and how many still owe it."""

import copy
import datetime as dt

import pytest

from ketnoi.periods import completeness, spans
from ketnoi.reports import actions
from ketnoi.reports.proposing import confirming, from_figures
from ketnoi.reports.proposing.asking import Asking
from ketnoi.reports.proposing.confirming import Counts
from ketnoi.reports.starting import Subject
from tests import standing
from tests.periods import worlds

JUNE = (dt.date(2025, 6, 1), dt.date(2025, 6, 30))
QUARTER = (dt.date(2025, 4, 1), dt.date(2025, 6, 30))
LATER = dt.date(2025, 9, 1)
CLASSES = "lop_tap_huan"

world_by_module = standing.of_module(worlds.build)


@pytest.fixture
def world(world_by_module, db):
    return copy.deepcopy(world_by_module)


def started(world, period, outline="thang"):
    return actions.start(Subject(), world.units["tinh"], outline, period)


def done(report):
    observed = from_figures.observed(Asking(report), [CLASSES])
    return next(one for one in observed if one.name == f"done:{CLASSES}").case


def test_counts_are_those_of_each_period_added(world):
    regime = world.regime()
    world.confirm(regime, "a")
    world.confirm(regime, "b", dt.date(2025, 5, 5))
    report = started(world, QUARTER, "quy")
    periods = [span for span in spans.back(regime, QUARTER[1]) if span.start >= QUARTER[0]]
    found = [completeness.counts(completeness.units(regime, span, world.officers["theo_doi"])) for span in periods]
    assert len(periods) == 3
    assert confirming.counts(report, LATER) == Counts(
        sum(one.asked for one in found), sum(one.late for one in found), sum(one.missing for one in found)
    )
    assert confirming.counts(report, LATER).late == 2


def test_a_period_that_is_not_due_yet_is_not_missing(world):
    world.regime()
    report = started(world, JUNE)
    due = dt.date(2025, 7, 5)
    assert confirming.counts(report, due) == Counts()
    assert confirming.counts(report, due + dt.timedelta(days=1)).missing > 0


def test_a_frozen_report_knows_what_was_confirmed_then(world):
    regime = world.regime()
    report = started(world, JUNE)
    before = confirming.counts(report, LATER)
    actions.freeze(report)
    world.confirm(regime, "a")
    assert confirming.counts(report, LATER) == before


def test_nothing_recorded_is_nothing_done_only_once_all_have_confirmed(world):
    regime = world.regime()
    report = started(world, JUNE)
    assert done(report) == ""
    for name in ("a", "b"):
        world.confirm(regime, name)
    assert done(report) == ""
    world.confirm(regime, "moi")
    assert done(report) == "done.none"


def test_a_confirmed_month_says_nothing_of_a_quarter(world):
    regime = world.regime()
    for name in ("a", "b", "moi"):
        world.confirm(regime, name)
    assert done(started(world, QUARTER, "quy")) == ""
