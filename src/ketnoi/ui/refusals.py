"""What a field says when it refuses: plain words in place of the framework's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_ONE_OF_THE_LIST = _("Hãy chọn một mục trong danh sách.")
_NUMBER = _("Nhập một số, ví dụ 64")
FIELDS: dict[type[forms.Field], dict[str, Promise]] = {
    forms.Field: {"required": _("Chưa ghi.")},
    forms.BooleanField: {"required": _("Đánh dấu ô này nếu đồng ý.")},
    forms.ChoiceField: {"required": _("Chưa chọn."), "invalid_choice": _ONE_OF_THE_LIST},
    forms.MultipleChoiceField: {"invalid_choice": _ONE_OF_THE_LIST, "invalid_list": _ONE_OF_THE_LIST},
    forms.ModelChoiceField: {"invalid_choice": _ONE_OF_THE_LIST},
    forms.ModelMultipleChoiceField: {
        "invalid_choice": _ONE_OF_THE_LIST,
        "invalid_list": _ONE_OF_THE_LIST,
        "invalid_pk_value": _ONE_OF_THE_LIST,
    },
    forms.DateField: {"invalid": _("Nhập ngày, tháng, năm, ví dụ 04/11/2022")},
    forms.TimeField: {"invalid": _("Nhập giờ và phút, ví dụ 08:30")},
    forms.IntegerField: {"invalid": _NUMBER},
    forms.DecimalField: {"invalid": _NUMBER},
    forms.FileField: {
        "contradiction": _("Chọn tệp mới hoặc bỏ tệp cũ, không làm cả hai."),
        "required": _("Hãy chọn tệp."),
        "invalid": _("Hãy chọn tệp."),
        "missing": _("Hãy chọn tệp."),
        "empty": _("Tệp này không có gì bên trong. Hãy chọn tệp khác."),
    },
}
VALIDATORS: dict[type, Promise] = {
    validators.MaxLengthValidator: _("Viết ngắn lại: nhiều nhất %(limit_value)d ký tự, đang có %(show_value)d."),
    validators.MinLengthValidator: _("Viết dài hơn: ít nhất %(limit_value)d ký tự, đang có %(show_value)d."),
    validators.MinValueValidator: _("Số này phải từ %(limit_value)s trở lên."),
    validators.MaxValueValidator: _("Số này nhiều nhất là %(limit_value)s."),
    validators.ProhibitNullCharactersValidator: _("Có ký tự không đọc được; hãy xóa rồi gõ lại."),
}


def speak_plainly() -> None:
    """For fields made from now on; a field's own messages still go before these."""
    for field, said in FIELDS.items():
        own: dict[str, Any] = dict(vars(field).get("default_error_messages", {}))
        field.default_error_messages = own | said
    for validator, message in VALIDATORS.items():
        validator.message = message  # type: ignore[attr-defined]  # each of them has one
