"""P2: nobody sees a record outside his need to know.

Random worlds of persons; for every pair of an officer and a person the policy's query is asked and compared with the
oracle's predicate, sections too. Then each policy that is wrong in one part is asked in a world that stands fixed: one
that is not found out breaks the promise, because then the comparison would say little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import transaction

from ketnoi.access import protecting, sections
from ketnoi.access.models import ProtectedRecord
from ketnoi.access.protecting import Protected
from ketnoi.access.proving import worlds
from ketnoi.access.proving.comparing import Comparison
from ketnoi.access.proving.mutants import MUTANTS
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.officers.models import Officer
from ketnoi.people.models import Person
from ketnoi.vault import keys

KIND = "proof"
OFFICERS, RECORDS = 200, 1000  # of a large world
FEW_OFFICERS, FEW_RECORDS = 50, 90  # of the one that stands fixed, and of quick proofs
FIXED = 7  # its seed
LARGE = 10_000  # pairs from which the wrong policies are asked too


def _run(size: int, seed: int) -> Outcome:
    tried, findings = 0, list[str]()
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    officers, records = (OFFICERS, RECORDS) if size >= LARGE else (20, 30)
    while tried < size:
        with _world(chance.getrandbits(60), officers, records) as compared:
            findings += compared.differences()
            tried += compared.pairs
    if size >= LARGE:
        findings += _not_found_out()
        tried += len(MUTANTS)
    return outcome(tried, findings)


def _not_found_out() -> Iterator[str]:
    with _world(FIXED, FEW_OFFICERS, FEW_RECORDS) as compared:
        yield from (f"không phát hiện: {name}" for name, policy in MUTANTS.items() if compared.agrees(policy))


@contextmanager
def _world(seed: int, officers: int, records: int) -> Iterator[Comparison]:
    """A world that is gone afterwards, its persons declared with every section that there is."""
    whole = (*sections.BY_TICK, *sections.OF_NOTICE, sections.MEDICAL, sections.NOTES)
    protecting.declare(Protected(Person, KIND, "", tuple(sorted({*whole} - {sections.WORKFLOW}))))
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    try:
        with transaction.atomic():
            yield Comparison(worlds.build(KIND, _make(records), chance, officers, records))
            transaction.set_rollback(True)
    finally:
        protecting.forget(KIND)


def _make(records: int) -> Callable[[dict[str, Any]], ProtectedRecord]:
    """Persons of whom nothing is written; the officer who registered them is the first there is."""
    held = iter(keys.new_many(KIND, records))

    def make(said: dict[str, Any]) -> ProtectedRecord:
        officer = Officer.objects.order_by("pk").first()
        return Person(data_key=next(held), names=[], identity={}, registered_at=1, registered_by=officer, **said)

    return make


PROMISE = Promise(
    "P2",
    "Không ai xem được hồ sơ ngoài phạm vi cần biết: câu hỏi của chính sách bằng vị từ độc lập trên các thế giới ngẫu "
    "nhiên; mọi chính sách cố ý sai đều bị phát hiện",
    _run,
    size=1_000_000,
    fast=600,
)
