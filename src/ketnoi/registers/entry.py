"""What one enters of a standing thing, as a value; and what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.audit import moments
from ketnoi.orgs.models import Unit
from ketnoi.places import queries as places
from ketnoi.places.models import Kind as PlaceKind
from ketnoi.places.models import Place
from ketnoi.registers import kinds
from ketnoi.registers.models import Standing
from ketnoi.ui import dates
from ketnoi.ui.text import tidy

LONGEST: Final = {
    "name": 200, "address": 300, "telephone": 40, "schedule": 300, "equipment": 500, "document": 200,
}  # fmt: skip
WORDS: Final = tuple(LONGEST)
LABELS: Final = {
    "name": gettext_lazy("Tên gọi"),
    "unit": gettext_lazy("Đơn vị giữ sổ"),
    "place": gettext_lazy("Địa bàn"),
    "opened_on": gettext_lazy("Ngày bắt đầu"),
    "address": gettext_lazy("Địa chỉ cụ thể"),
    "telephone": gettext_lazy("Số điện thoại công khai"),
    "schedule": gettext_lazy("Lịch hoạt động"),
    "equipment": gettext_lazy("Trang thiết bị"),
    "document": gettext_lazy("Quyết định thành lập"),
}


@dataclass(frozen=True)
class Entry:
    """A thing to keep: its kind's category, who keeps it (a unit's id) and where (a place's id, or None)."""

    kind: int
    name: str
    unit: int
    opened_on: dt.date
    place: int | None = None
    address: str = ""
    telephone: str = ""
    schedule: str = ""
    equipment: str = ""
    document: str = ""

    def tidied(self) -> Entry:
        words: dict[str, Any] = {name: tidy(getattr(self, name)) for name in WORDS}
        return replace(self, **words)


def of(thing: Standing) -> Entry:
    """The thing as its tables say."""
    words = {name: getattr(thing, name) for name in WORDS}
    return Entry(kind=thing.kind_id, unit=thing.unit_id, opened_on=thing.opened_on, place=thing.place_id, **words)


def today() -> dt.date:
    """Today in Viet Nam, or on the day that a demo world plays."""
    return dates.from_us(moments.now()).date()


def differing(one: Entry, other: Entry) -> list[str]:
    """Names of fields in which two differ, in their order on the form."""
    return [name for name in LABELS if getattr(one, name) != getattr(other, name)]


def shown(entry: Entry) -> dict[str, str]:
    """The fields in words."""
    unit = Unit.objects.filter(pk=entry.unit).first()
    place = Place.objects.filter(pk=entry.place or 0).named().first()
    words: dict[str, Any] = {name: getattr(entry, name) for name in WORDS}
    words |= {"unit": unit.label if unit else "", "place": place.label if place else ""}
    return words | {"opened_on": dates.day(entry.opened_on)}


def validate(entry: Entry) -> None:
    """Raise ValidationError by field of Entry."""
    errors: dict[str, list[str]] = {}
    for field, message in _problems(entry):
        errors.setdefault(field, []).append(message)
    if errors:
        raise ValidationError(errors)


def _problems(entry: Entry) -> Iterator[tuple[str, str]]:
    if not entry.name:
        yield "name", _("Ghi tên gọi, ví dụ: Địa chỉ tin cậy bản Nà Hoa.")
    for name, most in LONGEST.items():
        if len(getattr(entry, name)) > most:
            yield name, _("Dài quá %(most)s chữ cái.") % {"most": most}
    if entry.opened_on > today():
        yield "opened_on", _("Ngày này chưa đến.")
    if not Unit.objects.on(entry.opened_on).filter(pk=entry.unit).exists():
        yield "unit", _("Đơn vị này không hoạt động vào ngày %(day)s.") % {"day": dates.day(entry.opened_on)}
    yield from _where(entry)


def _where(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.place is None:
        return
    place = Place.objects.on(entry.opened_on).filter(pk=entry.place).first()
    if place is None:
        yield "place", _("Nơi này không có trên địa giới ngày %(day)s.") % {"day": dates.day(entry.opened_on)}
    elif kinds.by_id(entry.kind).sensitive and place.kind == PlaceKind.VILLAGE:
        yield "place", _("Để giữ kín nơi ở, loại này chỉ ghi đến xã; thôn, bản ghi ở địa chỉ cụ thể.")


def village(typed: str, unit: Unit, day: dt.date) -> list[Place]:
    """Places of that day called so inside the unit's own place."""
    if unit.place is None:
        return []
    kinds_ = (PlaceKind.COMMUNE, PlaceKind.VILLAGE)
    return places.find(typed, day, within=unit.place, kinds=kinds_)
