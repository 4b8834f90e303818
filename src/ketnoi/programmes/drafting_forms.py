"""What is filled in on the way from a draft to its signing, and for a next term."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.programmes.enums import Outcome
from ketnoi.programmes.models import Clause, Programme
from ketnoi.ui.forms import ChipRadio, DayField

LONGEST = 5000


class CirculateForm(forms.Form):
    due_on = DayField(label=_("Đề nghị góp ý trước ngày"))


class CommentForm(forms.Form):
    """A comment on a clause of this programme, or on all of it."""

    clause = forms.TypedChoiceField(label=_("Về điều khoản"), coerce=int, empty_value=None, required=False)
    text = forms.CharField(label=_("Ý kiến"), widget=forms.Textarea({"rows": 4}), max_length=LONGEST)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clauses: dict[int, Clause] = {clause.pk: clause for clause in programme.clauses.all()}
        headings = [(pk, clause.heading) for pk, clause in self.clauses.items()]
        field = self.fields["clause"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Cả dự thảo")), *headings]

    def chosen(self) -> Clause | None:
        return self.clauses.get(self.cleaned_data["clause"])


class AnswerForm(forms.Form):
    """What becomes of a comment."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"), widget=ChipRadio, choices=[one for one in Outcome.choices if one[0] != Outcome.OPEN]
    )
    reply = forms.CharField(
        label=_("Tiếp thu, giải trình"), widget=forms.Textarea({"rows": 3}), max_length=LONGEST, required=False
    )


class SignForm(forms.Form):
    """What the signed paper carries."""

    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=80)
    signed_on = DayField(label=_("Ngày ký"))
    signatory = forms.CharField(label=_("Người ký"), max_length=240)


class RenewForm(forms.Form):
    """The next term."""

    name = forms.CharField(label=_("Tên chương trình"), max_length=240)
    short_name = forms.CharField(label=_("Tên gọi ngắn"), max_length=80)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
        return data
