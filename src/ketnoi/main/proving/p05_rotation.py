"""P5: a rotation is killed again and again, while others read and write; nothing is ever unreadable."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from random import Random

from django.conf import settings
from django.db import connections
from django.utils.translation import gettext_noop as _

from ketnoi.main.proving import sealed_rows
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.main.proving.sealed_rows import Card, Slip
from ketnoi.vault import freshness, keyfiles, keys, rotation
from ketnoi.vault.models import DataKey
from ketnoi.vault.refusals import Refused

CARDS = 60
BATCH = 4
MANY = 10  # kills of which some must come in the midst of a rotation
PATIENCE = 60.0  # seconds after which a rotation that says nothing is given up

Known = dict[int, str]
_fork = multiprocessing.get_context("fork")


def _run(size: int, seed: int) -> Outcome:
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    sealed_rows.make_tables()
    sealed_rows.fill(CARDS, chance)
    known = _digests()
    findings: list[str] = []
    half_way = 0
    for number in range(size):
        findings += _killed_once(number, chance, known)
        half_way += len(rotation.hanging()) > 1
    if size >= MANY and not half_way:
        findings.append("no rotation was killed under way")
    rotation.rewrap()
    findings += [*_broken(known), *_left_behind()]
    return outcome(size, findings)


def _killed_once(number: int, chance: Random, known: Known) -> Iterator[str]:
    """Begin a rotation, or go on with one, kill it somewhere, and look at everything."""
    connections.close_all()
    hears, says = _fork.Pipe(duplex=False)
    process = _fork.Process(target=_rotate, args=(says,))
    process.start()
    says.close()
    before = _heard(hears, chance.randrange(CARDS // BATCH))
    time.sleep(chance.random() / 100)
    process.kill()
    process.join()
    if fault := _fault(process, before):
        yield f"{number}: {fault}"
    key = keys.new("card")  # somebody works meanwhile
    known[key.pk] = _digest(key)
    yield from (f"{number}: {told}" for told in _broken(known))


def _rotate(says: Connection) -> None:
    """What `ketnoi keys rotate` does, telling of every step; in a process that will be killed."""
    if not rotation.waiting():
        rotation.begin(settings.CONFIG.keys)
    says.send(0)
    while rotation.rewrap(batch=BATCH, told=says.send):
        rotation.begin(settings.CONFIG.keys)


def _heard(hears: Connection, steps: int) -> int:
    """Wait for so many steps; answers how many came."""
    for came in range(steps):
        try:
            if not hears.poll(PATIENCE):
                return came
            hears.recv()
        except EOFError:
            return came
    return steps


def _fault(process: BaseProcess, came: int) -> str:
    """A rotation that ended by itself broke down: it goes on for ever otherwise."""
    return "" if process.exitcode == -signal.SIGKILL else f"ended with {process.exitcode} after {came} steps"


def _digests() -> Known:
    return {key.pk: _digest(key) for key in DataKey.objects.all()}


def _digest(key: DataKey) -> str:
    return hashlib.sha256(key.secret()).hexdigest()


def _broken(known: Known) -> Iterator[str]:
    """Keys that are others than before, and rows that do not open."""
    try:
        found = _digests()
        yield from (f"key {pk} differs" for pk in known.keys() ^ found.keys())
        yield from (f"key {pk} differs" for pk in known.keys() & found.keys() if known[pk] != found[pk])
        rows: list[Card | Slip] = [*Card.objects.all(), *Slip.objects.all()]
        freshness.check(rows)
        yield from (f"row {row.pk} is empty" for row in rows if not row.name.open())
    except Refused as error:
        yield f"{type(error).__name__}: {error}"


def _left_behind() -> Iterator[str]:
    """In the end all hangs on the newest version."""
    newest = max(keyfiles.read(settings.CONFIG.keys).masters)
    if set(rotation.hanging()) != {newest}:
        yield f"hanging: {rotation.hanging()}"


PROMISE = Promise(
    "P5",
    _("Thay khóa bị dừng đột ngột ở điểm bất kỳ rồi làm tiếp, trong khi vẫn ghi mới: mọi dữ liệu vẫn đọc được"),
    _run,
    size=50,
    fast=3,
    apart=True,
)
