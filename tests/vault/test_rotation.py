"""Rotation leaves everything readable at every step; sheets bring lost keys back; an old version goes last."""

import os

import pytest
from django.db import transaction
from nacl.public import PublicKey, SealedBox

from ketnoi.audit import anchors, journal
from ketnoi.audit.models import Line
from ketnoi.vault import keyed, keyfiles, keys, recovery, rotation, shares
from ketnoi.vault.models import DataKey, Envelope
from ketnoi.vault.providers import File, standing_in
from ketnoi.vault.refusals import KeyUnavailable, Tampered
from tests.vault.letters import Letter, letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A key folder of its own, in use, and five rows that hang on it."""
    keyfiles.make(tmp_path)
    with standing_in(File(tmp_path)), transaction.atomic():
        for number in range(5):
            letter(f"Mẫu {number}")
        journal.write("open", "letter", 0)
        yield tmp_path


def sheets_of(folder):
    """New sheets, printed and typed back."""
    drawn = recovery.drawn()
    recovery.take_effect(folder, drawn[1:])
    return drawn


def names():
    return [row.name.open() for row in Letter.objects.order_by("pk")]


ALL = ["Mẫu 0", "Mẫu 1", "Mẫu 2", "Mẫu 3", "Mẫu 4"]


def test_all_data_keys_move_to_the_new_version_and_nothing_else_changes(folder):
    before = list(Letter.objects.order_by("pk").values_list("row_version", "uuid"))
    secrets = [key.secret() for key in DataKey.objects.order_by("pk")]
    assert rotation.begin(folder) == 2
    assert (rotation.waiting(), rotation.hanging()) == (5, {1: 5})
    batches = []
    assert rotation.rewrap(batch=2, told=batches.append) == 5
    assert (batches, rotation.waiting(), rotation.hanging()) == ([2, 2, 1], 0, {2: 5})
    assert names() == ALL
    assert [key.secret() for key in DataKey.objects.order_by("pk")] == secrets
    assert list(Letter.objects.order_by("pk").values_list("row_version", "uuid")) == before
    assert [line.detail["count"] for line in Line.objects.filter(verb="rewrap").order_by("id")] == [2, 2, 1]
    assert rotation.rewrap() == 0


def test_between_two_steps_everything_opens_and_what_is_new_hangs_on_the_new_version(folder):
    rotation.begin(folder)
    assert rotation._rewrap_some(2) == 2
    assert names() == ALL
    assert keys.new("letter").master == 2
    assert rotation.rewrap() == 3


def test_a_key_that_does_not_open_stops_the_rotation_before_anything_is_written(folder):
    DataKey.objects.filter(pk=DataKey.objects.last().pk).update(wrapped=b"\1" + bytes(60))
    rotation.begin(folder)
    with pytest.raises(Tampered), transaction.atomic():
        rotation.rewrap()
    assert rotation.hanging() == {1: 5}


def test_an_old_version_goes_only_when_nothing_can_hang_on_it(folder):
    with pytest.raises(KeyUnavailable, match="đang được dùng"):
        rotation.retire(folder, 1)
    rotation.begin(folder)
    with pytest.raises(KeyUnavailable, match="một giờ"):
        rotation.retire(folder, 1)
    os.utime(folder / "master-2.key", (0, 0))
    with pytest.raises(KeyUnavailable, match="Còn 5 khóa"):
        rotation.retire(folder, 1)
    rotation.rewrap()
    rotation.retire(folder, 1)
    assert not (folder / "master-1.key").exists()
    assert names() == ALL
    with pytest.raises(KeyUnavailable, match="Không có phiên bản 1"):
        rotation.retire(folder, 1)


def test_without_its_version_a_data_key_is_out_of_reach(folder):
    rotation.begin(folder)
    (folder / "master-1.key").unlink()
    with pytest.raises(KeyUnavailable):
        names()


def test_two_sheets_bring_back_all_keys_those_of_later_versions_too(folder, tmp_path_factory):
    sheets = sheets_of(folder)
    assert recovery.keep(folder) == 0
    rotation.begin(folder)
    rotation.rewrap()
    told = keyed.digest("phone", "0900000000")
    elsewhere = tmp_path_factory.mktemp("keys")
    typed = [shares.read(shares.written(share)) for share in sheets[1:]]
    assert sorted(recovery.restore(elsewhere, typed)) == ["digest.key", "intake.key", "master-1.key", "master-2.key"]
    with standing_in(File(elsewhere)):
        assert names() == ALL
        assert keyed.digest("phone", "0900000000") == told
    assert keyfiles.read(elsewhere) == keyfiles.read(folder)
    assert recovery.restore(elsewhere, typed) == []


def test_new_sheets_make_the_old_ones_worthless(folder):
    old = sheets_of(folder)
    new = sheets_of(folder)
    with pytest.raises(KeyUnavailable, match="không thuộc"):
        recovery.opened(old[:2])
    assert len(recovery.opened(new[:2])) == 3


def test_until_two_of_them_were_typed_back_new_sheets_change_nothing(folder):
    old = sheets_of(folder)
    new = recovery.drawn()
    with pytest.raises(KeyUnavailable, match="không thuộc"):
        recovery.opened(new[:2])
    with pytest.raises(shares.Mistyped):
        recovery.take_effect(folder, [new[0], new[0]])
    assert recovery.keep(folder) == 0
    assert len(recovery.opened(old[:2])) == 3
    keyfiles.replace(folder, keyfiles.RECOVERY_PUBLIC, bytes(32))  # cut off between its two steps
    assert len(recovery.opened(old[:2])) == 3


def test_the_key_of_the_anchors_comes_back_from_paper_too(folder, tmp_path_factory):
    anchors.put_key(folder, bytes(range(32)))
    sheets = sheets_of(folder)
    elsewhere = tmp_path_factory.mktemp("keys")
    assert anchors.KEY in recovery.restore(elsewhere, sheets[:2])
    assert anchors.key_in(elsewhere) == bytes(range(32))
    assert (elsewhere / anchors.KEY).stat().st_mode & 0o077 == 0
    assert recovery.restore(elsewhere, sheets[:2]) == []


@pytest.mark.once
def test_a_key_of_the_anchors_made_anew_gets_an_envelope_of_its_own(folder):
    anchors.put_key(folder, bytes(range(32)))
    sheets = sheets_of(folder)
    (folder / anchors.KEY).unlink()
    anchors.put_key(folder, bytes(32))
    Envelope.objects.filter(name=anchors.KEY).update(created_at=1)  # the clock of files is a coarse one
    assert (recovery.keep(folder), recovery.keep(folder)) == (1, 0)
    assert recovery.opened(sheets[:2])[anchors.KEY] == bytes(32)


PATHS = ["/{}/leak", "../leak", "static/leak", "master-0.key", "master-1.key.txt", "master-².key", "recovery.pub", ""]


@pytest.mark.once
@pytest.mark.parametrize("name", PATHS)
def test_an_envelope_says_nowhere_that_a_key_is_written_to(folder, tmp_path_factory, name):
    sheets = sheets_of(folder)
    outside = tmp_path_factory.mktemp("outside")
    (outside / "keys" / "static").mkdir(parents=True)
    one = next(one for one in recovery.envelopes() if one.name == "master-1.key")
    half = keyfiles.decoded((folder / keyfiles.RECOVERY_PUBLIC).read_text(), "half")
    named = name.format(outside).encode()
    own = SealedBox(PublicKey(half)).encrypt(bytes(32) + named)  # even of somebody who knows the public half
    for box in (one.sealed, own):
        strange = [*recovery.envelopes(), recovery.Closed(named.decode(), box, one.sealed_for)]
        with pytest.raises(KeyUnavailable, match="đổi tên"):
            recovery.restore(outside / "keys", sheets[:2], strange)
    assert [path for path in outside.rglob("*") if path.is_file()] == []


@pytest.mark.once
def test_no_envelope_passes_for_another(folder):
    sheets = sheets_of(folder)
    one, other = recovery.envelopes()[:2]
    swapped = [one._replace(sealed=other.sealed), other._replace(sealed=one.sealed)]
    with pytest.raises(KeyUnavailable, match="đổi tên"):
        recovery.opened(sheets[:2], swapped)


@pytest.mark.once
def test_a_key_is_written_into_its_folder_alone(tmp_path):
    for name in (str(tmp_path / "leak"), "../leak", "a/leak"):
        with pytest.raises(ValueError, match="key folder"):
            keyfiles.put(tmp_path / "keys", name, bytes(32))


def test_the_database_holds_no_key_in_clear(folder):
    sheets_of(folder)
    held = keyfiles.read(folder)
    for envelope in Envelope.objects.all():
        for key in (held.masters[1], held.digest, held.intake):
            assert key not in bytes(envelope.sealed)
    assert not any(word in str(line.detail) for line in Line.objects.all() for word in ("=", "AAAA"))


def test_recovery_never_takes_the_place_of_other_keys(folder, tmp_path_factory):
    sheets = sheets_of(folder)
    elsewhere = tmp_path_factory.mktemp("keys")
    keyfiles.make(elsewhere)
    before = keyfiles.read(elsewhere)
    with pytest.raises(KeyUnavailable, match="khóa khác"):
        recovery.restore(elsewhere, sheets[:2])
    assert keyfiles.read(elsewhere) == before


def test_an_envelope_that_was_changed_is_said(folder):
    sheets = sheets_of(folder)
    Envelope.objects.filter(name="digest.key").update(sealed=bytes(80))
    with pytest.raises(KeyUnavailable, match="phong bì"):
        recovery.opened(sheets[:2])
