"""What is filled in to release tables: the period and the tables, a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.figures.released import spans, tables
from ketnoi.figures.released.actions import LONGEST_REASON
from ketnoi.figures.released.composing import Wanted
from ketnoi.figures.released.sources import ProtectedSource
from ketnoi.ui.forms import ChipCheckboxes


class DrawingForm(forms.Form):
    """Which fixed period, which of the tables that may be released."""

    period = forms.ChoiceField(label=_("Kỳ số liệu"), help_text=_("Chỉ kỳ đã kết thúc"))
    tables = forms.MultipleChoiceField(label=_("Bảng công bố"), widget=ChipCheckboxes)

    def __init__(self, *args: Any, source: ProtectedSource, agency: int, area: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.source, self.agency, self.area = source, agency, area
        ended = spans.ended(timezone.localdate())
        self.fields["period"].choices = [(one.code, one.name) for one in ended]  # type: ignore[attr-defined]  # a ChoiceField
        offered = [(one.code, one.title) for one in tables.offered(source, area)]
        self.fields["tables"].choices = offered  # type: ignore[attr-defined]  # the same

    def wanted(self) -> Wanted:
        chosen = tuple(tables.get(code) for code in self.cleaned_data["tables"])
        return Wanted(self.source, self.agency, self.area, spans.read(self.cleaned_data["period"]), chosen)


class ReasonForm(forms.Form):
    """Why something is sent back or withdrawn."""

    reason = forms.CharField(label=_("Lý do"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))
