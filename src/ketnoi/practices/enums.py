"""The closed lists of this room. Lists that may grow (fields, means, levels of evidence) are data, in `vocabulary`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a practice stands."""

    DRAFT = "draft", _("đang viết")
    PUBLISHED = "published", _("đã công bố")
    RETIRED = "retired", _("đã thôi áp dụng")


class Outcome(models.TextChoices):
    """What the unit itself says of it; what did not work is welcome, with what was learnt."""

    WORKS = "works", _("Có hiệu quả")
    UNSURE = "unsure", _("Đang thử, chưa rõ hiệu quả")
    FAILED = "failed", _("Không hiệu quả, ghi lại để nơi khác tránh")


class Reuse(models.TextChoices):
    """What the unit allows others to do with it."""

    FREE = "free", _("Đơn vị khác được dùng lại, ghi rõ nguồn")
    TELL = "tell", _("Được dùng lại sau khi báo cho đơn vị khởi xướng")
    ASK = "ask", _("Chỉ dùng lại khi đơn vị khởi xướng đồng ý")


class Verb(models.TextChoices):
    """What the journal says was done."""

    WRITE = "write", _("Viết")
    ADOPT = "adopt", _("Áp dụng")
    REVISE = "revise", _("Sửa")
    PUBLISH = "publish", _("Công bố")
    RETIRE = "retire", _("Thôi áp dụng")
    SHARE = "share", _("Chọn đưa ra công khai")
    MEASURE = "measure", _("Thêm kết quả")
    UNMEASURE = "unmeasure", _("Bỏ kết quả")
    OPEN_SITE = "open_site", _("Mở điểm")
    CLOSE_SITE = "close_site", _("Đóng điểm")
    DESCRIBE = "describe", _("Ghi điều kiện đơn vị")
