"""P6: whatever is done to the journal past the program, `verify` finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from django.db import transaction
from django.db.models import F, QuerySet

from ketnoi.audit import journal
from ketnoi.audit.models import Head, Line
from ketnoi.main.proving.promise import Outcome, Promise, outcome

LINES = 60
Tampering = Callable[[Random], None]
COLUMNS = ("at", "actor", "unit", "verb", "kind", "object", "detail", "previous", "hash")


def _edit(chance: Random) -> None:
    column = chance.choice(COLUMNS)
    _one(chance).update(**{column: {"x": 1} if column == "detail" else 999})


def _delete(chance: Random) -> None:
    _one(chance).delete()


def _swap(chance: Random) -> None:
    first, second = chance.sample(list(Line.objects.all()), 2)
    for moved, place in ((first, (99, 1)), (second, (first.chain, first.seq)), (first, (second.chain, second.seq))):
        Line.objects.filter(pk=moved.pk).update(chain=place[0], seq=place[1])


def _truncate(chance: Random) -> None:
    line = _one(chance).get()
    Line.objects.filter(chain=line.chain, seq__gte=line.seq).delete()


def _rewind(chance: Random) -> None:
    head = chance.choice(list(Head.objects.filter(seq__gt=0)))
    Head.objects.filter(pk=head.pk).update(seq=F("seq") - 1)


def _one(chance: Random) -> QuerySet[Line]:
    return Line.objects.filter(pk=chance.choice(Line.objects.values_list("pk", flat=True)))


KINDS: dict[str, Tampering] = {
    "sửa một cột": _edit,
    "xóa một dòng": _delete,
    "đổi chỗ hai dòng": _swap,
    "cắt đuôi": _truncate,
    "lùi đầu chuỗi": _rewind,
}


def _run(size: int, seed: int) -> Outcome:
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    _fill()
    return outcome(size, _missed(size, chance))


def _fill() -> None:
    for number in range(LINES):
        with transaction.atomic():
            journal.write("record", "proof", number, actor=number % 7, unit=number % 3, count=number)


def _missed(size: int, chance: Random) -> Iterator[str]:
    """Each tampering in a transaction that is taken back; what `verify` did not find."""
    for number in range(size):
        name, tamper = list(KINDS.items())[number % len(KINDS)]
        with transaction.atomic():
            tamper(chance)
            if not journal.verify()[1]:
                yield f"lần {number}: {name}"
            transaction.set_rollback(True)


PROMISE = Promise("P6", "Nhật ký bị sửa, xóa, chèn, đổi chỗ, cắt, lùi: đều bị phát hiện", _run, size=800, fast=40)
