"""Rows put in by the thousand read back as those that models saved one by one, on both engines."""

from __future__ import annotations

import datetime as dt
import gc
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity, Revision
from ketnoi.audit import bulk
from tests.activities import worlds

pytestmark = pytest.mark.django_db
COLUMNS = (
    *("uuid", "kind_id", "title", "folded", "starts_on", "start_time", "venue", "result", "women", "status"),
    *("corrected", "version", "created_by", "created_unit"),
)


def rows(count: int) -> list[tuple[object, ...]]:
    kind = worlds.category("kind", "TT_LONG_GHEP")
    day, time = dt.date(2022, 11, 19), dt.time(19, 30)
    plain = ("Nội dung\tcó\\dấu", "noi dung", day, time, "", "dòng một\ndòng hai", None)
    return [(UUID(int=n), kind, *plain, Status.RECORDED, n % 2 == 0, 1, 5, 7) for n in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, bulk.FEW + 1])
def test_rows_read_back_as_they_were_given_in_their_order(count):
    given = rows(count)
    bulk.insert(Activity, COLUMNS, given)
    assert list(Activity.objects.order_by("pk").values_list(*COLUMNS)) == given
    assert not Activity.objects.exclude(place=None, ends_on=None, recorded_at=None).exists()


@pytest.mark.parametrize("count", [1, bulk.FEW + 1])
def test_a_row_put_in_is_found_by_what_a_saved_one_is_found_by(count):
    bulk.insert(Activity, COLUMNS, rows(count))
    by_its_values = Activity.objects.filter(uuid=UUID(int=1), starts_on=dt.date(2022, 11, 19), corrected=False)
    assert by_its_values.filter(start_time=dt.time(19, 30), women=None).count() == 1
    one = by_its_values.get()
    bulk.insert(
        Revision,
        ("activity_id", "number", "at", "actor", "unit", "verb", "reason", "snapshot"),
        [(one.pk, number, 1, 5, 7, "record", "", '{"title": "Nội dung", "women": null}') for number in range(count)],
    )
    assert Revision.objects.filter(snapshot__title="Nội dung").count() == count
    assert Revision.objects.first().snapshot == {"title": "Nội dung", "women": None}


@pytest.mark.parametrize("count", [1, bulk.FEW + 1])
def test_one_row_that_may_not_stand_keeps_all_out(count):
    given = rows(count)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Activity, COLUMNS, [*given, given[0]])
    assert not Activity.objects.exists()


def test_no_rows_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert(Activity, COLUMNS, [])


def test_fresh_ids_are_nobody_elses_and_lie_after_all_that_were_given():
    count = 3
    bulk.insert(Activity, COLUMNS, rows(1))
    with transaction.atomic():
        first = bulk.ids(Activity, count)
        given = [(number, *row) for number, row in zip(first, rows(count + 1)[1:], strict=True)]
        bulk.insert(Activity, ("id", *COLUMNS), given)
    assert list(first) == sorted(set(first))
    assert list(Activity.objects.order_by("pk").values_list("pk", flat=True)[1:]) == list(first)
    bulk.insert(Activity, COLUMNS, rows(count + 2)[count + 1 :])
    assert Activity.objects.order_by("pk").last().uuid == UUID(int=count + 2)
    with transaction.atomic():
        assert min(bulk.ids(Activity, 1)) > Activity.objects.order_by("pk").last().pk


def test_an_id_is_not_given_again_when_the_last_row_is_gone():
    bulk.insert(Activity, COLUMNS, rows(1))
    last = Activity.objects.get().pk
    Activity.objects.all().delete()
    with transaction.atomic():
        assert min(bulk.ids(Activity, 1)) > last


@bulk.without_collector()
def failing():
    assert not gc.isenabled()
    with bulk.without_collector():
        pass
    assert not gc.isenabled()
    raise ZeroDivisionError


def test_the_collector_rests_while_much_is_made_and_works_again_when_that_fails():
    with pytest.raises(ZeroDivisionError):
        failing()
    assert gc.isenabled()


@pytest.mark.django_db(transaction=True)
def test_settling_leaves_everything_as_it_is_and_waits_as_long_as_before():
    bulk.insert(Activity, COLUMNS, rows(1))
    waits = waiting()
    bulk.settle()
    assert waiting() == waits
    with transaction.atomic():
        bulk.settle()
    assert Activity.objects.count() == 1


def waiting():
    """For how many milliseconds SQLite waits for somebody else; PostgreSQL is not asked."""
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()
