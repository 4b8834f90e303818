"""Forms about places: merged, split, renamed communes, and villages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.places.models import Kind, Place
from ketnoi.places.redrawing import Named, Paper
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, DayField

COMMUNES = [(one, one.capitalize()) for one in ("xã", "phường", "đặc khu")]
VILLAGES = [(one, one.capitalize()) for one in ("thôn", "bản", "tổ dân phố", "buôn", "ấp", "khu phố")]
LONGEST = 100


class PaperForm(forms.Form):
    """The paper a change rests on, and the day from which it holds."""

    day = DayField(label=_("Có hiệu lực từ ngày"))
    document_name = forms.CharField(
        label=_("Văn bản quyết định"), max_length=200, help_text=_("Ví dụ: Nghị quyết của Ủy ban Thường vụ Quốc hội")
    )
    document_number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    document_day = DayField(label=_("Ngày văn bản"), required=False)

    def __init__(self, data: Any, place: Place) -> None:
        super().__init__(data, initial={"day": timezone.localdate()})
        self.place = place
        self.ask()

    def ask(self) -> None:
        """Add what this change asks besides."""

    @property
    def paper(self) -> Paper:
        """The paper, once it is valid."""
        said = self.cleaned_data
        return Paper(said["day"], said["document_name"], said["document_number"], said["document_day"])


class NameForm(PaperForm):
    """A new name for a commune or a village."""

    division = forms.ChoiceField(label=_("Là"), widget=ChipRadio)
    name = forms.CharField(label=_("Tên"), max_length=LONGEST, help_text=_("Chỉ tên riêng, ví dụ: Hoa Ban"))

    def ask(self) -> None:
        known = COMMUNES if self.place.kind == Kind.COMMUNE else VILLAGES
        own = [] if self.place.division in dict(known) else [(self.place.division, self.place.division)]
        _offer(self, "division", [*known, *own])
        self.initial.update({"division": self.place.division})

    @property
    def named(self) -> Named:
        return Named(self.cleaned_data["division"], self.cleaned_data["name"])


class MergeForm(NameForm):
    """The communes beside it that it is merged with."""

    others = forms.TypedMultipleChoiceField(label=_("Cùng với"), coerce=int, widget=ChipCheckboxes)

    def ask(self) -> None:
        super().ask()
        beside = Place.objects.filter(parent=self.place.parent_id, kind=Kind.COMMUNE, valid_to=None)
        _offer(self, "others", list(beside.exclude(pk=self.place.pk).order_by("folded").values_list("pk", "name")))
        self.fields["name"].label = _("Tên đơn vị mới")


class SplitForm(PaperForm):
    """The parts, and which villages lie in the second."""

    division = forms.ChoiceField(label=_("Đơn vị mới thứ nhất là"), choices=COMMUNES, widget=ChipRadio)
    name = forms.CharField(
        label=_("Tên đơn vị mới thứ nhất"),
        max_length=LONGEST,
        help_text=_("Phiếu không ghi thôn, bản được tính vào đây, ghi rõ là quy đổi."),
    )
    second_division = forms.ChoiceField(label=_("Đơn vị mới thứ hai là"), choices=COMMUNES, widget=ChipRadio)
    second = forms.CharField(label=_("Tên đơn vị mới thứ hai"), max_length=LONGEST)
    villages = forms.TypedMultipleChoiceField(
        label=_("Thôn, bản thuộc đơn vị thứ hai"), coerce=int, required=False, widget=ChipCheckboxes
    )

    def ask(self) -> None:
        here = Place.objects.filter(parent=self.place, kind=Kind.VILLAGE, valid_to=None).order_by("folded")
        _offer(self, "villages", list(here.values_list("pk", "name")))
        self.initial.update({"division": self.place.division, "second_division": self.place.division})

    @property
    def parts(self) -> list[Named]:
        said = self.cleaned_data
        return [Named(said["division"], said["name"]), Named(said["second_division"], said["second"])]


class VillageForm(forms.Form):
    """A village, hamlet or street group."""

    division = forms.ChoiceField(label=_("Là"), choices=VILLAGES, widget=ChipRadio)
    name = forms.CharField(label=_("Tên"), max_length=LONGEST)


def _offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
