"""Where a practice runs: its sites (điểm mô hình), opened and closed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.practices.models.practice import Practice


class Site(models.Model):
    """One place where a practice runs, from-to; kept by a unit at or under the practice's."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="sites")
    name = models.CharField(_("tên điểm"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị giữ điểm"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True, verbose_name=_("địa bàn"))
    opened_on = models.DateField(_("ngày bắt đầu"))
    closed_on = models.DateField(_("ngày thôi"), null=True)
    closing_reason = models.CharField(_("lý do thôi"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["opened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="site_closed_after_opened"
            ),
        ]
