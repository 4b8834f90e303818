"""Columns that only their own row can write, and only closed: `SealedText`, `SealedDate`, `SealedJSON`.

A field is used as any other: assigned, saved, loaded. What it answers is a `sealed.Sealed`; None stays None, and may be
asked for (`isnull`), nothing else may. Every way into the column but the row's own save is refused: `update()`,
`bulk_update()`, expressions, fixtures, rows in bulk.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from ketnoi.vault import aead, freshness, seals
from ketnoi.vault.refusals import NotSealed
from ketnoi.vault.sealed import MASK, Pending, Sealed, place, stored_form

BLOCK: Final = 32  # bytes: clear values are filled up to a multiple, so that a length says little of a name
_END: Final = b"\x80"  # where the value ends and the filling begins (ISO/IEC 7816-4)
_NEEDED: Final = frozenset(["uuid", "data_key", "row_version"])


class Ciphertext(bytes):
    """Bytes that the vault made for this very write; nothing else goes into a sealed column."""


class SealedAttribute(DeferredAttribute):
    """What `row.field` gives and takes."""

    field: SealedField

    def __get__(self, row: Any, cls: Any = None) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            super().__get__(row, cls)  # deferred: loads it
        stored = row.__dict__[self.field.attname]
        if stored is None or (isinstance(stored, Pending) and stored.value is None):
            return None
        return Sealed(row, self.field)

    def __set__(self, row: Any, value: Any) -> None:
        name = self.field.attname
        if isinstance(value, Sealed):
            row.__dict__[name] = stored_form(value, row, self.field)
        elif (taken := self.field.taken(value)) is not None:
            row.__dict__[name] = Pending(taken)
        else:
            # nothing, where nothing was before, is no change that would have to be sealed
            before = row.__dict__.get(name, None if row._state.adding else MASK)  # noqa: SLF001 - Django's own mark
            row.__dict__[name] = None if before is None else Pending(None)


class SealedField(models.Field):  # type: ignore[type-arg]  # takes none when it runs
    """A column of ciphertext. `section` is the class of personal data in it; rooms above decide who reads it."""

    descriptor_class = SealedAttribute
    is_sealed = True
    clear_type: type = object

    def __init__(self, *args: Any, section: str = "identity", **options: Any) -> None:
        self.section = section
        super().__init__(*args, **options)

    def encoded(self, value: Any) -> bytes:
        """What is closed of a value; each kind of field says it, as with Django's own `get_internal_type`."""
        raise NotImplementedError

    def decoded_value(self, content: bytes) -> Any:
        """The value of what was closed; the same."""
        raise NotImplementedError

    def taken(self, value: Any) -> Any:
        """What is kept of an assigned value. Raises TypeError for what is not of the field's type."""
        if value is not None and type(value) is not self.clear_type:
            raise TypeError(f"{self.name} takes {self.clear_type.__name__}, not {type(value).__name__}.")
        return value

    def decoded(self, clear: bytes) -> Any:
        """The value again, without what filled it up."""
        return self.decoded_value(clear[: clear.rindex(_END)])

    def reopen(self, row: Any) -> None:
        """Make the value wait to be closed anew: under the row's next version. None stays."""
        if isinstance(value := getattr(row, self.attname), Sealed):
            row.__dict__[self.attname] = Pending(value.open())

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:  # noqa: ARG002 - Django's own
        """Close what waits; what is closed already stays as it is."""
        stored = model_instance.__dict__.get(self.attname)
        if isinstance(stored, Pending):
            key = model_instance.data_key  # type: ignore[attr-defined]  # every sealed model has one
            stored = None if stored.value is None else self.closed(model_instance, stored.value, key.secret())
            model_instance.__dict__[self.attname] = stored
            seals.note(model_instance)
            freshness.trust(model_instance)
        return None if stored is None else Ciphertext(stored)

    def closed(self, row: Any, value: Any, key: bytes) -> bytes:
        """A value as it lies in this row, closed with the row's key (32 bytes)."""
        clear = self.encoded(value) + _END
        filled = clear + bytes(-len(clear) % BLOCK)
        return aead.sealed(key, place(row, self), filled)

    def from_db_value(self, value: Any, _expression: object, _connection: object) -> Sealed | None:
        return None if value is None else Sealed(closed=bytes(value))

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return self.get_db_prep_value(value, connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002
        if value is None:
            return None
        if not isinstance(value, Ciphertext):
            raise NotSealed(f"{self.name} is sealed: only its own row, when saved, writes it.")
        return connection.Database.Binary(value)

    def get_placeholder(self, value: Any, _compiler: object, connection: Any) -> str:
        """Whatever is worked out by the database (an expression, a case of `bulk_update`) never passed the vault."""
        if value is not None and not isinstance(value, connection.Database.Binary | bytes):
            raise NotSealed(f"{self.name} is sealed: only its own row, when saved, writes it.")
        return "%s"

    def get_lookup(self, lookup_name: str) -> Any:
        """Only whether there is a value may be asked; two ciphertexts of one value are never equal anyway."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed: nothing but isnull may be asked of it.")

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is sealed: {lookup_name} cannot be asked of it.")

    def get_internal_type(self) -> str:
        return "BinaryField"

    def formfield(self, *_args: Any, **_options: Any) -> None:
        return None

    def value_to_string(self, _obj: object) -> str:
        return MASK

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        found = super().check(**options)
        names = {field.name for field in self.model._meta.get_fields()}  # noqa: SLF001 - Django's own, documented
        if not names >= _NEEDED:
            found.append(checks.Error("A sealed field belongs into a vault.models.SealedModel.", obj=self))
        if self.unique or getattr(self, "db_index", False) or self.has_default():
            found.append(checks.Error("A sealed field has no index, no uniqueness and no default.", obj=self))
        return found


class SealedText(SealedField):
    """A text. Where the column may be NULL, an empty one is none."""

    clear_type = str

    def taken(self, value: Any) -> Any:
        return super().taken(value) or (None if self.null else value)

    def encoded(self, value: Any) -> bytes:
        return str(value).encode()

    def decoded_value(self, content: bytes) -> str:
        return content.decode()


class SealedDate(SealedField):
    """A day (`datetime.date`)."""

    clear_type = dt.date
    empty_strings_allowed = False  # nothing, until a day is assigned

    def encoded(self, value: Any) -> bytes:
        return bytes(value.isoformat(), "ascii")

    def decoded_value(self, content: bytes) -> dt.date:
        return dt.date.fromisoformat(content.decode())


class SealedJSON(SealedField):
    """A list or an object of plain JSON."""

    empty_strings_allowed = False  # nothing, until something is assigned

    def taken(self, value: Any) -> Any:
        if value is not None and not isinstance(value, dict | list):
            raise TypeError(f"{self.name} takes a list or an object, not {type(value).__name__}.")
        return value

    def encoded(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decoded_value(self, content: bytes) -> Any:
        return json.loads(content)
