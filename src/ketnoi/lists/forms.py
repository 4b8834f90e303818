"""Naming a saved view."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ViewForm(forms.Form):
    """A name, and whether the unit shares it."""

    name = forms.CharField(
        label=_("Tên danh sách"), max_length=80, help_text=_("Ví dụ: Buổi tuyên truyền năm nay, chờ ghi số liệu")
    )
    shared = forms.BooleanField(
        label=_("Dùng chung trong đơn vị"),
        required=False,
        help_text=_("Đồng nghiệp cùng đơn vị mở được danh sách này; mỗi người chỉ thấy những phiếu mình được xem."),
    )
