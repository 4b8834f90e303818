"""Ids of facts."""

import time_machine

from ketnoi.figures import ledger


def test_ids_given_in_one_moment_never_overlap():
    with time_machine.travel(1_790_000_000, tick=False):
        given = [number for _ in range(2_000) for number in ledger.fact_ids(200)]
    assert len(set(given)) == len(given)
