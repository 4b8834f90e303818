"""What other units are asked to write for a report, and what they wrote."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.reports.enums import Contribution, ContributionMove
from ketnoi.reports.models.report import Paragraph, Report
from ketnoi.ui import dates


class Assignment(models.Model):
    """A section of a report that a unit is asked to write for, by a day.

    `heading` keeps what the section was called. `text` is what the unit writes, its figures about itself; `sent_text`
    what it sent last, each figure naming the unit: only that is seen by who asked. `sent_at` is the first sending.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="assignments")
    section = models.ForeignKey(Paragraph, models.SET_NULL, null=True, related_name="+")
    heading = models.TextField()
    guidance = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    asked = models.TextField(_("nội dung cần viết"), max_length=2000)
    due_on = models.DateField(_("hạn gửi"))
    state = models.CharField(_("trạng thái"), max_length=10, choices=Contribution, default=Contribution.ASKED)
    text = models.TextField(_("nội dung"), max_length=6000, blank=True)
    sent_text = models.TextField(blank=True)
    sent_at = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "unit"], condition=~Q(state="withdrawn"), name="reports_assigned_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="reports_assignment_unit")]

    def is_late(self, day: dt.date) -> bool:
        """Sent after its due day, or on `day` still owed past it."""
        return (dates.from_us(self.sent_at).date() if self.sent_at else day) > self.due_on


class AssignmentStep(models.Model):
    """One step of an assignment, by whom and with what remark. Kept for ever."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=10, choices=ContributionMove)
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
