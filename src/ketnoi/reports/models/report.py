"""The report and its paragraphs."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.programmes.models import Programme
from ketnoi.reports.enums import Stage


class Report(models.Model):
    """A unit's report on a programme over a period; without a programme it is one on all work of the unit's area.

    `frozen_at` is the moment (microseconds since 1970) whose knowledge its figures show; None: they are live. That is
    apart from `stage`, the way of the document. `number` and `issued_on` are given by the office when it is issued.
    `corrects` is the issued report that this one takes the place of. A draft that a regime of `periods` made begin
    carries the regime's code and the day it is due.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    outline = models.SlugField(max_length=40)
    outline_version = models.PositiveSmallIntegerField()
    title = models.CharField(_("tên báo cáo"), max_length=160)
    about = models.TextField(_("trích yếu"), max_length=400)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    frozen_at = models.BigIntegerField(null=True)
    saved_at = models.BigIntegerField()
    stage = models.CharField(_("trạng thái"), max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    number = models.CharField(_("số văn bản"), max_length=20, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    regime = models.SlugField(max_length=60, blank=True)
    due_on = models.DateField(_("hạn gửi"), null=True, blank=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage=Stage.ISSUED) | Q(issued_on__isnull=False) & ~Q(number=""),
                name="reports_issued_has_number_and_day",
            ),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="reports_from_before_to"),
            models.UniqueConstraint(
                fields=["regime", "starts_on", "unit"], condition=~Q(regime=""), name="reports_periodic_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Paragraph(models.Model):
    """A heading, a text with figures in it (`tokens`), or a table of them (`annexes`). `version` counts its edits.

    `guidance` says what is usually written here. `accepted`: somebody has read the proposed words and lets them stand.
    Of one that was proposed from the figures, `proposed` names what it says (`proposing.observations`) and `sense` what
    its words rested on when they were last read.
    `quoted_from`: another unit wrote it.
    """

    class Kind(models.TextChoices):
        HEADING1 = "heading1", _("Tên phần")
        HEADING2 = "heading2", _("Tên mục")
        TEXT = "paragraph", _("Đoạn văn")
        TABLE = "table", _("Bảng số liệu")

    report = models.ForeignKey(Report, models.CASCADE, related_name="paragraphs")
    order = models.PositiveIntegerField()
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices, default=Kind.TEXT)
    text = models.TextField(_("nội dung"), max_length=8000, blank=True)
    guidance = models.TextField(blank=True)
    accepted = models.BooleanField(default=False)
    proposed = models.CharField(max_length=255, blank=True)
    sense = models.TextField(blank=True)
    quoted_from = models.ForeignKey("reports.Assignment", models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
