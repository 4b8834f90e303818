"""Columns that lay in clear are sealed by their room's migration: under keys that the product opens afterwards."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import TextField

from ketnoi.orgs import actions as orgs
from ketnoi.orgs import build
from ketnoi.orgs.models import Level
from ketnoi.privacy.models import Breach, Told
from ketnoi.vault import closing, keys, shredding

CLEAR = (("breach", "what_clear"), ("told", "number_clear"))
WHAT = "Người Mẫu Hoàng Yến bị lộ địa chỉ"


@pytest.fixture(scope="module")
def known():
    """The models as the migration knows them, when what lay in clear stands beside the columns that are sealed."""
    state = MigrationLoader(None).project_state(("privacy", "0002_sealed_words"))
    for model, name in CLEAR:
        state.add_field("privacy", model, name, TextField(default=""), preserve_default=True)
    return state.apps


@pytest.fixture
def migrated(db, known):
    """These models and their tables, for as long as the test's transaction lasts."""
    with connection.cursor() as cursor:
        for model, name in CLEAR:
            cursor.execute(f"ALTER TABLE privacy_{model} ADD COLUMN {name} text NOT NULL DEFAULT ''")
    return known


def in_clear(model, name, value):
    """The rows of the migration, this typed into each."""
    model.objects.update(**{f"{name}_clear": value})
    return model


@pytest.fixture
def breach(migrated):
    unit = orgs.create_unit(build.agencies()["hoi"], Level.PROVINCE, "Hội tỉnh Mẫu", None)
    return Breach.objects.create(unit=unit, found_at=1, persons=1, entered_by=1)


def cells(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return [
            bytes(cell) if isinstance(cell, memoryview | bytes) else str(cell).encode() for cell in cursor.fetchone()
        ]


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
    assert not [cell for cell in cells("privacy_told") if b"12/TB" in cell]
    shredding.shred(breach.data_key, "proof")
    assert Told.objects.get().words()["number"] == Breach.objects.get().words()["what"] == ""


def test_words_whose_key_was_destroyed_go_with_it_and_stand_nowhere(migrated, breach):
    told = Told.objects.create(breach=breach, whom=Told.Whom.AGENCY, at=1, by=1)
    shredded = keys.new("typed")
    shredding.shred(shredded, "proof")
    rows = in_clear(migrated.get_model("privacy", "Told"), "number", "12/TB")
    closing.close(migrated, rows, {"number": "number_clear"}, "typed", lambda _row: shredded)
    assert not [cell for cell in cells("privacy_told") if b"12/TB" in cell]
    told.refresh_from_db()
    assert (told.words()["number"], told.data_key_id) == ("", None)


@pytest.mark.once
def test_who_typed_nothing_has_no_key(migrated, breach):
    closing.close(
        migrated, in_clear(migrated.get_model("privacy", "Breach"), "what", ""), {"what": "what_clear"}, "typed"
    )
    assert Breach.objects.get().data_key_id is None
