"""Forms of works. Each carries the version that its editor saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.activities import choosing
from ketnoi.activities.queries import usual_partners
from ketnoi.figures import catalogue
from ketnoi.officers.models import Post
from ketnoi.officers.policy import home
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.programmes import queries as programmes
from ketnoi.registers.forms import UnitForm
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, CountField, DayField
from ketnoi.ui.text import fold
from ketnoi.works import entry as entries
from ketnoi.works import queries, resources, validation
from ketnoi.works.entry import Entry
from ketnoi.works.enums import Kind

BETWEEN = ";"
RESOURCE = "nguon_{}"
TYPED = {"place": "place_typed", "partners": "partner_typed"}  # what an action refuses, and where it was typed


def whole(text: str) -> int | None:
    """A chosen id; nothing chosen is None."""
    return int(text) if text else None


class WorkForm(UnitForm):
    """A work to register: four answers are needed, all others may follow later. After `is_valid`, `entry`."""

    title = forms.CharField(
        label=gettext_lazy("Tên công trình, phần việc"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Cấp căn cước lưu động cho người già, người khuyết tật"),
    )
    kind = forms.ChoiceField(label=entries.LABELS["kind"], choices=Kind.choices, widget=ChipRadio, initial=Kind.WORK)
    field = forms.TypedChoiceField(label=entries.LABELS["field"], coerce=int)
    year = forms.IntegerField(
        label=entries.LABELS["year"], widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    )
    aim = forms.CharField(
        label=entries.LABELS["aim"], required=False, max_length=2_000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Làm xong thì có gì khác, đo bằng gì. Không ghi tên người được giúp đỡ."),
    )  # fmt: skip
    place_typed = forms.CharField(
        label=entries.LABELS["place"], required=False, max_length=100,
        help_text=gettext_lazy("Gõ tên xã, thôn, bản. Để trống nếu làm trên cả địa bàn đơn vị."),
    )  # fmt: skip
    people = CountField(
        label=entries.LABELS["people"], required=False, most=validation.MOST_PEOPLE,
        help_text=gettext_lazy("Ước tính; chưa rõ thì để trống"),
    )  # fmt: skip
    programme = forms.TypedChoiceField(
        label=entries.LABELS["programme"], required=False, coerce=whole, empty_value=None
    )
    responsible = forms.TypedChoiceField(
        label=entries.LABELS["responsible"], required=False, coerce=whole, empty_value=None
    )
    partners = forms.TypedMultipleChoiceField(
        label=entries.LABELS["partners"], required=False, coerce=int, widget=ChipCheckboxes
    )
    partner_typed = forms.CharField(
        label=gettext_lazy("Đơn vị khác"), required=False, max_length=300,
        help_text=gettext_lazy("Gõ tên đơn vị; nhiều đơn vị thì cách nhau bằng dấu chấm phẩy"),
    )  # fmt: skip
    registered_on = DayField(label=entries.LABELS["registered_on"])

    def __init__(self, *args: Any, post: Post, entry: Entry | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.post, self.before, self.today = post, entry, entries.today()
        self.fields["unit"].label = entries.LABELS["unit"]
        self.initial.update(_initial(entry) if entry else {"year": self.today.year, "registered_on": self.today})
        if entry is None:
            self.initial["responsible"] = post.officer_id
        self._offer(entry)
        for source in resources.every():
            label = _("%(name)s (%(unit)s)") % {"name": source.name, "unit": source.unit}
            self.fields[RESOURCE.format(source.code)] = CountField(
                label=label, required=False, most=validation.MOST_AMOUNT
            )

    def _offer(self, entry: Entry | None) -> None:
        """The choices that depend on who registers."""
        own = home(self.post.unit)
        self._choose("field", [("", _("Chọn lĩnh vực")), *((c.pk, c.name) for c in catalogue.categories("work"))])
        self._choose("programme", [("", _("Không thuộc phong trào nào")), *programmes.offered(self.post.officer)])
        kept = Unit.objects.filter(pk=entry.unit).first() if entry else None
        self._choose("responsible", [("", _("Chưa phân công")), *queries.colleagues(kept or own, self.today)])
        named = Unit.objects.filter(pk__in=entry.partners if entry else ())
        offered = choosing.told_apart([*named, *usual_partners(own, self.today)])
        self._choose("partners", offered)

    def _choose(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def resource_fields(self) -> list[forms.BoundField]:
        return [self[RESOURCE.format(source.code)] for source in resources.every()]

    @property
    def more_open(self) -> bool:
        """Is something wrong with the part that is folded away, or did it hold something?"""
        first = {"title", "unit", "kind", "field", "aim", "version", "reason"}
        return self.before is not None or any(self[name].errors for name in self.fields if name not in first)

    def clean(self) -> dict[str, Any]:
        """Find the place and the units that were typed."""
        said = self.cleaned_data
        day = said.get("registered_on") or self.today
        said["place"] = self._place(said.get("place_typed", ""), day)
        said["partners"] = [*said.get("partners", ()), *self._partners(said.get("partner_typed", ""), day)]
        return said

    def entry(self) -> Entry:
        """What was entered, once the form is valid."""
        said = self.cleaned_data
        plain = ("unit", "kind", "field", "title", "year", "registered_on", "aim", "place", "people", "programme")
        amounts = {source.code: said[RESOURCE.format(source.code)] for source in resources.every()}
        return Entry(
            **{name: said[name] for name in plain},
            responsible=said["responsible"],
            partners=tuple(said["partners"]),
            resources={code: amount for code, amount in amounts.items() if amount is not None},
        )

    def refuse(self, error: ValidationError) -> None:
        """Put what an action refused at its fields."""
        if hasattr(error, "error_dict"):
            error = ValidationError({TYPED.get(name, name): told for name, told in error.message_dict.items()})
        super().refuse(error)

    def _place(self, typed: str, day: dt.date) -> int | None:
        if not typed:
            return None
        kept = Place.objects.filter(pk=self.before.place or 0).named().first() if self.before else None
        if kept is not None and fold(typed) in {fold(kept.name), fold(kept.label)}:
            return kept.pk
        found = choosing.places_called(typed, day, home(self.post.unit).province)
        one = choosing.certain(typed, found)
        if one is None:
            self.add_error("place_typed", _unclear(typed, [place.label for place in found]))
        return one.pk if one else None

    def _partners(self, typed: str, day: dt.date) -> list[int]:
        chosen: list[int] = []
        for text in filter(None, (part.strip() for part in typed.split(BETWEEN))):
            found = choosing.units_called(text, day, home(self.post.unit).province)
            one = choosing.certain(text, found)
            if one is None:
                self.add_error("partner_typed", _unclear(text, [unit.label for unit in found]))
            else:
                chosen.append(one.pk)
        return chosen


def _initial(entry: Entry) -> dict[str, Any]:
    plain = ("unit", "kind", "field", "title", "year", "registered_on", "aim", "people", "programme", "responsible")
    place = Place.objects.filter(pk=entry.place or 0).named().first()
    amounts = {RESOURCE.format(code): amount for code, amount in entry.resources.items()}
    found = {name: getattr(entry, name) for name in plain} | amounts
    return found | {"partners": list(entry.partners), "place_typed": place.label if place else ""}


def _unclear(typed: str, found: Sequence[str]) -> str:
    if not found:
        return _("Không thấy “%(typed)s”; hãy gõ lại tên.") % {"typed": typed}
    return _("Có nhiều nơi: %(names)s. Hãy ghi rõ hơn.") % {"names": "; ".join(found[:5])}
