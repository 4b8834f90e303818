"""All base counts asked at once say what each says when asked alone."""

import datetime as dt

import pytest

from ketnoi.figures import answers, catalogue, several
from ketnoi.figures.figure import Figure
from tests.figures import worlds
from tests.figures.test_joint_work import a_session, unit

SCOPES = [
    "x1 P1",  # all of its agency in a province
    "x2 A1",  # a district with those under it
    "x1 A1a",
]


@pytest.fixture
def worked(land):
    """Joint work inside and across provinces and agencies, in two years."""
    worlds.write(
        {
            1: a_session(land, "x1 A1a", "x2 A1a", "x2 A1"),
            2: a_session(land, "x1 P1", "x1 P2", kind=land.kinds[1]),
            3: a_session(land, "x1 P1", "x1 A1a", day=dt.date(2022, 5, 1)),
            4: a_session(land, "x2 A1a", "x2 A1", day=dt.date(2022, 5, 1), counts=((land.audiences[1], 7),)),
        }
    )
    return land


@pytest.mark.parametrize("name", SCOPES)
@pytest.mark.parametrize("below", [True, False])
def test_each_flow_by_kind_as_when_asked_alone(worked, name, below):
    base = Figure("", start=dt.date(2021, 1, 1), end=dt.date(2022, 12, 31), unit=unit(worked, name), below=below)
    together = several.by_kind(base)
    alone = {
        code: {kind: number for (kind,), number in answers.breakdown(base.but(indicator=code), "kind").items()}
        for code in several.flows().values()
    }
    assert together == alone
    assert any(together["t_hoat_dong"].values())


def test_taking_part_stocks_and_communes_are_not_among_them(worked):
    named = {catalogue.indicator(code) for code in several.flows().values()}
    assert not any(one.taking_part or one.accumulates or one.covers for one in named)
    assert "t_luot" in several.flows().values()


def test_the_years_are_those_with_facts(worked):
    ask = Figure("", end=dt.date(2022, 12, 31))
    assert several.years(ask.but(unit=unit(worked, "x1 P2"))) == {2021}
    assert several.years(ask.but(unit=unit(worked, "x2 A1"))) == {2021, 2022}
    assert several.years(ask.but(unit=unit(worked, "x2 P2"))) == set()
    assert several.years(ask.but(unit=unit(worked, "x2 A1"), end=dt.date(2021, 12, 31))) == {2021}
