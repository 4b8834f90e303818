"""How far what a layout prescribes was checked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where the rule was read; PROPOSED is ours, for want of one."""

    GAZETTE = "GAZETTE", _("đã đối chiếu công báo")
    SECONDARY = "SECONDARY", _("thấy ở nguồn thứ cấp")
    MEMORY = "MEMORY", _("chưa kiểm chứng")
    PROPOSED = "PROPOSED", _("đề xuất")
