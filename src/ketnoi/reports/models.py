"""Reports: paragraphs of words and figures, and the editions in which their figures were fixed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.programmes.enums import Outcome
from ketnoi.programmes.models import Programme
from ketnoi.reports.enums import Move, Stage


class Report(models.Model):
    """A unit's report on a programme over a period.

    `frozen_at` is the moment (microseconds since 1970) whose knowledge its figures show; None: they are live. That is
    apart from `stage`, the way of the document. `number` and `issued_on` are given by the office when it is issued.
    `corrects` is the issued report that this one takes the place of.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
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
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage=Stage.ISSUED) | Q(issued_on__isnull=False) & ~Q(number=""),
                name="reports_issued_has_number_and_day",
            ),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="reports_from_before_to"),
        ]

    def __str__(self) -> str:
        return self.title


class Paragraph(models.Model):
    """A heading, or a text with figures in it (see `tokens`). `version` counts its edits.

    `guidance` says what is usually written here. `accepted`: somebody has read the proposed words and lets them stand.
    """

    class Kind(models.TextChoices):
        HEADING1 = "heading1", _("Tên phần")
        HEADING2 = "heading2", _("Tên mục")
        TEXT = "paragraph", _("Đoạn văn")

    report = models.ForeignKey(Report, models.CASCADE, related_name="paragraphs")
    order = models.PositiveIntegerField()
    kind = models.CharField(_("loại"), max_length=12, choices=Kind.choices, default=Kind.TEXT)
    text = models.TextField(_("nội dung"), max_length=8000, blank=True)
    guidance = models.TextField(blank=True)
    accepted = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]


class Edition(models.Model):
    """The figures of a report as they were fixed at one moment, and why.

    `paragraphs` holds [kind, text] of each paragraph as they stood when a later edition took its place; until then
    it is empty, and the report's own paragraphs are this edition's.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    frozen_at = models.BigIntegerField()
    frozen_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    paragraphs = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="reports_edition_number")]


class FrozenFigure(models.Model):
    """A figure as an edition shows it: the question, its number, the words in the text, and what was counted then.

    `query` is the question as an address (`figures.links`), its moment included. `entered` names the sources of the
    part that has no records behind it.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=64)
    query = models.CharField(max_length=400)
    value = models.BigIntegerField()
    shown = models.CharField(max_length=60)
    entered = models.JSONField(default=list)
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=40)
    definition = models.TextField()
    leaves_out = models.TextField(blank=True)
    definition_version = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="reports_frozen_key")]


class Letterhead(models.Model):
    """How a unit's papers begin and end, where it differs from what is usual for its agency and level.

    `issuer_lines` and `recipients` hold one line each row: superiors first.
    """

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    layout = models.SlugField(_("thể thức"), max_length=40)
    issuer_lines = models.TextField(_("cơ quan ban hành"), max_length=400)
    number_sign = models.CharField(_("ký hiệu"), max_length=40)
    place_name = models.CharField(_("địa danh"), max_length=80)
    recipients = models.TextField(_("nơi nhận"), max_length=2000, blank=True)
    authority = models.CharField(_("quyền hạn ký"), max_length=120, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=120)


class Step(models.Model):
    """One step of a report on its way, by whom and with what remark. Kept for ever."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="steps")
    move = models.CharField(max_length=10, choices=Move.choices)
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class Signer(models.Model):
    """Who signs: on whose behalf ("TM. BAN THƯỜNG VỤ", "KT. CHỦ TỊCH"), as what, and the name.

    A joint document has several, the one who leads first. Without any the unit's letterhead says who signs.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="signers")
    order = models.PositiveSmallIntegerField()
    authority = models.CharField(_("ký thay, ký thừa lệnh"), max_length=120, blank=True)
    title = models.CharField(_("chức vụ"), max_length=120)
    name = models.CharField(_("họ và tên"), max_length=80, blank=True)

    class Meta:
        ordering = ["order", "id"]


class SignedCopy(models.Model):
    """The signed and sealed paper as it came back, bound to the edition it shows. The newest is the official one."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="signed_copies")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    attachment = models.BigIntegerField(unique=True)
    sha256 = models.CharField(max_length=64)
    added_at = models.BigIntegerField()
    added_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]


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
