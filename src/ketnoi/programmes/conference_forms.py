"""What is filled in for a conference, a task it gave out, and a step of a task."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.programmes.conclusions import Gathering
from ketnoi.programmes.enums import ConferenceKind, TaskVerb
from ketnoi.programmes.models import Programme
from ketnoi.ui.forms import ChipRadio, DayField, Several


def _choices(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class ConferenceForm(forms.Form):
    """A conference on programmes that this unit chairs."""

    kind = forms.ChoiceField(label=_("Loại hội nghị"), widget=ChipRadio, choices=ConferenceKind.choices)
    name = forms.CharField(label=_("Tên hội nghị"), max_length=240)
    held_on = DayField(label=_("Ngày"))
    venue = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    programmes = forms.TypedMultipleChoiceField(
        label=_("Chương trình"),
        help_text=_("Một hội nghị có thể tổng kết nhiều chương trình cùng lúc"),
        coerce=int,
        widget=Several,
    )
    notice = forms.CharField(label=_("Số thông báo kết luận"), max_length=80, required=False)
    notice_on = DayField(label=_("Ngày thông báo"), required=False)

    def __init__(self, *args: Any, chaired: Iterable[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "programmes", [(one.pk, one.short_name) for one in chaired])

    def gathering(self) -> Gathering:
        """What was asked for; call only when the form is valid."""
        return Gathering(**(self.cleaned_data | {"programmes": tuple(self.cleaned_data["programmes"])}))


class TaskForm(forms.Form):
    """A conclusion as a task for one of the parties, or a unit of the chair's own."""

    text = forms.CharField(label=_("Việc phải làm"), max_length=500, widget=forms.Textarea({"rows": 2}))
    unit = forms.TypedChoiceField(label=_("Đơn vị thực hiện"), coerce=int)
    due_on = DayField(label=_("Hoàn thành trước ngày"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "unit", [(unit.pk, unit.label) for unit in units])


class StepForm(forms.Form):
    """A step that may be done now."""

    verb = forms.ChoiceField(label=_("Việc đã làm"), widget=ChipRadio)
    note = forms.CharField(
        label=_("Kết quả, lý do"),
        help_text=_("Khi báo hoàn thành: kết quả và số văn bản chứng minh"),
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )
    due_on = DayField(label=_("Ngày hoàn thành mới"), help_text=_("Chỉ khi lùi ngày hoàn thành"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, verbs: Iterable[TaskVerb], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(verbs)
        _choices(self, "verb", [(verb.value, verb.label) for verb in offered])
        if TaskVerb.EXTEND not in offered:
            del self.fields["due_on"]
