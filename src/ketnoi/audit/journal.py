"""Write the hash-chained journal; `verify` walks it.

A line is written in the transaction it tells of, as that transaction's last step: ledger clocks are locked before
chain heads, everywhere, and a transaction that has several lines to write (an import, its undoing) puts them into one
chain, so that two writers never wait for each other in a circle.

Reads of protected records have their line before the answer: what cannot be written down is not shown.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import connection, transaction

from ketnoi.audit import chaining, kept, moments
from ketnoi.audit.models import CHAINS, Line
from ketnoi.audit.verifying import Finding, verify

__all__ = ["ACCESS", "Finding", "Told", "accompany", "denied", "read", "verify", "write"]

Plain = int | str | bool | None | list[int] | list[str]


# Somebody came, went, looked, was refused, took something out, or arranged a list for himself: nothing that is kept
# of the database depends on it. Every other verb tells of a change.
ACCESS = frozenset(
    [
        "sign_in",
        "sign_out",
        "sign_in_refused",
        "second_factor",
        "second_factor_refused",
        "end_session",
        "end_sessions",
        "throttle",
        "read",
        "reveal",
        "search",
        "denied",
        "export",
        "anchor",
        "choose_columns",
        "save_view",
        "change_view",
        "remove_view",
    ]
)


class _Own(threading.local):
    """The chain of this thread, and so of every transaction on its connection; drawn by lot, then the last it used."""

    def __init__(self) -> None:
        self.chain = secrets.randbelow(CHAINS)


_own = _Own()


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
    head = chaining.take(_own.chain)
    _own.chain = head.chain
    lines: list[Line] = []
    for said in [*told, Told(verb, kind, str(object_id), detail)]:
        lines.append(_next(lines[-1] if lines else head, said, actor, unit))
    changed = any(line.verb not in ACCESS for line in lines)
    chaining.append(lines, max(lines[-1].at, head.changed + 1) if changed else head.changed)
    if changed:
        kept.written()


def _next(before: Line | chaining.Taken, said: Told, actor: int | None, unit: int | None) -> Line:
    """The line that follows this one, or the head of a chain."""
    line = Line(
        chain=before.chain,
        seq=before.seq + 1,
        at=moments.now(),
        actor=actor,
        unit=unit,
        verb=said.verb,
        kind=said.kind,
        object=said.object,
        detail=said.detail,
        previous=before.hash,
    )
    line.hash = chaining.digest(line)
    return line


def read(
    kind: str,
    object_id: object,
    actor: int | None,
    unit: int | None,
    sections: Iterable[str] = (),
    reason_code: str = "",
    verb: str = "read",
) -> None:
    """These sections of a protected record are about to be shown; to be called before the answer is made.

    `reason_code` where one had to be given. `verb` is `read`, `reveal` (masked data were opened) or `search` (then
    `object_id` is empty and the line says nothing of what was searched).
    """
    reason = {"reason": reason_code} if reason_code else {}
    with transaction.atomic():
        write(verb, kind, object_id, actor=actor, unit=unit, sections=sorted(sections), **reason)


def denied(kind: str, object_id: object, actor: int | None, unit: int | None, action: str = "read") -> None:
    """Somebody asked for a protected record that he may not see; he is answered as if it did not exist.

    Called also where there is none (`object_id` empty), so that the answer takes as long either way.
    """
    with transaction.atomic():
        write("denied", kind, object_id, actor=actor, unit=unit, action=action)
