"""Which reports an officer wants to hear of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ketnoi.officers.models import Officer
from ketnoi.programmes.models import Programme
from ketnoi.reports.models.report import Report


class Following(models.Model):
    """An officer follows one report, or all on a programme. What was issued up to `since` he has seen."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, null=True, related_name="+")
    since = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "report"], name="reports_follow_report_once"),
            models.UniqueConstraint(fields=["officer", "programme"], name="reports_follow_programme_once"),
            models.CheckConstraint(
                condition=Q(report=None, programme__isnull=False) | Q(report__isnull=False, programme=None),
                name="reports_follow_one",
            ),
        ]
