"""The tree of a province's agencies: levels in their time, parents, areas, successors."""

from collections import Counter
from datetime import date

import pytest

from ketnoi.audit.models import Line
from ketnoi.orgs import build, queries
from ketnoi.orgs.models import Agency, Level, Succession, Unit
from ketnoi.places.models import Kind, Place

LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def units(agency, level, day=None):
    found = Unit.objects.filter(agency__code=agency, level=level)
    return found.on(day) if day else found


def levels_of(agency, day):
    on_day = Unit.objects.filter(agency__code=agency, province=14).on(day)
    return dict(Counter(on_day.values_list("level", flat=True)))


def test_agencies_have_fixed_small_ids(agencies):
    assert [(agencies[code].pk, code) for code in ("hoi", "ca", "vks", "ta")] == [
        (1, "hoi"),
        (2, "ca"),
        (3, "vks"),
        (4, "ta"),
    ]
    assert len(agencies) == 11
    assert len(build.agencies()) == Agency.objects.count() == 11


@pytest.mark.parametrize(
    ("agency", "day", "levels"),
    [
        ("hoi", LAST, {"province": 1, "district": 12, "commune": 200}),
        ("hoi", FIRST, {"province": 1, "commune": 75}),
        ("ca", date(2025, 2, 28), {"province": 1, "district": 12, "commune": 200}),
        ("ca", date(2025, 3, 1), {"province": 1, "commune": 200}),
        ("ca", FIRST, {"province": 1, "commune": 75}),
        ("vks", LAST, {"province": 1, "district": 12}),
        ("vks", FIRST, {"province": 1, "region": 6}),
        ("ta", FIRST, {"province": 1, "region": 6}),
        ("ubnd", FIRST, {"province": 1, "commune": 75}),
        ("pbgdpl", LAST, {"province": 1, "district": 12}),
        ("pnca", FIRST, {"province": 1}),
        ("bp", FIRST, {}),
    ],
)
def test_levels_in_their_time(province, agency, day, levels):
    province(14)
    assert levels_of(agency, day) == levels


def test_regions_cover_every_commune_once(province):
    province(14)
    regions = units("ta", Level.REGION).order_by("id")
    assert [region.covers.count() for region in regions] == [9, 14, 13, 13, 14, 12]
    covered = [place for region in regions for place in region.covers.values_list("id", flat=True)]
    communes = Place.objects.filter(kind=Kind.COMMUNE, valid_to=None, parent__code="14")
    assert sorted(covered) == sorted(communes.values_list("id", flat=True))


def test_a_province_without_known_regions_has_none(province):
    province(4)
    assert not units("ta", Level.REGION).exists()


def test_district_courts_became_part_of_regional_ones(province):
    province(14)
    mai_son = units("ta", Level.DISTRICT).get(place__folded="mai son")
    into = mai_son.became.get()
    assert into.is_default
    assert into.new.label == "TAND khu vực 4 - Sơn La"


def test_parents_and_paths(province):
    province(14)
    commune = units("hoi", Level.COMMUNE, LAST).get(place__folded="chieng mai")
    district, home = commune.parent, commune.parent.parent
    assert (district.label, home.label) == ("Hội LHPN huyện Mai Sơn", "Hội LHPN tỉnh Sơn La")
    assert home.parent.label == "TW Hội LHPN Việt Nam"
    assert commune.path == f"{home.parent_id}.{home.pk}.{district.pk}.{commune.pk}."
    for unit in Unit.objects.select_related("parent"):
        assert unit.path == f"{unit.parent.path if unit.parent else ''}{unit.pk}."


def test_areas_of_old_and_new_units(province):
    province(14)
    old = units("hoi", Level.COMMUNE, LAST).get(place__folded="chieng mai")
    new = units("hoi", Level.COMMUNE, FIRST).get(place__folded="chieng mai")
    home = units("hoi", Level.PROVINCE).get()
    then = Place.objects.get(kind=Kind.PROVINCE, code="14", valid_to=LAST).pk
    assert (old.province, old.province_then, old.district_then) == (14, then, old.place.parent_id)
    assert (old.commune_then, old.commune_now) == (old.place_id, new.place_id)
    assert (new.province, new.province_then, new.district_then, new.commune_then) == (14, 0, 0, 0)
    assert new.commune_now == new.place_id
    assert (home.province, home.province_then, home.commune_now) == (14, then, 0)
    assert queries.scope([new.pk]) >= {new.pk, old.pk}


def test_the_centre_lies_nowhere(province):
    province(14)
    centre = units("ca", Level.CENTRE).get()
    assert (centre.name, centre.province, centre.path) == ("Bộ Công an", 0, f"{centre.pk}.")


def test_the_province_that_kept_its_name_went_on(province):
    province(8)
    unions = units("hoi", Level.PROVINCE).order_by("valid_to")
    ended, kept = sorted(unions, key=lambda unit: unit.valid_to is None)
    assert (ended.label, ended.valid_to) == ("Hội LHPN tỉnh Hà Giang", LAST)
    assert (kept.label, kept.valid_from, kept.valid_to) == ("Hội LHPN tỉnh Tuyên Quang", None, None)
    assert ended.became.get().new == kept
    assert (ended.province, kept.province) == (8, 8)
    assert ended.province_then != kept.province_then


def test_a_code_that_another_name_took_over(province):
    """Today's Gia Lai has the code that Bình Định had: the name decides which went on."""
    province(52)
    kept = units("hoi", Level.PROVINCE).get(valid_to=None)
    assert kept.label == "Hội LHPN tỉnh Gia Lai"
    assert Place.objects.get(pk=kept.province_then).name == "Tỉnh Gia Lai"


def test_an_island_district_became_a_special_zone(province):
    province(48)
    district = units("hoi", Level.DISTRICT).get(place__folded="hoang sa")
    assert district.became.get().new.label == "Hội LHPN đặc khu Hoàng Sa"
    assert district.commune_now == district.became.get().new.place_id


def test_a_split_commune_has_one_default_successor(province):
    province(1)
    old = units("hoi", Level.COMMUNE, LAST).get(place__code="00007")
    steps = {step.new.place.code: step.is_default for step in old.became.all()}
    assert steps == {"00008": True, "00025": False}
    default, other = (units("hoi", Level.COMMUNE, FIRST).get(place__code=code) for code in ("00008", "00025"))
    assert old.pk in queries.scope([default.pk])
    assert old.pk not in queries.scope([other.pk])


def test_building_again_adds_nothing(province):
    province(8)
    before = (Unit.objects.count(), Succession.objects.count(), Line.objects.count())
    again = province(8)
    assert (again.units, again.successions) == (0, 0)
    assert (Unit.objects.count(), Succession.objects.count(), Line.objects.count()) == before


def test_a_province_that_is_none_is_refused(province):
    with pytest.raises(Place.DoesNotExist):
        province(2)


def test_queries_do_not_grow_with_the_province(province, django_assert_max_num_queries):
    province(14)
    with django_assert_max_num_queries(110):
        province(1)
