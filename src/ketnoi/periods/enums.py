"""What a period, a confirmation and its state can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """How long a period is."""

    MONTH = "month", _("Tháng")
    QUARTER = "quarter", _("Quý")
    HALF = "half", _("6 tháng")
    YEAR = "year", _("Năm")
    SPAN = "span", _("Khoảng thời gian bất kỳ")


MONTHS = {Kind.MONTH: 1, Kind.QUARTER: 3, Kind.HALF: 6, Kind.YEAR: 12}


class Answer(models.TextChoices):
    """What a unit says of its period."""

    FULL = "full", _("Đủ")
    NONE = "none", _("Không phát sinh")


class State(models.TextChoices):
    """How a unit stands in a period. ON_TIME and LATE are confirmed; MISSING is past its due day."""

    WAITING = "waiting", _("Chưa gửi")
    MISSING = "missing", _("Thiếu, đã quá hạn")
    ON_TIME = "on_time", _("Xác nhận đúng hạn")
    LATE = "late", _("Xác nhận muộn")
