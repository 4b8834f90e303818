"""Breaking the glass: one record, for a few hours, in an emergency; told first, reviewed afterwards by another."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ketnoi.access import drafts, policy, protecting, unscoped, watching
from ketnoi.access.models import Glass, ProtectedRecord
from ketnoi.access.protecting import Protected
from ketnoi.access.reader import Reader
from ketnoi.access.rules import NOBODY, READING, Policy
from ketnoi.access.settings import GLASS_HOURS, REVIEW_HOURS
from ketnoi.access.unscoped import Because
from ketnoi.audit import journal, moments
from ketnoi.notices import actions as notices
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.ui.text import tidy

GLASS: Final = "glass"  # the kind of object in the journal
SHORTEST: Final = 20  # signs of a reason that says something


@transaction.atomic
def break_glass(reader: Reader, code: str, reason: str, hours: int = GLASS_HOURS) -> Glass:
    """Open the record of this code to the reader. The owner's lead and supervisor are told in the same transaction.

    Raises ValidationError by field, the same for a code that is none, one that is sealed and one he must not know of;
    PermissionDenied for who does no case work or gave no second factor.
    """
    posts = reader.posts(READING)
    if not posts or not reader.active or not reader.second_factor:
        raise PermissionDenied
    _check(reason, hours)
    protected, record = _found(reader, code)
    told = watching.answerable(record) - {reader.officer}
    if _standing(reader, protected, record):
        raise ValidationError({"code": [_("Lần mở khẩn cấp trước của bạn với hồ sơ này chưa được xem lại.")]})
    now = moments.now()
    span = {"starts_at": now, "ends_at": now + hours * moments.HOUR, "told_at": now}
    span["review_by"] = now + REVIEW_HOURS * moments.HOUR
    about: dict[str, Any] = {"kind": protected.kind, "record": record.pk, "post_id": posts[0]}
    made = Glass(**about, **span)
    made.close_with(record)
    made.reason = reason.strip()
    made.save()
    made.reviewers.set(told)
    if not notices.tell(sorted(told), "access.glass", made.uuid, at_once=True):
        raise _closed()
    journal.write("break_glass", protected.kind, record.pk, actor=reader.officer, unit=record.owner_id, hours=hours)
    return made


@transaction.atomic
def review(reader: Reader, glass: Glass, *, justified: bool, finding: str) -> None:
    """Say whether it was right. Raises PermissionDenied for who may not, ValidationError without a finding."""
    held = Glass.objects.select_for_update().get(pk=glass.pk)
    if held.reviewed_at is not None or not to_review(reader).filter(pk=held.pk).exists():
        raise PermissionDenied
    if not tidy(finding):
        raise ValidationError({"finding": [_("Ghi nhận xét sau khi xem lại.")]})
    held.reviewed_at, held.reviewed_by_id = moments.now(), reader.officer
    held.justified, held.finding = justified, finding.strip()
    if not justified and (held.ends_at or 0) > moments.now():
        held.ended_at, held.ended_by = moments.now(), reader.officer
    held.save()
    journal.write("review_glass", GLASS, held.uuid, actor=reader.officer, justified=justified)


def to_review(reader: Reader) -> QuerySet[Glass]:
    """Glasses that he was told of, or of records he leads or supervises, broken by somebody else; reviewed ones too."""
    if not (reader.active and reader.second_factor):
        return Glass.objects.none()
    found = NOBODY
    for protected in protecting.every():
        found |= Q(drafts.condition(_watched, ("led", "overseen"), reader, protected, policy.THE_POLICY))
    return Glass.objects.filter(found).select_related("post__officer", "post__unit")


def _watched(parts: drafts.Parts, reader: Reader, protected: Protected, rules: Policy) -> QuerySet[Glass]:
    mine = Glass.reviewers.through.objects.filter(officer=reader.officer).values("glass")
    told = Q(pk__in=mine) if reader.posts({Role.LEAD.value, Role.SUPERVISOR.value}) else NOBODY
    told &= ~Q(record__in=rules.hidden(reader, protected))
    records = policy.by_parts(parts, reader, protected, rules).values("pk")
    rows: QuerySet[Glass] = Glass.objects.filter(told | Q(record__in=records), kind=protected.kind)
    return rows.exclude(post__in=Post.objects.filter(officer=reader.officer).values("pk"))


def _check(reason: str, hours: int) -> None:
    if len(tidy(reason)) < SHORTEST:
        raise ValidationError({"reason": [_("Ghi rõ việc khẩn cấp: ít nhất 20 ký tự, không ghi tên người.")]})
    if not 1 <= hours <= GLASS_HOURS:
        raise ValidationError({"hours": [_("Từ 1 đến %(most)s giờ.") % {"most": GLASS_HOURS}]})


def _found(reader: Reader, code: str) -> tuple[Protected, ProtectedRecord]:
    for protected in protecting.every():
        rows = unscoped.rows(protected.model, Because.HELD).select_related("owner")
        record = rows.filter(code=code.strip().upper()[:40], sealed=False).first()
        if record is not None and reader.officer not in watching.conflicted(protected.kind, record.pk):
            return protected, record
    raise _closed()


def _closed() -> ValidationError:
    """Whatever the reason: it does not say whether there is such a record."""
    words = _("Không mở được hồ sơ theo mã này. Nếu khẩn cấp, hãy gọi đơn vị giữ hồ sơ hoặc cấp trên của đơn vị đó.")
    return ValidationError({"code": [words]})


def _standing(reader: Reader, protected: Protected, record: ProtectedRecord) -> bool:
    """Whether he broke it before and nobody has looked at that yet: else four hours could go on for ever."""
    mine = Glass.objects.of(protected.kind, record.pk).filter(post__officer=reader.officer)
    return bool(mine.filter(Q(reviewed_at=None) | Q(pk__in=mine.live(reader.moment).values("pk"))).exists())
