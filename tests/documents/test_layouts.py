from datetime import date, timedelta

import pytest

from ketnoi.documents import layouts


def test_a_layout_holds_from_its_first_day_only():
    first = next(layout for layout in layouts.every() if layout.code == "nha-nuoc").valid_from
    assert layouts.declared("nha-nuoc", first).code == "nha-nuoc"
    with pytest.raises(layouts.UnknownLayoutError):
        layouts.declared("nha-nuoc", first - timedelta(days=1))


def test_an_unknown_code_is_refused():
    with pytest.raises(layouts.UnknownLayoutError):
        layouts.declared("khac", date(2026, 1, 1))


@pytest.mark.parametrize("layout", layouts.every(), ids=lambda layout: layout.code)
def test_every_element_says_how_far_it_was_checked(layout):
    statuses = {element.status for element in layout.elements.values()} | set(layout.statuses.values())
    assert statuses <= {"SECONDARY", "MEMORY", "PROPOSED"}
    assert sum(layout.header_columns) == layout.width - layout.margins.left - layout.margins.right


def test_only_the_state_prints_the_national_title():
    day = date(2026, 1, 1)
    assert layouts.declared("nha-nuoc", day)["motto"].text == "Độc lập - Tự do - Hạnh phúc"
    assert layouts.declared("nha-nuoc", day).element("star") is None
    assert layouts.declared("chinh-tri-xa-hoi", day).element("nation") is None
    assert layouts.declared("chinh-tri-xa-hoi", day)["star"].text == "*"


@pytest.mark.parametrize("layout", layouts.every(), ids=lambda layout: layout.code)
def test_measures_stay_inside_what_is_prescribed(layout):
    margins = layout.margins
    assert 20 <= margins.top <= 25
    assert 20 <= margins.bottom <= 25
    assert 30 <= margins.left <= 35
    assert 15 <= margins.right <= 20
    assert 13 <= layout["paragraph"].size <= 14
    assert 10 <= layout["paragraph"].indent <= 12.7
    assert layout["paragraph"].before >= 6
