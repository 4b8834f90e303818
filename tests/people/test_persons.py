"""Registering, opening, finding and correcting a person: what is written, who sees it, and what nobody sees."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from ketnoi.access import policy
from ketnoi.access.guarded import Unscoped
from ketnoi.audit.models import Line
from ketnoi.audit.versions import Stale
from ketnoi.people import actions, births, finding, matching
from ketnoi.people import entry as entries
from ketnoi.people.entry import Entry
from ketnoi.people.enums import Exact
from ketnoi.people.models import KIND, MatchKey, Person
from tests.people.world import WHO

ALL = tuple(entries.SECTIONS)


def seen(world, who):
    return set(policy.visible_to(world.reader(who), KIND).values_list("pk", flat=True))


def loaded(world, who="hoi recorder"):
    return policy.visible_to(world.reader(who), KIND).get(pk=world.persons["mine"].pk)


def test_what_was_entered_is_read_again_whole(world):
    assert entries.of(loaded(world), entries.SECTIONS) == WHO


def test_a_section_that_is_not_read_stays_closed(world):
    with pytest.raises(TypeError):  # what is opened is always said
        entries.of(loaded(world))
    said = entries.of(loaded(world), ["address"])
    assert said == Entry(telephone=WHO.telephone, address=WHO.address)


def test_nothing_lies_in_the_database_in_clear(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person")
        rows = b"|".join(
            bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
            for row in cursor
            for cell in row
        )
        cursor.execute("SELECT * FROM people_matchkey")
        rows += str(cursor.fetchall()).encode()
    told = str(list(Line.objects.values())).encode()
    for word in ("Thử Nghiệm", "Mẫu Hoa", "1998-03-14", "014198000001", "0900000001", "Không Có Thật", "mang thai"):
        assert word.encode() not in rows + told, word


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("hoi recorder", True),
        ("hoi lead", True),
        ("hoi supervisor", True),
        ("hoi administrator", False),
        ("hoi2 recorder", False),
        ("hoi2 lead", False),
        ("ca recorder", False),
        ("ca lead", False),
    ],
)
def test_who_knows_of_a_person(world, who, sees):
    assert (world.persons["mine"].pk in seen(world, who)) is sees


def test_asked_without_a_reader_nothing_is_answered(world):
    with pytest.raises(Unscoped):
        Person.objects.filter(pk=world.persons["mine"].pk).exists()


def test_a_name_is_found_only_by_whom_its_identity_is_open_to(world):
    found = {
        who: [one.pk for one in finding.find(world.reader(who), "Nguyeenx Thị Thử Nghiệm")] for who in world.officers
    }
    mine = [world.persons["mine"].pk]
    opened = {"hoi recorder", "hoi lead"}
    assert {who for who, persons in found.items() if persons} == opened
    assert all(found[who] == mine for who in opened)


def test_an_alias_is_found(world):
    assert [one.pk for one in finding.find(world.reader("hoi lead"), "mau hoa")] == [world.persons["mine"].pk]


def test_searching_asks_no_more_for_more_persons(world, django_assert_max_num_queries):
    for number in range(12):
        world.register("hoi recorder", full_name=f"Trần Mẫu Số {number}")
    reader = world.reader("hoi lead")
    with django_assert_max_num_queries(12):
        assert len(finding.find(reader, "Trần Mẫu")) == 10


def test_a_scope_too_wide_is_refused(world, monkeypatch):
    world.register("hoi recorder")
    monkeypatch.setattr(finding, "WIDEST", 1)
    with pytest.raises(finding.TooWide):
        finding.find(world.reader("hoi lead"), "Mẫu")


def test_correcting_keeps_what_the_reader_cannot_read(world):
    wanted = replace(Entry(), full_name="Nguyễn Thị Thử Lại", shelter="không được ghi")
    actions.correct(world.reader("hoi lead"), loaded(world), wanted, 1, ["identity"])
    after = entries.of(loaded(world), ALL)
    assert (after.full_name, after.telephone, after.shelter) == ("Nguyễn Thị Thử Lại", WHO.telephone, WHO.shelter)


def test_the_second_of_two_editors_is_told_and_writes_nothing(world):
    reader, first, second = world.reader("hoi lead"), replace(WHO, sex="khac"), replace(WHO, sex="nam")
    actions.correct(reader, loaded(world), first, 1, ALL)
    with pytest.raises(Stale):
        actions.correct(world.reader("hoi recorder"), loaded(world), second, 1, ALL)
    assert entries.of(loaded(world), ALL).sex == "khac"


def test_correcting_says_in_the_journal_which_fields_and_not_what(world):
    actions.correct(world.reader("hoi lead"), loaded(world), replace(WHO, sex="khac", address="Bản Khác"), 1, ALL)
    line = Line.objects.filter(kind=KIND, verb="correct").get()
    assert line.detail == {"fields": ["sex", "address"]}


def test_saving_the_same_writes_nothing(world):
    actions.correct(world.reader("hoi lead"), loaded(world), WHO, 1, ALL)
    assert loaded(world).row_version == 1
    assert not Line.objects.filter(kind=KIND, verb="correct").exists()


@pytest.mark.parametrize("who", ["hoi supervisor", "hoi2 lead", "ca lead", "hoi administrator"])
def test_who_may_not_correct(world, who):
    with pytest.raises(PermissionDenied):
        actions.correct(world.reader(who), loaded(world), WHO, 1, ALL)


def test_match_keys_follow_what_is_known(world):
    person, keys = loaded(world), MatchKey.objects.filter(person=world.persons["mine"])
    before = set(keys.values_list("exact", "digest"))
    assert {exact for exact, _digest in before} == {"so_dinh_danh", "dien_thoai"}
    actions.correct(world.reader("hoi lead"), person, replace(WHO, telephone="", id_number="014198000002"), 1, ALL)
    after = set(keys.values_list("exact", "digest"))
    assert {exact for exact, _digest in after} == {"so_dinh_danh"}
    assert not before & after


def test_a_digest_is_of_its_own_kind_and_of_exact_values():
    said = matching.digests(WHO)
    assert said == matching.digests(replace(WHO, full_name="Khác", birth=births.Birth(1998)))
    same = matching.digests(Entry(id_number="0900000001", telephone="0900000001"))
    assert same[Exact.ID_NUMBER] != same[Exact.TELEPHONE] == said[Exact.TELEPHONE]


def test_a_name_counts_only_with_day_and_commune(monkeypatch):
    monkeypatch.setattr(matching.places, "today", lambda ids: {one: one for one in ids})
    assert Exact.NAME_BIRTH_COMMUNE not in matching.digests(WHO)
    assert Exact.NAME_BIRTH_COMMUNE not in matching.digests(replace(WHO, commune=7, birth=births.Birth(1998, 3)))
    whole, heard = replace(WHO, commune=7), replace(WHO, commune=7, full_name="nguyen thi THU nghiem")
    assert matching.digests(whole)[Exact.NAME_BIRTH_COMMUNE] == matching.digests(heard)[Exact.NAME_BIRTH_COMMUNE]


def test_nobody_registers_under_a_post_that_is_not_his_or_without_a_second_factor(world):
    """Nor one who may not read what he enters."""
    own, post = world.reader("hoi recorder"), world.post("hoi recorder")
    unconfirmed = replace(own, holdings=(), waiting=own.holdings)
    for reader in (
        world.reader("hoi2 recorder"),
        replace(own, second_factor=False),
        replace(own, active=False),
        unconfirmed,
    ):
        with pytest.raises(PermissionDenied):
            actions.register(reader, WHO, post)
