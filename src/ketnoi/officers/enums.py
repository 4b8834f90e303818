from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an officer does in a post. Roles never widen what he may read beyond his unit and those under it."""

    RECORDER = "recorder", _("Cán bộ ghi nhận")
    LEAD = "lead", _("Lãnh đạo đơn vị")
    SUPERVISOR = "supervisor", _("Theo dõi cấp dưới")
    ANALYST = "analyst", _("Tổng hợp số liệu")
    ADMINISTRATOR = "administrator", _("Quản trị")
