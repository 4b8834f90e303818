"""Every good row right to the value, every bad one named, none dropped; twice changes nothing; undone whole."""

import pytest
from django.core.files.base import ContentFile

from ketnoi.activities import importing, snapshots
from ketnoi.activities.models import Activity
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from ketnoi.workbooks import batches
from tests.activities import messiest, messy, worlds

pytestmark = pytest.mark.django_db
CODES = ("hoat_dong", "luot", "nu", "dan_toc_thieu_so", "lan_tham_gia")


def figures():
    return [answers.value(Figure(code)) for code in CODES]


def expected(world, changes):
    """The usual entry, with places, units and categories by their names here."""
    usual = {"start_time": None, "programmes": (), "topics": (), "venue": ""}
    told = usual | dict(changes)
    if told.get("place"):
        told["place"] = world.places[told["place"]].pk
    if "lead" in told:
        told["lead"] = world.units[told["lead"]].pk
    if "partners" in told:
        told["partners"] = tuple(world.units[one].pk for one in told["partners"])
    if "kind" in told:
        told["kind"] = worlds.category("kind", told["kind"])
    if told.get("counting"):
        told["counting"] = worlds.category("counting", told["counting"])
    if "attendance" in told:
        told["attendance"] = _attendance(told["attendance"])
    return world.entry(**told).tidied()


def _attendance(changes):
    named = changes if "CHUA_XAC_DINH" in changes else {"HOI_VIEN": 41, "HOC_SINH": 15, "NHAN_DAN": 8} | changes
    return {worlds.category("audience", code): count for code, count in named.items()}


def key(row):
    return (row.sheet, row.number) if row.sheet else row.number


@pytest.mark.parametrize("name", list(messiest.CASES))
def test_a_workbook_as_units_make_it(world, name):
    case = messiest.CASES[name](world)
    officer, unit = world.officers["mau"], world.units["hoi_xa"].pk
    before = figures()
    batch = importing.check_file(case.file(), officer, unit)
    rows = {key(row): row for row in batch.rows.all()}
    assert {line: set(row.errors) for line, row in rows.items() if row.errors} == case.bad
    assert {line: set(row.doubts) for line, row in rows.items() if row.doubts} == case.doubts
    if case.warned is not None:
        assert {line: set(row.warnings) for line, row in rows.items() if row.warnings} == case.warned
    assert rows.keys() == case.good.keys() | case.bad.keys()
    for line, changes in case.good.items():
        assert snapshots.entry(rows[line].values) == expected(world, changes), line
    assert [one[1] for one in batch.notes["left_out"]] == case.out
    assert len(batch.notes["remarks"]) == case.remarks
    published = importing.publish(batch, officer, agreed=True, leave=True)
    fresh = [row for row in rows.values() if not row.errors and not row.repeats]
    assert Activity.objects.count() == len(fresh)
    assert figures()[1] == before[1] + sum(sum(row.values["attendance"].values()) for row in fresh)
    with pytest.raises(batches.AlreadyImported):
        importing.check_file(case.file(), officer, unit)
    importing.undo(published, officer)
    assert figures() == before


def test_there_are_more_than_thirty():
    assert len(messiest.CASES) >= 45


def test_the_same_rows_in_another_file_are_known_again(world):
    officer, unit = world.officers["mau"], world.units["hoi_xa"].pk
    case = messy.CASES["title_rows_above"](world)
    importing.publish(importing.check_file(case.file(), officer, unit), officer)
    again = messy.Case(messy.table(messy.LINE, messy.line(day="20/11/2022")))
    batch = importing.check_file(ContentFile(again.file().read(), "khac.xlsx"), officer, unit)
    assert (batch.repeated, batch.fresh) == (1, 1)
