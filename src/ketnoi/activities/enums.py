"""What an activity can be, and what can be done to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    PLANNED = "planned", _("Dự kiến")
    HELD = "held", _("Đã diễn ra, chờ ghi số liệu")
    RECORDED = "recorded", _("Đã ghi")
    WITHDRAWN = "withdrawn", _("Đã rút")


class Verb(models.TextChoices):
    """One revision each; the words stand in the record's own history."""

    PLAN = "plan", _("Lên kế hoạch")
    HOLD = "hold", _("Báo đã diễn ra")
    RECORD = "record", _("Ghi phiếu")
    CORRECT = "correct", _("Đính chính")
    WITHDRAW = "withdraw", _("Rút phiếu")


class Part(models.TextChoices):
    """A unit's part in an activity."""

    LEAD = "lead", _("Chủ trì")
    PARTNER = "partner", _("Phối hợp")


class LinkState(models.TextChoices):
    """What became of a link to report by."""

    OPEN = "open", _("chưa dùng")
    USED = "used", _("đã dùng")
    EXPIRED = "expired", _("đã hết hạn")
    REVOKED = "revoked", _("đã thu hồi")
    BLOCKED = "blocked", _("đã khóa vì gửi sai nhiều lần")


class SentStatus(models.TextChoices):
    """What became of a report that came by a link; it counts for nothing before it is confirmed."""

    WAITING = "waiting", _("chờ xác nhận")
    CONFIRMED = "confirmed", _("đã xác nhận")
    REJECTED = "rejected", _("không nhận")


UNCOUNTED_KINDS = frozenset({"PHOI_HOP_XL", "GIAM_SAT", "TRUYEN_THONG"})
"""Kinds whose work is not measured by who came; all others need at least one participant."""

CASE_KINDS = frozenset({"PHOI_HOP_XL"})
"""Kinds that are about somebody's case: what is told outside says neither what about nor where."""
