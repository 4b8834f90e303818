"""The form in which a unit fills in its cells, and the reason of fixing again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.figures.models import EnteredValue
from ketnoi.reports.statistical.definitions import Cell
from ketnoi.reports.statistical.entering import Told
from ketnoi.ui.forms import CountField
from ketnoi.ui.numbers import grouped

MOST = 10**15
LONGEST_REASON = 400
LARGEST_ID = 2**31 - 1


class FillForm(forms.Form):
    """A box for each cell; empty is not told, 0 is told. `said` is what was written, by the cell's key."""

    def __init__(
        self, data: Any = None, *, cells: Sequence[tuple[str, Cell]], standing: Mapping[str, EnteredValue]
    ) -> None:
        super().__init__(data)
        self.cells, self.standing = cells, standing
        for number, (label, cell) in enumerate(cells):
            row = standing.get(cell.key)
            self.fields[f"o_{number}"] = CountField(
                label=label, required=False, most=MOST, initial=row.value if row else None
            )
            self.fields[f"thay_{number}"] = forms.IntegerField(
                min_value=0, max_value=LARGEST_ID, widget=forms.HiddenInput, initial=row.pk if row else 0
            )
        self.fields["reason"] = forms.CharField(
            label=_("Lý do"),
            max_length=LONGEST_REASON,
            required=False,
            help_text=_("Chỉ cần khi kỳ này đã được xác nhận."),
        )

    @property
    def said(self) -> dict[str, Told]:
        told = self.cleaned_data
        return {
            cell.key: Told(told[f"o_{number}"], told[f"thay_{number}"])
            for number, (_label, cell) in enumerate(self.cells)
        }

    def beside(self, theirs: Mapping[str, EnteredValue | None]) -> FillForm:
        """The same again with what was typed, told at each cell what somebody else wrote there meanwhile."""
        rows = {number: theirs[cell.key] for number, (_label, cell) in enumerate(self.cells) if cell.key in theirs}
        seen = {f"thay_{number}": row.pk if row else 0 for number, row in rows.items()}
        again = FillForm(dict(self.data.items()) | seen, cells=self.cells, standing=self.standing)
        for number, row in rows.items():
            now = {"now": grouped(row.value) if row else _("để trống")}
            said = _("Vừa có người khác ghi: %(now)s. Lưu lần nữa thì thay bằng số này.") % now
            again.add_error(f"o_{number}", said)
        return again


class FixForm(forms.Form):
    """Why the form is fixed again."""

    reason = forms.CharField(label=gettext_lazy("Lý do chốt lại"), max_length=LONGEST_REASON)
