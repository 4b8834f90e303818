"""Search as you type: marks, đ, order, days, commas."""

from datetime import date

import pytest

from ketnoi.places import actions, queries
from ketnoi.places.models import Kind, Place

OLD, NEW = date(2021, 5, 1), date(2026, 5, 1)


@pytest.mark.parametrize("text", ["Xã Chiềng Mai", "xa chieng mai", "chiềng mai", "CHIENG MAI", " chieng  mai "])
def test_with_and_without_marks(maps, text):
    assert [place.label for place in queries.find(text, OLD)] == ["Xã Chiềng Mai, huyện Mai Sơn"]


def test_the_same_name_lies_elsewhere_on_another_day(maps):
    assert [place.label for place in queries.find("chieng mai", NEW)] == ["Xã Chiềng Mai, tỉnh Sơn La"]


def test_d_with_bar_is_found_by_d(maps):
    assert "Tỉnh Điện Biên" in {place.name for place in queries.find("dien bien", NEW)}


def test_old_and_new_tone_marks_are_the_same(maps):
    names = [{place.pk for place in queries.find(text, OLD)} for text in ("Hòa Bình", "Hoà Bình")]
    assert names[0] == names[1]
    assert names[0]


def test_whole_name_before_beginning_before_later_word(maps):
    found = queries.find("son la", OLD, limit=50)
    ranks = [0 if place.folded == "son la" else 1 if place.folded.startswith("son la") else 2 for place in found]
    assert ranks == sorted(ranks)
    assert [place.name for place in found[:2]] == ["Tỉnh Sơn La", "Thành phố Sơn La"]


def test_a_piece_inside_a_word_is_not_found(maps):
    assert queries.find("hieng mai", OLD) == []


@pytest.mark.parametrize("text", ["", "   ", ",", ", mai son"])
def test_nothing_finds_nothing(maps, text):
    assert queries.find(text, OLD) == []


@pytest.mark.parametrize("text", ["%", "_", "chieng%", "'", "\\"])
def test_wildcards_are_letters(maps, text):
    assert queries.find(text, OLD) == []


def test_after_a_comma_stands_what_it_lies_in(maps):
    wide = queries.find("tan lap", OLD, kinds=[Kind.COMMUNE], limit=100)
    home = wide[0].parent
    narrow = queries.find(f"tan lap, {home.folded}", OLD, kinds=[Kind.COMMUNE], limit=100)
    expected = {place for place in wide if home.folded in (place.parent.folded, place.parent.parent.folded)}
    assert {place.pk for place in narrow} == {place.pk for place in expected}
    assert 0 < len(narrow) < len(wide)


def test_within_and_kinds(maps):
    province = Place.objects.get(kind=Kind.PROVINCE, code="14", valid_to=None)
    found = queries.find("chieng", NEW, within=province, kinds=[Kind.COMMUNE], limit=100)
    assert found
    assert {place.parent_id for place in found} == {province.pk}
    assert all(place.folded.startswith("chieng") for place in found)
    assert queries.find("chieng", NEW, within=province, kinds=[Kind.PROVINCE]) == []


def test_the_limit_holds(maps):
    assert len(queries.find("tan", OLD, limit=7)) == 7


def test_labels_ask_no_further_query(maps, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len([place.label for place in queries.find("tan", OLD)]) == 12


def test_a_village_shows_its_commune_and_district(maps):
    commune = queries.find("chieng mai", OLD)[0]
    actions.add_village(commune, "Nà Đươi", "bản", actor=None)
    found = queries.find("ban na duoi", OLD)
    assert [place.label for place in found] == ["Bản Nà Đươi, xã Chiềng Mai, huyện Mai Sơn"]
    assert queries.find("na duoi", NEW) == []
    assert queries.name_path(found[0]) == "Bản Nà Đươi, xã Chiềng Mai, huyện Mai Sơn, tỉnh Sơn La"
