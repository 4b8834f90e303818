"""Writes and reads of programmes: parents, parties, who works in which, journal."""

import dataclasses
import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit import journal, versions
from ketnoi.audit.models import Line
from ketnoi.officers.enums import Role
from ketnoi.programmes import actions, policy, queries
from ketnoi.programmes.drafts import Draft, PartyRow, Terms, TileRow
from ketnoi.programmes.enums import PartyRole, Status
from ketnoi.programmes.models import Programme
from tests.programmes import worlds

INSIDE = dt.date(2022, 5, 5)


def terms(world, **changes):
    days = {"starts_on": dt.date(2023, 1, 1), "ends_on": dt.date(2023, 12, 31)}
    return dataclasses.replace(Terms("Chương trình xã", "Xã Ơn 2023", world.units["wo1"], **days), **changes)


def open_ids(world, *units, day=INSIDE):
    return {one.slug for one in queries.open_for([world.units[unit].pk for unit in units], day)}


def test_closed_upward(world):
    third = actions.create(Draft(terms(world, parent=world.programme)))
    assert queries.closed_upward([third.pk]) == {third.pk, world.programme.pk, world.national.pk}
    assert queries.closed_upward([world.national.pk]) == {world.national.pk}
    assert queries.closed_upward([]) == frozenset()


def test_open_for_units_at_above_and_below_a_party(world):
    assert open_ids(world, "wP") == {"tinh-thu", "ca-nuoc"}
    assert open_ids(world, "xo2") == {"tinh-thu", "ca-nuoc"}
    assert open_ids(world, "w") == {"tinh-thu", "ca-nuoc"}
    assert open_ids(world, "wQ") == {"ca-nuoc"}


def test_open_for_neither_observers_nor_other_days_nor_drafts(world):
    assert open_ids(world, "yP") == set()
    assert open_ids(world, "wP", day=dt.date(2020, 12, 31)) == set()
    assert open_ids(world, "wP", day=dt.date(2025, 1, 1)) == set()
    Programme.objects.filter(slug="tinh-thu").update(status=Status.DRAFT)
    assert open_ids(world, "wP") == {"ca-nuoc"}


def test_visible_to_parties_and_observers_at_any_level_but_nobody_else(world):
    def seen(unit):
        return set(queries.visible_to(worlds.officer(world, unit)).values_list("slug", flat=True))

    assert seen("wP") == seen("wo3") == seen("phòng") == seen("w") == {"tinh-thu", "ca-nuoc"}
    assert seen("yo1") == seen("y") == {"tinh-thu"}
    assert seen("wQ") == {"ca-nuoc"}
    assert seen("yQ") == set()


def test_a_parent_is_fixed_once_records_count(filled):
    with pytest.raises(ValidationError):
        worlds.change(filled.programme, {"parent": None})
    filled.programme.refresh_from_db()
    assert filled.programme.parent_id == filled.national.pk
    worlds.change(filled.programme, {"parent": filled.national})


def test_a_parent_may_change_before_that_but_never_into_a_circle(world):
    with pytest.raises(ValidationError):
        worlds.change(world.national, {"parent": world.programme})
    with pytest.raises(ValidationError):
        worlds.change(world.national, {"parent": world.national})
    worlds.change(world.programme, {"parent": None})
    assert queries.closed_upward([world.programme.pk]) == {world.programme.pk}


def test_create_makes_an_address_and_the_chair_a_party(world):
    first, second = (actions.create(Draft(terms(world))) for _ in range(2))
    assert (first.slug, second.slug) == ("xa-on-2023", "xa-on-2023-2")
    assert [party.unit_id for party in first.parties.all()] == [world.units["wo1"].pk]


@pytest.mark.parametrize("slug", ["moi", "Tinh", "a/b", "tinh-thu", ""])
def test_an_address_that_is_taken_or_unreadable_is_refused(world, slug):
    if slug:
        with pytest.raises(ValidationError):
            actions.create(Draft(terms(world)), slug)
    else:
        assert actions.create(Draft(terms(world, short_name="Mới"))).slug == "moi-2"


def test_what_is_not_said_rightly_is_refused_whole(world):
    before = Programme.objects.count(), Line.objects.count()
    twice = (PartyRow(world.units["wP"].pk), PartyRow(world.units["wP"].pk, PartyRole.OBSERVER))
    for draft in (
        Draft(terms(world, ends_on=dt.date(2022, 12, 31))),
        Draft(terms(world, name=" ")),
        Draft(terms(world), twice),
        Draft(terms(world), tiles=(TileRow("khong_co", "không có"),)),
        Draft(terms(world), tiles=(TileRow("p_buoi", "buổi", "{p_buoi@khong}"),)),
    ):
        with pytest.raises(ValidationError):
            actions.create(draft)
    assert (Programme.objects.count(), Line.objects.count()) == before


def test_change_is_refused_at_a_version_that_moved_on(world):
    draft = Draft(dataclasses.replace(terms(world), chair=world.units["wP"], parent=world.national))
    actions.change(world.programme.pk, draft, 1)
    with pytest.raises(versions.Stale) as refused:
        actions.change(world.programme.pk, dataclasses.replace(draft, terms=terms(world, name="Khác")), 1)
    assert (refused.value.current.version, refused.value.current.name) == (2, "Chương trình xã")
    assert [tile.indicator for tile in world.programme.tiles.all()] == ["p_buoi", "p_luot", "p_nu"]


def test_every_write_has_its_line(world):
    worlds.change(world.programme, tiles=())
    verbs = Line.objects.filter(kind="programme", object=str(world.programme.pk)).values_list("verb", flat=True)
    assert set(verbs) == {"create", "change"}
    assert journal.verify()[1] == []


def test_only_leaders_and_administrators_of_the_chair_may_edit(world):
    def may(unit, role):
        post = worlds.officer(world, unit, role).posts.get()
        return policy.may_edit(post, world.programme)

    assert may("wP", Role.LEAD)
    assert may("phòng", Role.ADMINISTRATOR)
    assert not may("wP", Role.RECORDER)
    assert not may("xP", Role.LEAD)
    assert not may("w", Role.LEAD)
