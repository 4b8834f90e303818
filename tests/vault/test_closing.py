"""Columns that lay in clear are sealed by their room's migration: under keys that the product opens afterwards."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import TextField, Value

from ketnoi.orgs import actions as orgs
from ketnoi.orgs import build
from ketnoi.orgs.models import Level
from ketnoi.privacy.models import Breach, Told
from ketnoi.vault import closing, shredding

COLUMN = {"what": "what_clear"}
WHAT = "Người Mẫu Hoàng Yến bị lộ địa chỉ"


@pytest.fixture(scope="module")
def migrated():
    """The models as the migration knows them."""
    return MigrationLoader(None).project_state(("privacy", "0002_sealed_words")).apps


def in_clear(model, name, value):
    """Rows as they stand in the migration: what lay in clear beside the column that is sealed."""
    rows = model.objects.annotate(**{f"{name}_clear": Value(value, output_field=TextField())})
    return SimpleNamespace(objects=rows)


@pytest.fixture
def breach(db):
    unit = orgs.create_unit(build.agencies()["hoi"], Level.PROVINCE, "Hội tỉnh Mẫu", None)
    return Breach.objects.create(unit=unit, found_at=1, persons=1, entered_by=1)


def cells(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return [
            bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode() for cell in cursor.fetchone()
        ]


@pytest.mark.once
def test_what_lay_in_clear_opens_and_is_shredded_with_its_key(migrated, breach):
    Told.objects.create(breach=breach, whom=Told.Whom.AGENCY, at=1, by=1)
    known = migrated.get_model("privacy", "Breach"), migrated.get_model("privacy", "Told")
    closing.close(migrated, in_clear(known[0], "what", WHAT), {"what": "what_clear"}, "typed")
    closing.close(
        migrated,
        in_clear(known[1], "number", "12/TB"),
        {"number": "number_clear"},
        "typed",
        lambda row: row.breach.data_key,
    )
    told = Told.objects.get()
    breach.refresh_from_db()
    assert (breach.words()["what"], breach.words()["lessons"], told.words()["number"]) == (WHAT, "", "12/TB")
    assert not [cell for cell in cells("privacy_breach") if WHAT.encode() in cell]
    shredding.shred(breach.data_key, "proof")
    assert Told.objects.get().words()["number"] == Breach.objects.get().words()["what"] == ""


@pytest.mark.once
def test_who_typed_nothing_has_no_key(migrated, breach):
    closing.close(
        migrated, in_clear(migrated.get_model("privacy", "Breach"), "what", ""), {"what": "what_clear"}, "typed"
    )
    assert Breach.objects.get().data_key_id is None
