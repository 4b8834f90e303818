"""Columns in clear that become sealed ones: what a room's migration does with the rows that are there.

The migration renames the column in clear, adds the sealed one beside it, runs `close`, and drops the column in clear.
The journal has no line of it: a first version cannot be rolled back; from the next change on it is told as ever.
What lay in clear is emptied in the update that seals it: PostgreSQL leaves a dropped column in every row until that row
is next written, and such a row is no dead one. Dead rows and free pages hold the words until the database was compacted
(docs/how-to/deploy.md, "A new release"), backups until they expire.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection

from ketnoi.vault import keys
from ketnoi.vault.models import DataKey


def close(
    apps: Any, model: Any, columns: Mapping[str, str], owner_kind: str, key_of: Callable[[Any], Any] | None = None
) -> None:
    """Close {sealed column: column in clear} of all rows of a model as it is in the migration.

    Each row gets a key of its own, or the one that `key_of(row)` answers; where that was destroyed the words go, too.
    Rows that hold nothing get none. Afterwards no row has anything in its column in clear.
    """
    for row in model.objects.order_by("pk").iterator():
        typed = {name: getattr(row, clear) for name, clear in columns.items() if getattr(row, clear)}
        if typed:
            sealed = _close(apps, row, typed, owner_kind, key_of(row) if key_of else None)
            emptied = [columns[name] for name in typed]
            row.__dict__.update(dict.fromkeys(emptied, ""))
            row.save(update_fields=[*sealed, *emptied])
    connection.check_constraints()  # PostgreSQL alters no table while keys of its rows wait to be checked


def _close(apps: Any, row: Any, typed: Mapping[str, str], owner_kind: str, given: Any) -> list[str]:
    """Close the words in the row, which is not saved; answers the columns that changed."""
    if given is not None and given.wrapped is None:
        return []
    row.data_key = given or _kept(apps, owner_kind)
    secret = _secret(row.data_key)
    for name, value in typed.items():
        field = row._meta.get_field(name)  # noqa: SLF001 - Django's own, documented
        row.__dict__[name] = field.closed(row, value, secret)
    return ["data_key", *typed]


def _kept(apps: Any, owner_kind: str) -> Any:
    """A new key, as a row of the migration's own model: later columns of the table are not there yet."""
    made = keys.unsaved(owner_kind)
    told = {name: getattr(made, name) for name in ("uuid", "owner_kind", "master", "wrapped", "created_at")}
    return apps.get_model("vault", "DataKey").objects.create(**told)


def _secret(kept: Any) -> bytes:
    """The key itself, of a row of the migration's own model."""
    return DataKey(uuid=kept.uuid, owner_kind=kept.owner_kind, master=kept.master, wrapped=kept.wrapped).secret()
