"""Found by its name: what is typed is looked up, and where several are called so, they are offered to choose from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.activities.choosing import certain, told_apart
from ketnoi.ui.forms import ChipRadio

CHOSEN = "_chosen"
LONGEST = 100
Find = Callable[[str], Sequence[Any]]


class PickingForm(forms.Form):
    """`pick` adds a pair of fields; after `is_valid` what was picked stands under the name in `cleaned_data`.

    What is found has `pk` and `label`; nothing typed into a field that is not required is None.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self._finds: dict[str, Find] = {}

    def pick(self, name: str, label: Any, find: Find, *, hint: Any = "", required: bool = True) -> None:
        """Ask for something by its name."""
        self._finds[name] = find
        self.fields[name] = forms.CharField(label=label, max_length=LONGEST, help_text=hint, required=required)
        self.fields[name].widget.attrs["autocomplete"] = "off"
        found = find(self._typed(name)) if self._typed(name) else []
        if len(found) > 1:
            choices = told_apart(found)
            self.fields[name + CHOSEN] = forms.ChoiceField(
                label=_("Chọn một"), choices=choices, required=False, widget=ChipRadio
            )

    def clean(self) -> dict[str, Any]:
        for name in self._finds:
            if self.cleaned_data.get(name):
                self._settle(name)
        return self.cleaned_data

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))[:LONGEST].strip() if self.is_bound else ""

    def _settle(self, name: str) -> None:
        """Put what was meant in place of what was typed."""
        typed = self._typed(name)
        found = self._finds[name](typed)
        chosen = [one for one in found if str(one.pk) == self.cleaned_data.get(name + CHOSEN)]
        meant = chosen[0] if chosen else certain(typed, found)
        if meant is None:
            many = _("Có nhiều tên như vậy: hãy chọn một ở dưới.")
            self.add_error(name, ValidationError(many if found else _("Không tìm thấy tên này trong phạm vi của bạn.")))
        else:
            self.cleaned_data[name] = meant
