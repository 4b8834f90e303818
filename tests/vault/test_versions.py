"""Changing a sealed field closes the row anew; nobody's change is lost, and what is put back from before is refused."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ketnoi.audit import journal
from ketnoi.audit.models import Line
from ketnoi.audit.versions import Stale
from ketnoi.vault import freshness, keys
from ketnoi.vault.refusals import RolledBack, Tampered
from tests.vault.letters import Letter, Parcel, letter, stored

pytestmark = pytest.mark.django_db


def act(**changes):
    """As an action does it: the row, then the journal's line."""
    with transaction.atomic():
        row = Letter.objects.select_for_update().get()
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
        journal.write("change", "letter", row.pk, actor=5)


def begin(**more):
    with transaction.atomic():
        row = letter(**more)
        journal.write("open", "letter", row.pk, actor=5)
    return row


def seals():
    return [(line.object, line.detail["version"]) for line in Line.objects.filter(verb="seal").order_by("id")]


def raw(row):
    """Everything the row holds, as a thief of the file would copy it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, alias, row_version, data_key_id FROM vault_test_letter WHERE id = %s", [row.pk])
        return cursor.fetchone()


def put_back(row, copied):
    with connection.cursor() as cursor:
        told = "UPDATE vault_test_letter SET name = %s, alias = %s, row_version = %s, data_key_id = %s WHERE id = %s"
        cursor.execute(told, [*copied, row.pk])


def test_each_change_is_a_version_that_the_journal_knows():
    row = begin(alias="Bé")
    act(name="Lê Thị Mẫu")
    act(code="b")  # nothing sealed
    assert seals() == [(str(row.uuid), 1), (str(row.uuid), 2)]
    assert set(Line.objects.filter(verb="seal").values_list("kind", "actor")) == {("vault_test_letter", 5)}
    assert journal.verify() == (5, [])
    found = Letter.objects.get()
    assert (found.row_version, found.name.open(), found.alias.open(), found.code) == (2, "Lê Thị Mẫu", "Bé", "b")


def test_lines_of_seals_hold_codes_only():
    row = begin()
    assert Line.objects.get(verb="seal").detail == {"version": 1, "row": row.pk}


def test_what_is_not_sealed_leaves_the_ciphertexts_alone():
    row = begin()
    before = stored(row)
    act(code="b")
    assert stored(row) == before


def test_an_older_ciphertext_put_back_is_refused_alone_and_with_its_version():
    row = begin(alias="Bé")
    copied = raw(row)
    act(name="Lê Thị Mẫu")
    put_back(row, [*copied[:2], 2, copied[3]])
    with pytest.raises(Tampered):
        Letter.objects.get().name.open()
    put_back(row, copied)
    with pytest.raises(RolledBack):
        Letter.objects.get().name.open()


def test_taking_a_value_away_cannot_be_taken_back_either():
    row = begin(alias="Bé")
    copied = raw(row)
    act(alias=None)
    assert (Letter.objects.get().alias, seals()[-1]) == (None, (str(row.uuid), 2))
    put_back(row, copied)
    with pytest.raises(RolledBack):
        Letter.objects.get().alias.open()


def test_an_older_row_cannot_be_written_over_to_make_it_new():
    row = begin()
    copied = raw(row)
    act(name="Lê Thị Mẫu")
    put_back(row, copied)
    with pytest.raises(RolledBack):
        act(alias="Bé")
    assert Letter.objects.get().row_version == 1


def test_of_two_editors_the_second_is_refused_and_nothing_is_lost():
    begin()
    first, second = Letter.objects.get(), Letter.objects.get()
    first.name = "Một Mẫu"
    first.save()
    second.name = "Hai Mẫu"
    with pytest.raises(Stale) as told, transaction.atomic():
        second.save()
    assert told.value.current.name.open() == "Một Mẫu"
    assert (second.row_version, second.name.open()) == (1, "Hai Mẫu")
    second.code = "b"
    with pytest.raises(Stale), transaction.atomic():
        second.save()
    assert Letter.objects.get().name.open() == "Một Mẫu"


def test_saving_an_old_copy_without_a_sealed_change_keeps_the_newer_name():
    begin()
    old = Letter.objects.get()
    act(name="Một Mẫu")
    old.code = "b"
    old.save()
    found = Letter.objects.get()
    assert (found.code, found.name.open(), found.row_version) == ("b", "Một Mẫu", 2)


def test_a_copy_loaded_before_somebody_wrote_still_opens():
    begin()
    old = Letter.objects.get()
    act(name="Một Mẫu")
    assert old.name.open() == "Nguyễn Thị Mẫu"


def test_saving_named_fields_seals_the_whole_row():
    begin(alias="Bé")
    row = Letter.objects.get()
    row.name, row.alias, row.code = "Một Mẫu", "Hai", "b"
    row.save(update_fields=["alias"])
    found = Letter.objects.get()
    assert (found.alias.open(), found.row_version, found.code) == ("Hai", 2, "a")
    row.save(update_fields=["code"])
    assert Letter.objects.get().code == "b"


def test_a_row_loaded_in_part_is_saved_in_part():
    begin(alias="Bé")
    row = Letter.objects.only("code").get()
    row.code = "b"
    row.save()
    row = Letter.objects.defer("alias").get()
    row.name = "Một Mẫu"
    row.save()
    found = Letter.objects.get()
    assert (found.code, found.name.open(), found.alias.open()) == ("b", "Một Mẫu", "Bé")


def test_what_is_taken_back_to_a_savepoint_is_not_told():
    with transaction.atomic():
        row = letter()
        with transaction.atomic():
            row.name = "Một Mẫu"
            row.save()
            transaction.set_rollback(True)
        journal.write("open", "letter", row.pk)
    assert seals() == [(str(row.uuid), 1)]
    assert Letter.objects.get().name.open() == "Nguyễn Thị Mẫu"


def test_a_line_that_was_taken_back_is_told_again():
    with transaction.atomic():
        row = letter()
        with transaction.atomic():
            journal.write("look", "letter", row.pk)
            transaction.set_rollback(True)
        journal.write("open", "letter", row.pk)
    assert seals() == [(str(row.uuid), 1)]


@pytest.mark.django_db(transaction=True)
def test_what_no_line_took_along_the_commit_tells():
    row = letter()
    assert seals() == [(str(row.uuid), 1)]
    row.name = "Một Mẫu"
    row.save()
    with transaction.atomic():
        Parcel.objects.create(data_key=keys.new("parcel"), name="x")
    assert [version for _object, version in seals()] == [1, 2, 1]
    assert journal.verify() == (3, [])


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_told_is_not_kept(monkeypatch):
    """The line belongs to the transaction of the row: where it fails, nothing of either stands."""
    row = begin()

    def fails(*_told, **_detail):
        raise OSError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(journal, "write", fails)
        row.name = "Một Mẫu"
        with pytest.raises(OSError, match="no room"):
            row.save()
        with pytest.raises(OSError, match="no room"):
            letter()
    found = Letter.objects.get()
    assert (found.row_version, found.name.open()) == (1, "Nguyễn Thị Mẫu")
    assert seals() == [(str(row.uuid), 1)]


def test_a_list_is_asked_at_once():
    with transaction.atomic():
        for number in range(7):
            letter(f"Mẫu {number}")
        journal.write("open", "letter", 0)
    rows = list(Letter.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as asked:
        freshness.check(rows)
        assert [row.name.open() for row in rows] == [f"Mẫu {number}" for number in range(7)]
    assert len(asked) == 2  # the keys, and the journal


def test_a_list_may_be_long():
    made = [Letter(data_key=key, name="Mẫu", code="a") for key in keys.new_many("letter", 1100)]
    Letter.objects.bulk_create(made)
    rows = list(Letter.objects.all())
    freshness.check(rows)
    assert {row.name.open() for row in rows} == {"Mẫu"}
    freshness.check([])


def test_a_list_with_one_older_row_is_refused():
    row = begin()
    copied = raw(row)
    act(name="Một Mẫu")
    put_back(row, copied)
    with transaction.atomic():
        letter("Hai Mẫu")
        journal.write("open", "letter", 0)
    with pytest.raises(RolledBack):
        freshness.check(Letter.objects.all())


def test_no_two_ciphertexts_can_change_places():
    """Every pair of columns, rows and tables."""
    begin(alias="Bé")
    letter("Một Mẫu", alias="Hai")
    Parcel.objects.create(data_key=Letter.objects.first().data_key, name="Ba Mẫu")
    places = [(row, column) for row in Letter.objects.order_by("pk") for column in ("name", "alias")]
    places.append((Parcel.objects.get(), "name"))
    held = {place: stored(*place) for place in places}
    for target in places:
        for source in places:
            if source != target:
                _write(*target, held[source])
                with pytest.raises(Tampered):
                    getattr(type(target[0]).objects.get(pk=target[0].pk), target[1]).open()
        _write(*target, held[target])
        getattr(type(target[0]).objects.get(pk=target[0].pk), target[1]).open()


def _write(row, column, content):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s", [content, row.pk])


def test_another_rows_key_does_not_open_it():
    row, other = letter(), letter()
    Letter.objects.filter(pk=row.pk).update(data_key=other.data_key)
    with pytest.raises(Tampered):
        Letter.objects.get(pk=row.pk).name.open()


def test_every_changed_byte_is_found():
    row = letter()
    whole = stored(row)
    for index in range(len(whole)):
        _write(row, "name", whole[:index] + bytes([whole[index] ^ 1]) + whole[index + 1 :])
        with pytest.raises(Tampered):
            Letter.objects.get(pk=row.pk).name.open()
    _write(row, "name", b"")
    with pytest.raises(Tampered):
        Letter.objects.get(pk=row.pk).name.open()
