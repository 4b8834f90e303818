"""Is a row as new as the journal says? Whoever puts an older one back cannot take the journal back with it.

Each sealed change is a line `seal` of the row, with the version that is bound into its ciphertexts; a destroyed key is
a line `shred` of the key. A row below its last line, one that stands where another stood, or one closed with a key that
was destroyed, does not open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from ketnoi.audit.models import Line
from ketnoi.vault.refusals import RolledBack, Shredded, Tampered

KEY_KIND: Final = "vault_datakey"
"""What a data key is called in the database and in the journal."""
SEAL, SHRED = "seal", "shred"
MANY: Final = 400  # rows asked about at once: two names each, below what SQLite takes


def ensure(row: Any) -> None:
    """Ask once for a row as it was loaded: one indexed question. Raises RolledBack or Shredded."""
    if _asked(row) != row.row_version:
        check([row])


def check(rows: Iterable[Any]) -> None:
    """Ask for all rows of a list at once, before they are opened: their keys and the journal's last word on each.

    One question for the keys and one for each MANY rows, however many there are. Raises RolledBack or Shredded when it
    does not hold for one of them.
    """
    found = list(rows)
    _fetch_keys(found)
    for table, of_table in _by_table(found):
        for start in range(0, len(of_table), MANY):
            _check(table, of_table[start : start + MANY])


def _fetch_keys(rows: Sequence[Any]) -> None:
    """The data keys that are not at hand yet; Django's own prefetching asks SQLite for at most a thousand."""
    without = [row for row in rows if "data_key" not in row._state.fields_cache]  # noqa: SLF001 - Django's own
    if without:
        model = without[0]._meta.get_field("data_key").related_model  # noqa: SLF001 - Django's own, documented
        known = model.objects.in_bulk({row.data_key_id for row in without})
        for row in without:
            row.data_key = known[row.data_key_id]


def ensure_key(key: Any) -> None:
    """Ask whether a key was destroyed, whatever its own row says. Raises Shredded."""
    if Line.objects.filter(kind=KEY_KIND, object=str(key.uuid), verb=SHRED).exists():
        raise Shredded("Khóa của hồ sơ này đã được hủy.")


def trust(row: Any) -> None:
    """The row was just written here, under the version it says."""
    row._state.fresh_as = row.row_version  # noqa: SLF001 - beside Django's own marks, and copied with them


def _asked(row: Any) -> int | None:
    return getattr(row._state, "fresh_as", None)  # noqa: SLF001 - as above


def _by_table(rows: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    tables: dict[str, list[Any]] = {}
    for row in rows:
        tables.setdefault(row._meta.db_table, []).append(row)  # noqa: SLF001 - Django's own, documented
    yield from tables.items()


def _check(table: str, rows: Sequence[Any]) -> None:
    versions, places, destroyed = _last_words(table, rows)
    for row in rows:
        if places.get(str(row.uuid), row.pk) != row.pk:
            raise Tampered("A sealed row was moved to where another one stood.")
        if str(row.data_key.uuid) in destroyed:
            raise Shredded("Khóa của hồ sơ này đã được hủy.")
        if row.row_version < versions.get(str(row.uuid), 0):
            _ask_again(row, versions[str(row.uuid)])
        trust(row)


def _last_words(table: str, rows: Sequence[Any]) -> tuple[dict[str, int], dict[str, Any], set[str]]:
    """The last version told of each row, where the row stood then, and which keys were told to be destroyed."""
    names = {str(row.uuid) for row in rows} | {str(row.data_key.uuid) for row in rows}
    told = Line.objects.filter(kind__in=[table, KEY_KIND], object__among=names, verb__in=[SEAL, SHRED])
    versions: dict[str, int] = {}
    places: dict[str, Any] = {}
    destroyed: set[str] = set()
    for verb, name, detail in told.values_list("verb", "object", "detail"):
        if verb == SHRED:
            destroyed.add(name)
        else:
            versions[name] = max(versions.get(name, 0), int(detail["version"]))
            places[name] = detail["row"]
    return versions, places, destroyed


def _ask_again(row: Any, told: int) -> None:
    """Between loading a row and asking the journal somebody may have written it: then the table knows, too."""
    standing = row.own_row().values_list("row_version", flat=True).first()
    if standing is None or standing < told:
        raise RolledBack("A sealed row is older than the journal's last word on it.")
