"""Writes: confirm a period; set a regime, change it from a day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.figures import clocks, ledger
from ketnoi.orgs.models import Unit
from ketnoi.periods import checks, facts, figures, spans
from ketnoi.periods.checks import HISTORY, Finding
from ketnoi.periods.enums import Answer
from ketnoi.periods.models import Confirmation, Regime, Statement
from ketnoi.periods.spans import Span
from ketnoi.ui import dates
from ketnoi.ui.text import tidy

LONGEST_REASON = 500


class NumbersMoved(Exception):
    """The numbers are no longer those that were looked at."""

    def __init__(self) -> None:
        super().__init__(_("Số liệu vừa thay đổi trong lúc đang xem. Hãy xem lại rồi xác nhận."))


@dataclass(frozen=True)
class Word:
    """What a unit says of its period.

    `answered` are the keys of findings that were answered with "đúng"; `seen` the numbers looked at by indicator code
    (None: whatever they are); `version` the confirmation's version that was looked at, 0 when there was none.
    """

    answer: str
    answered: Collection[str] = ()
    reason: str = ""
    seen: Mapping[str, int] | None = None
    version: int = 0


@dataclass(frozen=True)
class Look:
    """A unit's form of one period: its numbers now, before, a year before, and what is asked about them."""

    now: dict[str, int]
    before: dict[str, int]
    year_before: dict[str, int]
    findings: list[Finding]


def look(regime: Regime, unit: int, span: Span) -> Look:
    """What a unit confirms; one question an indicator."""
    earlier = spans.usual(regime, span, HISTORY)
    found = figures.numbers(regime, unit, [span, *earlier])
    now = {code: numbers[0] for code, numbers in found.items()}
    history = {code: numbers[1:] for code, numbers in found.items()}
    year = next((place for place, one in enumerate(earlier, 1) if one.month == span.month - 12), 0)
    return Look(
        now=now,
        before={code: numbers[1] for code, numbers in found.items()} if earlier else {},
        year_before={code: numbers[year] for code, numbers in found.items()} if year else {},
        findings=checks.findings(now, history),
    )


@transaction.atomic
def confirm(regime: Regime, unit: Unit, span: Span, word: Word, actor: int, acting_unit: int) -> Confirmation:
    """Say that the period's numbers are all there, or that nothing took place; again after a change, with a reason.

    What is confirmed are the numbers at one moment of the ledger's clock, and their zeros become facts at it. Raises
    versions.Stale, NumbersMoved, ValidationError by "answer", "findings", "reason".
    """
    locked = _locked(regime, unit, span)
    versions.check(locked, word.version, _("Số liệu kỳ này vừa được người khác xác nhận."))
    # held until commit: nobody's record comes between the numbers looked at and the moment they are confirmed at
    clocks.lock({unit.province} if unit.province else None)  # 0: the centre, a region; all provinces lie under them
    found = look(regime, unit.pk, span)
    if word.seen is not None and dict(word.seen) != found.now:
        raise NumbersMoved
    reason = _checked(locked, word, found)
    return _said(locked, word, found, reason, actor, acting_unit)


def _locked(regime: Regime, unit: Unit, span: Span) -> Confirmation:
    """The unit's row of this period, held until the transaction ends; made by the first who speaks."""
    fresh = {"end": span.end, "due": span.due, "answer": Answer.FULL, "late": False, "first_at": 0, "at": 0}
    Confirmation.objects.get_or_create(regime=regime, unit=unit, start=span.start, defaults=fresh)
    rows = Confirmation.objects.select_for_update(of=("self",)).select_related("regime", "unit")
    return rows.get(regime=regime, unit=unit, start=span.start)


def _checked(locked: Confirmation, word: Word, found: Look) -> str:
    problems: dict[str, list[str]] = {}
    if dates.from_us(moments.now()).date() < locked.end:
        problems["answer"] = [_("Kỳ này kết thúc ngày %(day)s; đến ngày đó mới xác nhận được.") % _day(locked.end)]
    if word.answer == Answer.NONE and any(found.now.values()):
        problems["answer"] = [_("Trong kỳ đã có số liệu, nên không chọn “Không phát sinh” được.")]
    left = [one for one in found.findings if one.wrong or one.key not in word.answered]
    if left:
        problems["findings"] = [one.text for one in left]
    reason = tidy(word.reason)
    if locked.version and not reason:
        problems["reason"] = [_("Ghi lý do xác nhận lại, ví dụ: đính chính một phiếu cộng thiếu.")]
    elif len(reason) > LONGEST_REASON:
        problems["reason"] = [_("Lý do dài quá %(most)s chữ cái.") % {"most": LONGEST_REASON}]
    if problems:
        raise ValidationError(problems)
    return reason


def _day(day: dt.date) -> dict[str, str]:
    return {"day": dates.day(day)}


def _said(locked: Confirmation, word: Word, found: Look, reason: str, actor: int, acting_unit: int) -> Confirmation:
    """Post the zeros, stamp the confirmation with their moment, keep the statement, tell the journal."""
    moment = ledger.post(facts.SOURCE, [facts.counted(locked, found.now)])
    if not locked.version:
        locked.first_at, locked.late = moment, dates.from_us(moment).date() > locked.due
    locked.answer, locked.at, locked.version = word.answer, moment, locked.version + 1
    locked.save()
    asked = {one.key for one in found.findings}
    Statement.objects.create(
        confirmation=locked, number=locked.version, at=moment, actor=actor, acting_unit=acting_unit,
        answer=word.answer, reason=reason, numbers=found.now, answered=sorted(asked & set(word.answered)),
    )  # fmt: skip
    journal.write("confirm", "confirmation", locked.pk, actor=actor, unit=acting_unit, version=locked.version)
    return locked
