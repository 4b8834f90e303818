"""A village is added once, under a commune, and for as long as the commune is."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit.models import Line
from ketnoi.places import actions
from ketnoi.places.models import Kind, Place


@pytest.fixture
def commune(db):
    return Place.objects.create(code="c", kind=Kind.COMMUNE, division="xã", name="Xã Mẫu", valid_to=date(2025, 6, 30))


def test_it_takes_the_days_of_its_commune(commune):
    village = actions.add_village(commune, "  Nà   Hoa ", "Bản", actor=7)
    assert (village.name, village.division, village.bare) == ("Bản Nà Hoa", "bản", "Nà Hoa")
    assert (village.valid_from, village.valid_to, village.created_by) == (None, date(2025, 6, 30), 7)
    line = Line.objects.get()
    assert (line.verb, line.kind, line.object, line.actor) == ("create", "places.place", str(village.pk), 7)


@pytest.mark.parametrize("again", ["Nà Hòa", "nà hòa", "Bản Nà Hòa", "Nà Hoà"])
def test_one_that_reads_the_same_is_refused(commune, again):
    actions.add_village(commune, "Nà Hòa", "bản", actor=None)
    with pytest.raises(ValidationError, match="Bản Nà Hòa đã có trong danh sách của xã Mẫu"):
        actions.add_village(commune, again, "bản", actor=None)
    assert Place.objects.filter(kind=Kind.VILLAGE).count() == 1


@pytest.mark.parametrize(("name", "division"), [("Nà Hoa", "bản"), ("Nà Hóa", "bản"), ("Nà Hòa", "tiểu khu")])
def test_one_that_differs_by_a_mark_or_a_kind_is_another(commune, name, division):
    actions.add_village(commune, "Nà Hòa", "bản", actor=None)
    actions.add_village(commune, name, division, actor=None)
    assert Place.objects.filter(kind=Kind.VILLAGE).count() == 2


@pytest.mark.parametrize(("name", "division"), [("", "bản"), ("  ", "bản"), ("Nà Hoa", " ")])
def test_a_name_and_a_kind_are_needed(commune, name, division):
    with pytest.raises(ValidationError):
        actions.add_village(commune, name, division, actor=None)


def test_a_village_lies_in_a_commune_only(commune):
    village = actions.add_village(commune, "Nà Hoa", "bản", actor=None)
    with pytest.raises(ValidationError, match="phải thuộc một xã"):
        actions.add_village(village, "Nà Hoa", "bản", actor=None)
