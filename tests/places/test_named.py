"""The search out of memory finds what the database finds, in the same order, and nothing that is no longer so."""

from datetime import date

import pytest

from ketnoi.places import actions, named, queries
from ketnoi.places.models import Kind, Place

OLD, NEW = date(2021, 5, 1), date(2026, 5, 1)
TEXTS = [
    "Xã Chiềng Mai",
    "chieng mai",
    "son la",
    "tinh son la",
    "hòa bình",
    "dien bien",
    "tan",
    "lap",
    "t",
    "hieng mai",
    "chieng mai, mai son",
    "chieng, son la",
    ", mai son",
    ",",
    "%",
    "_",
    "\\",
    "",
    "   ",
]


def asked(text, day):
    return [(one.pk, one.kind) for one in queries.find(text, day, limit=40)]


@pytest.mark.parametrize("day", [OLD, NEW])
@pytest.mark.parametrize("text", TEXTS)
def test_the_same_in_the_same_order(maps, text, day):
    assert named.best(text, day, 40) == asked(text, day)


def test_something_is_found_at_all(maps):
    whole = Place.objects.get(kind=Kind.PROVINCE, folded="son la", valid_to=None)
    assert named.best("son la", NEW, 1) == [(whole.pk, "province")]
    assert len(named.best("tan", OLD, 7)) == 7


@pytest.mark.parametrize("text", TEXTS)
def test_where_more_stand_the_database_is_asked(maps, text, monkeypatch):
    monkeypatch.setattr(named, "MOST", Place.objects.on(NEW).count() - 1)
    assert named.best(text, NEW, 40) == asked(text, NEW)


def test_the_second_search_reads_no_table(maps, django_assert_num_queries):
    named.best("tan", NEW, 8)
    with django_assert_num_queries(1):  # the edition
        assert len(named.best("chieng", NEW, 8)) == 8


def test_a_new_village_is_found_at_once(maps):
    assert named.best("na duoi", OLD, 8) == []
    actions.add_village(queries.find("chieng mai", OLD)[0], "Nà Đươi", "bản", actor=None)
    assert [kind for _pk, kind in named.best("na duoi", OLD, 8)] == ["village"]
    assert named.best("na duoi", NEW, 8) == []
