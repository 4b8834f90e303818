"""Writers at the same moment: each takes a chain that nobody else is writing to, and lines of one stay together."""

import threading

import pytest
from django.db import transaction

from ketnoi.audit import journal
from ketnoi.audit.models import CHAINS, Line
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def writer(number, together):
    """Two lines in one transaction; between them all wait until everybody has written his first."""

    def write():
        journal._own.chain = 0
        with transaction.atomic():
            journal.write("record", "proof", number)
            together.wait(20)
            journal.write("record", "proof", number)

    return write


def test_eight_writers_of_one_chain_wait_for_nobody():
    with transaction.atomic():
        journal.write("record", "proof", "first")
    together = threading.Barrier(CHAINS)
    assert at_once(*(writer(number, together) for number in range(CHAINS))) == [None] * CHAINS
    lines = Line.objects.exclude(object="first")
    assert set(lines.values_list("chain", flat=True)) == set(range(CHAINS))
    assert {lines.filter(object=str(number)).values("chain").distinct().count() for number in range(CHAINS)} == {1}
    assert journal.verify() == (2 * CHAINS + 1, [])
