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


class Purpose(models.TextChoices):
    """What a record is shared for."""

    PROTECTION = "protection", _("Bảo vệ, hỗ trợ người bị hại")
    VERIFICATION = "verification", _("Xác minh, giải quyết tin báo")
    PROCEEDINGS = "proceedings", _("Tố tụng, kiểm sát, xét xử")
    HEALTH = "health", _("Khám, chữa bệnh, giám định")
    LEGAL_AID = "legal_aid", _("Trợ giúp pháp lý")
    CARE = "care", _("Nơi tạm lánh, chăm sóc, nuôi dưỡng")
    SCHOOL = "school", _("Học tập, hòa nhập")
    FOLLOWING = "following", _("Theo dõi, giúp đỡ sau vụ việc")


class Urgency(models.TextChoices):
    """How soon an answer is asked for."""

    AT_ONCE = "at_once", _("Khẩn cấp")
    SOON = "soon", _("Trong ngày")
    USUAL = "usual", _("Thông thường")
