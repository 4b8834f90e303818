"""T10: finding a person by a mistyped name in a reader's scope, names sealed, beside pg_trgm over names in clear.

The naive side searches a nation of names: NAMES rows, a million unless said, as many as one table would hold where
names lie in clear. It takes most of the time: about half a minute to fill and index, then a second for each search.
"""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Callable
from functools import partial
from statistics import quantiles
from time import perf_counter

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks import names, slips  # noqa: E402
from benchmarks.baselines import naive_trgm  # noqa: E402
from benchmarks.measures import Measure, hand_over, tell  # noqa: E402
from ketnoi.access import reader as readers  # noqa: E402
from ketnoi.access.enums import Form, Purpose  # noqa: E402
from ketnoi.access.models import Grant  # noqa: E402
from ketnoi.access.reader import Reader  # noqa: E402
from ketnoi.audit import journal, moments  # noqa: E402
from ketnoi.officers import actions as officers  # noqa: E402
from ketnoi.officers.enums import Role  # noqa: E402
from ketnoi.officers.models import Post  # noqa: E402
from ketnoi.orgs import build  # noqa: E402
from ketnoi.orgs.models import Unit, searchable  # noqa: E402
from ketnoi.people import entry as entries  # noqa: E402
from ketnoi.people import finding  # noqa: E402
from ketnoi.people.entry import Entry  # noqa: E402
from ketnoi.people.models import KIND, Person  # noqa: E402
from ketnoi.people.names import Names  # noqa: E402
from ketnoi.vault import keys  # noqa: E402

SCOPES = (200, 2000)
ROWS = int(os.environ.get("NAMES", "1000000"))  # of the naive table
ASKED = 40  # searches of each side that are timed, in turns
OF_EACH_KIND = 106  # slips of each kind for the recall: 2,014 in all
ALLOWED = 0.05  # of the names that were meant may be missed among the first ten


def measures() -> list[Measure]:
    """Both scopes: time at the 95th percentile beside the naive one, and names missed beside what is allowed."""
    tell(f"T10: {ROWS} names in clear")
    naive_trgm.fill(names.invented(20_000, seed=1), ROWS)
    pools = {size: names.invented(size, seed=size) for size in SCOPES}
    tell("T10: sealed persons")
    readers_of = {size: _world(pool) for size, pool in pools.items()}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a cluster of one's own does it by itself; plans made of nothing are bad ones
    gc.collect()
    gc.freeze()  # as a server does once it is up (main/wsgi.py)
    tell(f"T10: {ASKED} searches of each side")
    return [*_timed(readers_of, pools), *map(_recall, pools.values())]


def _world(pool: list[str]) -> Reader:
    """A unit that keeps these persons, and its lead."""
    agency, name = build.agencies()["hoi"], f"Đơn vị {len(pool)}"
    unit = Unit.objects.create(
        agency=agency, level="province", name=name, folded=searchable(name, ""), province=1, path=f"bench{len(pool)}."
    )
    recorder, lead = (officers.add_officer(f"{role}{len(pool)}", None, "Người Mẫu") for role in ("recorder", "lead"))
    post = officers.give_post(recorder, unit.pk, Role.RECORDER, actor=None)
    officers.give_post(lead, unit.pk, Role.LEAD, actor=None)
    with transaction.atomic():
        _register(pool, post)
    return readers.at(lead, moments.now())


def _register(pool: list[str], post: Post) -> None:
    """As `people.actions.register` leaves them, with one line of the journal for all, as a workbook would write."""
    given = []
    for key, name in zip(keys.new_many(KIND, len(pool)), pool, strict=True):
        person = Person(owner_id=post.unit_id, data_key=key, registered_at=moments.now())
        person.registered_by_id = post.officer_id
        entries.write(person, Entry(full_name=name))
        person.save()
        said = {"kind": KIND, "record": person.pk, "giver": post.unit, "post": post, "starts_at": person.registered_at}
        given.append(Grant(form=Form.ASSIGNMENT, purpose=Purpose.PROTECTION, **said))
    Grant.objects.bulk_create(given)
    journal.write("register", "bench", len(pool))


def _timed(readers_of: dict[int, Reader], pools: dict[int, list[str]]) -> list[Measure]:
    """One search of each side in turns, everything counted: policy, opening, versions, likeness."""
    chance, kinds = random.Random(1), list(slips.KINDS | slips.HELD_OUT)
    taken: dict[int, list[float]] = {size: [] for size in SCOPES}
    theirs: list[float] = []
    for number in range(ASKED):
        kind = chance.choice(kinds)
        typed = {size: slips.labelled(pool, kind, 1, seed=number)[0][1] for size, pool in pools.items()}
        for size, reader in readers_of.items():
            taken[size].append(_taken(partial(finding.find, reader, typed[size])))
        theirs.append(_taken(partial(naive_trgm.find, typed[SCOPES[-1]])))
    return [
        Measure("T10", f"find a mistyped name, {size} sealed in scope, p95 (naive: {ROWS} in clear)", _p95(ours),
                _p95(theirs), 1 / 5)
        for size, ours in taken.items()
    ]  # fmt: skip


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
