"""Forms about officers, their posts and their leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.administration import finding
from ketnoi.administration.picking import PickingForm
from ketnoi.officers import authority
from ketnoi.officers.enums import Role
from ketnoi.officers.forms import ADDRESSES, LONGEST_NAME
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Unit
from ketnoi.ui.forms import ChipRadio, DayField
from ketnoi.ui.text import fold, tidy

LONGEST_TITLE = 120
Data = Mapping[str, Any] | None


class PostForm(PickingForm):
    """A post for an officer: where, what for, from when. `acting` is the post of the administrator."""

    def __init__(self, data: Data, acting: Post, unit: Unit) -> None:
        super().__init__(data, initial={"unit": unit.label, "valid_from": timezone.localdate()})
        self.acting = acting
        self.pick(
            "unit", _("Đơn vị"), lambda text: finding.units(acting, text), hint=_("Gõ tên, có dấu hay không đều được.")
        )
        self.fields["role"] = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices, widget=ChipRadio)
        self.fields["title"] = forms.CharField(
            label=_("Chức vụ"),
            max_length=LONGEST_TITLE,
            required=False,
            help_text=_("Ví dụ: Chủ tịch Hội, Chuyên viên"),
        )
        self.fields["valid_from"] = DayField(label=_("Từ ngày"))
        self.fields["valid_to"] = DayField(
            label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chưa biết ngày kết thúc.")
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        unit, role = said.get("unit"), said.get("role")
        if isinstance(unit, Unit) and role and not authority.may_give(self.acting, unit, role):
            self.add_error("role", _("Vai trò quản trị của đơn vị này do quản trị cấp trên giao."))
        first, last = said.get("valid_from"), said.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Ngày cuối phải từ ngày đầu trở đi."))
        return said


class ColleagueForm(PostForm):
    """A colleague and his first post, which begins today."""

    def __init__(self, data: Data, acting: Post, unit: Unit) -> None:
        super().__init__(data, acting, unit)
        del self.fields["valid_from"], self.fields["valid_to"]
        self.fields["name"] = forms.CharField(label=_("Họ và tên"), max_length=LONGEST_NAME)
        self.fields["address"] = forms.ChoiceField(
            label=_("Cách xưng hô"), choices=[(one, one) for one in ADDRESSES], widget=ChipRadio
        )
        self.fields["username"] = forms.CharField(
            label=_("Tên đăng nhập"),
            max_length=60,
            help_text=_("Chữ không dấu, số, dấu chấm, ví dụ hoi.xamau."),
            widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        )
        self.order_fields(["name", "address", "username", "unit", "unit_chosen", "role", "title"])

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if not fold(name):
            raise ValidationError(_("Hãy nhập họ và tên."))
        return name


class EndForm(forms.Form):
    """The last day of a post."""

    last_day = DayField(label=_("Ngày làm việc cuối ở vị trí này"))


class HandOverForm(PickingForm):
    """Who takes a post over, and until when the giver holds it."""

    def __init__(self, data: Data, acting: Post, given: Post) -> None:
        super().__init__(data, initial={"last_day": timezone.localdate()})
        self.pick(
            "receiver",
            _("Người nhận"),
            lambda text: finding.people(acting, text, without=given.officer_id),
            hint=_("Gõ họ tên hoặc tên đăng nhập của cán bộ đã có tài khoản."),
        )
        self.fields["last_day"] = DayField(label=_("Ngày làm việc cuối của người giao"))
        self.fields["note"] = forms.CharField(
            label=_("Nội dung bàn giao khác"),
            required=False,
            max_length=4000,
            widget=forms.Textarea({"rows": 3}),
            help_text=_("Hồ sơ giấy, chìa khóa, việc hẹn trước. Không ghi tên người trong vụ việc."),
        )


class LeaveForm(PickingForm):
    """Days off, and who acts."""

    def __init__(self, data: Data, acting: Post, officer: Officer) -> None:
        super().__init__(data)
        self.fields["starts_on"] = DayField(label=_("Nghỉ từ ngày"))
        self.fields["ends_on"] = DayField(label=_("Đến hết ngày"))
        self.pick(
            "acting",
            _("Người làm thay"),
            lambda text: finding.people(acting, text, without=officer.pk),
            hint=_("Trong những ngày này người làm thay có đủ quyền của các vị trí ấy, hết ngày thì thôi."),
            required=False,
        )
