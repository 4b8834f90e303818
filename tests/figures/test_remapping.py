"""Communes merged and split: totals stay, on both maps; joint work counts once in the new commune; the past stays."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit import moments
from ketnoi.figures import answers, folding, maps, remapping, verify
from ketnoi.figures.figure import Figure, Level
from ketnoi.orgs.models import Succession as UnitSuccession
from ketnoi.orgs.models import Unit
from ketnoi.places import queries as places
from ketnoi.places.models import Change, Place
from ketnoi.places.redrawing import Named, Paper
from tests.figures import worlds

DAY = dt.date(2026, 3, 1)
PAPER = Paper(DAY, "Nghị quyết mẫu", "1/NQ", dt.date(2026, 2, 1))
OLD_END = worlds.OLD_END


@pytest.fixture
def book(land):
    """Work in old communes, in today's, in a village, and together; NA2 has a unit of its own agency."""
    here = {unit.name: unit.pk for unit in land.units}
    p, kind, audience = land.places, land.kinds[0], land.audiences[0]
    unit = Unit.objects.get(pk=here["x1 NA1"])
    beside = worlds.orgs.create_unit(
        unit.agency, "commune", "x1 NA2", unit.parent, place=p["NA2"], valid_from=worlds.NEW_START
    )

    def one(units, place, count, day):
        return worlds.Record(tuple(units), day, p[place].pk, kind, ((audience, count),))

    early, late = dt.date(2021, 5, 1), dt.date(2025, 9, 1)
    worlds.write(
        {
            1: one([here["x1 A1a"]], "A1a", 10, early),
            2: one([here["x1 A1b"], here["x1 A2a"]], "va", 20, early),
            3: one([here["x1 A2a"]], "A2a", 5, early),
            4: one([unit.pk, beside.pk], "vn", 40, late),
            5: one([beside.pk], "NA2", 3, late),
        }
    )
    folding.fold()
    land.units = list(Unit.objects.all())
    return land


def merged(book):
    p = book.places
    return remapping.merge_communes([p["NA1"], p["NA2"]], Named("xã", "Mới"), PAPER, actor=3)


def by_commune(code="t_luot", **asked):
    return {key: number for (key,), number in answers.breakdown(Figure(code, **asked), "commune").items() if number}


def test_totals_stay_on_both_maps_when_communes_are_merged(book):
    p = book.places
    then = {"end": OLD_END}
    before = {level: answers.breakdown(Figure("t_luot", **then), "district") for level in (0,)}
    assert by_commune() == {p["NA1"].pk: 70, p["NA2"].pk: 8}
    new = merged(book)
    assert by_commune() == {new.pk: 78}
    assert answers.value(Figure("t_luot")) == answers.value(Figure("t_luot", place=new.pk)) == 78
    assert answers.breakdown(Figure("t_luot", **then), "district") == before[0]
    assert answers.value(Figure("t_luot", place=p["A1"].pk, **then)) == 30
    assert answers.value(Figure("t_luot", level=Level.DISTRICT_THEN, area=p["A1"].pk, **then)) == 30
    assert verify.run().differences == []


def test_joint_work_of_two_communes_that_became_one_counts_once_in_it(book):
    new = merged(book)
    book.units = list(Unit.objects.all())
    asked = Figure("t_hoat_dong", level=Level.COMMUNE_NOW, area=new.pk)
    assert answers.value(asked) == worlds.naive(asked, book) == 5
    heir = Unit.objects.get(place=new, agency__code="x1")
    under = Figure("t_hoat_dong", unit=heir.pk)
    assert answers.value(under) == 2


def test_what_was_known_before_stays_known(book):
    before, old = moments.now(), book.places["NA1"]
    area = Figure("t_hoat_dong", level=Level.COMMUNE_NOW, area=old.pk)
    then = answers.value(area)
    assert then == worlds.naive(area, book) == 3
    merged(book)
    assert answers.value(Figure("t_luot", as_of=before)) == 78
    assert answers.value(area.but(as_of=before)) == answers.value(area) == then
    assert answers.value(Figure("t_luot", place=old.pk, end=DAY - dt.timedelta(days=1))) == 40
    with pytest.raises(maps.LaterThanMap, match="28/02/2026"):
        answers.value(Figure("t_luot", place=old.pk))


