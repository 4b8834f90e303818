"""P7: what was acknowledged is there after kill -9, once, with its facts and its line in the journal.

Two processes write as fast as they can and acknowledge each number once it is committed; both are killed at a random
moment, again and again. In the control they acknowledge before the commit: a harness that finds nothing lost there
would find nothing anywhere, and the promise counts as broken.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from random import Random

from django.db import OperationalError, connections, transaction

from ketnoi.audit import journal
from ketnoi.figures import verify
from ketnoi.figures.models import EnteredValue
from ketnoi.main.proving import small_world
from ketnoi.main.proving.promise import Outcome, Promise, outcome

WRITERS = 2
LONGEST = 0.25  # seconds from the first acknowledgement to the kill
BETWEEN = 0.02  # seconds between acknowledgement and commit, in the control
PAUSE = 0.003  # seconds in which the other gets his turn: SQLite lets in whoever comes first
PATIENCE = 60.0  # seconds for the first acknowledgement, on a machine that is busy
CONTROLS = 20  # kills of the control, at most, until one loses something
_ways = multiprocessing.get_context("fork")


def _run(size: int, seed: int) -> Outcome:
    unit = small_world.unit().pk
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    acknowledged = [paper for number in range(size) for paper in _killed(unit, f"{number}", chance, early=False)]
    findings = [*_lost(acknowledged), *_broken()]
    if not any(_lost(_killed(unit, f"c{number}", chance, early=True)) for number in range(CONTROLS)):
        findings.append("phép thử đối chứng không làm mất gì: phép thử này không phát hiện được")
    return outcome(len(acknowledged), findings)


def _killed(unit: int, kill: str, chance: Random, *, early: bool) -> list[str]:
    """Let the writers write, kill them; answers what they acknowledged."""
    connections.close_all()  # a connection is nobody's to inherit
    crew = [_started(unit, f"{kill}.{number}", early=early) for number in range(WRITERS)]
    heard: list[str] = []
    wait([pipe for _process, pipe in crew], PATIENCE)
    time.sleep(chance.uniform(0, LONGEST))
    for process, _pipe in crew:
        process.kill()
    for process, pipe in crew:
        process.join()
        with suppress(EOFError, OSError):  # the last word may be cut off
            while pipe.poll():
                heard.append(pipe.recv())
    return heard


def _started(unit: int, name: str, *, early: bool) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    ours, theirs = _ways.Pipe(duplex=False)
    process = _ways.Process(target=_write, args=(theirs, unit, name), kwargs={"early": early}, daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _write(pipe: Connection, unit: int, name: str, *, early: bool) -> None:
    """Until killed; `early` acknowledges what is not committed yet."""
    number = 0
    while True:
        number += 1
        paper = f"{name}.{number}"
        with suppress(OperationalError):  # waited too long for the other: refused, and not acknowledged
            _entered(pipe, unit, number, paper, early=early)
        time.sleep(PAUSE)


def _entered(pipe: Connection, unit: int, number: int, paper: str, *, early: bool) -> None:
    with transaction.atomic():
        small_world.enter(unit, number, paper)
        if early:
            pipe.send(paper)
            time.sleep(BETWEEN)
    if not early:
        pipe.send(paper)


def _lost(acknowledged: list[str]) -> list[str]:
    """Papers that are not there exactly once."""
    there = Counter(EnteredValue.objects.values_list("source_number", flat=True))
    return [f"{paper}: {there[paper]} lần" for paper in acknowledged if there[paper] != 1]


def _broken() -> Iterator[str]:
    """What is there twice, or half."""
    there = Counter(EnteredValue.objects.values_list("source_number", flat=True))
    yield from (f"{paper}: {count} lần" for paper, count in there.items() if count > 1)
    yield from verify.run().differences
    lines, findings = journal.verify()
    yield from map(str, findings)
    if lines != there.total():
        yield f"{lines} dòng nhật ký của {there.total()} số đã ghi"


PROMISE = Promise(
    "P7",
    "Kill -9 hai tiến trình đang ghi, lặp lại nhiều lần: không mất, không thừa; phép thử đối chứng thì có mất",
    _run,
    size=300,
    fast=2,
    apart=True,
)
