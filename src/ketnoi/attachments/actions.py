"""Add and remove a file. What comes in is cleaned first; what goes is only marked: reports may show it."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath

from django.core.files import File
from django.db import transaction

from ketnoi.attachments import cleaning, storing
from ketnoi.attachments.models import Attachment
from ketnoi.audit import journal, moments
from ketnoi.ui import text

LONGEST_NAME = 120


@transaction.atomic
def add(owner_kind: str, owner_id: int, upload: File[bytes], actor: int) -> Attachment:
    """Keep an upload for its owner. Raises ValidationError with a message for the person."""
    cleaned = cleaning.clean(_content(upload))
    sum_ = storing.digest(cleaned.content)
    attachment = Attachment(
        owner_kind=owner_kind,
        owner_id=owner_id,
        path=storing.path(sum_),
        sha256=sum_,
        media_type=cleaned.media_type,
        bytes=len(cleaned.content),
        width=cleaned.width,
        height=cleaned.height,
        name=safe_name(upload.name or "", cleaned.media_type),
        created_at=moments.now(),
        created_by=actor,
    )
    storing.put(attachment.file, cleaned.content)
    if cleaned.thumbnail:
        storing.put(attachment.thumbnail, cleaned.thumbnail)
    attachment.save()
    journal.write("attach", owner_kind, owner_id, actor=actor, attachment=attachment.pk, sha256=sum_)
    return attachment


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


def _content(upload: File[bytes]) -> bytes:
    """Read one byte more than allowed at most: enough to see that it is too much."""
    upload.seek(0)
    return bytes(upload.read(cleaning.MOST_BYTES + 1))
