"""P4: no ciphertext opens in another place, none from before opens again; nor does a wrapped key."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_noop as _

from ketnoi.audit import journal
from ketnoi.main.proving import sealed_rows
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.main.proving.sealed_rows import Card, Slip
from ketnoi.vault import shredding
from ketnoi.vault.models import DataKey, SealedModel
from ketnoi.vault.refusals import Refused

CARDS = 12
FEW = 4  # cards of a quick run
CHANGES = 4  # how often each card is changed: so many older versions can be put back
Raw = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """One column of one row."""

    row: SealedModel
    column: str

    def __str__(self) -> str:
        return f"{type(self.row).__name__.lower()} {self.row.pk} {self.column}"


@transaction.atomic
def _run(size: int, seed: int) -> Outcome:
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    sealed_rows.make_tables()
    sealed_rows.fill(CARDS if size >= CARDS**2 else FEW, chance)
    older = list(_changed(chance))
    tries = [*_swaps(size, chance), *_rollbacks(older), *_exchanges(), *_keys()]
    found = [told for told in tries if told]
    return outcome(len(tries), [*found, *_unreadable()])


def _swaps(size: int, chance: Random) -> Iterator[str]:
    """The ciphertext of one place in another: every pair, or as many as asked for."""
    rows = [*Card.objects.order_by("pk"), *Slip.objects.order_by("pk")]
    places = [Place(row, column) for row in rows for column in sealed_rows.places(row)]
    known = {place: _raw(place.row)[place.column] for place in places}
    held = {place: content for place, content in known.items() if content is not None}
    pairs = list(itertools.permutations(held, 2))
    for target, source in chance.sample(pairs, min(size, len(pairs))):
        yield _tried(target.row, {target.column: held[source]}, [target.column], f"{source} > {target}")


def _changed(chance: Random) -> Iterator[tuple[Card, Raw]]:
    """Change every card some times; gives each row as it was before."""
    for card in Card.objects.order_by("pk"):
        for change in range(CHANGES):
            yield card, _raw(card)
            with transaction.atomic():
                card.name, card.alias = f"Mẫu đổi {change}", None if change % 2 else f"Bé {chance.random()}"
                card.papers = {"so": str(change)}
                card.save()
                journal.write("change", "proving", card.pk)


def _rollbacks(older: list[tuple[Card, Raw]]) -> Iterator[str]:
    """Each older version: whole, without its version's number, and column by column."""
    for card, before in older:
        columns = [column for column in sealed_rows.places(card) if before[column] is not None]
        told = f"card {card.pk} v{before['row_version']}"
        yield _tried(card, before, columns, told)
        content = {column: before[column] for column in columns}
        yield _tried(card, content, columns, f"{told} content")
        yield _tried(card, {"row_version": before["row_version"]}, ["name"], f"{told} number")
        yield from (_tried(card, {column: before[column]}, [column], f"{told} {column}") for column in columns)


def _exchanges() -> Iterator[str]:
    """Whole rows, with their names in the journal, their keys and versions, each where the other stood."""
    for first, second in itertools.combinations(Card.objects.order_by("pk")[:FEW], 2):
        _exchange(first, second)
        opened = [f"{row.pk} {column}" for row in (first, second) for column in ("name", "born") if _opens(row, column)]
        yield f"rows {first.pk} <> {second.pk}: {', '.join(opened)}" if opened else ""
        _exchange(Card.objects.get(pk=first.pk), Card.objects.get(pk=second.pk))


def _exchange(first: Card, second: Card) -> None:
    contents = [_raw(first), _raw(second)]
    Card.objects.filter(pk=first.pk).update(uuid=uuid.uuid4())  # no two rows have one name
    for row, other, content in ((second, first, contents[0]), (first, second, contents[1])):
        Card.objects.filter(pk=row.pk).update(uuid=other.uuid, data_key=other.data_key)
        _write(row, content)


def _tried(row: SealedModel, change: Raw, columns: list[str], told: str) -> str:
    """Write past the program, look whether anything opens, and put all back; answers what opened."""
    before = _raw(row)
    _write(row, change)
    opened = [column for column in columns if _opens(row, column)]
    _write(row, {column: before[column] for column in change})
    return f"{told}: {', '.join(opened)}" if opened else ""


def _keys() -> Iterator[str]:
    """Wrapped keys in each other's rows, and a destroyed one put back."""
    for first, second in itertools.permutations(DataKey.objects.order_by("pk")[:CARDS], 2):
        card = Card.objects.get(data_key=first)
        DataKey.objects.filter(pk=first.pk).update(wrapped=second.wrapped)
        yield f"key {second.pk} > {first.pk}" if _opens(card, "name") else ""
        DataKey.objects.filter(pk=first.pk).update(wrapped=first.wrapped)
    key = DataKey.objects.order_by("pk").last()
    assert key is not None
    kept = key.wrapped
    shredding.shred(key, "proof")
    DataKey.objects.filter(pk=key.pk).update(wrapped=kept, shredded_at=None)
    yield f"key {key.pk} back" if _opens(Card.objects.get(data_key=key), "name") else ""
    Card.objects.filter(data_key=key).delete()


def _unreadable() -> Iterator[str]:
    """The other side of it: what is in its place opens."""
    for card in Card.objects.order_by("pk"):
        if not all(_opens(card, column) for column in ("name", "born", "papers")):
            yield f"card {card.pk}: does not open"


def _opens(row: SealedModel, column: str) -> bool:
    loaded = type(row)._default_manager.get(pk=row.pk)  # noqa: SLF001 - Django's own, documented
    try:
        value = getattr(loaded, column)
        if value is not None:
            value.open()
    except Refused:
        return False
    except ValueError:  # it opened, and was of another kind than its column
        return True
    return value is not None


def _raw(row: SealedModel) -> Raw:
    columns = [*sealed_rows.places(row), "row_version"]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608, SLF001
        return dict(zip(columns, cursor.fetchone(), strict=True))


def _write(row: SealedModel, values: Raw) -> None:
    told = ", ".join(f"{column} = %s" for column in values)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {told} WHERE id = %s", [*values.values(), row.pk])  # noqa: S608, SLF001


PROMISE = Promise(
    "P4",
    _("Đổi chỗ từng cặp bản mã, đưa lại từng bản cũ, cả khi đưa lại cùng số phiên bản: đều bị từ chối"),
    _run,
    size=10_000,
    fast=60,
)
