"""What one registers about a work, as a value."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.audit import moments
from ketnoi.figures import catalogue
from ketnoi.officers.queries import names as officer_names
from ketnoi.orgs import queries as orgs
from ketnoi.places.models import Place
from ketnoi.programmes import queries as programmes
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped
from ketnoi.ui.text import tidy
from ketnoi.works import resources
from ketnoi.works.enums import Consent, Kind
from ketnoi.works.models import Work

LABELS: Final = {
    "title": gettext_lazy("Tên"),
    "kind": gettext_lazy("Loại"),
    "field": gettext_lazy("Lĩnh vực"),
    "unit": gettext_lazy("Đơn vị đăng ký"),
    "year": gettext_lazy("Năm"),
    "registered_on": gettext_lazy("Ngày đăng ký"),
    "aim": gettext_lazy("Mục tiêu"),
    "place": gettext_lazy("Nơi thực hiện"),
    "people": gettext_lazy("Số người được phục vụ"),
    "programme": gettext_lazy("Phong trào, chương trình"),
    "responsible": gettext_lazy("Cán bộ phụ trách"),
    "partners": gettext_lazy("Đơn vị cùng làm"),
    "resources": gettext_lazy("Nguồn lực"),
}


@dataclass(frozen=True)
class Entry:
    """All that is registered; ids of units, categories, places, programmes and officers are plain ints.

    people     whom it is to serve; None is unknown
    partners   units named as taking part, in their order, without the one that registers
    resources  {code of a source: amount}; what is unknown is left out, 0 is none
    """

    unit: int
    kind: str
    field: int
    title: str
    year: int
    registered_on: dt.date
    aim: str = ""
    place: int | None = None
    people: int | None = None
    programme: int | None = None
    responsible: int | None = None
    partners: tuple[int, ...] = ()
    resources: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def tidied(self) -> Self:
        """The same as it is kept: text tidied, doubles left out."""
        return replace(
            self,
            title=tidy(self.title),
            aim="\n".join(tidy(line) for line in self.aim.strip().splitlines()),
            partners=tuple(dict.fromkeys(unit for unit in self.partners if unit != self.unit)),
            resources=dict(sorted(self.resources.items())),
        )


def of(work: Work) -> Entry:
    """The work as its tables say (two queries unless `parts` and `resources` were fetched before)."""
    return Entry(
        unit=work.unit_id,
        kind=work.kind,
        field=work.field_id,
        title=work.title,
        year=work.year,
        registered_on=work.registered_on,
        aim=work.aim,
        place=work.place_id,
        people=work.people,
        programme=work.programme_id,
        responsible=work.responsible_id,
        partners=tuple(part.unit_id for part in work.parts.all() if part.consent != Consent.LEAD),
        resources={one.source: one.amount for one in sorted(work.resources.all(), key=lambda one: one.source)},
    )


def today() -> dt.date:
    """Today in Viet Nam, or on the day that a demo world plays."""
    return dates.from_us(moments.now()).date()


def differing(one: Entry, other: Entry) -> list[str]:
    """Names of the fields in which two differ, in the order of the form."""
    return [name for name in LABELS if getattr(one, name) != getattr(other, name)]


def shown(entry: Entry) -> dict[str, str]:
    """The fields in words."""
    units = orgs.names((entry.unit, *entry.partners))
    place = Place.objects.filter(pk=entry.place or 0).named().first()
    words: dict[str, Any] = {name: getattr(entry, name) for name in ("title", "aim")}
    words |= {"kind": Kind(entry.kind).label, "field": catalogue.names([entry.field])[entry.field]}
    words |= {"unit": units.get(entry.unit, ""), "partners": "; ".join(units.get(one, "") for one in entry.partners)}
    words |= {"year": str(entry.year), "registered_on": dates.day(entry.registered_on)}
    words |= {"place": place.label if place else "", "people": "" if entry.people is None else grouped(entry.people)}
    words |= {"programme": programmes.names([entry.programme or 0]).get(entry.programme or 0, "")}
    words |= {"responsible": officer_names([entry.responsible]).get(entry.responsible or 0, "")}
    return words | {"resources": means(entry.resources)}


def means(amounts: Mapping[str, int]) -> str:
    """What each source gives, in words; "" where nothing is known."""
    said = _("%(name)s: %(amount)s %(unit)s")
    return "; ".join(
        said % {"name": source.name, "amount": grouped(amounts[source.code]), "unit": source.unit}
        for source in resources.of(amounts)
    )
