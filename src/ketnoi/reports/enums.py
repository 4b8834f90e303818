"""Where a report is on its way to being issued, and the steps it takes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Only a draft can be written in; what was issued stays as it is."""

    DRAFT = "draft", _("Dự thảo")
    SUBMITTED = "submitted", _("Đang trình")
    APPROVED = "approved", _("Đã phê duyệt")
    ISSUED = "issued", _("Đã ban hành")


class Move(models.TextChoices):
    """A step of a report on its way."""

    SUBMIT = "submit", _("Trình lãnh đạo")
    RETURN = "return", _("Trả lại kèm ý kiến")
    APPROVE = "approve", _("Phê duyệt")
    ISSUE = "issue", _("Ban hành")
    BIND = "bind", _("Gắn bản đã ký")
    CORRECT = "correct", _("Lập bản đính chính")


class Contribution(models.TextChoices):
    """How far a text is that another unit was asked for."""

    ASKED = "asked", _("Chờ viết")
    SENT = "sent", _("Đã gửi")
    RETURNED = "returned", _("Trả lại để viết thêm")
    TAKEN = "taken", _("Đã trích vào báo cáo")
    WITHDRAWN = "withdrawn", _("Thôi giao")


class ContributionMove(models.TextChoices):
    """A step between the unit that writes a report and the one that contributes to it."""

    ASK = "ask", _("Giao viết")
    SEND = "send", _("Gửi")
    RETURN = "return", _("Trả lại")
    TAKE = "take", _("Trích vào báo cáo")
    WITHDRAW = "withdraw", _("Thôi giao")
