"""Two tables of no room with sealed columns: what proofs write into, made in the scratch database and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import ClassVar

from django.apps.registry import Apps
from django.db import connection, models, transaction

from ketnoi.audit import journal
from ketnoi.vault import keys
from ketnoi.vault.fields import SealedDate, SealedJSON, SealedText
from ketnoi.vault.models import DataKey, SealedModel

# a registry of their own: no migration, no check and no page of the product ever meets these tables
_apps = Apps()
_apps.register_model("vault", DataKey)


class Card(SealedModel):
    """A person as rooms keep one."""

    name = SealedText()
    alias = SealedText(null=True, section="contact")
    born = SealedDate(null=True)
    papers = SealedJSON(null=True)
    objects: ClassVar[models.Manager[Card]] = models.Manager()

    class Meta:
        apps = _apps
        app_label = "vault"
        db_table = "proving_card"


class Slip(SealedModel):
    """A second table with a column of the same name."""

    name = SealedText()
    objects: ClassVar[models.Manager[Slip]] = models.Manager()

    class Meta:
        apps = _apps
        app_label = "vault"
        db_table = "proving_slip"


def make_tables() -> None:
    """Make both tables, in a transaction too: Django's editor would refuse that on SQLite."""
    editor = connection.SchemaEditorClass(connection)
    editor.deferred_sql = []
    with connection.cursor() as cursor:
        for model in (Card, Slip):
            cursor.execute(*editor.table_sql(model))


def fill(count: int, chance: Random) -> None:
    """So many cards, each with a key of its own, and two slips for each that share its key."""
    with transaction.atomic():
        for number, key in enumerate(keys.new_many("card", count)):
            card = Card(data_key=key, name=f"Mẫu {number}", alias=f"Bé {chance.random()}")
            card.born, card.papers = dt.date(1990, 1, 1 + number % 28), {"so": str(chance.random())}
            card.save()
            for half in ("a", "b"):
                Slip(data_key=key, name=f"Phiếu {number}{half}").save()
        journal.write("open", "proving", count)


def places(row: SealedModel) -> Iterator[str]:
    """The columns of a row that hold a ciphertext."""
    yield from (str(field.column) for field in row.sealed_fields())
