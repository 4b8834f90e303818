"""The proof that ciphertexts stay in place finds out a vault that binds them to less, or does not ask the journal."""

import pytest

from ketnoi.main.proving import p04_ciphertexts
from ketnoi.vault import fields, freshness, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def binding(*parts):
    """A place that is made of these parts only."""

    def place(row, field):
        told = {
            "table": row._meta.db_table,
            "column": field.column,
            "row": row.uuid.hex,
            "version": row.row_version,
        }
        return "|".join(str(told[part]) for part in parts).encode()

    return place


@pytest.mark.parametrize("parts", [("table", "row", "version"), ("table", "column", "version")])
def test_a_vault_that_binds_to_less_is_found_out(monkeypatch, parts):
    monkeypatch.setattr(sealed, "place", binding(*parts))
    monkeypatch.setattr(fields, "place", binding(*parts))
    assert p04_ciphertexts.PROMISE.run(100, 1).failed


def test_a_vault_that_does_not_ask_the_journal_is_found_out(monkeypatch):
    monkeypatch.setattr(freshness, "_last_words", lambda _table, _rows: ({}, {}, set()))
    findings = p04_ciphertexts.PROMISE.run(10, 1).findings
    assert any(" v1: " in told for told in findings)
