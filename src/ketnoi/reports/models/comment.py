"""What readers say of a report."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.programmes.enums import Outcome
from ketnoi.reports.models.report import Paragraph, Report


class Comment(models.Model):
    """What a reader says of a sentence, of a paragraph or of the whole report, and what became of it. Kept for ever.

    `quoted` holds the words commented on as they read then, figures and all; it is empty for the whole report.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments")
    paragraph = models.ForeignKey(Paragraph, models.SET_NULL, null=True, related_name="+")
    quoted = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(_("ý kiến"), max_length=2000)
    author = models.BigIntegerField()
    at = models.BigIntegerField()
    outcome = models.CharField(_("kết quả"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    reply = models.TextField(_("tiếp thu, giải trình"), max_length=2000, blank=True)
    replied_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
