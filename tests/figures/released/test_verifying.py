"""`figures verify` holds the protected ledger against the records behind it, and finds whatever was doctored."""

import pytest

from ketnoi.figures import verify
from ketnoi.figures.models import ProtectedFact, VerifyRun

NUMBERS = {("a", "in_time"): 4, ("b", "late"): 3}


@pytest.fixture
def kept(world, book):
    book.write(world.home.agency_id, NUMBERS)
    return book


def doctored(**change):
    ProtectedFact.objects.filter(pk__in=ProtectedFact.objects.order_by("pk").values("pk")[:1]).update(**change)


def of_notebook():
    return [line for line in verify.run().differences if line.startswith("Sổ tay mẫu")]


def test_an_honest_ledger_has_no_difference_and_says_how_much_was_compared(kept):
    report = verify.run()
    assert (report.protected, report.differences) == (7, [])
    assert VerifyRun.objects.get().facts == report.facts == 7


@pytest.mark.parametrize("change", [{"value": 2}, {"categories": "c|late"}, {"province": 2}, {"month": 24_000}])
def test_a_doctored_fact_is_one_too_many_and_leaves_one_missing(kept, change):
    doctored(**change)
    value = change.get("value", 1)
    assert of_notebook() == [
        "Sổ tay mẫu 1: thiếu một dòng được bảo vệ, giá trị 1",
        f"Sổ tay mẫu 1: thừa một dòng được bảo vệ, giá trị {value}",
    ]


def test_a_fact_of_no_record_and_a_record_without_a_fact_are_found(kept):
    doctored(handle="0" * 64)
    fact = ProtectedFact.objects.order_by("pk").first()
    assert of_notebook() == [
        "Sổ tay mẫu 1: thiếu một dòng được bảo vệ, giá trị 1",
        f"Sổ tay mẫu: dòng được bảo vệ {fact.pk} không của hồ sơ nào",
    ]


def test_a_fact_put_out_of_the_ledger_is_missed(kept):
    doctored(superseded_at=2**60)
    assert of_notebook() == ["Sổ tay mẫu 1: thiếu một dòng được bảo vệ, giá trị 1"]
