"""Giving a record to those who need it: assigning, asking another unit, telling whom the law says, and taking back.

Who keeps the record gives it, never he who received it, and nobody gives to himself. Each verb locks the record's row,
writes, tells who must hear of it, and journals last. Moments are microseconds since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.access import policy, protecting, sections, unscoped, watching
from ketnoi.access.enums import Action, Form, Purpose, State, Urgency
from ketnoi.access.models import Grant, ProtectedRecord
from ketnoi.access.protecting import Protected
from ketnoi.access.reader import BLIND, Reader
from ketnoi.access.settings import LONGEST_REFERRAL_DAYS
from ketnoi.access.unscoped import Because
from ketnoi.audit import journal, moments
from ketnoi.notices import actions as notices
from ketnoi.officers.models import Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.ui.text import tidy

GRANT = "grant"  # the kind of object in the journal
LONGEST = LONGEST_REFERRAL_DAYS * moments.DAY


@dataclass(frozen=True)
class Terms:
    """What is given, and why.

    `sections` are of the record's kind; `ticked` those of R11 that may leave the agency; `ground` the legal ground in
    words ("Điều … Luật …"); `ends_at` a moment; `commune` a place's id, shown in the offer.
    """

    purpose: Purpose
    ground: str
    sections: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()
    ends_at: int | None = None
    urgency: Urgency = Urgency.USUAL
    commune: int | None = None


@transaction.atomic
def begin(record: ProtectedRecord, post: Post) -> Grant:
    """Whoever enters a record is the first it is assigned to: call it in the transaction that makes the record.

    Raises PermissionDenied for a post that reads no records, waits to be confirmed, or is of another unit.
    """
    protected = protecting.of_record(record)
    known = Grant.objects.of(protected.kind, record.pk).exists()
    if known or post.role in BLIND or post.confirmed_at is None or post.unit_id != record.owner_id:
        raise PermissionDenied
    grant = _made(protected, record, Form.ASSIGNMENT, given_by=None, post=post, purpose=Purpose.PROTECTION)
    journal.write("assign", GRANT, grant.uuid, actor=post.officer_id, unit=post.unit_id, post=post.pk)
    return grant


@transaction.atomic
def assign(reader: Reader, record: ProtectedRecord, post: Post, ends_at: int | None = None) -> Grant:
    """Name an officer, under this post, for a record of the own agency. Raises ValidationError, PermissionDenied."""
    protected, kept = _locked(reader, Action.ASSIGN, record)
    _check_assignee(reader, kept, post)
    _check_end(ends_at, reader.moment)
    standing = Grant.objects.of(protected.kind, kept.pk).filter(form=Form.ASSIGNMENT, post=post).live(reader.moment)
    if standing.exists():
        raise ValidationError({"post": [_("Cán bộ này đang được phân công.")]})
    told: dict[str, Any] = {
        "given_by_id": reader.officer,
        "post": post,
        "purpose": Purpose.PROTECTION,
        "ends_at": ends_at,
    }
    grant = _made(protected, kept, Form.ASSIGNMENT, **told)
    notices.tell([post.officer_id], "access.assigned", grant.uuid)
    journal.write("assign", GRANT, grant.uuid, actor=reader.officer, unit=kept.owner_id, post=post.pk)
    return grant


@transaction.atomic
def refer(reader: Reader, record: ProtectedRecord, unit: Unit, terms: Terms) -> Grant:
    """Ask another unit to take part: until it accepts, it sees kind, urgency and commune, and nothing else.

    Raises ValidationError by field, PermissionDenied.
    """
    protected, kept = _locked(reader, Action.REFER, record)
    _check_terms(protected, terms)
    if terms.ends_at is None or terms.ends_at - reader.moment > LONGEST:
        raise ValidationError({"ends_at": [_("Ghi ngày hết hạn chia sẻ, không quá một năm.")]})
    _check_end(terms.ends_at, reader.moment)
    grant = _to_unit(protected, kept, Form.REFERRAL, reader, unit, terms)
    return _told_unit(grant, "refer", "access.offered", reader, at_once=terms.urgency == Urgency.AT_ONCE)


@transaction.atomic
def notify(reader: Reader, record: ProtectedRecord, unit: Unit, terms: Terms) -> Grant:
    """Tell a unit what the law says it must be told: the notice, identity and address at once; it cannot decline.

    Raises ValidationError by field, PermissionDenied.
    """
    protected, kept = _locked(reader, Action.REFER, record)
    _check_terms(protected, terms)
    _check_end(terms.ends_at, reader.moment)
    grant = _to_unit(protected, kept, Form.NOTICE, reader, unit, terms)
    return _told_unit(grant, "notify", "access.notice", reader, at_once=True)


@transaction.atomic
def revoke(reader: Reader, grant: Grant, reason: str) -> None:
    """Take back what was given, at once. Raises PermissionDenied, ValidationError without a reason."""
    record = record_of(grant)
    _protected, kept = _locked(reader, Action.ASSIGN, record)
    standing = Grant.objects.select_for_update().live(reader.moment).filter(pk=grant.pk, giver=kept.owner_id).first()
    if standing is None:
        raise PermissionDenied
    if not tidy(reason):
        raise ValidationError({"reason": [_("Ghi lý do thu hồi.")]})
    standing.close_with(kept)
    standing.ended_at, standing.ended_by, standing.reason = moments.now(), reader.officer, reason.strip()
    standing.save(update_fields=["ended_at", "ended_by", "reason"])
    journal.write("revoke", GRANT, grant.uuid, actor=reader.officer, unit=kept.owner_id, form=grant.form)


@transaction.atomic
def seal(reader: Reader, record: ProtectedRecord, lead: Post) -> None:
    """Close a record to all but its assignees and the lead named here, who leads the unit that keeps it (R7).

    Raises ValidationError, PermissionDenied.
    """
    protected, kept = _locked(reader, Action.ASSIGN, record)
    if lead.pk not in {post.pk for post in watching.leads(kept)} or lead.unit_id != orgs.heir(kept.owner_id):
        raise ValidationError({"lead": [_("Chọn một lãnh đạo của đơn vị giữ hồ sơ.")]})
    kept.sealed, kept.lead_id = True, lead.officer_id
    kept.save(update_fields=["sealed", "lead"])
    protected.recount(kept)
    journal.write("close_to_many", protected.kind, kept.pk, actor=reader.officer, unit=kept.owner_id)


def _locked(reader: Reader, action: Action, record: Any) -> tuple[Protected, Any]:
    """The record's row, held until the end; asked of the policy after it is held. Raises PermissionDenied."""
    protected = protecting.of_record(record)
    unscoped.rows(protected.model, Because.HELD).select_for_update().filter(pk=record.pk).first()
    kept = policy.permitted(reader, protected.kind, action).filter(pk=record.pk).first()
    if kept is None:
        raise PermissionDenied
    return protected, kept


