from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Staging lasts while rows are being written; a batch that stays there was interrupted and counts for nothing."""

    STAGING = "staging", _("Đang đọc tệp")
    STAGED = "staged", _("Chờ nhập")
    PUBLISHED = "published", _("Đã nhập")
    UNDONE = "undone", _("Đã hoàn tác")
    REFUSED = "refused", _("Không nhập")
