"""Propose a practice to the council of a level above; record what the council decided; take a recognition back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.figures import ledger
from ketnoi.orgs.models import Unit
from ketnoi.practices import content as contents
from ketnoi.practices import nameless, recognised, telling
from ketnoi.practices.actions import By, noted
from ketnoi.practices.enums import Status
from ketnoi.practices.models import Practice, Recognition, Result, Seat
from ketnoi.ui.text import tidy

KIND: Final = "practice_recognition"
LONGEST_NOTE: Final = 500
LONGEST_REASON: Final = 1_000
LONGEST_TITLE: Final = 160
MOST_SEATS: Final = 40


@dataclass(frozen=True)
class Decision:
    """What a council decided. `officers` (officer, office held in its unit); `titles` of other members."""

    granted: bool
    number: str
    on: dt.date
    reason: str = ""
    officers: tuple[tuple[int, str], ...] = ()
    titles: tuple[str, ...] = ()

    @property
    def seats(self) -> list[tuple[str, int | None]]:
        """[(title, officer or None)], tidied, none twice."""
        named = [(tidy(title), None) for title in self.titles]
        told: list[tuple[str, int | None]] = [(tidy(title), officer) for officer, title in self.officers]
        return list(dict.fromkeys(one for one in [*told, *named] if one[0]))


@transaction.atomic
def propose(practice: Practice, council: int, note: str, by: By, *, sure: bool = False) -> Recognition:
    """Put a published practice before the council of a unit above its own. Raises ValidationError."""
    found = Practice.objects.select_for_update().get(pk=practice.pk)
    told = nameless.checked("note", note, LONGEST_NOTE, sure=sure)
    if found.status != Status.PUBLISHED:
        raise ValidationError(_("Công bố mô hình trước khi đề nghị công nhận."))
    unit = {one.pk: one for one in recognised.councils(found)}.get(council)
    if unit is None:
        raise ValidationError({"council": [_("Chọn một đơn vị cấp trên.")]})
    _once(found, unit)
    made = Recognition.objects.create(
        practice=found, unit=unit, level=unit.level, note=told, proposed_at=moments.now(), proposed_by=by.actor
    )
    telling.to_unit(unit.pk, telling.PROPOSED, made.uuid, besides=by.actor)
    _tell("propose", made, by)
    return made


@transaction.atomic
def drop(recognition: Recognition, version: int, by: By) -> Recognition:
    """Take a proposal back before it was decided. Raises versions.Stale, ValidationError."""
    found = _waiting(recognition, version)
    found.result = Result.DROPPED
    return _changed("drop", found, by)


@transaction.atomic
def decide(recognition: Recognition, decision: Decision, version: int, by: By) -> Recognition:
    """Record the council's decision; it stands for the version published now.

    Raises versions.Stale, ValidationError by field of Decision.
    """
    found = _waiting(recognition, version)
    seats, reason = decision.seats, nameless.lines(decision.reason)
    _check(decision, seats, reason, tidy(decision.number))
    found.result = Result.GRANTED if decision.granted else Result.REFUSED
    found.decision, found.decided_on, found.reason = tidy(decision.number), decision.on, reason
    found.decided_edition = found.practice.edition
    Seat.objects.bulk_create(Seat(recognition=found, title=title, officer=officer) for title, officer in seats)
    telling.to_unit(found.practice.unit_id, telling.DECIDED, found.uuid, besides=by.actor)
    return _changed("decide", found, by)


@transaction.atomic
def withdraw(recognition: Recognition, on: dt.date, reason: str, version: int, by: By) -> Recognition:
    """The council takes its recognition back, with its reason. Raises versions.Stale, ValidationError by field."""
    found = _locked(recognition, version)
    if not found.stands or found.decided_on is None:
        raise ValidationError(_("Mô hình hiện không được hội đồng này công nhận."))
    told = noted(reason, "reason")
    if not found.decided_on <= on <= contents.today():
        raise ValidationError({"day": [_("Ngày phải từ ngày công nhận đến hôm nay.")]})
    found.withdrawn_on, found.withdrawal_reason = on, told
    telling.to_unit(found.practice.unit_id, telling.DECIDED, found.uuid, besides=by.actor)
    return _changed("withdraw", found, by)


def _once(practice: Practice, unit: Unit) -> None:
    """Raise ValidationError where the council has it before it, or the level has recognised it."""
    asked = practice.recognitions.filter(unit=unit, result=Result.WAITING).exists()
    if asked or practice.recognitions.filter(level=unit.level, result=Result.GRANTED, withdrawn_on=None).exists():
        raise ValidationError({"council": [_("Cấp này đang xét hoặc đã công nhận mô hình.")]})


def _check(decision: Decision, seats: Sequence[tuple[str, int | None]], reason: str, number: str) -> None:
    """Raise ValidationError by field of Decision."""
    errors: dict[str, list[str]] = {}
    if decision.granted and not number:
        errors["number"] = [_("Ghi số quyết định công nhận, ví dụ: 15/QĐ-HPN.")]
    if not decision.granted and not reason:
        errors["reason"] = [_("Ghi lý do chưa công nhận và điều cần làm thêm.")]
    if len(reason) > LONGEST_REASON:
        errors["reason"] = [_("Dài quá %(most)s chữ cái.") % {"most": LONGEST_REASON}]
    if decision.on > contents.today():
        errors["on"] = [_("Ngày này chưa đến.")]
    if not seats:
        errors["titles"] = [_("Ghi thành viên hội đồng theo chức danh, ít nhất một.")]
    if len(seats) > MOST_SEATS or any(len(title) > LONGEST_TITLE for title, _officer in seats):
        errors["titles"] = [_("Nhiều nhất %(most)s thành viên, mỗi chức danh một dòng ngắn.") % {"most": MOST_SEATS}]
    if errors:
        raise ValidationError(errors)


def _waiting(recognition: Recognition, version: int) -> Recognition:
    found = _locked(recognition, version)
    if found.result != Result.WAITING:
        raise ValidationError(_("Đề nghị này đã có kết quả."))
    return found


def _locked(recognition: Recognition, version: int) -> Recognition:
    """The row, held until the transaction ends; its practice is locked before it. Raises versions.Stale."""
    Practice.objects.select_for_update().get(pk=recognition.practice_id)
    found = Recognition.objects.select_for_update().get(pk=recognition.pk)
    versions.check(found, version, _("Đề nghị này vừa được người khác xử lý."))
    return found


def _changed(verb: str, found: Recognition, by: By) -> Recognition:
    found.version += 1
    found.save()
    if found.result == Result.GRANTED:
        ledger.post(recognised.SOURCE, list(recognised.count([found.pk])))
    _tell(verb, found, by)
    return found


def _tell(verb: str, found: Recognition, by: By) -> None:
    told = {"practice": found.practice_id, "version": found.version}
    journal.write(verb, KIND, found.pk, actor=by.actor, unit=by.unit, **told)


def listed(titles: str) -> Iterable[str]:
    """Titles typed one a line."""
    return nameless.lines(titles).splitlines()
