"""The map is redrawn while joint work waits to be written: its flags are never those of the old map."""

import time
from threading import Event

import pytest
from django.db import connection, transaction

from ketnoi.figures import clocks, ledger
from ketnoi.figures.models import Fact
from ketnoi.orgs.models import Unit
from tests.figures import worlds
from tests.threads import in_thread

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def test_joint_work_that_waited_for_a_new_map_is_not_posted():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one writer in at all")
    land = worlds.start()
    units = [unit.pk for unit in land.units if unit.name in ("x1 NA1", "x1 A1b")]
    held = Event()
    record = worlds.Record(tuple(units), worlds.NEW_START, 0, land.kinds[0], ((land.audiences[0], 10),))

    def write():
        held.wait()
        worlds.write({1: record})

    writer, failed = in_thread(write)
    with transaction.atomic():
        clocks.lock()
        held.set()
        while not somebody_waits():
            time.sleep(0.01)
        Unit.objects.filter(pk=units[0]).update(commune_now=0)
    writer.join()
    assert [type(error) for error in failed] == [ledger.LedgerConflict]
    assert not Fact.objects.exists()
