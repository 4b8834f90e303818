"""Reporting regimes in their versions, and what units confirmed under them.

Periods have no table: they follow from a regime (`spans.of`). Moments are microseconds since 1970; actors plain keys.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Level, Unit
from ketnoi.periods.enums import Answer, Kind

LAST_CLOSING_DAY = 28  # the last day that every month has


class Regime(models.Model):
    """Who confirms which numbers how often. A change makes a new version; each is in force from a day to a day.

    `indicators` are codes in the form's order. `closes_on` is the day of the month on which a period ends, 0 its last
    day. `due_days` after the end the confirmation is due; `remind_days` before that it shows on Hôm nay and who
    confirms is told. Asked are the units of this `level` that stand under `under`. `programme` is an id, 0 for all
    work. With an `outline` (a code of the room of reports) each of them finds a draft report, `draft_days` before.
    """

    code = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("tên chế độ báo cáo"), max_length=160)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)
    indicators = models.JSONField(default=list)
    kind = models.CharField(_("kỳ"), max_length=8, choices=Kind)
    closes_on = models.PositiveSmallIntegerField(default=0)
    due_days = models.PositiveSmallIntegerField(default=5)
    remind_days = models.PositiveSmallIntegerField(default=5)
    level = models.CharField(_("cấp"), max_length=8, choices=Level)
    under = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programme = models.BigIntegerField(default=0)
    outline = models.SlugField(_("đề cương báo cáo"), max_length=40, blank=True)
    draft_days = models.PositiveSmallIntegerField(default=7)
    valid_from = models.DateField(_("áp dụng từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    saved_at = models.BigIntegerField()
    saved_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["name", "code", "version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="periods_regime_version"),
            models.CheckConstraint(condition=Q(closes_on__lte=LAST_CLOSING_DAY), name="periods_regime_closes_on"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.SPAN) | Q(valid_to__isnull=False), name="periods_regime_span_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Confirmation(models.Model):
    """What a unit says of one period now. `late` is fixed by its first word, made at `first_at`; `at` is the last."""

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="confirmations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="confirmations")
    start = models.DateField()
    end = models.DateField()
    due = models.DateField()
    answer = models.CharField(max_length=4, choices=Answer)
    late = models.BooleanField()
    first_at = models.BigIntegerField()
    at = models.BigIntegerField()
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regime", "start", "unit"], name="periods_confirmation_once"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="periods_confirmation_order"),
        ]
        indexes = [models.Index(fields=["unit", "start", "end"], name="periods_confirmation_days")]


class Statement(models.Model):
    """One act of confirming: what the numbers were, and which questions about them were answered with "đúng".

    `numbers` is {indicator code: number} as they stood at `at`; `answered` are keys of `checks.Finding`.
    """

    confirmation = models.ForeignKey(Confirmation, models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    at = models.BigIntegerField()
    actor = models.BigIntegerField()
    acting_unit = models.IntegerField()
    answer = models.CharField(max_length=4, choices=Answer)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    numbers = models.JSONField()
    answered = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["confirmation", "number"], name="periods_statement_number"),
        ]
