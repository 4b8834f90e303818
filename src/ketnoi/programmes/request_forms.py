"""What is filled in for a recommendation and for its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.figures.records import Identity
from ketnoi.figures.sources import Row
from ketnoi.orgs.models import Unit
from ketnoi.programmes.enums import Outcome
from ketnoi.programmes.recommending import Reply, Wanted
from ketnoi.ui.dates import day
from ketnoi.ui.forms import ChipRadio, DayField

LONGEST = 5000


class RequestForm(forms.Form):
    """A recommendation out of one of these records, to one of these units or to somebody else."""

    record = forms.ChoiceField(label=_("Từ cuộc giám sát, phản biện"))
    text = forms.CharField(label=_("Nội dung kiến nghị"), widget=forms.Textarea({"rows": 4}), max_length=LONGEST)
    unit = forms.TypedChoiceField(label=_("Gửi"), coerce=int, empty_value=None, required=False)
    addressee = forms.CharField(label=_("Tên cơ quan khác"), max_length=200, required=False)
    number = forms.CharField(label=_("Số văn bản"), max_length=80, required=False)
    sent_on = DayField(label=_("Ngày gửi"))
    due_on = DayField(label=_("Đề nghị trả lời trước ngày"), required=False)

    def __init__(self, *args: Any, found: Sequence[tuple[Identity, Row]], units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records = {f"{kind}-{record}": (kind, record) for (kind, record), _row in found}
        self.names = {unit.pk: unit.name for unit in units}
        record, unit = self.fields["record"], self.fields["unit"]
        assert isinstance(record, forms.ChoiceField)
        assert isinstance(unit, forms.ChoiceField)
        record.choices = [(f"{kind}-{number}", f"{day(row.day)}: {row.title}") for (kind, number), row in found]
        unit.choices = [("", _("Cơ quan khác")), *self.names.items()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "unit" in data and data["unit"] is None and not data.get("addressee"):
            self.add_error("addressee", _("Hãy ghi nơi gửi."))
        sent, due = data.get("sent_on"), data.get("due_on")
        if sent and due and due < sent:
            self.add_error("due_on", _("Ngày đề nghị trả lời phải từ ngày gửi trở đi."))
        return data

    def wanted(self) -> Wanted:
        """What was asked for; call only when the form is valid."""
        said = dict(self.cleaned_data)
        kind, record = self.records[said.pop("record")]
        said["addressee"] = self.names.get(said["unit"], said["addressee"])
        return Wanted(record_kind=kind, record=record, **said)


class ReplyForm(forms.Form):
    """What came back."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"), widget=ChipRadio, choices=[one for one in Outcome.choices if one[0] != Outcome.OPEN]
    )
    text = forms.CharField(label=_("Nội dung trả lời"), widget=forms.Textarea({"rows": 4}), max_length=LONGEST)
    number = forms.CharField(label=_("Số văn bản trả lời"), max_length=80, required=False)
    replied_on = DayField(label=_("Ngày trả lời"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def said(self) -> Reply:
        return Reply(**self.cleaned_data)
