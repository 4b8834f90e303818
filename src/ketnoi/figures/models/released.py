"""The ledger of protected facts, and the released tables that are all that leaves it."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.figures.models.facts import CURRENT, IN_ORDER
from ketnoi.orgs.models import Unit


class ProtectedFact(models.Model):
    """What one protected record counts for, in a ledger of its own that no open figure reads (`released.ledger`).

    It says the month and not the day, a keyed handle and not the record, the owner's agency and today's province and
    not the unit, and `categories`: a code for each dimension of its source, in their order.
    """

    source = models.SmallIntegerField()
    agency = models.SmallIntegerField()
    province = models.SmallIntegerField()
    month = models.SmallIntegerField()
    categories = models.CharField(max_length=200)
    value = models.BigIntegerField()
    handle = models.CharField(max_length=64)
    recorded_at = models.BigIntegerField()
    superseded_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=IN_ORDER, name="figures_protectedfact_order")]
        indexes = [
            models.Index(fields=["source", "agency", "month"], name="figures_protectedfact_month"),
            models.Index(fields=["source", "handle"], condition=CURRENT, name="figures_protectedfact_handle"),
        ]


class Release(models.Model):
    """Tables of protected figures for one period and area: drawn up by one officer, signed and published by another.

    `content` is what everybody may see and nothing else: hidden numbers are null in it. `area` is today's province, 0
    the nation; `as_of` the moment whose knowledge was counted. What was published stays: a new version has a row of
    its own, and what was withdrawn says so, with the reason.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        ASKED = "asked", _("Chờ ký")
        PUBLISHED = "published", _("Đã công bố")
        REPLACED = "replaced", _("Đã có bản mới")
        WITHDRAWN = "withdrawn", _("Đã thu hồi")
        DROPPED = "dropped", _("Đã bỏ")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.SmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    agency = models.SmallIntegerField()
    area = models.SmallIntegerField()
    period = models.CharField(max_length=8)
    tables = models.JSONField()
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    as_of = models.BigIntegerField()
    content = models.JSONField()
    made_by = models.BigIntegerField()
    signed_by = models.BigIntegerField(null=True)
    published_at = models.BigIntegerField(null=True)
    withdrawn_at = models.BigIntegerField(null=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["source", "agency", "published_at"], name="figures_release_known")]
