"""The rows in which a programme's targets are written."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Agency, Level
from ketnoi.programmes.drafts import TargetRow, target_row
from ketnoi.programmes.enums import Per, TargetKind
from ketnoi.programmes.models import Programme
from ketnoi.ui.forms import CountField

BLANK_TARGETS = 2
NORM_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def indicators() -> list[tuple[str, str]]:
    """Every declared indicator as a choice."""
    return [(one.code, f"{one.name} ({one.unit})") for one in catalogue.indicators()]


class TargetForm(forms.Form):
    """One target. A row left as it came counts as none; fields that few targets need stand in a part that opens."""

    FIRST = ("title", "indicator", "kind", "amount", "DELETE")

    title = forms.CharField(label=_("Tên chỉ tiêu"), max_length=160, required=False)
    indicator = forms.ChoiceField(label=_("Chỉ tiêu thống kê"), required=False)
    kind = forms.ChoiceField(label=_("Yêu cầu"), choices=TargetKind.choices, initial=TargetKind.AT_LEAST)
    per = forms.ChoiceField(label=_("Tính cho"), choices=Per.choices, initial=Per.TOTAL)
    amount = CountField(label=_("Mức"), required=False)
    base_indicator = forms.ChoiceField(label=_("Tỷ lệ của chỉ tiêu"), required=False)
    level = forms.ChoiceField(label=_("Cấp đơn vị"), choices=[("", "—"), *Level.choices], required=False)
    agency = forms.ModelChoiceField(
        Agency.objects.all(), label=_("Ngành"), required=False, empty_label=_("Ngành chủ trì")
    )
    fulfilled = forms.NullBooleanField(
        label=_("Đã thực hiện"),
        required=False,
        widget=forms.Select(choices=[("unknown", _("chưa có thông tin")), ("true", _("có")), ("false", _("không"))]),
    )
    reach_percent = CountField(label=_("Bao nhiêu % số đơn vị phải đạt"), least=1, most=100, initial=100)
    nearly_percent = CountField(label=_("Từ bao nhiêu % là đạt cơ bản"), least=1, most=100, initial=90)
    norm_province = CountField(label=_("Định mức mỗi đơn vị cấp tỉnh"), required=False)
    norm_district = CountField(label=_("Định mức mỗi đơn vị cấp huyện"), required=False)
    norm_commune = CountField(label=_("Định mức mỗi đơn vị cấp xã"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("indicator", "base_indicator"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = [("", "—"), *indicators()]

    @property
    def first(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name in self.FIRST]

    @property
    def more(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.FIRST]

    @property
    def opened(self) -> bool:
        """Does one of the further fields say something, or need correcting?"""
        said = ("base_indicator", "level", "agency", "fulfilled", *map(norm_field, NORM_LEVELS))
        return any(field.errors for field in self.more) or any(self.initial.get(name) for name in said)


TargetFormSet = formset_factory(TargetForm, extra=BLANK_TARGETS, can_delete=True)


def norm_field(level: str) -> str:
    """The field in which so many for each unit of a level are written."""
    return f"norm_{level}"


def rows_of(formset: BaseFormSet[TargetForm]) -> tuple[TargetRow, ...]:
    """The targets of a valid formset: those filled in and not taken out."""
    kept = []
    for form in formset.forms:
        data = dict(form.cleaned_data)
        if data and not data.pop("DELETE", False) and (data["indicator"] or data["title"]):
            told = {level.value: data.pop(norm_field(level)) for level in NORM_LEVELS}
            norms = {level: each for level, each in told.items() if each and data["kind"] == TargetKind.NORM}
            kept.append(TargetRow(**(data | {"amount": data["amount"] or 0, "norms": norms})))
    return tuple(kept)


def initial_targets(programme: Programme) -> list[dict[str, Any]]:
    """The targets, column by column."""
    return [asdict(target_row(target)) | {"agency": target.agency} for target in programme.targets.all()]


def shown_targets(programme: Programme) -> list[dict[str, Any]]:
    """The targets as the formset shows them: a field for each level of a norm."""
    return [
        row | {norm_field(level): each for level, each in row["norms"].items()} for row in initial_targets(programme)
    ]
