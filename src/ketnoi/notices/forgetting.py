"""Notices that were read long ago go, with their deliveries. What is still unread stays, however old."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from ketnoi.audit import journal
from ketnoi.notices.models import Notice

AT_ONCE: Final = 1000  # notices in one step of the worker


@transaction.atomic
def forget(read_before: int) -> int:
    """Delete notices that were read before this moment; answers how many. For the worker."""
    old = list(Notice.objects.filter(seen_at__lt=read_before).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if old:
        Notice.objects.filter(pk__in=old).delete()
        journal.write("forget", "notice", "", count=len(old))
    return len(old)
