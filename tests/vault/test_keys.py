"""Keys lie where the settings say, wrap under their newest version, and what was destroyed stays closed."""

import stat

import pytest
from django.db import transaction

from ketnoi.audit import journal
from ketnoi.vault import aead, intake, keyed, keyfiles, keys, sealing, shredding
from ketnoi.vault.models import DataKey
from ketnoi.vault.providers import File, Given, standing_in
from ketnoi.vault.refusals import KeyUnavailable, Shredded, Tampered
from tests.vault.letters import Letter, letter

A, B = bytes(range(32)), bytes(range(32, 64))


def given(**more):
    return standing_in(Given(keyfiles.Secrets(**{"masters": {1: A}, "digest": B, "intake": A, **more})))


def test_an_empty_folder_is_given_keys_that_only_the_owner_reads_and_a_demos_mark(tmp_path):
    folder = tmp_path / "keys"
    folder.mkdir()
    assert File(folder, makes=True).versions() == [1]
    names = {path.name for path in folder.iterdir()}
    assert names == {"demo", "digest.key", "intake.key", "intake.pub", "master-1.key"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert File(folder).mac("a", b"x") == File(folder, makes=True).mac("a", b"x")


def test_keys_are_never_made_where_they_should_be(tmp_path):
    assert File(tmp_path).versions() == []
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyUnavailable):
        File(tmp_path).mac("a", b"x")
    with pytest.raises(KeyUnavailable):
        File(tmp_path / "nowhere").versions()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_may_read_is_refused(tmp_path, mode):
    keyfiles.make(tmp_path)
    (tmp_path / "digest.key").chmod(mode)
    with pytest.raises(KeyUnavailable, match=r"digest\.key .*chmod 600"):
        File(tmp_path).versions()


@pytest.mark.parametrize("content", ["", "AAAA", "không phải khóa", "A" * 44 + "="])
def test_a_damaged_key_is_refused_and_not_shown(tmp_path, content):
    keyfiles.make(tmp_path)
    (tmp_path / "master-1.key").write_text(content, encoding="utf-8")
    with pytest.raises((KeyUnavailable, UnicodeDecodeError)) as told:
        File(tmp_path).versions()
    assert not content or content not in str(told.value)


def test_a_running_server_learns_of_a_new_version(tmp_path):
    keyfiles.make(tmp_path)
    held = File(tmp_path)
    assert held.versions() == [1]
    assert keyfiles.put(tmp_path, keyfiles.master_name(10), B)
    assert held.versions() == [1, 10]


def test_a_key_never_takes_the_place_of_another(tmp_path):
    assert keyfiles.put(tmp_path, "master-1.key", A)
    assert not keyfiles.put(tmp_path, "master-1.key", B)
    assert keyfiles.read(tmp_path).masters == {1: A}
    assert [path.name for path in tmp_path.iterdir()] == ["master-1.key"]


def test_secrets_do_not_show_themselves():
    assert repr(keyfiles.Secrets(masters={1: A}, digest=B)) == "Secrets()"


def test_keys_of_the_environment():
    text = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=, 2:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
    assert keyfiles.from_text(text, "", "", "").masters == {1: A, 2: B}
    for wrong in ("AAEC", "x:AAEC", "1:AAEC"):
        with pytest.raises(KeyUnavailable, match="KETNOI_MASTER_KEY"):
            keyfiles.from_text(wrong, "", "", "")


def test_digests_differ_by_purpose_by_text_and_by_key():
    with given():
        first = keyed.digest("phone", "0900000000")
        assert first == keyed.digest("phone", "0900000000")
        assert len({first, keyed.digest("identity", "0900000000"), keyed.digest("phone", "0900000001")}) == 3
    with given(digest=A):
        assert keyed.digest("phone", "0900000000") != first
    with given(digest=b""), pytest.raises(KeyUnavailable):
        keyed.digest("phone", "0900000000")


def test_a_report_is_sealed_with_the_public_half_only():
    with given():
        public = Given(keyfiles.Secrets({1: A}, intake=A)).intake_public()
    with standing_in(Given(keyfiles.Secrets({}, intake_public=public))):
        first, second = intake.seal("Tin báo".encode()), intake.seal("Tin báo".encode())
        assert first != second
        with pytest.raises(KeyUnavailable):
            intake.open(first)
    with given():
        assert intake.open(first).decode() == "Tin báo"
        with pytest.raises(Tampered):
            intake.open(first[:-1] + bytes([first[-1] ^ 1]))


@pytest.mark.django_db
def test_a_data_key_is_wrapped_by_the_newest_version_and_bound_to_its_row():
    with given(masters={1: A, 2: B}):
        first, second = keys.new("case"), keys.new("person")
        assert (first.master, second.master) == (2, 2)
        assert len(first.secret()) == aead.KEY
        assert first.secret() != second.secret()
        for change in ({"wrapped": second.wrapped}, {"owner_kind": "person"}, {"master": 1}):
            moved = DataKey.objects.get(pk=first.pk)
            for name, value in change.items():
                setattr(moved, name, value)
            with pytest.raises(Tampered):
                moved.secret()
    with given(), pytest.raises(KeyUnavailable):
        first.secret()
    with given(masters={}), pytest.raises(KeyUnavailable, match="keys init"):
        keys.new("case")


@pytest.mark.django_db
def test_bytes_open_at_their_own_place_only():
    first, second = keys.new("case"), keys.new("case")
    closed = sealing.seal_bytes(first, "file|0", b"x" * 100)
    assert sealing.open_bytes(first, "file|0", closed) == b"x" * 100
    for key, place in ((first, "file|1"), (second, "file|0")):
        with pytest.raises(Tampered):
            sealing.open_bytes(key, place, closed)


@pytest.mark.django_db
def test_a_destroyed_key_leaves_the_row_and_the_journal_and_stays_destroyed():
    with transaction.atomic():
        row, other = letter(), letter("Một Mẫu")
        journal.write("open", "letter", 0)
    kept = DataKey.objects.get(pk=row.data_key_id)
    shredding.shred(row.data_key, "retention", actor=5)
    shredding.shred(row.data_key, "retention", actor=5)
    for closed in (row, Letter.objects.get(pk=row.pk)):
        with pytest.raises(Shredded):
            closed.name.open()
    assert Letter.objects.get(pk=other.pk).name.open() == "Một Mẫu"
    assert journal.verify() == (4, [])
    DataKey.objects.filter(pk=kept.pk).update(wrapped=kept.wrapped, shredded_at=None)
    with pytest.raises(Shredded):
        Letter.objects.get(pk=row.pk).name.open()
    row.name = "Hai Mẫu"
    with pytest.raises(Shredded):
        row.save()
