"""What people fill in about layouts: one part of one, as it is prescribed from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.documents.actions import BOUNDS, Reading
from ketnoi.documents.enums import Status
from ketnoi.documents.models import LayoutChange
from ketnoi.documents.printed import METRIC_TWINS
from ketnoi.ui.forms import ChipRadio, Choices, DayField
from ketnoi.ui.numbers import measure

LABELS = {
    "top": _("Lề trên (mm)"),
    "bottom": _("Lề dưới (mm)"),
    "left": _("Lề trái (mm)"),
    "right": _("Lề phải (mm)"),
    "header": _("Số trang cách mép trên (mm)"),
    "width": _("Chiều rộng (mm)"),
    "height": _("Chiều cao (mm)"),
    "size": _("Cỡ chữ (pt)"),
    "indent": _("Lùi dòng đầu (mm)"),
    "before": _("Cách trên (pt)"),
    "after": _("Cách dưới (pt)"),
    "spacing": _("Giãn dòng (lần)"),
}
ALIGNED = {
    "left": _("căn trái"),
    "center": _("căn giữa"),
    "right": _("căn phải"),
    "justify": _("căn đều hai bên"),
}


def _field(name: str) -> forms.Field:
    """How one value of a part is typed."""
    if name in BOUNDS:
        return forms.FloatField(label=LABELS[name], localize=True)
    if name == "align":
        return forms.ChoiceField(label=_("Căn dòng"), choices=list(ALIGNED.items()), widget=ChipRadio)
    if name == "font":
        return forms.ChoiceField(label=_("Phông chữ"), choices=[(one, one) for one in METRIC_TWINS], widget=ChipRadio)
    if name == "text":
        return forms.CharField(label=_("Lời in sẵn"), max_length=200)
    return forms.BooleanField(label=_("In đậm") if name == "bold" else _("In nghiêng"), required=False)


class PartForm(forms.ModelForm):  # type: ignore[type-arg]  # no subscripts at run time
    """One part of a layout as somebody of the centre read it; its fields are those of `values`."""

    valid_from = DayField(label=_("Dùng từ ngày"), help_text=_("Sớm nhất từ ngày mai"))
    status = forms.ChoiceField(label=_("Mức kiểm chứng"), choices=Status.choices, widget=Choices)

    class Meta:
        model = LayoutChange
        fields = ["valid_from", "status", "source", "reason"]
        help_texts = {
            "source": _("Nơi đã đọc văn bản: công báo số, ngày; hoặc trang đã xem"),
            "reason": _("Ví dụ: văn bản mới có hiệu lực, đã đối chiếu công báo số …"),
        }

    def __init__(self, *args: Any, values: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = list(values)
        for name, value in values.items():
            self.fields[name] = _field(name)
            self.initial[name] = measure(value) if name in BOUNDS else value
        self.order_fields(self.part)

    def reading(self) -> Reading:
        said = self.cleaned_data
        return Reading({name: said[name] for name in self.part}, **{name: said[name] for name in self.Meta.fields})
