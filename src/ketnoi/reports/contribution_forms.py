"""What people fill in to ask other units for a contribution, and to contribute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.reports.assigning import Wanted
from ketnoi.reports.models import Assignment
from ketnoi.ui.forms import ChipCheckboxes, DayField


class AssignForm(forms.Form):
    """Which section is asked of whom, what, and by when."""

    section = forms.TypedChoiceField(label=_("Phần của báo cáo"), coerce=int)
    units = forms.TypedMultipleChoiceField(
        label=_("Cơ quan phối hợp"), coerce=int, required=False, widget=ChipCheckboxes
    )
    lower = forms.TypedMultipleChoiceField(
        label=_("Đơn vị cấp dưới"), coerce=int, required=False, widget=ChipCheckboxes
    )
    asked = forms.CharField(
        label=_("Nội dung cần viết"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Ví dụ: kết quả phối hợp xử lý vụ việc trong kỳ, khó khăn, kiến nghị"),
    )
    due_on = DayField(label=_("Hạn gửi"))

    def __init__(
        self, *args: Any, headings: Sequence[tuple[int, str]], beside: Sequence[Unit], lower: Sequence[Unit],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        offered = {
            "section": headings,
            "units": [(unit.pk, unit.name) for unit in beside],
            "lower": [(unit.pk, unit.label) for unit in lower],  # many: their short names
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        for name in ("units", "lower"):
            if not offered[name]:
                del self.fields[name]

    def clean_due_on(self) -> dt.date:
        due: dt.date = self.cleaned_data["due_on"]
        if due < timezone.localdate():
            raise forms.ValidationError(_("Hạn gửi phải từ hôm nay trở đi."))
        return due

    def wanted(self) -> Wanted:
        """What is asked; call only when the form is valid."""
        said = self.cleaned_data
        return Wanted([*said.get("units", ()), *said.get("lower", ())], said["asked"], said["due_on"])


class ContributionForm(forms.Form):
    """What a unit writes for another's report, and the version its writer saw."""

    text = forms.CharField(
        label=_("Nội dung"),
        max_length=Assignment._meta.get_field("text").max_length,  # noqa: SLF001 - Django's documented way
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Số liệu viết trong ngoặc nhọn bằng mã chỉ tiêu, ví dụ {buoi_tuyen_truyen}: "
            "là số của đơn vị mình và các đơn vị trực thuộc, trong kỳ của báo cáo."
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
