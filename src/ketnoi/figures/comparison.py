"""What a comparison of numbers with the records behind them found, and how it goes along beside writers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import connection

CHUNK = 400  # records that are compared in one transaction


@dataclass
class Report:
    """How much was compared, and the differences in words (ids and numbers only). `protected` is a part of `facts`."""

    facts: int = 0
    protected: int = 0
    rollups: int = 0
    differences: list[str] = field(default_factory=list)


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """So many at a time, in their order."""
    stream = iter(ids)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def snapshot() -> None:
    """Everything the transaction reads from now on is of one moment (SQLite's transactions are so already)."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
