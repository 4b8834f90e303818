from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import formats
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.ui import dates

days = st.dates(date(1970, 1, 1), date(2069, 12, 31))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive in hypothesis


def test_day_and_long_day():
    assert dates.day(date(2022, 11, 4)) == "04/11/2022"
    assert dates.long_day(date(2022, 11, 4)) == "ngày 04 tháng 11 năm 2022"
    assert dates.long_day(date(2019, 2, 26)) == "ngày 26 tháng 02 năm 2019"
    assert dates.long_day(date(2022, 3, 5)) == "ngày 05 tháng 3 năm 2022"


def test_a_moment_is_shown_in_viet_nam():
    shown = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)
    assert dates.moment(shown) == "01:05, 21/11/2026"
    assert dates.moment(dates.to_us(shown)) == "01:05, 21/11/2026"
    assert dates.day(shown) == "21/11/2026"


def test_microseconds_are_exact():
    assert dates.to_us(datetime(1970, 1, 1, 7, tzinfo=timezone(timedelta(hours=7)))) == 0
    assert dates.to_us(datetime(2026, 11, 20, 7, 32, 0, 123457, tzinfo=UTC)) == 1795159920123457
    with pytest.raises(ValueError, match="time zone"):
        dates.to_us(datetime(2026, 1, 1))  # noqa: DTZ001 - the refusal of a naive moment


@given(moments)
def test_moments_survive_storage(moment):
    assert dates.from_us(dates.to_us(moment)) == moment


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2019, 1, 1), date(2022, 12, 31), "2019–2022"),
        (date(2022, 1, 1), date(2022, 12, 31), "2022"),
        (date(2019, 1, 1), date(2020, 6, 30), "01/01/2019 – 30/06/2020"),
        (date(2019, 1, 2), date(2019, 12, 31), "02/01/2019 – 31/12/2019"),
        (date(2022, 11, 4), date(2022, 11, 4), "04/11/2022"),
    ],
)
def test_period(first, last, text):
    assert dates.period(first, last) == text


@pytest.mark.parametrize(
    "typed", ["04/11/2022", "4-11-22", "2022-11-04", "4.11.2022", " 4/11/2022 ", "2022/11/4", "04/11/22"]
)
def test_parse_day(typed):
    assert dates.parse_day(typed) == date(2022, 11, 4)


def test_two_digit_years():
    assert dates.parse_day("1/1/69") == date(2069, 1, 1)
    assert dates.parse_day("1/1/70") == date(1970, 1, 1)


@pytest.mark.parametrize("typed", ["", "hôm qua", "4/11", "4/11-2022", "04/11/2022 x", "20221104", "4/11/202"])
def test_what_is_no_day_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match="04/11/2022"):
        dates.parse_day(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2022",
        "29/02/2023",
        "00/01/2022",
        "11/13/2022",
        "0000-01-01",
        "01/01/0001",
        "31/12/1899",
        "01/01/2200",
        "9999-12-31",
    ],
)
def test_a_day_that_does_not_exist_says_so(typed):
    with pytest.raises(ValueError, match="không có trong lịch"):
        dates.parse_day(typed)


@given(days)
def test_every_written_day_reads_back(day):
    assert dates.parse_day(dates.day(day)) == day
    assert dates.parse_day(day.isoformat()) == day
    assert dates.parse_day(f"{day.day}-{day.month}-{day.year % 100:02}") == day


def test_djangos_own_formats_put_the_day_first():
    assert formats.date_format(date(2022, 11, 4)) == "04/11/2022"
    assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
    assert "%Y-%m-%d" in formats.get_format("DATE_INPUT_FORMATS")
    assert formats.localize(85.5) == "85,5"
    assert formats.number_format(41236, force_grouping=True) == "41.236"


@pytest.mark.parametrize(
    ("hour", "second", "said"),
    [(0, 0, "hết ngày 20/11/2026"), (0, 1, "00:00, 21/11/2026"), (14, 0, "14:00, 21/11/2026")],
)
def test_what_ends_at_midnight_lasts_to_the_end_of_the_day_before(hour, second, said):
    end = datetime(2026, 11, 21, hour, 0, second, tzinfo=dates.ZONE)
    assert (dates.until(end), dates.until(dates.to_us(end))) == (said, said)
