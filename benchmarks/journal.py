"""What the journal costs: writes a second of WRITERS processes (8) with their lines and without, in turns.

The write is the product's commonest: an activity recorded, with its facts. Beside it the least write there is, one row
and its line, told without a target.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.sharedctypes import SynchronizedArray
from multiprocessing.synchronize import Barrier
from statistics import median
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tests.activities import worlds  # noqa: E402

from benchmarks.measures import Measure, hand_over, tell  # noqa: E402
from ketnoi.activities import actions  # noqa: E402
from ketnoi.audit import journal  # noqa: E402
from ketnoi.officers.models import Tries  # noqa: E402

WRITERS = int(os.environ.get("WRITERS", "8"))
ROUNDS, SECONDS = 9, 2.0
MOST = 1 / 0.8  # theirs is at most so many times ours: within 20 percent
Write = Callable[[int], object]


def record(world: worlds.World) -> Write:
    """An activity, as an officer enters it."""
    actor, unit = world.officers["mau"].pk, world.units["hoi_xa"].pk
    return lambda number: actions.record(world.entry(title=f"Buổi {number}"), actor, unit)


def least(_world: worlds.World) -> Write:
    """One row, and its line."""

    @transaction.atomic
    def write(number: int) -> None:
        Tries.objects.create(bucket=f"bench {os.getpid()} {number}", at=number)
        journal.write("record", "proof", number, actor=1, unit=1)

    return write


def writer(make: Any, world: worlds.World, start: Barrier, done: SynchronizedArray[int], place: int) -> None:
    """One process: in each round with lines, then without, as many writes as there is time for."""
    write, written = make(world), journal.write
    number = place * 10_000_000
    for turn in range(2 * ROUNDS):
        journal.write = written if turn % 2 == 0 else lambda *_told, **_detail: None
        start.wait()
        end, count = time.monotonic() + SECONDS, 0
        while time.monotonic() < end:
            write(number + count)
            count += 1
        number += count
        done[turn * WRITERS + place] = count
        start.wait()


def measure(name: str, make: Any, world: worlds.World, target: float | None) -> Measure:
    """Medians of the rounds, in milliseconds a write of all writers together."""
    tell(f"{name} …")
    ways = multiprocessing.get_context("fork")
    start, done = ways.Barrier(WRITERS), ways.Array("q", 2 * ROUNDS * WRITERS)
    connection.close()
    crew = [ways.Process(target=writer, args=(make, world, start, done, place)) for place in range(WRITERS)]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    rounds = [sum(done[turn * WRITERS : (turn + 1) * WRITERS]) for turn in range(2 * ROUNDS)]
    ours, theirs = (median(rounds[side::2]) / SECONDS for side in (0, 1))
    tell(f"{name}: {ours:.0f} writes a second with lines, {theirs:.0f} without")
    return Measure("J", f"{name}, {WRITERS} writers, against no journal", 1000 / ours, 1000 / theirs, target)


def main() -> None:
    """In an empty database of PostgreSQL."""
    call_command("migrate", verbosity=0, skip_checks=True)
    world = worlds.build()
    found = [measure("a recorded activity", record, world, MOST), measure("one row and its line", least, world, None)]
    _lines, findings = journal.verify()
    assert not findings, findings
    hand_over(found)


if __name__ == "__main__":
    main()
