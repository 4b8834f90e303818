"""What can be done to a standing thing; one revision each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verb(models.TextChoices):
    OPEN = "open", _("Ghi vào sổ")
    CORRECT = "correct", _("Đính chính")
    TRANSFER = "transfer", _("Chuyển đơn vị giữ")
    CLOSE = "close", _("Đóng")
    REOPEN = "reopen", _("Bỏ ghi đóng")
    ADD_MEMBER = "add_member", _("Thêm thành viên")
    END_MEMBER = "end_member", _("Thành viên thôi tham gia")
