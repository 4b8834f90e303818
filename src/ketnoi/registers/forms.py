"""Forms of registers. Each carries the version that its editor saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.registers import entry as entries
from ketnoi.registers.entry import Entry
from ketnoi.registers.kinds import Kind, languages
from ketnoi.ui import dates
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, CountField, DayField
from ketnoi.ui.text import fold

LONG = forms.Textarea(attrs={"rows": 2})


def unit_choices(units: Iterable[Unit]) -> list[tuple[int, str]]:
    """[(id, name)]; a unit that is no more says until when it was."""
    until = _("%(unit)s (đến %(day)s)")
    return [
        (one.pk, until % {"unit": one.label, "day": dates.day(one.valid_to)} if one.valid_to else one.label)
        for one in units
    ]


def reason_field() -> forms.CharField:
    """Why something is written of a period that was confirmed before: asked only where it has to be."""
    return forms.CharField(label=_("Lý do ghi sau khi xác nhận"), max_length=500, required=False)


class Versioned(forms.Form):
    """A form of something that somebody else may be changing too."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "reason" in self.data:
            self.fields.setdefault("reason", reason_field())

    @property
    def why(self) -> str:
        """Why it is written after the period was confirmed; empty where nobody asked."""
        return str(self.cleaned_data.get("reason", ""))

    def refuse(self, error: ValidationError) -> None:
        """Put what an action refused at its fields."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        if "reason" in error.error_dict and "reason" not in self.fields:
            self.fields["reason"] = reason_field()
        for name, messages in error.message_dict.items():
            self.add_error(name if name in self.fields else None, messages)

    def seen(self, version: int) -> None:
        """Let the next attempt say that it has seen this version."""
        posted = cast(QueryDict, self.data).copy()
        posted["version"] = str(version)
        self.data = posted


class UnitForm(Versioned):
    """A form in which one of the officer's units is chosen; of a single one there is no choice."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị giữ sổ"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {one.pk: one for one in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = unit_choices(units)
        if len(units) == 1:
            field.widget, self.initial["unit"] = forms.HiddenInput(), units[0].pk


class ThingForm(UnitForm):
    """A standing thing: which fields there are depends on its kind."""

    name = forms.CharField(label=entries.LABELS["name"], max_length=200)
    opened_on = DayField(label=entries.LABELS["opened_on"], required=True)
    place_typed = forms.CharField(
        label=gettext_lazy("Thôn, bản, tổ dân phố"),
        help_text=gettext_lazy("Để trống nếu phục vụ cả xã."),
        required=False,
        max_length=100,
    )
    address = forms.CharField(label=entries.LABELS["address"], required=False, max_length=300)
    telephone = forms.CharField(label=entries.LABELS["telephone"], required=False, max_length=40)
    schedule = forms.CharField(label=entries.LABELS["schedule"], required=False, max_length=300)
    equipment = forms.CharField(label=entries.LABELS["equipment"], required=False, max_length=500, widget=LONG)
    document = forms.CharField(label=entries.LABELS["document"], required=False, max_length=200)

    field_order = ["name", "unit", "opened_on", "place_typed"]

    def __init__(self, *args: Any, kind: Kind, thing: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.thing = kind, thing
        optional = {"address", "telephone", "schedule", "equipment", "document"}
        for name in optional - kind.fields:
            del self.fields[name]
        if kind.sensitive:
            del self.fields["place_typed"]
            self.fields["address"].help_text = _("Chỉ đơn vị giữ sổ và cấp trên thấy; nơi khác chỉ thấy tên xã.")

    def clean(self) -> dict[str, Any]:
        """Find the place that was typed."""
        said = self.cleaned_data
        if "unit" in said and said.get("opened_on"):
            said["place"] = self._place(self.units[said["unit"]], said.get("place_typed", ""), said["opened_on"])
        return said

    def entry(self) -> Entry:
        """What was entered, once the form is valid."""
        said = self.cleaned_data
        words = {name: said.get(name, "") for name in entries.WORDS}
        place, day = said["place"], said["opened_on"]
        return Entry(kind=self.kind.id, unit=said["unit"], opened_on=day, place=place, **words)

    def _place(self, unit: Unit, typed: str, day: dt.date) -> int | None:
        """The unit's own place, or the one typed inside it."""
        if not typed:
            return unit.place_id
        kept = self.thing.place if self.thing is not None else None
        if kept is not None and fold(typed) == fold(kept.name):
            return int(kept.pk)
        found = entries.village(typed, unit, day)
        exact = [one for one in found if fold(typed) in {one.folded, one.folded_name}] or found
        if len(exact) == 1:
            return exact[0].pk
        self.add_error("place_typed", _unclear(typed, exact))
        return None


def _unclear(typed: str, found: list[Place]) -> str:
    if not found:
        return _("Không thấy “%(typed)s” trong địa bàn của đơn vị vào ngày này.") % {"typed": typed}
    return _("Có nhiều nơi: %(names)s. Hãy ghi rõ hơn.") % {"names": "; ".join(one.label for one in found[:5])}


class ReasonForm(Versioned):
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500, required=False)


