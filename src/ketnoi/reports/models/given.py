"""Numbers that a leader writes over what was counted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ketnoi.reports.models.report import Report


class GivenNumber(models.Model):
    """What a leader lets stand in the text instead of the counted number, from where and why; kept for ever.

    `key` is the figure's (`tokens.Token.key`). It holds until it is taken back, or another takes its place.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="given_numbers")
    key = models.CharField(max_length=64)
    words = models.CharField(_("số ghi trong báo cáo"), max_length=60)
    source = models.CharField(_("nguồn của số này"), max_length=200)
    reason = models.CharField(_("lý do ghi khác số tổng hợp"), max_length=400)
    at = models.BigIntegerField()
    by = models.BigIntegerField(null=True)
    taken_back_at = models.BigIntegerField(null=True)
    taken_back_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], condition=Q(taken_back_at__isnull=True), name="reports_given_once"
            )
        ]
