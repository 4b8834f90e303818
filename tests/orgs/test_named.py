"""The search out of memory finds what the database finds, in the same order, and nothing that is no longer so."""

from datetime import date

import pytest

from ketnoi.orgs import actions, named, queries
from ketnoi.orgs.models import Unit

OLD, NEW = date(2021, 5, 1), date(2026, 5, 1)
TEXTS = [
    "hội chiềng mai",
    "HOI LHPN xa chieng mai",
    "cong an tinh son la",
    "son la",
    "phu nu",
    "xa",
    "c",
    "tand khu vuc 4",
    "la son",
    "hieng",
    "lhpn |",
    "| hoi",
    "%",
    "_",
    "\\",
    "",
    "   ",
]


@pytest.fixture
def son_la(province):
    return province(14)


def asked(text, day):
    return [(one.pk, one.label, one.agency.short, one.place_id) for one in queries.find(text, day, limit=40)]


def remembered(text, day):
    return [(one.pk, one.label, one.agency, one.place) for one in named.best(text, day, 40)]


@pytest.mark.parametrize("day", [OLD, NEW])
@pytest.mark.parametrize("text", TEXTS)
def test_the_same_in_the_same_order(son_la, text, day):
    assert remembered(text, day) == asked(text, day)


def test_something_is_found_at_all(son_la):
    assert [one.label for one in named.best("cong an tinh son la", NEW, 1)] == ["Công an tỉnh Sơn La"]
    assert len(named.best("xa", OLD, 7)) == 7


@pytest.mark.parametrize("text", TEXTS)
def test_where_more_stand_the_database_is_asked(son_la, text, monkeypatch):
    monkeypatch.setattr(named, "MOST", Unit.objects.on(NEW).count() - 1)
    assert remembered(text, NEW) == asked(text, NEW)


def test_the_second_search_reads_no_table(son_la, django_assert_num_queries):
    named.best("xa", NEW, 8)
    with django_assert_num_queries(1):  # the edition
        assert len(named.best("son la", NEW, 8)) == 8


def test_a_new_name_is_found_at_once(son_la):
    unit = named.best("cong an tinh son la", NEW, 1)[0]
    actions.rename(Unit.objects.get(pk=unit.pk), "Công an Mẫu Tên Mới", date(2026, 4, 1))
    assert [one.pk for one in named.best("mau ten moi", NEW, 8)] == [unit.pk]
    assert unit.pk not in [one.pk for one in named.best("cong an tinh son la", NEW, 8)]
