"""The fixed words of a programme: its state, who takes part as what, and what a target asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a programme stands; until it is signed it is not offered to those who record."""

    DRAFT = "draft", _("Dự thảo")
    CIRCULATED = "circulated", _("Đang lấy ý kiến")
    RUNNING = "running", _("Đang thực hiện")
    CONCLUDED = "concluded", _("Đã tổng kết")


UNSIGNED = (Status.DRAFT, Status.CIRCULATED)


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
    UNIT_YEAR = "unit_year", _("Mỗi đơn vị mỗi năm")


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


class ContentKind(models.TextChoices):
    """From the widest to the narrowest."""

    PROJECT = "project", _("Dự án, tiểu dự án")
    CONTENT = "content", _("Nội dung")
    GROUP = "group", _("Nhóm hoạt động")


class BasisStatus(models.TextChoices):
    """How far a legal basis was checked."""

    GAZETTE = "gazette", _("đã đối chiếu công báo")
    SECONDARY = "secondary", _("thấy ở nguồn thứ cấp")
    MEMORY = "memory", _("chưa kiểm chứng")
    PROPOSED = "proposed", _("đề xuất")


class Outcome(models.TextChoices):
    """What became of a comment or a recommendation."""

    OPEN = "open", _("chờ trả lời")
    ACCEPTED = "accepted", _("tiếp thu")
    PARTLY = "partly", _("tiếp thu một phần")
    DECLINED = "declined", _("không tiếp thu, có giải trình")


class ConferenceKind(models.TextChoices):
    """A review leaves its programmes running; a wrap-up closes them."""

    REVIEW = "review", _("Sơ kết")
    WRAP_UP = "wrap_up", _("Tổng kết")


class TaskState(models.TextChoices):
    OPEN = "open", _("đang thực hiện")
    DONE = "done", _("đã hoàn thành")
    DROPPED = "dropped", _("thôi thực hiện")


class TaskVerb(models.TextChoices):
    """What may happen to a task."""

    ASSIGN = "assign", _("Giao việc")
    PROGRESS = "progress", _("Báo tiến độ")
    FINISH = "finish", _("Báo hoàn thành")
    EXTEND = "extend", _("Lùi ngày hoàn thành")
    DROP = "drop", _("Thôi thực hiện")
    REOPEN = "reopen", _("Mở lại")
