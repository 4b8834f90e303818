"""The fixed words of a programme: its state, who takes part as what, and what a target asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a programme stands; a draft is not offered to those who record."""

    DRAFT = "draft", _("Dự thảo")
    RUNNING = "running", _("Đang thực hiện")
    CONCLUDED = "concluded", _("Đã tổng kết")


class PartyRole(models.TextChoices):
    """A party signs and works; an observer follows."""

    PARTY = "party", _("Cơ quan tham gia")
    OBSERVER = "observer", _("Cơ quan theo dõi")


class Words(models.TextChoices):
    """How a head figure is written."""

    EXACT = "exact", _("số chính xác")
    OFFICIAL = "official", _("làm tròn như báo cáo")


class TargetKind(models.TextChoices):
    """What a target asks."""

    AT_LEAST = "at_least", _("Ít nhất")
    PERCENT_OF = "percent_of", _("Tỷ lệ phần trăm của một chỉ tiêu khác")
    YES_NO = "yes_no", _("Có hoặc không")
    NORM = "norm", _("Định mức cho mỗi đơn vị một cấp, cộng lại")


class Per(models.TextChoices):
    """Over what an "at least" is asked."""

    TOTAL = "total", _("Cả giai đoạn")
    UNIT = "unit", _("Mỗi đơn vị")
    YEAR = "year", _("Mỗi năm")


class Verdict(models.TextChoices):
    """What is said of a target: the first four after the end, the next two on the way."""

    ABOVE = "above", _("vượt")
    MET = "met", _("đạt")
    NEARLY = "nearly", _("đạt cơ bản")
    BELOW = "below", _("chưa đạt")
    ON_PACE = "on_pace", _("đúng tiến độ")
    BEHIND = "behind", _("chậm tiến độ")
    NOT_BEGUN = "not_begun", _("chưa bắt đầu")
    NO_BASE = "no_base", _("không có")
    UNKNOWN = "unknown", _("chưa có thông tin")
