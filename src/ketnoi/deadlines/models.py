"""What administrators of the centre change: limits of the law as they are re-read, and days off as they are decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.deadlines.enums import Measure, Status


class LimitChange(models.Model):
    """A later reading of a limit in `data/limits.csv`: what it is from a day on. Kept for ever; `number` counts up.

    Within a code the change in force on a day is the one that begins last; of two that begin together, the later.
    """

    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    amount = models.SmallIntegerField(_("số lượng"))
    measure = models.CharField(_("đơn vị tính"), max_length=12, choices=Measure.choices)
    basis = models.CharField(_("văn bản"), max_length=200)
    article = models.CharField(_("điều, khoản"), max_length=80, blank=True)
    effective_from = models.DateField(_("có hiệu lực từ ngày"))
    effective_to = models.DateField(_("đến ngày"), null=True, blank=True)
    status = models.CharField(_("mức kiểm chứng"), max_length=10, choices=Status.choices)
    source = models.CharField(_("nguồn đã xem"), max_length=400, blank=True)
    reason = models.CharField(_("lý do thay đổi"), max_length=400)
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="deadlines_change_number"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_from__lte=F("effective_to")),
                name="deadlines_change_from_before_to",
            ),
        ]


class DayOverride(models.Model):
    """A day that is off, or worked, otherwise than the calendar computes: a decision on days exchanged, a flood."""

    day = models.DateField(_("ngày"), unique=True)
    working = models.BooleanField(_("là ngày làm việc"))
    name = models.CharField(_("tên ngày hoặc lý do"), max_length=120)
    source = models.CharField(_("văn bản"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["day"]
