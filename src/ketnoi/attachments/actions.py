"""Add and remove a file. What comes in is cleaned first; what goes is only marked: reports may show it."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

from django.core.files import File
from django.db import transaction

from ketnoi.attachments import cleaning, films, policies, storing
from ketnoi.attachments.cleaning import Cleaned
from ketnoi.attachments.models import Attachment
from ketnoi.audit import journal, moments
from ketnoi.ui import text
from ketnoi.vault import sealing
from ketnoi.vault.models import DataKey

LONGEST_NAME = 120


@transaction.atomic
def add(
    owner_kind: str, owner_id: int, upload: File[bytes], actor: int, *, caption: str = "", film: bool = False
) -> Attachment:
    """Keep an upload for its owner: a picture or paper, or (`film`) a film. Raises ValidationError for the person."""
    cleaned = films.clean(_content(upload, films.MOST_BYTES)) if film else cleaning.clean(_content(upload))
    attachment = Attachment(
        owner_kind=owner_kind,
        owner_id=owner_id,
        media_type=cleaned.media_type,
        bytes=len(cleaned.content),
        width=cleaned.width,
        height=cleaned.height,
        name=safe_name(upload.name or "", cleaned.media_type),
        caption=caption,
        created_at=moments.now(),
        created_by=actor,
    )
    key = policies.key_of(owner_kind, owner_id)
    _put_sealed(attachment, cleaned, key) if key else _put(attachment, cleaned)
    attachment.save()
    journal.write("attach", owner_kind, owner_id, actor=actor, attachment=attachment.pk, sha256=attachment.sha256)
    return attachment


@transaction.atomic
def copy(attachment: Attachment, owner_kind: str, owner_id: int, actor: int) -> Attachment:
    """Give another owner the same file; it lies on the disk once. Never a sealed one, whose key is its owner's."""
    if attachment.data_key_id is not None:
        raise ValueError("A sealed file stays with its owner.")
    names = ("path", "sha256", "media_type", "bytes", "width", "height", "name", "caption")
    same = {name: getattr(attachment, name) for name in names}
    made = Attachment.objects.create(
        owner_kind=owner_kind, owner_id=owner_id, created_at=moments.now(), created_by=actor, **same
    )
    journal.write("attach", owner_kind, owner_id, actor=actor, attachment=made.pk, sha256=made.sha256)
    return made


def _put(attachment: Attachment, cleaned: Cleaned) -> None:
    attachment.sha256 = storing.digest(cleaned.content)
    attachment.path = storing.path(attachment.sha256)
    storing.put(attachment.file, cleaned.content)
    if cleaned.thumbnail:
        storing.put(attachment.thumbnail, cleaned.thumbnail)


def _put_sealed(attachment: Attachment, cleaned: Cleaned, key: DataKey) -> None:
    """Nothing of the file reaches the disk or the database in clear: not its bytes, nor their digest, nor its name."""
    closed = sealing.seal_file(key, attachment.place("file"), cleaned.content)
    attachment.data_key = key
    attachment.sealed_name = sealing.seal_bytes(key, attachment.place("name"), attachment.name.encode())
    attachment.name = ""
    attachment.sha256 = storing.digest(closed)
    attachment.path = storing.sealed_path(attachment.uuid.hex)
    storing.put(attachment.file, closed)
    if cleaned.thumbnail:
        small = sealing.seal_file(key, attachment.place("small"), cleaned.thumbnail)
        storing.put(attachment.thumbnail, small)


@transaction.atomic
def remove(attachment: Attachment, actor: int) -> None:
    """Take a file away from its owner; removing it twice changes nothing."""
    removed = Attachment.objects.filter(pk=attachment.pk, removed_at=None).update(removed_at=moments.now())
    attachment.refresh_from_db()
    if removed:
        owner = (attachment.owner_kind, attachment.owner_id)
        journal.write("detach", *owner, actor=actor, attachment=attachment.pk)


def safe_name(name: str, media_type: str) -> str:
    """Give the name without folders and control characters, with the suffix of what the file really is."""
    last = PurePath(name.replace("\\", "/")).name
    printable = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = text.tidy(PurePath(printable).stem)[:LONGEST_NAME].strip(" .")
    return (stem or "tep") + cleaning.SUFFIXES[media_type]


def _content(upload: File[bytes], most: int = cleaning.MOST_BYTES) -> bytes:
    """Read one byte more than allowed at most: enough to see that it is too much."""
    upload.seek(0)
    return bytes(upload.read(most + 1))
