"""A day and a place in one cell: what is a place, and what only sounds like one."""

import pytest

from ketnoi.activities import day_and_place


@pytest.mark.parametrize("place", ["Tuần Giáo", "Từ Sơn", "Năm Căn", "Quý Lộc", "Nhà văn hóa bản Mẫu, xã Mẫu"])
@pytest.mark.parametrize("cell", ["{}, 05/3/2021", "05/3/2021 tại {}"])
def test_places_that_begin_as_days_do_are_places(place, cell):
    assert day_and_place.parted(cell.format(place)) == ("05/3/2021", place)


@pytest.mark.parametrize("words", ["Quý II", "quý I", "Tuần 2", "từ Sơn La", "Sau Tết", "Từ Ngày", "năm"])
def test_words_of_days_are_no_places(words):
    assert day_and_place.parted(f"{words}, 05/3/2021") == ("", "")
