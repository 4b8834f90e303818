from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By which way an officer hears of a notice besides the list of his notices."""

    EMAIL = "email", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn SMS")
    ZALO = "zalo", _("Zalo")


class How(models.TextChoices):
    """When a channel tells: each notice as it comes, once a day in one message, or never."""

    EACH = "each", _("từng thông báo")
    DAILY = "daily", _("gộp mỗi ngày một lần")
    NEVER = "never", _("không gửi")


class Said(models.TextChoices):
    """All that ever leaves the product about a notice: fixed words, which no room can add to.

    They name no person, no code, no place and no kind of case.
    """

    WORK = "work", _("Có việc chờ xử lý")
    URGENT = "urgent", _("Có việc phải biết ngay")
    TIME = "time", _("Có thời hạn cần xem")
    ANSWER = "answer", _("Có trả lời mới")
    NEWS = "news", _("Có nội dung mới để xem")


class State(models.TextChoices):
    """Where a delivery stands. `UNSURE`: the sender was stopped while it sent; nobody knows whether it went out."""

    WAITING = "waiting", _("chờ gửi")
    SENDING = "sending", _("đang gửi")
    SENT = "sent", _("đã gửi")
    FAILED = "failed", _("không gửi được")
    UNSURE = "unsure", _("không rõ đã gửi hay chưa")
    DROPPED = "dropped", _("không gửi nữa")


class Outcome(models.TextChoices):
    """How one telephone call of a duty call ended."""

    ANSWERED = "answered", _("đã nghe máy, đã nhận tin")
    NO_ANSWER = "no_answer", _("không nghe máy")
    BUSY = "busy", _("máy bận hoặc không liên lạc được")
