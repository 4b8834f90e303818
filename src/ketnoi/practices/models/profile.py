"""What a unit says of itself, so that it can be told which practices fit; what it does not say stays unknown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit


class Profile(models.Model):
    """A unit's conditions. `means` None: not said; an empty list: it has none of them."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    terrain = models.CharField(_("kiểu địa bàn"), max_length=12, blank=True)
    staff = models.PositiveIntegerField(_("số cán bộ có thể tham gia"), null=True)
    means = models.JSONField(_("phương tiện đang có"), null=True)
    fields = models.JSONField(_("vấn đề đang cần"), default=list)
    version = models.PositiveIntegerField(default=1)
