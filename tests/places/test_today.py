"""Between the maps: what became of a place, and what a place of today gathered."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketnoi.places import actions, queries
from ketnoi.places.models import Kind, Place, Succession

LAST = date(2025, 6, 30)


def old(kind, code):
    return Place.objects.get(kind=kind, code=code, valid_to=LAST)


def new(kind, code):
    return Place.objects.get(kind=kind, code=code, valid_to=None)


@pytest.fixture
def divided(maps):
    """A split commune with its default and its other successor."""
    rows = Succession.objects.filter(split=True).order_by("old__code", "-is_default").select_related("old", "new")
    first = rows[0]
    other = rows.filter(old=first.old, is_default=False)[0]
    return first.old, first.new, other.new


def test_son_la_gathered_two_hundred_old_units_in_twelve_districts(maps):
    province = new(Kind.PROVINCE, "14")
    gathered = Place.objects.filter(pk__in=queries.gathered(province))
    kinds = {(kind, ended is None): 0 for kind, ended in gathered.values_list("kind", "valid_to")}
    for kind, ended in gathered.values_list("kind", "valid_to"):
        kinds[kind, ended is None] += 1
    assert kinds == {
        ("province", True): 1,
        ("commune", True): 75,
        ("province", False): 1,
        ("district", False): 12,
        ("commune", False): 200,
    }


@pytest.mark.parametrize("code", ["01", "14", "48", "75"])
def test_gathered_communes_part_their_province(maps, code):
    """By the definition alone: the default successors, read without the query under test."""
    expected = {}
    steps = Succession.objects.filter(is_default=True, new__kind=Kind.COMMUNE)
    for before, after in steps.values_list("old", "new"):
        expected.setdefault(after, set()).add(before)
    province, seen = new(Kind.PROVINCE, code), set()
    for commune in province.children.filter(kind=Kind.COMMUNE):
        gathered = queries.gathered(commune)
        assert gathered == {commune.pk} | expected.get(commune.pk, set())
        assert not gathered & seen
        seen |= gathered
    every = Place.objects.filter(pk__in=queries.gathered(province), kind=Kind.COMMUNE)
    assert seen >= set(every.values_list("id", flat=True))


def test_gathered_provinces_part_every_place(maps):
    seen = []
    for province in Place.objects.filter(kind=Kind.PROVINCE, valid_to=None):
        seen += queries.gathered(province)
    assert len(seen) == len(set(seen)) == Place.objects.count()


def test_within_old_provinces_part_the_old_map(maps):
    seen = []
    for province in Place.objects.filter(kind=Kind.PROVINCE, valid_to=LAST):
        seen += queries.within(province)
    assert sorted(seen) == sorted(Place.objects.filter(valid_to=LAST).values_list("id", flat=True))


def test_today_agrees_with_gathered(maps):
    communes = Place.objects.filter(kind=Kind.COMMUNE, valid_to=None).order_by("code")[::97]
    for commune in communes:
        gathered = queries.gathered(commune)
        assert set(queries.today(gathered).values()) == {commune.pk}


@pytest.mark.parametrize("code", ["318", "471", "498", "536", "755"])
def test_island_districts_became_special_zones_themselves(maps, code):
    district = old(Kind.DISTRICT, code)
    zone = Place.objects.get(pk=queries.today([district.pk])[district.pk])
    assert (zone.division, zone.folded) == ("đặc khu", district.folded)
    assert district.pk in queries.gathered(zone)


def test_what_is_known_at_district_only_has_no_commune_today(maps):
    district = old(Kind.DISTRICT, "125")
    assert queries.today([district.pk, 0]) == {district.pk: 0, 0: 0}
    assert queries.today_province([district.pk]) == {district.pk: 14}


def test_todays_province_of_one_that_merged(maps):
    ha_giang, binh_dinh = old(Kind.PROVINCE, "02"), old(Kind.PROVINCE, "52")
    assert queries.today_province([ha_giang.pk, binh_dinh.pk, 0]) == {ha_giang.pk: 8, binh_dinh.pk: 52, 0: 0}


def test_only_a_split_is_converted(maps, divided):
    commune, default, _other = divided
    whole = Succession.objects.filter(split=False, old__kind=Kind.COMMUNE)[0].old
    assert queries.converted([commune.pk, whole.pk, default.pk]) == {commune.pk}
    assert queries.today([commune.pk]) == {commune.pk: default.pk}


def test_a_village_of_a_split_commune_may_go_its_own_way(divided):
    commune, default, other = divided
    stays = actions.add_village(commune, "Một", "thôn", actor=None)
    leaves = actions.add_village(commune, "Hai", "thôn", actor=None, successor=other)
    assert queries.today([stays.pk, leaves.pk]) == {stays.pk: default.pk, leaves.pk: other.pk}
    assert queries.converted([stays.pk, leaves.pk]) == {stays.pk}
    assert {stays.pk, leaves.pk} & queries.gathered(default) == {stays.pk}
    assert {stays.pk, leaves.pk} & queries.gathered(other) == {leaves.pk}
    assert commune.pk not in queries.gathered(other)
    assert {stays.pk, leaves.pk} <= queries.within(commune)


def test_a_village_that_became_a_village(divided):
    commune, _default, other = divided
    later = actions.add_village(other, "Ba", "thôn", actor=None)
    before = actions.add_village(commune, "Ba", "thôn", actor=None, successor=later)
    assert queries.today([before.pk]) == {before.pk: other.pk}
    assert queries.gathered(later) == {later.pk, before.pk}
    assert before.pk in queries.gathered(other)
    province = new(Kind.PROVINCE, other.parent.code)
    assert {before.pk, later.pk} <= queries.gathered(province)


def test_an_earlier_map_is_followed_through(maps):
    commune = Succession.objects.filter(split=False, old__kind=Kind.COMMUNE)[0]
    earlier = Place.objects.create(
        code="e1", kind=Kind.COMMUNE, division="xã", name="Xã Cũ", parent=None, valid_to=date(2019, 12, 31)
    )
    assert queries.today([earlier.pk]) == {earlier.pk: 0}
    Succession.objects.create(old=earlier, new=commune.old)
    assert queries.today([earlier.pk]) == {earlier.pk: commune.new_id}
    assert earlier.pk in queries.gathered(commune.new)


def test_old_district(maps):
    commune = Place.objects.get(folded="chieng mai", valid_to=LAST)
    today = queries.today([commune.pk])[commune.pk]
    assert queries.old_district([commune.pk, today, commune.parent_id]) == {
        commune.pk: commune.parent_id,
        commune.parent_id: commune.parent_id,
        today: 0,
    }


def test_queries_do_not_grow_with_ids(maps, django_assert_max_num_queries):
    ids = list(Place.objects.order_by("id").values_list("id", flat=True)[:4_000])
    for question in (queries.today, queries.today_province, queries.converted, queries.old_district):
        with django_assert_max_num_queries(6):
            question(ids)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(picks=st.sets(st.integers(min_value=0, max_value=14_148), max_size=40))
def test_each_answer_names_exactly_what_was_asked(maps, picks):
    first = Place.objects.order_by("id").values_list("id", flat=True)[0]
    ids = {first + pick for pick in picks}
    assert queries.today(ids).keys() == queries.today_province(ids).keys() == ids
    assert queries.converted(ids) <= ids
    assert all(1 <= code <= 96 for code in queries.today_province(ids).values())
    for place, commune in queries.today(ids).items():
        assert not commune or queries.today_province([place]) == {place: queries.today_province([commune])[commune]}
