"""Results of a practice: measured ones, which are questions to the ledger, and stated ones, which carry their paper."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.practices.models.practice import Practice


class Measured(models.Model):
    """A figure of the unit over a period, and of a period before it where one was chosen.

    `kind` and `topic` are ids of categories, 0 for all. No number is kept: it is asked when it is shown.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="measured")
    indicator = models.CharField(_("chỉ tiêu"), max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    kind = models.IntegerField(default=0)
    topic = models.IntegerField(default=0)
    start = models.DateField(_("từ ngày"))
    end = models.DateField(_("đến ngày"))
    before_start = models.DateField(_("trước đó, từ ngày"), null=True)
    before_end = models.DateField(_("trước đó, đến ngày"), null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="measured_end_after_start"),
            models.CheckConstraint(
                condition=Q(before_start=None, before_end=None) | Q(before_end__gte=F("before_start")),
                name="measured_before_whole",
            ),
        ]


class Stated(models.Model):
    """A result that a paper tells and no record stands behind; shown as stated, with its source."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="stated")
    words = models.CharField(_("kết quả"), max_length=300)
    source = models.CharField(_("nguồn"), max_length=200)
    day = models.DateField(_("số liệu đến ngày"), null=True)

    class Meta:
        ordering = ["pk"]
