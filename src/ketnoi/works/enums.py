"""What a work can be, and what can be done to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    WORK = "cong_trinh", _("Công trình")
    TASK = "phan_viec", _("Phần việc")


class Status(models.TextChoices):
    PROPOSED = "proposed", _("Chờ duyệt")
    RETURNED = "returned", _("Trả lại")
    AGREED = "agreed", _("Đang thực hiện")
    DONE = "done", _("Hoàn thành")
    CARRIED = "carried", _("Chuyển sang năm sau")
    DROPPED = "dropped", _("Dừng thực hiện")
    WITHDRAWN = "withdrawn", _("Rút đăng ký")


COUNTING = frozenset({Status.AGREED, Status.DONE, Status.CARRIED, Status.DROPPED})
"""What the level above agreed to was registered, whatever became of it; nothing else counts."""


class Verb(models.TextChoices):
    """One revision each; the words stand in the work's own history."""

    REGISTER = "register", _("Đăng ký")
    CORRECT = "correct", _("Sửa")
    WITHDRAW = "withdraw", _("Rút đăng ký")
    AGREE = "agree", _("Duyệt")
    RETURN = "return", _("Trả lại")
    CONSENT = "consent", _("Đơn vị cùng làm trả lời")
    MARK = "mark", _("Chọn hoặc bỏ trọng điểm")
    MILESTONE = "milestone", _("Ghi mốc thực hiện")
    NOTE = "note", _("Ghi tiến độ")
    RESULT = "result", _("Ghi kết quả")
    FINISH = "finish", _("Đánh giá, kết thúc")
    CARRY = "carry", _("Chuyển sang năm sau")
    DROP = "drop", _("Dừng thực hiện")
    REOPEN = "reopen", _("Mở lại")


class Consent(models.TextChoices):
    """What a unit says that was named as taking part."""

    LEAD = "lead", _("Chủ trì")
    ASKED = "asked", _("chờ trả lời")
    GIVEN = "given", _("cùng làm")
    REFUSED = "refused", _("không tham gia")


class Achieved(models.TextChoices):
    """How a work ended, as its unit judges it beside the aim."""

    ABOVE = "above", _("Vượt mục tiêu")
    REACHED = "reached", _("Đạt mục tiêu")
    PARTLY = "partly", _("Đạt một phần")
    MISSED = "missed", _("Chưa đạt")
