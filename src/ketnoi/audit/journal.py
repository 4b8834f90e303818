"""Write and verify the hash-chained journal.

A line is written in the transaction it tells of, as that transaction's last step: ledger clocks are locked before
chain heads, everywhere, and a transaction that has several lines to write (an import, its undoing) puts them into one
chain, so that two writers never wait for each other in a circle.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Max

from ketnoi.audit import kept, moments
from ketnoi.audit.models import CHAINS, Head, Line

Plain = int | str | bool | None | list[int] | list[str]


# Somebody came, went, took something out, or arranged a list for himself: nothing that is kept of the database
# depends on it. Every other verb tells of a change.
ACCESS = frozenset(
    [
        "sign_in",
        "sign_out",
        "sign_in_refused",
        "throttle",
        "export",
        "choose_columns",
        "save_view",
        "change_view",
        "remove_view",
    ]
)


class _Own(threading.local):
    """The chain of this thread, and so of every transaction on its connection; drawn by lot."""

    def __init__(self) -> None:
        self.chain = secrets.randbelow(CHAINS)


_own = _Own()


def _digest(line: Line) -> str:
    told = [line.previous, line.chain, line.seq, line.at, line.actor, line.unit]
    told += [line.verb, line.kind, line.object, line.detail]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _locked_head(chain: int) -> Head:
    Head.objects.get_or_create(chain=chain)
    return Head.objects.select_for_update().get(chain=chain)


class Told(NamedTuple):
    """What a line says; who did it, and where, is the same for all lines of a transaction."""

    verb: str
    kind: str
    object: str
    detail: dict[str, Plain]


Companion = Callable[[], Iterable[Told]]
_companions: list[Companion] = []


def accompany(companion: Companion) -> None:
    """Let a room add lines of its own to a transaction's: asked at each `write` for what was not told yet."""
    if companion not in _companions:
        _companions.append(companion)


def write(
    verb: str,
    kind: str,
    object_id: object,
    actor: int | None = None,
    unit: int | None = None,
    **detail: Plain,
) -> None:
    """Append one line. `detail` holds codes and counts only: never a name, an address or a searched text."""
    if not connection.in_atomic_block:
        raise RuntimeError("A journal line belongs to the transaction that it tells of.")
    told = [line for companion in _companions for line in companion()]
    head = _locked_head(_own.chain)
    lines = [_next(head, said, actor, unit) for said in [*told, Told(verb, kind, str(object_id), detail)]]
    Line.objects.bulk_create(lines)
    head.save(update_fields=["seq", "hash", "changed"])


def _next(head: Head, said: Told, actor: int | None, unit: int | None) -> Line:
    """The line after the head's, and the head moved on to it."""
    line = Line(
        chain=head.chain,
        seq=head.seq + 1,
        at=moments.now(),
        actor=actor,
        unit=unit,
        verb=said.verb,
        kind=said.kind,
        object=said.object,
        detail=said.detail,
        previous=head.hash,
    )
    line.hash = _digest(line)
    head.seq, head.hash = line.seq, line.hash
    if said.verb not in ACCESS:
        head.changed = max(line.at, head.changed + 1)
        kept.written()
    return line


@dataclass(frozen=True)
class Finding:
    """A place where the journal does not hold."""

    chain: int
    seq: int
    problem: str


def _chain_findings(chain: int, lines: Iterable[Line], head: Head) -> Iterator[Finding]:
    previous, seq = "", 0
    for line in lines:
        if line.seq != seq + 1:
            yield Finding(chain, line.seq, "thiếu hoặc thừa dòng")
        if line.previous != previous:
            yield Finding(chain, line.seq, "không nối với dòng trước")
        if line.hash != _digest(line):
            yield Finding(chain, line.seq, "nội dung đã bị sửa")
        previous, seq = line.hash, line.seq
    if head.seq and not seq:
        yield Finding(chain, head.seq, "mất cả chuỗi")
    elif (head.seq, head.hash) != (seq, previous):
        yield Finding(chain, seq, "dòng cuối không khớp")


def _later_than_head(chain: int, after: int) -> Iterator[Finding]:
    """Lines that no head knows of. The head is read after the line, so that one written meanwhile is no finding."""
    last = Line.objects.filter(chain=chain, seq__gt=after).aggregate(last=Max("seq"))["last"]
    if last is not None and not Head.objects.filter(chain=chain, seq__gte=last).exists():
        yield Finding(chain, last, "dòng cuối không khớp")


def _walked(chain: int) -> tuple[int, list[Finding]]:
    """Walk one chain up to the head that stood when the walk began; nobody who writes has to wait."""
    head = Head.objects.filter(chain=chain).first() or Head(chain=chain)
    told = Line.objects.filter(chain=chain, seq__lte=head.seq).order_by("seq")
    findings = list(_chain_findings(chain, told.iterator(chunk_size=2000), head))
    return told.count(), findings + list(_later_than_head(chain, head.seq))


def verify() -> tuple[int, list[Finding]]:
    """Walk every chain; answers how many lines were read and what does not hold (nothing, when all is well)."""
    known = {*range(CHAINS), *Line.objects.order_by().values_list("chain", flat=True).distinct()}
    walked = [_walked(chain) for chain in sorted(known)]
    return sum(read for read, _found in walked), [finding for _read, found in walked for finding in found]
