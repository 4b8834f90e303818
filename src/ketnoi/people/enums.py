from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    FEMALE = "nu", _("Nữ")
    MALE = "nam", _("Nam")
    OTHER = "khac", _("Khác hoặc chưa rõ")


class Purpose(models.TextChoices):
    """Why somebody opens what is masked, asks another unit or joins two records: words to choose, none to type,
    so that nothing personal reaches the journal.
    """

    CONTACT = "lien_he", _("Liên hệ, gặp gỡ người này")
    SUPPORT = "ho_tro", _("Hỗ trợ, bảo vệ, can thiệp")
    VERIFY = "xac_minh", _("Xác minh, đối chiếu giấy tờ")
    CORRECT = "dinh_chinh", _("Đính chính thông tin")
    INSPECT = "kiem_tra", _("Kiểm tra việc xử lý")


class Exact(models.TextChoices):
    """By what two records are found to be of one person: values that nobody can try out."""

    ID_NUMBER = "so_dinh_danh", _("cùng số định danh")
    TELEPHONE = "dien_thoai", _("cùng số điện thoại")
    NAME_BIRTH_COMMUNE = "ten_ngay_xa", _("cùng họ tên, ngày sinh và xã")


class Answer(models.TextChoices):
    """What the owner did about a contact request. The asker is told by telephone, or not at all."""

    WAITING = "cho", _("Chờ trả lời")
    CALLED = "da_goi", _("Đã liên hệ với đơn vị hỏi")
    REFUSED = "khong", _("Không liên hệ")


class MergeState(models.TextChoices):
    PROPOSED = "de_nghi", _("Chờ duyệt")
    DONE = "da_gop", _("Đã gộp")
    REFUSED = "khong_gop", _("Không gộp")
    UNDONE = "da_tach", _("Đã tách lại")
