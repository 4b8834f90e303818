"""How requests come, how somebody shows who he is, how far a request and a breach are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By which way a request came."""

    IN_PERSON = "in_person", _("Đến trực tiếp")
    LETTER = "letter", _("Gửi thư, văn bản")
    PHONE = "phone", _("Gọi điện thoại")
    OTHER = "other", _("Qua cơ quan, tổ chức khác")


class Checked(models.TextChoices):
    """How it was made sure that who asks is the person, or stands for the person."""

    NOT_YET = "not_yet", _("Chưa xác minh")
    PAPER = "paper", _("Xem giấy tờ tại chỗ, không giữ bản chụp")
    KNOWN = "known", _("Cán bộ biết người này")
    GUARDIAN = "guardian", _("Cha, mẹ hoặc người giám hộ, có giấy tờ")
    EMPOWERED = "empowered", _("Người được ủy quyền bằng văn bản")


class Outcome(models.TextChoices):
    """What became of a request. OPEN until it is answered."""

    OPEN = "open", _("Đang xử lý")
    GRANTED = "granted", _("Đáp ứng toàn bộ")
    PARTLY = "partly", _("Đáp ứng một phần")
    REFUSED = "refused", _("Từ chối, có căn cứ")
    TAKEN_BACK = "taken_back", _("Người yêu cầu rút lại")


class BreachState(models.TextChoices):
    """How far a breach is dealt with."""

    OPEN = "open", _("Đang xử lý")
    NOTIFIED = "notified", _("Đã thông báo cơ quan chuyên trách")
    CLOSED = "closed", _("Đã kết thúc")


class DataKind(models.TextChoices):
    """Kinds of personal data that a breach touched, as `access.sections` names them."""

    IDENTITY = "identity", _("Họ tên, giấy tờ, ngày sinh")
    ADDRESS = "address", _("Địa chỉ, điện thoại")
    SHELTER = "shelter", _("Nơi tạm lánh")
    MEDICAL = "medical", _("Thông tin y tế")
    REPORTER = "reporter", _("Người báo tin")
    OTHER = "other", _("Dữ liệu khác")
