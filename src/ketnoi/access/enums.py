from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """By what a grant gives: to a named officer, to a unit that was asked, to a unit that the law says must be told."""

    ASSIGNMENT = "assignment", _("Phân công")
    REFERRAL = "referral", _("Đề nghị phối hợp")
    NOTICE = "notice", _("Thông báo theo luật")


class State(models.TextChoices):
    """How far a grant is. Only a referral is offered; a notice cannot be declined."""

    OFFERED = "offered", _("Chờ trả lời")
    ACCEPTED = "accepted", _("Đang có hiệu lực")
    RETURNED = "returned", _("Không nhận")


class How(models.TextChoices):
    """By what a conflict of interest is known."""

    DECLARED = "declared", _("Cán bộ tự khai")
    BY_LEAD = "by_lead", _("Lãnh đạo ghi nhận")
    PARTY = "party", _("Là một bên trong hồ sơ")
    NAMED = "named", _("Người báo tin đề nghị không cho biết")


class Action(models.TextChoices):
    """What somebody may do with a record."""

    READ = "read", _("xem")
    WRITE = "write", _("sửa")
    ASSIGN = "assign", _("phân công")
    REFER = "refer", _("chuyển, đề nghị phối hợp")
