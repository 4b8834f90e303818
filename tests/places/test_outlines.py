"""The drawing: 34 provinces with their islands, and points that fall where they belong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.places import outlines
from ketnoi.places.models import Kind, Place


def test_sixty_five_outlines_make_thirty_four_provinces():
    every = outlines.outlines()
    assert len(every) == 34
    assert sum(len(paths) for paths in every.values()) == 65


def test_the_islands_belong_to_their_provinces():
    assert len(outlines.outline(48)) == 3  # Đà Nẵng, Quảng Nam, Hoàng Sa
    assert len(outlines.outline(56)) == 3  # Khánh Hòa, Ninh Thuận, Trường Sa
    assert outlines.outline(999) == []


def test_the_box_of_a_known_path():
    assert outlines.view_box(["m 10,20 5,0 0,5 z", "M 0 0 L 2 -3"], margin=0) == "0.0 -3.0 15.0 28.0"


def test_a_box_needs_paths():
    with pytest.raises(ValueError, match="not enough"):
        outlines.view_box([])


def test_an_unknown_command_is_refused():
    with pytest.raises(ValueError, match="unknown path command"):
        list(outlines.points("M 0 0 a 1 1 0 0 0 1 1"))


def test_closing_returns_to_the_start():
    assert list(outlines.points("m 1,1 1,0 z m 5,5 1,0"))[-2:] == [(6.0, 6.0), (7.0, 6.0)]


@given(st.floats(8, 23), st.floats(102, 110), st.floats(0.01, 1))
def test_north_is_up_and_east_is_right(lat, lon, step):
    x, y = outlines.project(lat, lon)
    assert outlines.project(lat + step, lon)[1] < y
    assert outlines.project(lat, lon + step)[0] > x


def test_communes_fall_into_the_box_of_their_province(maps):
    outside = 0
    for code, paths in outlines.outlines().items():
        left, top, width, height = (float(part) for part in outlines.view_box(paths, margin=2).split())
        mine = Place.objects.filter(kind=Kind.COMMUNE, valid_to=None, parent__code=f"{code:02d}")
        for lat, lon in mine.values_list("lat", "lon"):
            x, y = outlines.project(lat, lon)
            outside += not (left <= x <= left + width and top <= y <= top + height)
    # far islands (Phú Quốc is drawn, small ones are not): a handful of communes in the sea
    assert outside <= 10
