from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """MAPPING waits for somebody to say what the columns are, STAGED for somebody to publish.

    STAGING, PUBLISHING and UNDOING last while rows are being worked on; whoever finds one that nobody works on any
    more carries it to its end.
    """

    MAPPING = "mapping", _("Chờ chọn cột")
    STAGING = "staging", _("Đang đọc tệp")
    STAGED = "staged", _("Chờ nhập")
    PUBLISHING = "publishing", _("Đang nhập")
    PUBLISHED = "published", _("Đã nhập")
    UNDOING = "undoing", _("Đang hoàn tác")
    UNDONE = "undone", _("Đã hoàn tác")
    REFUSED = "refused", _("Không nhập")


WORKING = (Status.STAGING, Status.PUBLISHING, Status.UNDOING)
COUNTING = (Status.PUBLISHING, Status.PUBLISHED, Status.UNDOING)
"""While a batch is so, rows of it count or may count."""