def record_of(grant: Grant) -> ProtectedRecord:
    """The record that was given, for who deals with the grant; not to be shown."""
    protected = protecting.of(grant.kind)
    return unscoped.rows(protected.model, Because.HELD).get(pk=grant.record)


def _made(protected: Protected, record: Any, form: Form, ground: str = "", **said: Any) -> Grant:
    said = {"state": State.ACCEPTED, "starts_at": moments.now(), "giver_id": record.owner_id} | said
    made = Grant(kind=protected.kind, record=record.pk, form=form, **said)
    if ground:
        made.close_with(record)
        made.ground = ground
    made.save()
    return made


def _to_unit(protected: Protected, kept: Any, form: Form, reader: Reader, unit: Unit, terms: Terms) -> Grant:
    _check_unit(kept, unit)
    standing = Grant.objects.of(protected.kind, kept.pk).filter(form=form, unit=unit).live(reader.moment)
    if standing.exclude(state=State.RETURNED).exists():
        raise ValidationError({"unit": [_("Đơn vị này đã được chia sẻ; hãy thu hồi trước khi chia sẻ lại.")]})
    told: dict[str, Any] = {"purpose": terms.purpose, "ground": terms.ground.strip(), "urgency": terms.urgency}
    told |= {"sections": sorted(terms.sections), "ticked": sorted(terms.ticked), "commune": terms.commune}
    state = State.OFFERED if form is Form.REFERRAL else State.ACCEPTED
    told |= {"state": state, "given_by_id": reader.officer, "unit": unit, "ends_at": terms.ends_at}
    return _made(protected, kept, form, **told)


def _told_unit(grant: Grant, verb: str, kind: str, reader: Reader, *, at_once: bool) -> Grant:
    notices.tell(watching.workers(grant.unit_id or 0), kind, grant.uuid, at_once=at_once)
    detail = {"to": grant.unit_id, "sections": list(grant.sections), "ticked": list(grant.ticked)}
    journal.write(verb, GRANT, grant.uuid, actor=reader.officer, unit=grant.giver_id, **detail)
    return grant


def _check_assignee(reader: Reader, kept: Any, post: Post) -> None:
    if post.officer_id == reader.officer:
        raise ValidationError({"post": [_("Không ai tự phân công cho mình.")]})
    if post.role in BLIND or post.unit.agency_id != Unit.objects.get(pk=kept.owner_id).agency_id:
        raise ValidationError({"post": [_("Chọn cán bộ ghi nhận, lãnh đạo hoặc người theo dõi của cơ quan mình.")]})
    today = timezone.localdate()
    held = Post.objects.on(today).filter(pk=post.pk, officer__is_active=True)
    if not held.exists():
        raise ValidationError({"post": [_("Cán bộ này không còn giữ vị trí đó.")]})
    if not held.working(today).exists():
        raise ValidationError({"post": [_("Vị trí này còn chờ người thứ hai xác nhận.")]})
    if held.filter(hand_overs__received_post__isnull=False).exists():
        raise ValidationError({"post": [_("Vị trí này đã bàn giao; hãy phân công người nhận bàn giao.")]})


def _check_unit(kept: Any, unit: Unit) -> None:
    if unit.pk == kept.owner_id:
        raise ValidationError({"unit": [_("Đơn vị này đang giữ hồ sơ.")]})
    if unit.valid_to is not None:
        raise ValidationError({"unit": [_("Đơn vị này đã thôi hoạt động; chọn đơn vị kế tục.")]})
    if kept.sealed:
        raise ValidationError(_("Hồ sơ được giữ kín: chỉ người được phân công và lãnh đạo được chỉ định xem."))


def _check_terms(protected: Protected, terms: Terms) -> None:
    if not tidy(terms.ground):
        raise ValidationError({"ground": [_("Ghi căn cứ pháp lý của việc chia sẻ.")]})
    if not terms.sections <= protected.whole or not terms.ticked <= terms.sections & sections.BY_TICK:
        raise ValidationError({"sections": [_("Chọn trong các phần của hồ sơ này.")]})
    if terms.sections & set(protected.notes):
        raise ValidationError({"sections": [_("Ghi chép nội bộ của cơ quan không chia sẻ.")]})


def _check_end(ends_at: int | None, moment: int) -> None:
    if ends_at is not None and ends_at <= moment:
        raise ValidationError({"ends_at": [_("Ngày hết hạn phải ở sau hôm nay.")]})