def test_units_follow_with_what_stands_under_them(book):
    section = worlds.orgs.create_unit(
        Unit.objects.get(name="x1 NA1").agency, "section", "phòng xã", Unit.objects.get(name="x1 NA1")
    )
    new = merged(book)
    heir = Unit.objects.get(place=new, agency__code="x1")
    section.refresh_from_db()
    assert section.path == f"{heir.path}{section.pk}."
    assert section.commune_now == new.pk
    olds = UnitSuccession.objects.filter(new=heir).values_list("old__name", flat=True)
    assert sorted(olds) == ["x1 NA1", "x1 NA2"]
    assert Unit.objects.get(name="x1 NA1").valid_to == DAY - dt.timedelta(days=1)
    assert heir.province == 14


def test_villages_go_along_and_of_two_of_one_name_the_second_says_where_it_was(book):
    p = book.places
    worlds._place("village", "vn", p["NA2"], old=False)
    new = merged(book)
    names = sorted(new.children.values_list("name", flat=True))
    assert names == ["Village vn", "Village vn (NA2)"]
    assert places.today([p["vn"].pk, p["va"].pk]) == {p["vn"].pk: new.pk, p["va"].pk: new.pk}


def test_a_split_sends_villages_where_they_lie_and_the_rest_to_the_default(book):
    p = book.places
    total = answers.value(Figure("t_luot"))
    first, second = remapping.split_commune(
        p["NA1"], [Named("xã", "Trên"), Named("phường", "Dưới")], {p["vn"].pk: 1}, PAPER
    )
    assert by_commune() == {first.pk: 30, second.pk: 40, p["NA2"].pk: 8}
    assert sum(by_commune().values()) == answers.value(Figure("t_luot")) == total
    assert answers.converted(Figure("t_luot")) == {first.pk}
    assert {unit.name for unit in Unit.objects.filter(place__in=[first, second], agency__code="x1")} == {
        "x1 xã Trên",
        "x1 phường Dưới",
    }
    assert verify.run().differences == []


def test_a_rename_changes_a_name_and_no_number(book):
    p, before = book.places, by_commune()
    renamed = remapping.rename(p["NA1"], Named("phường", "Đổi Tên"), PAPER)
    assert (renamed.name, renamed.folded) == ("Phường Đổi Tên", "doi ten")
    assert by_commune() == before
    assert [one.name for one in renamed.former_names.all()] == ["NA1"]
    with pytest.raises(ValidationError, match="đã đổi tên"):
        remapping.rename(p["NA1"], Named("phường", "Nữa"), PAPER)


@pytest.mark.parametrize(
    ("olds", "name", "paper"),
    [
        (["NA1"], "Mới", PAPER),
        (["NA1", "NB"], "Mới", PAPER),
        (["NA1", "NA2"], " ", PAPER),
        (["NA1", "NA2"], "Mới", Paper(DAY, " ")),
        (["NA1", "NA2"], "Mới", Paper(dt.date(2199, 1, 1), "Nghị quyết")),
        (["NA1", "NA2"], "Mới", Paper(worlds.NEW_START, "Nghị quyết")),
        (["A1a", "A1b"], "Mới", PAPER),
    ],
)
def test_a_merge_that_cannot_be_changes_nothing(book, olds, name, paper):
    before = (Place.objects.count(), Unit.objects.count(), by_commune())
    with pytest.raises(ValidationError):
        remapping.merge_communes([book.places[one] for one in olds], Named("xã", name), paper)
    assert (Place.objects.count(), Unit.objects.count(), by_commune()) == before
    assert Change.objects.count() == 0


def test_a_merge_happens_once(book):
    merged(book)
    with pytest.raises(ValidationError, match="không còn trên bản đồ"):
        merged(book)
