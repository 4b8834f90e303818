"""Forms of visits: the request, the host's answer, a meeting of units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ketnoi.orgs.models import Unit
from ketnoi.practices import visiting
from ketnoi.practices.talk_forms import HINT, NamelessForm
from ketnoi.practices.visiting import Wish
from ketnoi.registers.forms import Versioned, unit_choices
from ketnoi.ui.forms import Choices, CountField, DayField, Several

ACCEPT, OFFER, DECLINE = "accept", "offer", "decline"


class VisitForm(NamelessForm):
    """When a unit would like to come, how many, and what for."""

    first_day = DayField(label=gettext_lazy("Muốn đến từ ngày"), required=True)
    last_day = DayField(label=gettext_lazy("Đến ngày"), required=True)
    people = CountField(label=gettext_lazy("Số người đến"), least=1, most=visiting.MOST_PEOPLE)
    purpose = forms.CharField(
        label=gettext_lazy("Muốn học điều gì"),
        help_text=HINT,
        max_length=visiting.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def wish(self) -> Wish:
        """What was entered, once the form is valid."""
        return Wish(**{name: self.cleaned_data[name] for name in ("first_day", "last_day", "people", "purpose")})


class VisitAnswerForm(NamelessForm):
    """The host's answer; other days only where it offers them."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Trả lời"),
        widget=Choices,
        choices=[
            (ACCEPT, gettext_lazy("Nhận lời, đúng những ngày này")),
            (OFFER, gettext_lazy("Đề nghị ngày khác")),
            (DECLINE, gettext_lazy("Chưa tiếp được")),
        ],
    )
    first_day = DayField(label=gettext_lazy("Ngày khác, từ ngày"), required=False)
    last_day = DayField(label=gettext_lazy("Đến ngày"), required=False)
    reply = forms.CharField(
        label=gettext_lazy("Lời nhắn, lý do"),
        help_text=HINT,
        required=False,
        max_length=visiting.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("choice") == OFFER:
            for name in ("first_day", "last_day"):
                if name not in self.errors and said.get(name) is None:
                    self.add_error(name, gettext_lazy("Ghi ngày đề nghị."))
        return said


class MeetingForm(Versioned):
    """A meeting about a practice: when, and with which units."""

    day = DayField(label=gettext_lazy("Ngày giao lưu"), required=True)
    guests = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Đơn vị cùng giao lưu"),
        help_text=gettext_lazy("Đơn vị đang theo dõi hoặc đã áp dụng mô hình."),
        coerce=int,
        required=False,
        widget=Several,
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["guests"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = unit_choices(units)
