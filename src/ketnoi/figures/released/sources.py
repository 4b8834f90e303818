"""What a room tells of its protected records, so that they can be counted in released tables and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class Dimension:
    """One way to sort records: its code, its name, and its categories (code, name) in their order."""

    code: str
    name: str
    categories: tuple[tuple[str, str], ...]


class Counted(NamedTuple):
    """One record: its owner's agency and today's province, its day (the month is kept), its code in each dimension."""

    record: int
    agency: int
    province: int
    day: dt.date
    categories: tuple[str, ...]
    value: int = 1


@dataclass(frozen=True)
class ProtectedSource:
    """A kind of protected record. `number` stands in every fact and is never reused.

    count(ids) what these records count for now; ids() all that may count, ascending. `unit` is the noun counted.
    Dimensions are only those that a released table needs.
    """

    number: int
    code: str
    name: str
    unit: str
    definition: str
    dimensions: tuple[Dimension, ...]
    count: Callable[[Sequence[int]], Iterable[Counted]]
    ids: Callable[[], Iterable[int]]


class UnknownSource(LookupError):
    """No protected source carries this number or code."""


_registered: dict[int, ProtectedSource] = {}


def register(source: ProtectedSource) -> ProtectedSource:
    """Make a kind of protected record known; two rooms with one number are refused."""
    known = _registered.setdefault(source.number, source)
    if known.code != source.code:
        raise ValueError(f"{source.code} and {known.code} share number {source.number}")
    return source


def get(number: int) -> ProtectedSource:
    """The source with this number; raises UnknownSource."""
    try:
        return _registered[number]
    except KeyError as error:
        raise UnknownSource(number) from error


def by_code(code: str) -> ProtectedSource:
    """The source with this code; raises UnknownSource."""
    found = next((one for one in _registered.values() if one.code == code), None)
    if found is None:
        raise UnknownSource(code)
    return found


def every() -> list[ProtectedSource]:
    return [_registered[number] for number in sorted(_registered)]
