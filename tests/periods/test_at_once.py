"""Two who change one regime at the same moment: PostgreSQL's row locks let one save and tell the other."""

import pytest

from ketnoi.audit import versions
from ketnoi.periods import regimes
from ketnoi.periods.models import Regime
from tests.periods import worlds
from tests.threads import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_of_two_who_revise_is_told():
    world = worlds.build()
    code = world.regime().code

    def revise(name):
        try:
            regimes.revise(code, world.terms(name=name, valid_from=worlds.JUNE), 1)
        except versions.Stale:
            return "told"
        return "saved"

    assert sorted(at_once(lambda: revise("Tên một"), lambda: revise("Tên hai"))) == ["saved", "told"]
    assert list(Regime.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
