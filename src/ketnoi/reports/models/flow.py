"""The way of a report as a document: who signs, its steps, its letterhead."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.reports.enums import Move
from ketnoi.reports.models.report import Report


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
