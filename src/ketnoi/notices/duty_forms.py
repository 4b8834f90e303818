"""What people fill in about the duty roster and about calls."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.notices import hours, policy
from ketnoi.notices.enums import Outcome
from ketnoi.notices.forms import PhoneField
from ketnoi.notices.models import DutyLine
from ketnoi.notices.rosters import WEEK, Line
from ketnoi.ui.forms import Choices, DayField, LineField

DAYS = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))


class HoursField(forms.CharField):
    """A day's hours as people write them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=120, **kwargs)

    def clean(self, value: Any) -> list[hours.Stretch]:
        try:
            return hours.parse(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class LineForm(forms.Form):
    """A telephone and its week."""

    name = LineField(label=_("Tên số trực"), max_length=120, help_text=_("Ví dụ: Trực ban, Trực lãnh đạo"))
    phone = PhoneField(label=_("Số điện thoại"))
    order = forms.TypedChoiceField(
        label=_("Thứ tự gọi"), choices=[(one, str(one)) for one in range(1, policy.MOST_IN_ORDER + 1)], coerce=int
    )

    def __init__(self, data: Any = None, *, line: DutyLine | None = None, order: int = 1) -> None:
        said = {"name": line.name, "phone": line.phone, "order": line.order} if line else {"order": order}
        week = line.week if line else [hours.ALL_DAY] * WEEK
        super().__init__(data, initial=said | {f"day{one}": hours.written(week[one]) for one in range(WEEK)})
        for number, label in enumerate(DAYS):
            self.fields[f"day{number}"] = HoursField(label=label)

    def week(self) -> list[forms.BoundField]:
        return [self[f"day{one}"] for one in range(WEEK)]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        days = [f"day{one}" for one in range(WEEK)]
        if not any(said.get(day) or day in self.errors for day in days):
            self.add_error("day0", _("Hãy ghi giờ trực của ít nhất một ngày trong tuần."))
        return said

    def line(self) -> Line:
        said = self.cleaned_data
        return Line(said["name"], said["phone"], said["order"], [said[f"day{one}"] for one in range(WEEK)])


class DayForm(forms.Form):
    """A day that is otherwise than every week."""

    day = DayField(label=_("Ngày"))
    hours = HoursField(label=_("Giờ trực trong ngày này"), help_text=_("Để trống khi số này không trực cả ngày"))
    note = LineField(label=_("Ghi chú"), max_length=120, required=False)


class TryForm(forms.Form):
    """How a call to one number ended."""

    outcome = forms.ChoiceField(label=_("Kết quả gọi"), choices=Outcome.choices, widget=Choices)
    taken_by = LineField(
        label=_("Người nhận tin"),
        max_length=120,
        required=False,
        help_text=_("Chức vụ hoặc số hiệu, khi đã nhận tin"),
    )
