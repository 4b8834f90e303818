"""How a line is joined to its chain: the head that is locked, the hash, and both written in as few questions as can be.

What differs by engine: PostgreSQL gives a chain that nobody else is writing to, and writes line and head in one
statement; SQLite lets in one writer at a time anyway.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ketnoi.audit.models import CHAINS, Head, Line

_HEAD = "SELECT chain, seq, hash, changed FROM audit_head"
# A free chain, the thread's own before others. One that this transaction holds already counts as free, so that all
# lines of a transaction stand in one chain; where all are taken, it waits for its own.
_FREE = f"{_HEAD} WHERE chain < {CHAINS} ORDER BY chain <> %s, chain LIMIT 1 FOR UPDATE SKIP LOCKED"
_OWN = f"{_HEAD} WHERE chain = %s FOR UPDATE"
_COLUMNS = ("chain", "seq", "at", "actor", "unit", "verb", "kind", "object", "detail", "previous", "hash")
_LINES = f"INSERT INTO audit_line ({', '.join(_COLUMNS)}) VALUES"
_MARKS = f"({', '.join(['%s'] * len(_COLUMNS))})"
AT_ONCE = 500  # lines of one statement; SQLite takes some thirty thousand values
_MOVED = "UPDATE audit_head SET seq = %s, hash = %s, changed = %s WHERE chain = %s"


class NoHead(RuntimeError):
    """The chain's head is gone: nothing more may be written until somebody has looked why."""


@dataclass(frozen=True)
class Taken:
    """The head of a chain, locked by this transaction."""

    chain: int
    seq: int
    hash: str
    changed: int


def digest(line: Line) -> str:
    """SHA-256 over every other column, the previous line's hash among them; 64 hex digits."""
    told = [line.previous, line.chain, line.seq, line.at, line.actor, line.unit]
    told += [line.verb, line.kind, line.object, line.detail]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def take(own: int) -> Taken:
    """Lock a head, that of chain `own` where it is free. Raises NoHead."""
    found = _asked(own)
    if found is None and not Head.objects.exists() and not Line.objects.exists():
        Head.objects.bulk_create([Head(chain=chain) for chain in range(CHAINS)], ignore_conflicts=True)
        found = _asked(own)
    if found is None:
        raise NoHead(f"Chuỗi {own} của nhật ký không còn dòng đầu.")
    return Taken(*found)


def _asked(own: int) -> tuple[int, int, str, int] | None:
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute(f"{_HEAD} WHERE chain = %s", [own])
            return _row(cursor.fetchone())
        cursor.execute(_FREE, [own])
        found = cursor.fetchone()
        if found is None:
            cursor.execute(_OWN, [own])
            found = cursor.fetchone()
        return _row(found)


def _row(found: Iterable[object] | None) -> tuple[int, int, str, int] | None:
    return None if found is None else tuple(found)  # type: ignore[return-value]  # the columns of _HEAD


def append(lines: Sequence[Line], changed: int) -> None:
    """Write lines of one chain, in their order, and move its head on to the last."""
    with connection.cursor() as cursor:
        for start in range(0, len(lines) - AT_ONCE, AT_ONCE):
            cursor.execute(*_inserted(lines[start : start + AT_ONCE]))
        rest = (len(lines) - 1) // AT_ONCE * AT_ONCE
        inserted, told = _inserted(lines[rest:])
        last = lines[-1]
        head: list[Any] = [last.seq, last.hash, changed, last.chain]
        if connection.vendor == "postgresql":
            cursor.execute(f"WITH line AS ({inserted}) {_MOVED}", told + head)
        else:
            cursor.execute(inserted, told)
            cursor.execute(_MOVED, head)
        if cursor.rowcount != 1:
            raise NoHead(f"Chuỗi {last.chain} của nhật ký không còn dòng đầu.")


def _inserted(lines: Sequence[Line]) -> tuple[str, list[Any]]:
    """The statement that writes these lines, and its values."""
    return f"{_LINES} {', '.join([_MARKS] * len(lines))}", [value for line in lines for value in _told(line)]


def _told(line: Line) -> list[Any]:
    return [json.dumps(line.detail) if name == "detail" else getattr(line, name) for name in _COLUMNS]
