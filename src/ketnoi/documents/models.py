"""What administrators of the centre change of the official layouts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.documents.enums import Status


class LayoutChange(models.Model):
    """What one part of a layout in `data/layouts.json` is from a day on. Kept for ever.

    `part`: "paper", "margins", "font" or an element; `values` the whole part, as `layouts.values` gives it. `number`
    counts up within a part. On a day the one that begins last holds; of two that begin together, the later.
    """

    code = models.CharField(max_length=40)
    part = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    values = models.JSONField()
    valid_from = models.DateField(_("dùng từ ngày"))
    status = models.CharField(_("mức kiểm chứng"), max_length=10, choices=Status.choices)
    source = models.CharField(_("nguồn đã xem"), max_length=400, blank=True)
    reason = models.CharField(_("lý do thay đổi"), max_length=400)
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["code", "valid_from", "number"]
        constraints = [models.UniqueConstraint(fields=["code", "part", "number"], name="documents_change_number")]
