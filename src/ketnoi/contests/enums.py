"""What a contest and its rounds can be, and what can be done to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Đang soạn")
    ENTERING = "entering", _("Đang nhận bài")
    JUDGING = "judging", _("Đang chấm")
    PUBLISHED = "published", _("Đã công bố kết quả")
    CANCELLED = "cancelled", _("Đã hủy")


class Stage(models.TextChoices):
    """How far a round is."""

    WAITING = "waiting", _("Chưa chấm")
    MARKING = "marking", _("Đang chấm")
    CLOSED = "closed", _("Đã khóa điểm")
    DECIDED = "decided", _("Đã chọn")


class Verb(models.TextChoices):
    """What the organiser does with a contest; each is one journal line."""

    DRAFT = "draft", _("Soạn hội thi")
    CORRECT = "correct", _("Sửa")
    ADD_ROUND = "add_round", _("Thêm vòng")
    CHANGE_ROUND = "change_round", _("Sửa vòng")
    DROP_ROUND = "drop_round", _("Bỏ vòng")
    NAME = "name", _("Cử giám khảo")
    RELEASE = "release", _("Thôi cử giám khảo")
    OPEN = "open", _("Mở nhận bài")
    CLOSE_ENTERING = "close_entering", _("Chốt danh sách bài dự thi")
    START = "start", _("Bắt đầu chấm")
    CLOSE = "close", _("Khóa điểm")
    DECIDE = "decide", _("Chọn bài vào vòng sau")
    PUBLISH = "publish", _("Công bố kết quả")
    CANCEL = "cancel", _("Hủy hội thi")
    ENTER = "enter", _("Gửi bài dự thi")
    WITHDRAW = "withdraw", _("Rút bài dự thi")
    SHARE = "share", _("Chọn phần công khai")
    MARK = "mark", _("Chấm điểm")
