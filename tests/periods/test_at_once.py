"""Two who change one regime at the same moment: PostgreSQL's row locks let one save and tell the other."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from ketnoi.audit import versions
from ketnoi.periods import regimes
from ketnoi.periods.models import Regime
from tests.periods import worlds

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_of_two_who_revise_is_told():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets only one writer in at all")
    world = worlds.build()
    code = world.regime().code
    together, outcomes = Barrier(2), []

    def revise(name):
        together.wait()
        try:
            regimes.revise(code, world.terms(name=name, valid_from=worlds.JUNE), 1)
            outcomes.append("saved")
        except versions.Stale:
            outcomes.append("told")
        finally:
            connection.close()

    editors = [Thread(target=revise, args=[name]) for name in ("Tên một", "Tên hai")]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    assert sorted(outcomes) == ["saved", "told"]
    assert list(Regime.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
