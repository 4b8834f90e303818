"""T10: finding a person by a mistyped name in a reader's scope, names sealed, beside pg_trgm over names in clear."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from statistics import quantiles
from time import perf_counter

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from benchmarks import names, slips  # noqa: E402
from benchmarks.baselines import naive_trgm  # noqa: E402
from benchmarks.measures import Measure, hand_over, tell  # noqa: E402
from ketnoi.access import reader as readers  # noqa: E402
from ketnoi.access.reader import Reader  # noqa: E402
from ketnoi.audit import moments  # noqa: E402
from ketnoi.officers import actions as officers  # noqa: E402
from ketnoi.officers.enums import Role  # noqa: E402
from ketnoi.orgs import build  # noqa: E402
from ketnoi.orgs.models import Unit, searchable  # noqa: E402
from ketnoi.people import actions, finding  # noqa: E402
from ketnoi.people.entry import Entry  # noqa: E402
from ketnoi.people.names import Names  # noqa: E402

SCOPES = (200, 2000)
ROWS = int(os.environ.get("NAMES", "1000000"))  # of the naive table
ASKED = 100  # searches that are timed
OF_EACH_KIND = 106  # slips of each kind for the recall: 2,014 in all
ALLOWED = 0.05  # of the names that were meant may be missed among the first ten


def measures() -> list[Measure]:
    """Both scopes: time at the 95th percentile beside the naive one, and names missed beside what is allowed."""
    found: list[Measure] = []
    naive_trgm.fill(names.invented(20_000, seed=1), ROWS)
    for size in SCOPES:
        pool = names.invented(size, seed=size)
        tell(f"T10: {size} sealed persons")
        reader = _world(pool)
        found += [_time(reader, pool), _recall(pool)]
    return found


def _world(pool: list[str]) -> Reader:
    """A unit that keeps these persons, and its lead."""
    agency, name = build.agencies()["hoi"], f"Đơn vị {len(pool)}"
    unit = Unit.objects.create(
        agency=agency, level="province", name=name, folded=searchable(name, ""), province=1, path=f"bench{len(pool)}."
    )
    recorder, lead = (officers.add_officer(f"{role}{len(pool)}", None, "Người Mẫu") for role in ("recorder", "lead"))
    post = officers.give_post(recorder, unit.pk, Role.RECORDER)
    officers.give_post(lead, unit.pk, Role.LEAD)
    with transaction.atomic():
        for person in pool:
            actions.register(Entry(full_name=person), post)
    return readers.at(lead, moments.now())


def _time(reader: Reader, pool: list[str]) -> Measure:
    """One search of each side in turns, everything counted: policy, opening, versions, likeness."""
    chance = random.Random(len(pool))
    kinds = list(slips.KINDS | slips.HELD_OUT)
    asked = [slips.labelled(pool, chance.choice(kinds), 1, seed=number)[0][1] for number in range(ASKED)]
    ours: list[float] = []
    theirs: list[float] = []
    for typed in asked:
        ours.append(_taken(lambda typed=typed: finding.find(reader, typed)))
        theirs.append(_taken(lambda typed=typed: naive_trgm.find(typed)))
    name = f"find a mistyped name, {len(pool)} sealed in scope, p95 (naive: {ROWS} in clear)"
    return Measure("T10", name, _p95(ours), _p95(theirs), 1 / 5)


def _recall(pool: list[str]) -> Measure:
    listed, missed, asked = Names([(name,) for name in pool]), 0, 0
    for kind in slips.KINDS | slips.HELD_OUT:
        labelled = slips.labelled(pool, kind, OF_EACH_KIND)
        hits = sum(place in {one.place for one in listed.find(typed)} for place, typed in labelled)
        tell(f"T10: {len(pool):5} names, {kind:16} {hits / len(labelled):.3f}{' held out' * (kind in slips.HELD_OUT)}")
        missed, asked = missed + len(labelled) - hits, asked + len(labelled)
    return Measure(
        "T10", f"names missed of {asked} slips, {len(pool)} in scope (theirs: allowed)", missed, ALLOWED * asked, 1, ""
    )


def _taken(job: Callable[[], object]) -> float:
    start = perf_counter()
    job()
    return (perf_counter() - start) * 1000


def _p95(taken: list[float]) -> float:
    return quantiles(taken, n=20)[-1]


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    hand_over(measures())
