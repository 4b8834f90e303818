"""Files of protected owners: sealed before they reach the disk, opened for whom their room lets in."""

import io
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse

from ketnoi.attachments import actions, policies, uploading
from ketnoi.attachments.models import Attachment
from ketnoi.attachments.policies import Protection
from ketnoi.audit.models import Line
from ketnoi.vault import keys, sealing, shredding
from ketnoi.vault.models import DataKey
from ketnoi.vault.refusals import Shredded, Tampered
from tests.attachments import uploads

NAME = "Nguyễn Thị Mẫu.pdf"
PAPER = b"%PDF-1.7\n" + "lời kể của Nguyễn Thị Mẫu ".encode() * 9000  # four pieces


def everybody(_who, _owner):
    return True


def lets_in(request, _owner):
    return "let" in request.GET


@pytest.fixture
def house(settings, tmp_path, monkeypatch, db):
    """A room whose owner 1 may be read by requests that say so; owner 2 has another key."""
    settings.MEDIA_ROOT = tmp_path
    held = {1: keys.new("chan"), 2: keys.new("chan")}
    monkeypatch.setattr(policies, "_predicates", {})
    monkeypatch.setattr(policies, "_protections", {})
    policies.register_sealed("chan", Protection(lets_in, held.__getitem__))
    return tmp_path


def added(content=PAPER, name=NAME, owner=1):
    return Attachment.objects.get(pk=actions.add("chan", owner, uploads.upload(content, name), actor=1).pk)


def asked(attachment, small=False, let=True):
    path = reverse(f"attachments:{'small' if small else 'file'}", args=[attachment.uuid])
    request = RequestFactory().get(path, {"let": "1"} if let else {})
    request.user = AnonymousUser()
    view, args, kwargs = resolve(path)
    return view(request, *args, **kwargs)


def sent(attachment, **how):
    return b"".join(asked(attachment, **how).streaming_content)


def files(house):
    return [path for path in house.rglob("*") if path.is_file()]


def test_neither_disk_nor_database_nor_journal_hold_anything_of_it(house):
    attachment = added()
    (lies,) = files(house)
    row = str(Attachment.objects.values().get())
    assert lies == attachment.file
    assert lies.stat().st_mode & 0o077 == 0
    for word in ("Mẫu", "Nguy", "%PDF"):
        assert word.encode() not in lies.read_bytes()
        assert word not in row
    known = uploads.digest(PAPER)
    assert known not in row + str(Line.objects.values_list("detail")) + lies.name


def test_who_is_let_in_gets_the_file_and_its_name(house):
    attachment = added()
    response = asked(attachment)
    assert b"".join(response.streaming_content) == PAPER
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Nguy%E1%BB%85n")
    assert response["Cache-Control"] == "private, no-store"
    assert "sandbox" in response["Content-Security-Policy"]
    assert (attachment.open_name(), attachment.name, str(attachment)) == (NAME, "", str(attachment.uuid))


def test_nobody_else_learns_that_it_exists(house):
    attachment = added()
    with pytest.raises(Http404):
        asked(attachment, let=False)
    policies._protections.clear()
    policies.register("chan", everybody)
    with pytest.raises(Http404):
        asked(attachment)


def test_a_picture_is_cleaned_first_and_its_small_copy_is_sealed_too(house):
    attachment = added(uploads.picture_with_a_past(), "a.jpg")
    assert len(files(house)) == 2
    assert all(not path.read_bytes().startswith(b"\xff\xd8") for path in files(house))
    whole, small = sent(attachment), sent(attachment, small=True)
    assert whole[:2] == small[:2] == b"\xff\xd8"
    assert b"MayAnhRieng" not in whole


def test_the_same_file_twice_looks_different(house):
    assert added().file.read_bytes() != added().file.read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[: sealing.PIECE + 29],
        lambda whole: whole[sealing.PIECE + 29 :],
        lambda whole: whole[sealing.PIECE + 29 : 2 * (sealing.PIECE + 29)] + whole[: sealing.PIECE + 29],
        lambda whole: whole + whole[-50:],
        lambda _: b"",
        lambda whole: whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
    ],
)
def test_a_file_that_was_changed_cut_or_moved_is_refused(house, change):
    attachment = added()
    attachment.file.write_bytes(change(attachment.file.read_bytes()))
    with pytest.raises((Tampered, Http404)):
        sent(attachment)


def test_files_cannot_change_places(house):
    first, second, other = added(), added(), added(owner=2)
    for source in (second, other):
        first.file.write_bytes(source.file.read_bytes())
        with pytest.raises(Http404):
            asked(first)


def test_with_the_key_the_file_and_its_name_are_gone(house):
    attachment, other = added(), added(owner=2)
    kept = DataKey.objects.get(pk=attachment.data_key_id)
    shredding.shred(kept, "retention")
    with pytest.raises(Http404):
        asked(attachment)
    DataKey.objects.filter(pk=kept.pk).update(wrapped=keys.new("chan").wrapped)
    attachment.refresh_from_db()
    with pytest.raises(Shredded):
        attachment.open_name()
    assert sent(other) == PAPER


def test_a_kind_has_one_policy(house):
    protection = Protection(everybody, keys.new)
    with pytest.raises(ValueError, match="already"):
        policies.register_sealed("chan", protection)
    with pytest.raises(ValueError, match="already"):
        policies.register("chan", everybody)


def test_plain_files_are_not_read_as_sealed_ones(house):
    policies.register("mo", everybody)
    plain = actions.add("mo", 1, uploads.upload(PAPER, "a.pdf"), actor=1)
    assert (plain.data_key, plain.open_name(), sent(plain)) == (None, "a.pdf", PAPER)


def received(content, *, handler=None, name="a.pdf"):
    taking = handler or uploading.InMemory(None)
    taking.new_file("file", name, "application/pdf", len(content))
    step = 64 * 1024
    for start in range(0, len(content), step):
        assert taking.receive_data_chunk(content[start : start + step], start) is None
    return taking.file_complete(len(content))


def test_a_large_upload_never_touches_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'.encode()
    body = head + bytes(5_000_000) + f"\r\n--{boundary}--\r\n".encode()
    request = RequestFactory().post("/", body, content_type=f"multipart/form-data; boundary={boundary}")
    upload = request.FILES["file"]
    assert isinstance(upload, InMemoryUploadedFile)
    assert isinstance(upload.file, io.BytesIO)
    assert upload.size == 5_000_000
    assert list(tmp_path.iterdir()) == []


def test_of_a_file_that_is_too_long_the_end_is_let_go(monkeypatch):
    monkeypatch.setattr(uploading, "MOST", 100_000)
    upload = received(b"x" * 150_000)
    assert (upload.size, len(upload.read())) == (150_000, 100_000)


def test_one_request_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(uploading, "MOST_TOGETHER", 100_000)
    handler = uploading.InMemory(None)
    received(b"x" * 60_000, handler=handler)
    with pytest.raises(RequestDataTooBig):
        received(b"x" * 60_000, handler=handler)
