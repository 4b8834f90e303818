"""What was written before and what is being written: versions of a paragraph, and drafts nobody has saved yet."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ketnoi.reports.models.report import Paragraph, Report


class ParagraphVersion(models.Model):
    """A paragraph as it was saved, its `number` the paragraph's `version` then.

    The first of an outline has nobody who wrote it. `restores` is the number of the version that was brought back.
    Versions stay when their paragraph is taken out: the last, without words, says who did it.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="+", db_constraint=False)
    paragraph = models.ForeignKey(Paragraph, models.DO_NOTHING, related_name="+", db_constraint=False)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.BigIntegerField()
    by = models.BigIntegerField(null=True)
    restores = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["paragraph", "number"], name="reports_paragraph_version")]


class Draft(models.Model):
    """What an officer is typing into a paragraph, or into a new one (`paragraph` None), kept until it is saved.

    `version` is the paragraph's that was on the screen. Seen by nobody else, and no part of the report.
    """

    officer = models.BigIntegerField()
    report = models.ForeignKey(Report, models.CASCADE, related_name="+")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Paragraph.Kind.choices, default=Paragraph.Kind.TEXT)
    text = models.TextField(max_length=8000)
    version = models.PositiveIntegerField(default=0)
    at = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "paragraph"], condition=Q(paragraph__isnull=False), name="reports_draft_of_paragraph"
            ),
            models.UniqueConstraint(
                fields=["officer", "report"], condition=Q(paragraph__isnull=True), name="reports_draft_of_new"
            ),
        ]
