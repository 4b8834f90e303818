"""A figure's address asks the same figure again."""

import datetime as dt

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketnoi.figures import catalogue, links
from ketnoi.figures.figure import Figure, Level
from ketnoi.ui import dates

NUMBERS = st.integers(0, 2**31 - 1)
DAYS = st.dates(dates.FIRST_DAY, dates.LAST_DAY)
FIGURES = st.builds(
    Figure,
    indicator=st.just("t_luot"),
    start=st.one_of(st.none(), DAYS),
    end=st.one_of(st.none(), DAYS),
    programme=NUMBERS,
    unit=NUMBERS,
    below=st.booleans(),
    agency=st.integers(0, 59),
    level=st.sampled_from(list(Level)),
    area=NUMBERS,
    place=NUMBERS,
    kind=NUMBERS,
    audience=NUMBERS,
    topic=NUMBERS,
    lead=st.booleans(),
    as_of=st.one_of(st.none(), st.integers(1, 2**52)),
)


@given(figure=FIGURES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_reading_what_was_written_gives_the_same_figure(land, figure):
    assert links.read(QueryDict(links.query(figure)).dict()) == figure


def test_what_is_usual_is_not_said(land):
    figure = Figure("t_luot", dt.date(2019, 1, 1), programme=7, below=False)
    assert links.query(figure) == "chi-tieu=t_luot&tu=2019-01-01&chuong-trinh=7&ca-duoi=0"


@pytest.mark.parametrize("query", ["", "chi-tieu=khong-co"])
def test_an_unknown_indicator_is_no_question(land, query):
    with pytest.raises(catalogue.UnknownIndicator):
        links.read(QueryDict(query).dict())


@pytest.mark.parametrize(
    "part",
    [
        "tu=hom-qua",
        "don-vi=1e9",
        "don-vi=-2",
        "loai=99999999999999999999",
        "don-vi=-1",
        "cap=6",
        "cap=-1",
        "tu=1899-12-31",
        "den=2200-01-01",
        "noi=2147483648",
        "tinh-den=9999999999999999",
    ],
)
def test_a_part_that_says_nothing_is_refused(land, part):
    with pytest.raises(links.BadLink):
        links.read(QueryDict(f"chi-tieu=t_luot&{part}").dict())
