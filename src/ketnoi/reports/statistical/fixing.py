"""Fixing a filled form: at one moment of the ledger, kept whole, again only with a reason."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.figures import clocks
from ketnoi.orgs.models import Unit
from ketnoi.periods.spans import Span
from ketnoi.reports.models import FixedForm
from ketnoi.reports.statistical import filled
from ketnoi.reports.statistical.definitions import Form
from ketnoi.ui import dates
from ketnoi.ui.text import tidy


def of(form: Form, unit: Unit, span: Span) -> QuerySet[FixedForm]:
    """What was fixed of this form, the first first."""
    return FixedForm.objects.filter(form=form.code, unit=unit, start=span.start)


def fix(form: Form, unit: Unit, span: Span, reason: str = "", actor: int | None = None) -> FixedForm:
    """Keep the form as its cells are at this moment.

    Raises ValidationError before the period is over, and without a reason the second time. The moment is stamped in a
    transaction of its own, as for reports: others go on writing while the cells are asked.
    """
    if not is_over(span):
        raise ValidationError(_("Kỳ này chưa kết thúc: chốt số liệu được từ sau ngày %s.") % dates.day(span.end))
    with transaction.atomic():
        moment = clocks.stamp(None)
    content = filled.write(filled.fill(form, unit, span, moment))
    return _kept(form, unit, span, content, tidy(reason), actor)


def is_over(span: Span) -> bool:
    """Whether its last day has passed."""
    return span.end < timezone.localdate()


@transaction.atomic
def _kept(form: Form, unit: Unit, span: Span, content: dict[str, Any], reason: str, actor: int | None) -> FixedForm:
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    last = of(form, unit, span).last()
    if last is not None and not reason:
        raise ValidationError(_("Hãy ghi lý do chốt lại số liệu."))
    if last is not None and last.frozen_at >= content["moment"]:
        raise ValidationError(_("Biểu này vừa được người khác chốt số liệu."))
    made = FixedForm.objects.create(
        form=form.code,
        unit=unit,
        start=span.start,
        number=last.number + 1 if last else 1,
        frozen_at=content["moment"],
        frozen_by=actor,
        reason=reason,
        content=content,
    )
    journal.write("freeze", "statistical_form", made.pk, actor=actor, unit=unit.pk, form=form.code, edition=made.number)
    return made
