"""Protected facts: a month and a keyed handle, the difference only, and nothing of them in any open figure."""

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

import ketnoi
from ketnoi.figures import answers, catalogue
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Fact, ProtectedFact
from ketnoi.figures.released import ledger
from ketnoi.figures.released.sources import Counted

MARCH = 2025 * 12 + 2


def one(world, record, kind="a", timely="in_time", day=dt.date(2025, 3, 5)):
    return Counted(record, world.home.agency_id, 1, day, (kind, timely))


@transaction.atomic
def post(book, *counted, removed=()):
    return ledger.post(book.source, counted, removed)


def counts(book, world, as_of):
    return dict(ledger.world(book.source, world.home.agency_id, [MARCH], as_of))


def test_a_fact_keeps_the_month_and_a_handle_only_the_keys_can_make(book, world):
    post(book, one(world, 7), one(world, 8))
    first, second = ProtectedFact.objects.order_by("pk")
    assert (first.month, first.categories, first.value) == (MARCH, "a|in_time", 1)
    assert first.handle == ledger.handle(book.source, 7) != second.handle
    assert len(first.handle) == 64
    kept = {field.name for field in ProtectedFact._meta.get_fields()}
    assert not kept & {"record", "day", "unit", "place"}


def test_an_edit_writes_the_difference_and_what_was_known_then_stays(book, world):
    before = post(book, one(world, 7), one(world, 8))
    after = post(book, one(world, 7, timely="late"), one(world, 8))
    gone = post(book, removed=[8])
    assert counts(book, world, before) == {(MARCH, 1, "a", "in_time"): 2}
    assert counts(book, world, after) == {(MARCH, 1, "a", "in_time"): 1, (MARCH, 1, "a", "late"): 1}
    assert counts(book, world, gone) == {(MARCH, 1, "a", "late"): 1}
    assert ProtectedFact.objects.count() == 3


def test_a_category_that_is_not_declared_is_refused(book, world):
    with pytest.raises(ValueError, match="declares no categories"):
        post(book, one(world, 7, kind="khác"))


def test_facts_outside_a_transaction_are_refused(book, world, monkeypatch):
    monkeypatch.setattr("ketnoi.figures.released.ledger.connection", type("Open", (), {"in_atomic_block": False}))
    with pytest.raises(RuntimeError):
        ledger.post(book.source, [one(world, 7)])


def test_no_open_figure_knows_a_protected_source(book, world):
    """Not the engine, not the page, not the sheet: to them it does not exist, and their ledger holds nothing of it."""
    post(book, one(world, 7))
    assert not Fact.objects.exists()
    with pytest.raises(catalogue.UnknownIndicator):
        answers.answer(Figure("notebook"))
    client = world.client("lead")
    for name in ("figures:figure", "figures:export"):
        assert client.get(reverse(name) + "?chi-tieu=notebook").status_code == 404


def test_only_released_tables_read_the_protected_ledger():
    """A query elsewhere would bypass them, whichever room it stands in."""
    root = Path(ketnoi.__file__).parent
    readers = [
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if "ProtectedFact" in file.read_text(encoding="utf-8") and _names(file, "ProtectedFact")
    ]
    assert set(readers) == {
        "figures/models/__init__.py", "figures/models/released.py", "figures/released/ledger.py",
        "figures/migrations/0006_released_tables.py",
    }  # fmt: skip


def _names(file, wanted):
    """Whether code, not only a comment, says this name."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    said |= {node.name for node in ast.walk(tree) if isinstance(node, ast.alias | ast.ClassDef)}
    said |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    said |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return wanted in said
