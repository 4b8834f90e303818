"""What the loader brings: the counts of the law's maps, and nothing twice."""

from datetime import date

import pytest
from django.db.models import Count

from ketnoi.audit.models import Line
from ketnoi.places import actions, queries, sources
from ketnoi.places.models import Kind, Place, Succession

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("day", "kind", "number"),
    [
        (OLD, Kind.PROVINCE, 63),
        (OLD, Kind.DISTRICT, 696),
        (OLD, Kind.COMMUNE, 10_035),
        (NEW, Kind.PROVINCE, 34),
        (NEW, Kind.DISTRICT, 0),
        (NEW, Kind.COMMUNE, 3_321),
    ],
)
def test_counts_on_a_day(maps, day, kind, number):
    assert Place.objects.on(day).filter(kind=kind).count() == number


def test_divisions_of_today(maps):
    found = Place.objects.on(NEW).filter(kind=Kind.COMMUNE).values_list("division").annotate(n=Count("id"))
    assert dict(found) == {"xã": 2_621, "phường": 687, "đặc khu": 13}


def test_loading_again_adds_nothing(maps):
    lines = Line.objects.count()
    again = actions.load_maps()
    assert (again.places, again.successions) == (0, 0)
    assert Line.objects.count() == lines


def test_splits(maps):
    rows = Succession.objects.filter(split=True)
    assert (rows.count(), rows.values("old").distinct().count()) == (1_033, 471)
    assert rows.filter(is_default=True).count() == 471


def test_every_old_commune_has_exactly_one_default(maps):
    old = Place.objects.filter(kind=Kind.COMMUNE, valid_to=OLD)
    assert old.filter(became__is_default=True).count() == old.count()


def test_names_are_clean(maps):
    names = list(Place.objects.values_list("name", flat=True))
    assert not [name for name in names if "  " in name or name != name.strip()]
    assert not [name for name in names if name.startswith(("Thị Trấn", "Thị Xã", "Thành Phố"))]


def test_every_place_of_today_has_a_point_inside_the_country(maps):
    communes = Place.objects.on(NEW).filter(kind=Kind.COMMUNE)
    assert communes.filter(lat__range=(6, 24), lon__range=(102, 118)).count() == 3_321


def test_maps_are_named(maps):
    assert queries.map_on(date(2021, 3, 1)).name == "địa giới 30/6/2025"
    assert queries.map_on(OLD).name == "địa giới 30/6/2025"
    assert queries.map_on(NEW).name == "địa giới từ 01/7/2025"


@pytest.mark.parametrize("name", ["outlines.csv.gz", "provinces.csv"])
def test_data_has_rows(name):
    assert sources.rows(name)


def test_every_word_of_a_communes_name_begins_with_a_capital(maps):
    """But for the words that say what it is: "Thị trấn Nông trường Trần Phú"."""
    small = {"trấn", "trường", "khu"}
    names = Place.objects.filter(kind=Kind.COMMUNE).values_list("name", flat=True)
    wrong = [name for name in names for word in name.split()[1:] if word[0].islower() and word not in small]
    assert wrong == []
