"""Counts and days as cells hold them: exact, doubtful, or refused; nothing else ever comes out."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnoi.ui import dates, numbers
from ketnoi.workbooks import values


@pytest.mark.parametrize(
    ("written", "number"),
    [(1200, 1200), ("1.200", 1200), ("1 200", 1200), ("Số lượt: 1.200", 1200), ("1200,00", 1200), ("015", 15),
     ("64 người", 64), ("64người", 64), ("１２", 12), ("'7", 7), ("’7", 7), ("1.200.000", 1_200_000), ("0", 0)],
)  # fmt: skip
def test_counts_that_are_exact(written, number):
    assert values.count(written) == values.Count(number)


@pytest.mark.parametrize(
    ("written", "number", "estimate"),
    [("trên 300", 300, True), ("gần 2.000", 2000, True), (">300", 300, True), ("300 trở lên", 300, True),
     ("khoảng 50 người", 50, True), ("300+ người", 300, True), ("1,200", 1200, False), ("Vắng: 5", 5, False)],
)  # fmt: skip
def test_counts_that_somebody_must_agree_to(written, number, estimate):
    found = values.count(written)
    assert (found.number, found.estimate) == (number, estimate)
    assert numbers.grouped(number) in found.doubt


@pytest.mark.parametrize(
    "written",
    ["hàng trăm", "nhiều", "200-300", "12,5", "1.2", 1.2, -3, True, "0.015", "41+15", "=1+1", "1.200 (nữ 800)",
     "trên 1,2 nghìn", "9" * 30, "1" * 5_000, "45¹", "²", "①", "00.200"],
)  # fmt: skip
def test_counts_that_are_none(written):
    with pytest.raises(ValueError, match=r"."):
        values.count(written)


@given(st.integers(0, numbers.LARGEST_COUNT))
@settings(max_examples=30)
def test_what_is_written_as_officials_write_it_reads_back(number):
    assert values.count(numbers.grouped(number)) == values.Count(number)
    assert values.count(f"Số lượt: {numbers.grouped(number)}") == values.Count(number)


@given(st.dates(dates.FIRST_DAY, dates.LAST_DAY))
@settings(max_examples=30)
def test_a_day_written_any_way_reads_back(day):
    ways = (f"{day.day}/{day.month}/{day.year}", f"{day.day:02}.{day.month:02}.{day.year}", day.isoformat(),
            f"ngày {day.day} tháng {day.month} năm {day.year}")  # fmt: skip
    assert {values.days(way) for way in ways} == {values.Days(day)}


def test_a_spreadsheets_day_number_and_a_month():
    assert values.days(44260).first == dt.date(2021, 3, 5)
    month = values.days("T3/2021")
    assert (month.first, month.last, bool(month.doubt)) == (dt.date(2021, 3, 1), dt.date(2021, 3, 31), True)
    assert values.days("05/03/2021 19:30") == values.Days(dt.date(2021, 3, 5), time=dt.time(19, 30))


@given(st.one_of(st.text(max_size=40), st.text("0123456789/.-:, tháng", max_size=20), st.integers(), st.floats()))
@settings(max_examples=100)
def test_any_cell_gives_a_value_or_a_refusal_in_words(cell):
    for read in (values.count, values.days):
        try:
            assert read(cell) is None or isinstance(read(cell), (values.Count, values.Days))
        except ValueError as error:
            told = str(error)
        else:
            told = "đọc được"
        assert told


def test_a_count_says_of_whom_it_is():
    assert [values.count(said).part for said in ("Nữ: 30", "30 nữ", "12 nam", "30 người")] == ["nữ", "nữ", "nam", ""]


@pytest.mark.parametrize(
    ("written", "hour"),
    [("14h30 ngày 05/3/2021", dt.time(14, 30)), ("8:00, 05/3/2021", dt.time(8)), ("05/3/2021 (thứ sáu)", None),
     ("05/3/2021, sáng", None), ("05/3/2021.", None), ("05–03–2021", None)],
)  # fmt: skip
def test_a_day_with_its_hour_or_words_around_it(written, hour):
    assert values.days(written) == values.Days(dt.date(2021, 3, 5), time=hour)


@pytest.mark.parametrize(
    "written", ["2h00 ngày 05/3/2021 (chiều)", "8h-10h ngày 05/3/2021", "05, 06/3/2021", "44260123"]
)
def test_days_that_are_none(written):
    with pytest.raises(ValueError, match=r"."):
        values.days(written)


@pytest.mark.parametrize(("written", "day"), [("3-5/2021", dt.date(2021, 5, 3)), ("05/3-07", dt.date(2007, 3, 5))])
def test_days_that_may_be_months_or_two_days_are_agreed_to(written, day):
    found = values.days(written)
    assert (found.first, dates.day(day) in found.doubt) == (day, True)
    assert values.days("05/3-2021") == values.Days(dt.date(2021, 3, 5))


@pytest.mark.parametrize("written", [values.without_year, values.month_first])
def test_a_day_that_its_cell_shows_otherwise_is_agreed_to(written):
    day = dt.date(2021, 3, 5)
    found = values.days(written(day))
    assert (found.first, found.last, "05/03/2021" in found.doubt) == (day, None, True)
