"""T2's other side: a write to the ledger that keeps no roll-ups.

It keeps what is needed without them: what the records counted for before is read, one moment orders the writers of
a province (figures "as known then" need it), and the facts go into the same table with the same indexes.
`bare` is the least there can be: one INSERT of facts that are ready.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.db import connection, transaction

from ketnoi.figures import ledger
from ketnoi.figures.models import Fact, ProvinceClock
from ketnoi.figures.sources import Counted

COLUMNS = [*ledger.COLUMNS, "id", "month", "record_kind", "recorded_at"]


def write(kind: int, counted: Sequence[Counted]) -> None:
    """One transaction."""
    with transaction.atomic():
        records = [one.record for one in counted]
        list(
            Fact.objects.filter(record_kind=kind, record__in=records, superseded_at=None).values_list(
                "id", *ledger.COLUMNS
            )
        )
        keys = list(ledger.keys(counted))
        provinces = sorted({key.province for key in keys})
        clocks = ProvinceClock.objects.filter(province__in=provinces).order_by("province")
        last = max(clock.last for clock in clocks.select_for_update())
        moment = max(time.time_ns() // 1000, last + 1)
        clocks.update(last=moment)
        _insert(kind, keys, moment)


def bare(kind: int, keys: Sequence[ledger.Key]) -> None:
    """Facts that are ready, in a transaction of their own."""
    with transaction.atomic():
        _insert(kind, keys, time.time_ns() // 1000)


def _insert(kind: int, keys: Sequence[ledger.Key], moment: int) -> None:
    Fact.objects.bulk_create(
        [
            Fact(
                **key._asdict(),
                id=number,
                month=key.day.year * 12 + key.day.month - 1,
                record_kind=kind,
                recorded_at=moment,
            )
            for number, key in zip(ledger.fact_ids(len(keys)), keys, strict=True)
        ],
        batch_size=500,
    )


def forget(kind: int) -> None:
    """Take all of it out again, before anybody folds."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM figures_fact WHERE record_kind = %s", [kind])
