"""Reads: a page of the list, and what a form offers first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from ketnoi.activities.enums import Part, Status
from ketnoi.activities.models import Activity, ActivityUnit, Attendance
from ketnoi.audit import kept
from ketnoi.orgs.models import Succession, Unit
from ketnoi.places.models import Place
from ketnoi.places.queries import labels as place_labels

RECENT: Final = 300  # activities looked back for what a unit usually does
OFFERED: Final = 6


@dataclass(frozen=True)
class Listed:
    """One line of the list. `total` is None where nobody was counted."""

    uuid: UUID
    title: str
    day: dt.date
    kind: int
    status: str
    corrected: bool
    venue: str
    place: str
    units: list[tuple[str, str]]
    total: int | None

    @property
    def where(self) -> str:
        """The venue and the place in one line."""
        return place_words(self.venue, self.place)


def in_year(rows: QuerySet[Activity], year: int) -> QuerySet[Activity]:
    """Those that began in that year."""
    return rows.filter(starts_on__gte=dt.date(year, 1, 1), starts_on__lte=dt.date(year, 12, 31))


def listed(rows: QuerySet[Activity]) -> list[Listed]:
    """A page of activities with places, units and totals: four queries, however many rows."""
    columns = ("pk", "uuid", "title", "starts_on", "kind_id", "status", "corrected", "venue", "place_id")
    found = list(rows.values_list(*columns))
    ids = [row[0] for row in found]
    units = units_of(ids)
    came = totals(ids)
    places = place_labels({row[8] for row in found if row[8]})
    return [
        Listed(uuid, title, day, kind, status, corrected, venue, places.get(place or 0, ""), units[pk], came.get(pk))
        for pk, uuid, title, day, kind, status, corrected, venue, place in found
    ]


def totals(ids: Collection[int]) -> dict[int, int]:
    """{activity id: how many came}; without those where nobody was counted."""
    rows = Attendance.objects.filter(activity__among=ids).order_by().values_list("activity")
    return dict(rows.annotate(total=Sum("count")).values_list("activity", "total"))


def units_of(ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """{activity id: [(agency code, unit label)]}, the lead first."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = ActivityUnit.objects.filter(activity__among=ids).order_by("activity", "position")
    for activity, code, short, name in rows.values_list(
        "activity", "unit__agency__code", "unit__short_name", "unit__name"
    ):
        found[activity].append((code, short or name))
    return found


def place_words(venue: str, place: str) -> str:
    """Where it was, as one says it: "Trường THCS, xã Chiềng Mai, huyện Mai Sơn"."""
    return f"{venue}, {place[:1].lower()}{place[1:]}" if venue and place else venue or place


def years() -> list[int]:
    """From the newest year of which anything is recorded back to the oldest, whoever may read it."""
    return kept.once("years of activities", _years)


def _years() -> list[int]:
    first = Activity.objects.order_by("starts_on", "id").values_list("starts_on", flat=True).first()
    last = Activity.objects.order_by("-starts_on", "-id").values_list("starts_on", flat=True).first()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def last_of(unit: int, kind: int = 0) -> Activity | None:
    """The newest activity that the unit entered, of one kind or of any."""
    rows = Activity.objects.filter(created_unit=unit).exclude(status=Status.WITHDRAWN)
    return (rows.filter(kind=kind) if kind else rows).order_by("-id").first()


def recent_places(unit: int, day: dt.date) -> list[Place]:
    """Places of that day's map where the unit worked lately, the most frequent first."""
    standing = Place.objects.on(day).values("pk")
    counted = _recent(unit).filter(place__in=standing).values_list("place").annotate(times=Count("pk"))
    ids = [place for place, _times in counted.order_by("-times", "-place")[:OFFERED]]
    found = Place.objects.named().in_bulk(ids)
    return [found[place] for place in ids]


def _recent(unit: int) -> QuerySet[Activity]:
    newest = Activity.objects.filter(created_unit=unit).exclude(status=Status.WITHDRAWN).order_by("-starts_on", "-id")
    return Activity.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[:RECENT])).order_by()


def usual_partners(home: Unit, day: dt.date) -> list[Unit]:
    """Units of that day it worked with lately, the most frequent first; then those of other agencies beside it."""
    standing = Unit.objects.on(day).exclude(pk=home.pk).values("pk")
    rows = ActivityUnit.objects.filter(activity__in=_recent(home.pk), unit__in=standing).order_by()
    counted = rows.values_list("unit").annotate(times=Count("pk")).order_by("-times", "unit")
    ids = [unit for unit, _times in counted[:OFFERED]]
    beside = Unit.objects.on(day).filter(level=home.level, place=home.place).exclude(agency=home.agency)
    ids += [unit for unit in beside.order_by("agency__order").values_list("pk", flat=True)[:OFFERED] if unit not in ids]
    found = Unit.objects.in_bulk(ids[: OFFERED + 2])
    return [found[unit] for unit in ids if unit in found]


def leads(home: Unit, day: dt.date) -> list[Unit]:
    """Who may have led on that day what this unit enters: itself, what became part of it, who led before."""
    led = ActivityUnit.objects.filter(activity__in=_recent(home.pk), part=Part.LEAD).values("unit")
    meant = Q(pk=home.pk) | Q(became__new=home, became__is_default=True) | Q(pk__in=led)
    found = Unit.objects.on(day).filter(meant).distinct().order_by("level", "name")
    return sorted(found, key=lambda unit: unit.pk != home.pk)[: OFFERED + 3]


def standing(ids: Iterable[int], day: dt.date) -> list[int]:
    """Those of these units that existed on that day, in their order; one that became part of another is that one."""
    wanted = list(ids)
    stood = set(Unit.objects.on(day).filter(pk__in=wanted).values_list("pk", flat=True))
    heirs = Succession.objects.filter(old__in=wanted, is_default=True, new__in=Unit.objects.on(day).values("pk"))
    became = dict(heirs.values_list("old", "new"))
    found = (one if one in stood else became.get(one) for one in wanted)
    return list(dict.fromkeys(one for one in found if one))
