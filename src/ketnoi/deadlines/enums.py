"""Kinds of limits, what they are measured in, and how far their text was verified."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a limit is. `LIMIT` and `CONDITION` are guards: no clock runs for them."""

    DEADLINE = "deadline", _("Thời hạn phải xong")
    IMMEDIATE = "immediate", _("Phải làm ngay")
    DURATION = "duration", _("Thời gian áp dụng tối đa")
    WINDOW = "window", _("Khoảng thời gian để đếm số lần")
    CYCLE = "cycle", _("Việc định kỳ")
    LIMITATION = "limitation", _("Thời hiệu")
    COUNT_BACK = "count_back", _("Trước một thời điểm")
    LIMIT = "limit", _("Giới hạn")
    CONDITION = "condition", _("Điều kiện")


class Measure(models.TextChoices):
    """What an amount is counted in."""

    HOUR = "hour", _("giờ")
    DAY = "day", _("ngày")
    WORKING_DAY = "working_day", _("ngày làm việc")
    MONTH = "month", _("tháng")
    YEAR_OF_AGE = "year_of_age", _("tuổi")
    METRE = "metre", _("mét")
    COUNT = "count", _("lần")


class Status(models.TextChoices):
    """Where the text of a limit was read."""

    GAZETTE = "GAZETTE", _("đã đối chiếu công báo")
    SECONDARY = "SECONDARY", _("thấy ở nguồn thứ cấp")
    MEMORY = "MEMORY", _("chưa kiểm chứng")
    INTERNAL = "INTERNAL", _("mốc nội bộ đề xuất")


class Verdict(models.TextChoices):
    """What is said of a clock. `CHECK` takes the place of late where the limit itself is in doubt."""

    AT_ONCE = "at_once", _("Phải làm ngay")
    RUNNING = "running", _("Đang tính thời hạn")
    PAUSED = "paused", _("Tạm dừng tính thời hạn")
    IN_TIME = "in_time", _("Đúng hạn")
    LATE = "late", _("Quá hạn")
    CHECK = "check", _("Cần kiểm tra")
    NOT_IN_FORCE = "not_in_force", _("Không có quy định đang có hiệu lực")
