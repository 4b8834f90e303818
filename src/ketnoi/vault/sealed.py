"""A sealed value as the program holds it: a mask, until somebody opens it on purpose.

In a row's own `__dict__` lies either the ciphertext (bytes) or what was assigned and waits to be closed (`Pending`).
Neither shows anything: not printed, not in a log, not as JSON, not pickled.
"""

from __future__ import annotations

from typing import Any, Final, Protocol
from uuid import UUID

from ketnoi.vault import aead, freshness
from ketnoi.vault.refusals import Unbound

MASK: Final = "•••"


class Key(Protocol):
    """A data key, as far as a value needs it."""

    uuid: UUID

    def secret(self) -> bytes: ...


class Field(Protocol):
    """A sealed column, as far as a value needs it."""

    attname: str
    column: str | None
    model: Any

    def decoded(self, clear: bytes) -> Any: ...


class Pending:
    """Clear text on its way into the vault: in memory only, and never further."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return MASK

    def __deepcopy__(self, _memo: object) -> Pending:
        return self

    def __reduce__(self) -> Any:
        raise TypeError("Clear text is not written anywhere before it was sealed.")


class Sealed:
    """What a sealed field answers: `str`, `repr` and templates show "•••"; `open()` gives the value.

    A template cannot call `open`. JSON and comparison refuse it, so that a mask is never taken for a value.
    """

    __slots__ = ("_closed", "_field", "_row")

    def __init__(self, row: Any = None, field: Field | None = None, closed: bytes = b"") -> None:
        self._row, self._field, self._closed = row, field, closed

    def open(self) -> Any:
        """The value: str, date, or what JSON holds.

        Raises Tampered (moved, changed, or put back from an older time: RolledBack), Shredded, KeyUnavailable, and
        Unbound for a value that came without its row.
        """
        if self._row is None or self._field is None:
            raise Unbound("A sealed value opens within its row only.")
        stored = self._row.__dict__[self._field.attname]
        if isinstance(stored, Pending):
            return stored.value
        freshness.ensure(self._row)
        context = place(self._row, self._field)
        return self._field.decoded(aead.opened(self._row.data_key.secret(), context, stored))

    def __str__(self) -> str:
        return MASK

    __repr__ = __str__

    def __format__(self, _spec: str) -> str:
        return MASK

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __deepcopy__(self, _memo: object) -> Sealed:
        return Sealed(closed=self._closed)

    def __reduce__(self) -> Any:
        return Sealed, ()


Sealed.open.alters_data = True  # type: ignore[attr-defined]  # Django's word for "not from a template"


def place(row: Any, field: Field) -> bytes:
    """What a ciphertext is bound to: table, column, the row's uuid, its data key, and its version."""
    table = field.model._meta.db_table  # noqa: SLF001 - Django's own, documented
    return f"field|{table}|{field.column}|{row.uuid.hex}|{row.data_key.uuid.hex}|{row.row_version}".encode()


def stored_form(value: Sealed, row: Any, field: Field) -> Any:
    """The stored form of a value that is assigned to a field as it is: read from the database, or this field's own.

    Raises TypeError for the value of another row or field: it is opened, and closed anew, on purpose only.
    """
    if value._row is None:  # noqa: SLF001 - the same concern
        return value._closed  # noqa: SLF001
    same = type(value._row) is type(row) and value._row.uuid == row.uuid and value._field is field  # noqa: SLF001
    if not same:
        raise TypeError("A sealed value belongs to its own row and field: open it, and assign what it holds.")
    return value._row.__dict__[field.attname]  # noqa: SLF001


def is_pending(row: Any, field: Field) -> bool:
    """Whether the field was given something that is not in the database yet."""
    return isinstance(row.__dict__.get(field.attname), Pending)
