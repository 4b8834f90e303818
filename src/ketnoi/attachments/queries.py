"""Read the files of owners."""

from __future__ import annotations

from collections.abc import Iterable

from ketnoi.attachments.models import Attachment


def of(owner_kind: str, owner_ids: Iterable[int]) -> dict[int, list[Attachment]]:
    """Give {owner id: files that were not removed}, oldest first, in one query; owners with none left out."""
    found: dict[int, list[Attachment]] = {}
    standing = Attachment.objects.filter(owner_kind=owner_kind, owner_id__in=list(owner_ids), removed_at=None)
    for attachment in standing:
        found.setdefault(attachment.owner_id, []).append(attachment)
    return found
