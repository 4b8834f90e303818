import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.attachments import actions, queries
from ketnoi.attachments.models import Attachment
from ketnoi.audit.models import Line
from tests.attachments import uploads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def added(content=None, name="Ảnh buổi họp.png", owner=1):
    return actions.add("viec-thu", owner, uploads.upload(content or uploads.picture(), name), actor=5)


def test_a_picture_is_kept_by_its_digest_with_a_small_copy(media):
    attachment = added()
    assert attachment.name == "Ảnh buổi họp.jpg"
    assert attachment.file == media / "attachments" / attachment.sha256[:2] / attachment.sha256
    assert attachment.file.stat().st_size == attachment.bytes
    assert attachment.file.stat().st_mode & 0o777 == 0o600
    assert attachment.thumbnail.exists()
    assert (attachment.owner_kind, attachment.owner_id, attachment.created_by) == ("viec-thu", 1, 5)


def test_the_same_picture_twice_lies_on_the_disk_once(media):
    first, second = added(), added(owner=2)
    assert first.uuid != second.uuid
    assert first.file == second.file
    assert len([path for path in media.rglob("*") if path.is_file()]) == 2


def test_a_refused_file_leaves_nothing(media):
    with pytest.raises(ValidationError):
        added(b"<svg/>")
    assert not Attachment.objects.exists()
    assert not list(media.iterdir())
    assert not Line.objects.exists()


def test_removing_marks_once_and_hides():
    attachment = added()
    actions.remove(attachment, actor=6)
    removed_at = attachment.removed_at
    actions.remove(attachment, actor=6)
    assert attachment.removed_at == removed_at is not None
    assert attachment.file.exists()
    assert queries.of("viec-thu", [1]) == {}
    assert list(Line.objects.order_by("pk").values_list("verb", "actor")) == [("attach", 5), ("detach", 6)]


def test_files_of_many_owners_come_in_one_query(django_assert_num_queries):
    first, second = added(), added(owner=2)
    added(owner=3)
    with django_assert_num_queries(1):
        assert queries.of("viec-thu", [1, 2, 9]) == {1: [first], 2: [second]}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\An\\bien ban.docx", "bien ban.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("\u202egpj.exe", "gpj.pdf"),
        ("...", "tep.pdf"),
        ("", "tep.pdf"),
    ],
)
def test_names_lose_folders_tricks_and_wrong_suffixes(name, kept):
    assert actions.safe_name(name, "application/pdf") == kept


@given(st.text())
def test_any_name_becomes_one_that_can_be_kept(name):
    kept = actions.safe_name(name, "image/png")
    assert kept.endswith(".png")
    assert len(kept) <= 150
    assert not set(kept) & {"/", "\\", "\0", "\n", "\r"}
