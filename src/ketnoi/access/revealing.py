"""A supervisor's logged reason, which opens who a record is about for a while (R3)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.access import policy, protecting
from ketnoi.access.models import ProtectedRecord, Reveal
from ketnoi.access.reader import Reader
from ketnoi.access.rules import everything
from ketnoi.access.sections import IDENTITY
from ketnoi.access.settings import REVEAL_HOURS
from ketnoi.audit import journal, moments
from ketnoi.officers.enums import Role
from ketnoi.ui.text import tidy


@transaction.atomic
def reveal(reader: Reader, record: ProtectedRecord, reason: str) -> Reveal:
    """Open the identity to a supervisor of the record's unit. The reason stays with the record, never in the journal.

    Raises ValidationError without a reason, PermissionDenied for who does not supervise it.
    """
    protected = protecting.of_record(record)
    post = supervising(reader, record)
    if post is None:
        raise PermissionDenied
    if not tidy(reason):
        raise ValidationError({"reason": [_("Ghi lý do cần biết danh tính.")]})
    now = moments.now()
    about: dict[str, Any] = {"kind": protected.kind, "record": record.pk, "post_id": post}
    made = Reveal(**about, starts_at=now, ends_at=now + REVEAL_HOURS * moments.HOUR)
    made.close_with(record)
    made.reason = reason.strip()
    made.save()
    journal.read(protected.kind, record.pk, reader.officer, reader.unit, sections=[IDENTITY], verb="reveal")
    return made


def supervising(reader: Reader, record: ProtectedRecord) -> int | None:
    """The post under which he supervises the unit that keeps a record he may know of; None where he does not."""
    protected = protecting.of_record(record)
    if not policy.visible_to(reader, protected.kind).filter(pk=record.pk).exists():
        return None
    for one in reader.holdings:
        rows = everything(protected).filter(policy.THE_POLICY.below(one.paths), pk=record.pk, sealed=False)
        if one.role == Role.SUPERVISOR and rows.exists():
            return one.post
    return None
