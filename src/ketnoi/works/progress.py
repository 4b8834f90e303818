"""How a work goes: milestones, notes with evidence, indicators it is measured by, results its unit measured itself.

Raises as `actions` does; every write is a revision of the work, so that two editors are told of one another.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import moments
from ketnoi.figures import catalogue, links
from ketnoi.figures.figure import Figure
from ketnoi.figures.records import Identity
from ketnoi.officers.models import Officer
from ketnoi.registers.actions import reasoned
from ketnoi.ui.numbers import grouped
from ketnoi.ui.text import tidy
from ketnoi.works import actions, evidence, late
from ketnoi.works import entry as entries
from ketnoi.works.enums import Verb
from ketnoi.works.models import Evidence, Milestone, Note, Question, Result, Work

LONGEST_TEXT = 300
LONGEST_NOTE = 4_000
MOST = 60  # milestones, or indicators, of one work
MOST_VALUE = 10**12


@transaction.atomic
def add_milestone(work: Work, day: dt.date, text: str, version: int, actor: int, unit: int) -> Work:
    """Say what is to be done by a day."""
    locked = actions.locked_for(work, Verb.MILESTONE, version)
    told = _words("text", text, LONGEST_TEXT, _("Ghi việc phải xong, ví dụ: lắp xong bình chữa cháy ở 3 ngõ."))
    if abs(day.year - locked.year) > 1:
        raise ValidationError({"day": [_("Ngày này cách năm thực hiện quá xa.")]})
    if locked.milestones.count() >= MOST:
        raise ValidationError(_("Công trình đã có %(most)s mốc.") % {"most": MOST})
    Milestone.objects.create(work=locked, day=day, text=told)
    return actions.changed(locked, Verb.MILESTONE, actor, unit)


@transaction.atomic
def meet(work: Work, milestone: uuid.UUID, day: dt.date, version: int, actor: int, unit: int) -> Work:
    """Say on which day a milestone was reached. Raises Milestone.DoesNotExist where there is no such open one."""
    locked = actions.locked_for(work, Verb.MILESTONE, version)
    found = locked.milestones.select_for_update().get(uuid=milestone, met_on=None)
    _not_ahead(day)
    found.met_on = day
    found.save(update_fields=["met_on"])
    return actions.changed(locked, Verb.MILESTONE, actor, unit)


@transaction.atomic
def add_note(
    work: Work,
    day: dt.date,
    text: str,
    shown: Collection[Identity],
    officer: Officer,
    version: int,
    actor: int,
    unit: int,
) -> Work:
    """Say how far it is; `shown` are records that the officer may read, linked and not typed again."""
    locked = actions.locked_for(work, Verb.NOTE, version)
    told = _words("text", text, LONGEST_NOTE, _("Ghi đã làm được gì."))
    _not_ahead(day)
    if evidence.readable(officer, shown) != set(shown):
        raise ValidationError({"evidence": [_("Có phiếu không còn, hoặc không mở được; hãy chọn lại.")]})
    note = Note.objects.create(work=locked, day=day, text=told, at=moments.now(), actor=actor)
    Evidence.objects.bulk_create(
        Evidence(note=note, record_kind=kind, record=record) for kind, record in sorted(set(shown))
    )
    return actions.changed(locked, Verb.NOTE, actor, unit)


@transaction.atomic
def ask(work: Work, figure: Figure, version: int, actor: int, unit: int) -> Work:
    """Measure the work by an indicator: the figure is answered anew each time and opens its records."""
    locked = actions.locked_for(work, Verb.RESULT, version)
    if catalogue.indicator(figure.indicator).is_ratio:
        raise ValidationError({"indicator": [_("Hãy chọn một chỉ tiêu đếm được, không phải tỷ lệ.")]})
    if locked.questions.count() >= MOST:
        raise ValidationError(_("Công trình đã có %(most)s chỉ tiêu.") % {"most": MOST})
    _question, new = Question.objects.get_or_create(work=locked, query=links.query(figure))
    if not new:
        raise ValidationError({"indicator": [_("Chỉ tiêu này đã được chọn.")]})
    return actions.changed(locked, Verb.RESULT, actor, unit)


@transaction.atomic
def stop_asking(work: Work, question: uuid.UUID, version: int, actor: int, unit: int) -> Work:
    """Measure it by that indicator no longer. Raises Question.DoesNotExist."""
    locked = actions.locked_for(work, Verb.RESULT, version)
    locked.questions.get(uuid=question).delete()
    return actions.changed(locked, Verb.RESULT, actor, unit)


@transaction.atomic
def add_result(
    work: Work, measure: int, value: int, day: dt.date, how: str, version: int, actor: int, unit: int, reason: str = ""
) -> Work:
    """Enter a number the unit measured itself, with how; it counts apart from what records say.

    A reason is needed only where its day lies in a confirmed period.
    """
    locked = actions.locked_for(work, Verb.RESULT, version)
    told = _words("how", how, LONGEST_TEXT, _("Ghi đo bằng cách nào, ví dụ: theo sổ cấp thẻ của đội."))
    if measure not in {one.pk for one in catalogue.categories("result")}:
        raise ValidationError({"measure": [_("Hãy chọn loại kết quả trong danh mục.")]})
    if not 0 <= value <= MOST_VALUE:
        raise ValidationError({"value": [_("Số phải từ 0 đến %(most)s.") % {"most": grouped(MOST_VALUE)}]})
    _not_ahead(day)
    if day < locked.registered_on:
        raise ValidationError({"day": [_("Ngày này trước ngày đăng ký.")]})
    late.demand(locked, day, reason)
    Result.objects.create(work=locked, measure_id=measure, value=value, day=day, how=told)
    return actions.changed(locked, Verb.RESULT, actor, unit, tidy(reason))


@transaction.atomic
def withdraw_result(work: Work, result: uuid.UUID, reason: str, version: int, actor: int, unit: int) -> Work:
    """Take a number back: it counts no longer and stays to be read. Raises Result.DoesNotExist."""
    locked = actions.locked_for(work, Verb.RESULT, version)
    found = locked.results.select_for_update().get(uuid=result, withdrawn="")
    found.withdrawn = reasoned(reason)
    found.save(update_fields=["withdrawn"])
    return actions.changed(locked, Verb.RESULT, actor, unit, found.withdrawn)


def _words(field: str, text: str, most: int, missing: str) -> str:
    told = "\n".join(tidy(line) for line in text.strip().splitlines())
    if not told:
        raise ValidationError({field: [missing]})
    if len(told) > most:
        raise ValidationError({field: [_("Dài quá %(most)s chữ cái.") % {"most": grouped(most)}]})
    return told


def _not_ahead(day: dt.date) -> None:
    if day > entries.today():
        raise ValidationError({"day": [_("Ngày này chưa đến.")]})
