from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token may be used for; catalogues are open to every token."""

    READ_FIGURES = "read:figures", _("Đọc số liệu")
    READ_ACTIVITIES = "read:activities", _("Đọc phiếu hoạt động")
    WRITE_ACTIVITIES = "write:activities", _("Ghi, đính chính, rút phiếu hoạt động")
    WRITE_VALUES = "write:values", _("Nhập số liệu có văn bản nguồn")
