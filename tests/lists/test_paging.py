"""Pages by place: forward and back they show every row once, in order, whatever the days."""

import datetime as dt
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketnoi.activities.models import Activity
from ketnoi.lists import paging
from tests.activities.worlds import category

ORDERS = (("-starts_on", "-pk"), ("starts_on", "pk"), ("-pk",), ("title", "-starts_on", "pk"))


def fill(days):
    Activity.objects.all().delete()
    kind = category("kind", "TT_LONG_GHEP")
    Activity.objects.bulk_create(
        [
            Activity(
                kind_id=kind, title="ab"[n % 2], folded="", status="recorded", created_by=1, created_unit=1,
                starts_on=dt.date(2022, 1, day),
            )
            for n, day in enumerate(days)
        ]
    )  # fmt: skip


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(1, 4), max_size=12), st.integers(1, 5), st.sampled_from(ORDERS))
def test_every_row_once_in_order(days, size, order):
    fill(days)
    rows = Activity.objects.order_by(*order)
    expected = list(rows.values_list("pk", flat=True))
    pages = walked(rows, order, size)
    assert [row[0] for page in pages for row in page.rows] == expected
    assert all(len(page.rows) == size for page in pages[:-1])
    assert [row[0] for part in paging.every(rows, order, ["title"], size) for row in part] == expected
    for before, page in pairwise(pages):
        back = paging.page(rows, rows, order, [], size, before=page.before)
        assert [row[0] for row in back.rows] == [row[0] for row in before.rows]


def walked(rows, order, size):
    pages = [paging.page(rows, rows, order, ["title"], size)]
    assert pages[0].before is None
    while pages[-1].after is not None:
        pages.append(paging.page(rows, rows, order, ["title"], size, after=pages[-1].after))
    return pages


@pytest.mark.django_db
def test_a_row_that_is_not_to_be_seen_is_no_place():
    fill([1, 2, 3, 4])
    rows = Activity.objects.order_by("pk")
    first, *_others, last = rows.values_list("pk", flat=True)
    seen = rows.exclude(pk=last)
    assert len(paging.page(rows, seen, ("pk",), [], 10, after=last).rows) == 4
    assert len(paging.page(rows, seen, ("pk",), [], 10, after=first).rows) == 3
    assert len(paging.page(rows, seen, ("pk",), [], 10, after=2**60).rows) == 4
    gone_from_answer = rows.exclude(pk=first)
    assert len(paging.page(gone_from_answer, seen, ("pk",), [], 10, after=first).rows) == 3


@pytest.mark.django_db
def test_the_last_page_asks_no_more_than_the_first():
    fill([1] * 30)
    rows = Activity.objects.order_by("-starts_on", "-pk")
    with CaptureQueriesContext(connection) as asked:
        paging.page(rows, rows, ("-starts_on", "-pk"), [], 5, after=rows[24].pk)
    assert len(asked) == 3  # one of them is this test's own
    assert "OFFSET" not in asked[-1]["sql"]
