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


class Of(models.TextChoices):
    """What a step was done to."""

    MONTH = "month", _("Kết quả tháng")
    PERSON = "person", _("Đội ngũ")
    MEMBERSHIP = "membership", _("Hội viên")
    PRODUCT = "product", _("Sản phẩm")


class Done(models.TextChoices):
    """What can be done to a month, a line of a roster, a product; one step each."""

    TELL = "tell", _("Ghi")
    CHANGE = "change", _("Ghi lại")
    ADD = "add", _("Thêm vào danh sách")
    END = "end", _("Thôi tham gia")
    MAKE = "make", _("Thêm sản phẩm")
    BROADCAST = "broadcast", _("Ghi lần phát")
    WITHDRAW = "withdraw", _("Rút")
