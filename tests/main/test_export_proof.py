"""The proof about exports finds a file that says too much, and one that a spreadsheet would run."""

import pytest

from ketnoi.lists import sheets
from ketnoi.main.proving import p15_exports
from ketnoi.workbooks import writing

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_line_that_no_page_showed_is_found(monkeypatch):
    monkeypatch.setattr(sheets, "_rows", lambda question: [["Buổi 99-99"] * len(question.columns)])
    assert any("csv: 1 dòng" in told for told in p15_exports.PROMISE.run(1, 1).findings)


def test_text_that_would_run_is_found(monkeypatch):
    monkeypatch.setattr(writing, "disarmed", str)
    assert any("csv: công thức" in told for told in p15_exports.PROMISE.run(1, 1).findings)
