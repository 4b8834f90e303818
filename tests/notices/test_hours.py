"""Hours of duty as people write them, and how they are read."""

import pytest

from ketnoi.notices import hours


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("07:30-11:30, 13:30-17:00", [[450, 690], [810, 1020]]),
        ("13:30-17:00; 7h30 – 11h30", [[450, 690], [810, 1020]]),
        ("17:00-07:30", [[1020, 1890]]),
        ("cả ngày", [[0, 1440]]),
        ("Ca Ngay", [[0, 1440]]),
        ("24/24", [[0, 1440]]),
        ("0-24", [[0, 1440]]),
        ("18-24:00", [[1080, 1440]]),
        ("8g-17g", [[480, 1020]]),
        ("", []),
        ("  ", []),
    ],
)
def test_hours_are_read_as_people_write_them(typed, read):
    assert hours.parse(typed) == read


@pytest.mark.parametrize("typed", ["sáng", "25:00-26:00", "07:75-08:00", "24:01-3", "7:30", "7-8-9", "١-٢", "1-2," * 7])
def test_what_cannot_be_meant_is_refused(typed):
    with pytest.raises(ValueError, match=r"Hãy ghi giờ|Không có giờ|Nhiều nhất"):
        hours.parse(typed)


@pytest.mark.parametrize("told", ["07:30-11:30, 13:30-17:00", "17:00-07:30", "cả ngày", "18:00-24:00", ""])
def test_what_is_written_is_read_as_the_same(told):
    assert hours.written(hours.parse(told)) == told
