"""Forms about categories and indicators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.figures import catalogue
from ketnoi.figures.defining import LONGEST, Draft
from ketnoi.figures.models import Category, Indicator
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio

Way, Measure = Indicator.Way, Indicator.Measure
ENTERED = {"entered": Measure.SUM, "entered_stock": Measure.STOCK}  # no formula: numbers from papers only
WAYS = [
    *Way.choices,
    ("entered", _("chỉ nhập số, cộng các số trong kỳ")),
    ("entered_stock", _("chỉ nhập số, lấy số hiện có gần nhất")),
]
WHY: dict[str, Any] = {
    "label": _("Lý do, văn bản hướng dẫn"),
    "max_length": 300,
    "required": False,
    "help_text": _("Ghi vào lịch sử. Báo cáo đã chốt giữ định nghĩa cũ."),
}


class CategoryForm(forms.Form):
    """A word of a dimension."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=32_767)
    name = forms.CharField(label=_("Tên"), max_length=LONGEST["name"])
    noun = forms.CharField(label=_("Đơn vị đếm"), max_length=40, required=False, help_text=_("Ví dụ: buổi, cuộc, lớp."))
    why = forms.CharField(**WHY)

    def __init__(self, data: Any, dimension: str, row: Category | None = None) -> None:
        first = {"name": row.name, "noun": row.noun, "version": row.version} if row else {}
        super().__init__(data, initial=first)
        if dimension != Category.Dimension.KIND:
            del self.fields["noun"]
        if row is None:
            del self.fields["why"]


class IndicatorForm(forms.Form):
    """An indicator in words, and how it is counted: a filter, or a formula. One that a room declared has words only."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=32_767)
    name = forms.CharField(label=_("Tên chỉ tiêu"), max_length=LONGEST["name"])
    definition = forms.CharField(
        label=_("Cách đếm, một câu"), max_length=LONGEST["definition"], widget=forms.Textarea({"rows": 3})
    )
    leaves_out = forms.CharField(label=_("Không tính"), max_length=LONGEST["leaves_out"], required=False)
    owner = forms.CharField(label=_("Ai chịu trách nhiệm số này"), max_length=LONGEST["owner"])
    way = forms.ChoiceField(label=_("Cách tính"), choices=WAYS, required=False, widget=ChipRadio)
    base = forms.ChoiceField(
        label=_("Chỉ tiêu gốc"), required=False, help_text=_("Khi lọc: chỉ tính một phần của chỉ tiêu này.")
    )
    kinds = forms.MultipleChoiceField(label=_("Chỉ tính loại"), required=False, widget=ChipCheckboxes)
    audiences = forms.MultipleChoiceField(label=_("Chỉ tính đối tượng"), required=False, widget=ChipCheckboxes)
    topics = forms.MultipleChoiceField(label=_("Chỉ tính chuyên đề"), required=False, widget=ChipCheckboxes)
    unit = forms.ChoiceField(
        label=_("Đơn vị tính"),
        required=False,
        help_text=_("Khi lọc, khi chỉ nhập số; công thức theo các chỉ tiêu trong đó."),
    )
    first = forms.ChoiceField(
        label=_("Số thứ nhất"), required=False, help_text=_("Khi tính công thức: số bị trừ, hoặc phần của tỷ lệ.")
    )
    second = forms.ChoiceField(
        label=_("Số thứ hai"), required=False, help_text=_("Số trừ; với tỷ lệ là mẫu số, tên mẫu số hiện cùng con số.")
    )
    third = forms.ChoiceField(label=_("Số thứ ba"), required=False)
    fourth = forms.ChoiceField(label=_("Số thứ tư"), required=False)
    why = forms.CharField(**WHY)

    TERMS = ("first", "second", "third", "fourth")
    HOW = ("way", "base", "kinds", "audiences", "topics", "unit", *TERMS)

    def __init__(self, data: Any, row: Indicator | None = None) -> None:
        super().__init__(data, initial=_initial(row) if row else {})
        self._offer(row)
        if row is None:
            del self.fields["why"]
        elif row.declared:
            for name in self.HOW:
                del self.fields[name]

    def _offer(self, row: Indicator | None) -> None:
        none = [("", _("— không —"))]
        bases = [(one.code, one.name) for one in catalogue.stored_ids().values()]
        counts = [(one.code, f"{one.name} ({one.unit})") for one in catalogue.indicators()]
        self._choices("base", [*none, *bases])
        for name, dimension in (("kinds", "kind"), ("audiences", "audience"), ("topics", "topic")):
            kept = set(getattr(row, name, ()))
            known = [(one.code, one.name) for one in catalogue.categories(dimension)]
            self._choices(name, known + [(code, code) for code in kept - {code for code, _name in known}])
        units = [(one.name, one.name) for one in catalogue.categories("measure") if one.name != "%"]
        own = [(row.unit, row.unit)] if row and row.unit not in dict(units) else []
        self._choices("unit", [*none, *units, *own])
        for name in self.TERMS:
            self._choices(name, [*none, *counts])

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def add_error(self, field: Any, error: Any) -> None:
        """What is said of the terms stands at the first of them."""
        told = getattr(error, "error_dict", None)
        if field is None and told and "terms" in told:
            told["first"] = told.pop("terms")
        super().add_error(field, error)

    def draft(self) -> Draft:
        """What was said, once it is valid."""
        said = self.cleaned_data
        terms = tuple(said[name] for name in self.TERMS if said.get(name))
        how: dict[str, Any] = {name: said.get(name, "") for name in ("way", "unit", "base")}
        sets: dict[str, Any] = {name: tuple(said.get(name, ())) for name in ("kinds", "audiences", "topics")}
        words = {name: said[name] for name in ("name", "owner", "definition", "leaves_out")}
        if how["way"] in ENTERED:
            return Draft(**words, unit=how["unit"], adds=ENTERED[how["way"]])
        if how["way"]:
            return Draft(**words, way=how["way"], terms=terms)
        return Draft(**words, **how, **sets)


def _initial(row: Indicator) -> dict[str, Any]:
    names = ("name", "definition", "leaves_out", "owner", "way", "unit", "kinds", "audiences", "topics", "version")
    first = {name: getattr(row, name) for name in names}
    first["base"] = row.base.code if row.base else ""
    if not row.way and row.base is None:
        first["way"] = next((way for way, adds in ENTERED.items() if adds == row.measure), "")
    return first | dict(zip(IndicatorForm.TERMS, row.terms, strict=False))
