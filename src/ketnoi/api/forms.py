"""Asking for a token: which program, what it may do, until when."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.api import tokens
from ketnoi.api.models import LONGEST_NAME
from ketnoi.officers.models import Post
from ketnoi.ui.forms import ChipCheckboxes, DayField

USUAL = dt.timedelta(days=180)


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("Phần mềm nào sẽ dùng khóa?"),
        max_length=LONGEST_NAME,
        help_text=_("Ví dụ: phần mềm thống kê của tỉnh"),
        error_messages={"required": _("Ghi tên phần mềm sẽ dùng khóa.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("Khóa được làm gì?"),
        widget=ChipCheckboxes,
        error_messages={"required": _("Hãy chọn ít nhất một quyền.")},
    )
    expires_on = DayField(label=_("Dùng đến hết ngày"), help_text=_("Nhiều nhất một năm"))

    def __init__(self, data: Any, post: Post) -> None:
        super().__init__(data, initial={"expires_on": timezone.localdate() + USUAL})
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(scope.value, scope.label) for scope in tokens.offered(post)]