class CorrectionForm(ThingForm, ReasonForm):
    """A thing's form with the reason of its correction."""


class DayForm(Versioned):
    day = DayField(label=gettext_lazy("Từ ngày"), required=True)


class CloseForm(DayForm, ReasonForm):
    """When it is closed, and why."""


class TransferForm(DayForm, ReasonForm):
    """To which unit it is handed, from which day."""

    to = forms.TypedChoiceField(label=gettext_lazy("Chuyển đến đơn vị"), coerce=int)
    field_order = ["to", "day", "reason"]

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn đơn vị")), *unit_choices(units)]


class MemberForm(Versioned):
    """Who works in a thing, in which role."""

    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120)
    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), widget=ChipRadio)
    organisation = forms.CharField(label=gettext_lazy("Đơn vị công tác"), max_length=160, required=False)
    since = DayField(label=gettext_lazy("Từ ngày"), required=True)
    telephone = forms.CharField(
        label=gettext_lazy("Số điện thoại công khai"),
        help_text=gettext_lazy("Chỉ ghi số đã công bố cho người dân; không ghi số riêng."),
        max_length=40,
        required=False,
    )

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*((seat.role, seat.name) for seat in kind.seats), ("khac", _("Thành viên"))]


class PersonForm(UnitForm):
    """A line of a roster."""

    kind = forms.TypedChoiceField(label=gettext_lazy("Danh sách"), coerce=int, widget=ChipRadio)
    name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120)
    field = forms.CharField(label=gettext_lazy("Lĩnh vực"), max_length=200, required=False)
    since = DayField(label=gettext_lazy("Từ ngày"), required=True)
    field_order = ["kind", "name", "unit", "field", "since"]

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["kind"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [(one.id, one.name) for one in kinds]


class MembershipForm(Versioned):
    """A month of a unit of the Union."""

    came = CountField(label=gettext_lazy("Kết nạp, chuyển đến"), required=True)
    went = CountField(label=gettext_lazy("Chuyển đi, thôi tham gia"), required=True)


class ProductForm(UnitForm):
    """What was made."""

    kind = forms.TypedChoiceField(label=gettext_lazy("Loại sản phẩm"), coerce=int, widget=ChipRadio)
    title = forms.CharField(label=gettext_lazy("Tên sản phẩm"), max_length=200)
    items = CountField(label=gettext_lazy("Số bản"), required=True)
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Ngôn ngữ"), widget=ChipCheckboxes, required=False, choices=languages().items
    )
    made_on = DayField(label=gettext_lazy("Ngày hoàn thành"), required=True)
    field_order = ["kind", "title", "unit", "items", "languages", "made_on"]

    def __init__(self, *args: Any, kinds: Sequence[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].label = _("Đơn vị làm ra")
        offered = self.fields["kind"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [(one.id, one.name) for one in kinds]


class BroadcastForm(Versioned):
    """How often something was on the air."""

    day = DayField(label=gettext_lazy("Ngày phát"), required=True)
    channel = forms.CharField(
        label=gettext_lazy("Kênh phát"), help_text=gettext_lazy("Ví dụ: loa truyền thanh xã"), max_length=120
    )
    times = CountField(label=gettext_lazy("Số lần"), least=1, required=True)
