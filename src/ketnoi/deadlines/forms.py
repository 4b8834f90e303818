"""What people fill in about limits: a day to count from, a version read anew, a day off decided."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.deadlines import limits
from ketnoi.deadlines.actions import Decision, Reading
from ketnoi.deadlines.clock import Clock
from ketnoi.deadlines.counting import Pause
from ketnoi.deadlines.enums import Kind, Measure, Status
from ketnoi.deadlines.models import DayOverride, LimitChange
from ketnoi.ui.dates import ZONE
from ketnoi.ui.forms import ChipRadio, Choices, CountField, DayField

EXTENDED_BY = [(one.value, one.label) for one in (Measure.HOUR, Measure.DAY, Measure.WORKING_DAY, Measure.MONTH)]
MOST = 400  # of a term in any measure; more is a slip of the pen
NOON = dt.time(12)


class CountingForm(forms.Form):
    """From when a limit is counted, and what happened on the way."""

    started_on = DayField(label=_("Ngày xảy ra việc"))
    started_at = forms.TimeField(
        label=_("Lúc"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%Hg%M"],
        help_text=_("Ví dụ 14:05; cần cho thời hạn tính bằng giờ"),
    )
    paused_on = DayField(label=_("Tạm dừng từ ngày"), required=False)
    resumed_on = DayField(label=_("Tính tiếp từ ngày"), required=False)
    extension = CountField(label=_("Gia hạn thêm"), required=False, most=MOST)
    measure = forms.ChoiceField(
        label=_("Đơn vị gia hạn"), choices=EXTENDED_BY, initial=Measure.DAY, required=False, widget=ChipRadio
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        started, paused, resumed = (cleaned.get(name) for name in ("started_on", "paused_on", "resumed_on"))
        if resumed and not paused:
            self.add_error("paused_on", _("Hãy ghi ngày bắt đầu tạm dừng."))
        if started and paused and paused < started:
            self.add_error("paused_on", _("Ngày tạm dừng phải từ ngày xảy ra việc trở đi."))
        if paused and resumed and resumed < paused:
            self.add_error("resumed_on", _("Ngày tính tiếp phải từ ngày tạm dừng trở đi."))
        return cleaned

    def clock(self, code: str) -> Clock:
        """The clock that was described. The limit is the version in force on the day it starts."""
        said = self.cleaned_data
        day: dt.date = said["started_on"]
        started = dt.datetime.combine(day, said["started_at"] or NOON, ZONE)
        extension = (said["extension"], Measure(said["measure"] or Measure.DAY))
        return Clock(
            limits.on(code, day),
            started,
            pauses=_pauses(said["paused_on"], said["resumed_on"]),
            extensions=[extension] if extension[0] else (),
        )


class ReadingForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscripts at run time
    """A version of a limit as somebody of the centre read it."""

    amount = forms.IntegerField(label=_("Số lượng"), min_value=-MOST, max_value=MOST)
    measure = forms.ChoiceField(label=_("Đơn vị tính"), choices=Measure.choices, widget=ChipRadio)
    status = forms.ChoiceField(label=_("Mức kiểm chứng"), choices=Status.choices, widget=Choices)
    effective_from = DayField(label=_("Có hiệu lực từ ngày"))
    effective_to = DayField(label=_("Đến ngày"), required=False, help_text=_("Để trống khi còn hiệu lực"))

    class Meta:
        model = LimitChange
        fields = [field.name for field in dataclasses.fields(Reading)]
        help_texts = {
            "reason": _("Ví dụ: luật sửa đổi có hiệu lực, đã đối chiếu công báo số …"),
            "source": _("Nơi đã đọc văn bản: công báo số, ngày; hoặc trang đã xem"),
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == Kind.COUNT_BACK:
            self.fields["amount"].help_text = _("Tính lùi ghi số âm, ví dụ -5")

    def reading(self) -> Reading:
        return Reading(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class DayForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscripts at run time
    """A day that is off or worked otherwise than the calendar computes."""

    day = DayField(label=_("Ngày"))
    working = forms.TypedChoiceField(
        label=_("Ngày này"),
        choices=[("", _("được nghỉ")), ("1", _("làm việc (làm bù)"))],
        coerce=bool,
        empty_value="",
        required=False,
        widget=ChipRadio,
    )

    class Meta:
        model = DayOverride
        fields = ["day", "working", "name", "source"]

    def validate_unique(self) -> None:
        """A day that is decided already is decided anew."""

    def decision(self) -> Decision:
        said = self.cleaned_data
        return Decision(said["day"], bool(said["working"]), said["name"], said["source"])


def _pauses(since: dt.date | None, until: dt.date | None) -> list[Pause]:
    return [Pause(_noon(since), _noon(until) if until else None)] if since else []


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, NOON, ZONE)
