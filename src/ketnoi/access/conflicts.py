"""Conflicts of interest: from the moment one is known, the record does not exist for that officer (R0)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.access import policy, protecting, unscoped, watching
from ketnoi.access.enums import Action, How
from ketnoi.access.models import Conflict, ProtectedRecord
from ketnoi.access.reader import Reader
from ketnoi.access.unscoped import Because
from ketnoi.audit import journal, moments
from ketnoi.notices import actions as notices
from ketnoi.officers.models import Officer


@transaction.atomic
def declare(reader: Reader, record: ProtectedRecord) -> Conflict:
    """The officer says that he must not deal with it; who answers for the record is told to name somebody else.

    Raises PermissionDenied for a record he may not know of.
    """
    if not policy.can(reader, Action.READ, record):
        raise PermissionDenied
    return _made(record, reader.officer, How.DECLARED, reader.officer)


@transaction.atomic
def name(reader: Reader, record: ProtectedRecord, officer: Officer) -> Conflict:
    """The lead says it of somebody else. Raises ValidationError, PermissionDenied."""
    if not policy.can(reader, Action.ASSIGN, record):
        raise PermissionDenied
    if officer.pk == reader.officer:
        raise ValidationError({"officer": [_("Của chính mình thì tự khai, không ghi thay.")]})
    return _made(record, officer.pk, How.BY_LEAD, reader.officer)


@transaction.atomic
def found(record: ProtectedRecord, officer: int, how: How) -> Conflict:
    """A room knows it: the officer is a party, or the reporter asked that he should not know."""
    return _made(record, officer, how, None)


@transaction.atomic
def lift(reader: Reader, conflict: Conflict) -> None:
    """The lead ends one, for all records that are the same; never the officer himself.

    Raises PermissionDenied for whoever does not lead the units of all of them.
    """
    protected = protecting.of(conflict.kind)
    same = set(protected.same(conflict.record))
    led = set(policy.permitted(reader, protected.kind, Action.ASSIGN).filter(pk__in=same).values_list("pk", flat=True))
    held = Conflict.objects.select_for_update().live(moments.now()).filter(kind=protected.kind, record__in=same)
    standing = {one.pk: one for one in held.filter(officer=conflict.officer_id).order_by("pk")}
    about = {one.record for one in standing.values()}
    if not about <= led or conflict.pk not in standing or conflict.officer_id == reader.officer:
        raise PermissionDenied
    for one in standing.values():
        one.ended_at, one.ended_by = moments.now(), reader.officer
        one.save(update_fields=["ended_at", "ended_by"])
        journal.write("lift_conflict", protected.kind, one.record, actor=reader.officer, officer=conflict.officer_id)


def _made(record: ProtectedRecord, officer: int, how: How, told_by: int | None) -> Conflict:
    """The conflict about this record; those about records that are the same are made with it."""
    protected = protecting.of_record(record)
    same = unscoped.rows(protected.model, Because.HELD).filter(pk__in=protected.same(record.pk)).order_by("pk")
    made = {one.pk: _about(one, officer, how, told_by) for one in same}
    return made[record.pk]


def _about(record: ProtectedRecord, officer: int, how: How, told_by: int | None) -> Conflict:
    protected, now = protecting.of_record(record), moments.now()
    known = Conflict.objects.of(protected.kind, record.pk).filter(officer=officer).live(now).first()
    if known is not None:
        standing: Conflict = known
        return standing
    about = {"kind": protected.kind, "record": record.pk, "officer_id": officer}
    made = Conflict.objects.create(**about, how=how, told_by=told_by, starts_at=now)
    answerable = watching.answerable(record) - {officer, told_by}
    notices.tell(sorted(answerable), "access.conflict", made.uuid)
    journal.write("conflict", protected.kind, record.pk, actor=told_by, unit=record.owner_id, officer=officer, how=how)
    return made
