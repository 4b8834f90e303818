"""Small numbers for combinations of categories and for sets of programmes or topics.

A number found or made inside a transaction is remembered only once that transaction has committed: one that is
rolled back would otherwise leave numbers behind that stand for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from ketnoi.figures.models import CategorySet, Cell, SetMember

Family = CategorySet.Family
_cells: dict[tuple[int, int, int], int] = {}
_sets: dict[tuple[str, str], int] = {}


def forget() -> None:
    """Forget all remembered numbers: after a flush they stand for nothing."""
    _cells.clear()
    _sets.clear()


def cell(kind: int = 0, audience: int = 0, counting: int = 0) -> int:
    """The number of this combination, made when it is new."""
    key = (kind, audience, counting)
    if key not in _cells:
        row, _ = Cell.objects.get_or_create(kind=kind, audience=audience, counting=counting)
        transaction.on_commit(partial(_cells.__setitem__, key, row.pk))
        return row.pk
    return _cells[key]


def members(family: str, wanted: Iterable[int]) -> int:
    """The number of this set, made when it is new; 0 for the empty one."""
    ordered = sorted(set(wanted))
    if not ordered:
        return 0
    key = ",".join(map(str, ordered))
    if (family, key) not in _sets:
        number = _found_or_made(family, key, ordered)
        transaction.on_commit(partial(_sets.__setitem__, (family, key), number))
        return number
    return _sets[family, key]


def _found_or_made(family: str, key: str, ordered: list[int]) -> int:
    row, made = CategorySet.objects.get_or_create(family=family, key=key)
    if made:
        SetMember.objects.bulk_create(SetMember(family=family, set=row.pk, member=member) for member in ordered)
    return row.pk
