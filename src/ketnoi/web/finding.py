"""Search over everything an officer may see, with marks or without, grouped by what was found.

What is typed goes nowhere but into these questions: neither into the journal nor into a log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnoi.activities import facts
from ketnoi.activities import policy as activities
from ketnoi.figures import links
from ketnoi.figures.figure import Figure
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.places import queries as places
from ketnoi.programmes import queries as programmes
from ketnoi.registers import policy as registers
from ketnoi.reports import queries as reports
from ketnoi.ui import dates
from ketnoi.ui.text import fold

Thing = TypeVar("Thing")
LIMIT = 8
LOOKED_AT = 2_000  # the newest reports; older ones are found under their programme
DOOR = "hoat_dong"  # a unit or a place opens on what was done there


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, what sets it apart, where it opens."""

    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Found:
    """One group of what was found, best or newest first."""

    title: str | Promise
    icon: str
    hits: list[Hit]


def find(text: str, officer: Officer, day: dt.date) -> list[Found]:
    """Return the groups in which something was found; an empty text finds nothing."""
    words = fold(text).split()
    if not words:
        return []
    groups = [
        Found(_("Chương trình phối hợp"), "handshake", _programmes(words, officer)),
        Found(_("Hoạt động"), "megaphone", _activities(words, officer)),
        Found(_("Sổ bộ"), "list", _things(words, officer)),
        Found(_("Báo cáo"), "file-text", _reports(words, officer)),
        Found(_("Đơn vị"), "building", _units(text, day)),
        Found(_("Địa bàn"), "map-pin", _places(text, day)),
    ]
    return [group for group in groups if group.hits]


def _activities(words: list[str], officer: Officer) -> list[Hit]:
    found = activities.visible_to(officer)
    for word in words:
        found = found.filter(folded__contains=word)
    ids = list(found.order_by("-starts_on", "-pk").values_list("pk", flat=True)[:LIMIT])
    return [Hit(row.title, _joined(dates.day(row.day), row.where), row.url) for row in facts.SOURCE.rows(ids, None)]


def _things(words: list[str], officer: Officer) -> list[Hit]:
    found = registers.visible_to(officer)
    for word in words:
        found = found.filter(folded__contains=word)
    rows = found.order_by("folded", "pk").values_list("uuid", "name", "kind__name", "place__name")[:LIMIT]
    return [
        Hit(name, _joined(kind, place or ""), reverse("registers:thing", args=[uuid]))
        for uuid, name, kind, place in rows
    ]


def _programmes(words: list[str], officer: Officer) -> list[Hit]:
    """Programmes are few: they are read and compared here."""
    seen = programmes.visible_to(officer).order_by("-ends_on", "name")
    found = _having(words, seen, lambda one: f"{one.name} {one.short_name} {one.document_number}")
    return [
        Hit(one.name, dates.period(one.starts_on, one.ends_on), reverse("programmes:programme", args=[one.slug]))
        for one in found
    ]


def _reports(words: list[str], officer: Officer) -> list[Hit]:
    found = _having(
        words,
        reports.visible_to(officer).order_by("-saved_at", "-pk")[:LOOKED_AT],
        lambda one: f"{one.title} {one.about} {one.unit.label}",
    )
    return [
        Hit(
            one.title,
            _joined(one.unit.label, dates.period(one.starts_on, one.ends_on)),
            reverse("reports:report", args=[one.uuid]),
        )
        for one in found
    ]


def _units(text: str, day: dt.date) -> list[Hit]:
    found = orgs.find(text, day, limit=LIMIT)
    return [
        Hit(
            one.label,
            _joined(one.agency.short, one.place.label if one.place else ""),
            links.url(Figure(DOOR, unit=one.pk)),
        )
        for one in found
    ]


def _places(text: str, day: dt.date) -> list[Hit]:
    found = places.find(text, day, limit=LIMIT)
    return [Hit(one.label, str(one.get_kind_display()), links.url(Figure(DOOR, place=one.pk))) for one in found]


def _having(words: list[str], things: Iterable[Thing], told: Callable[[Thing], str]) -> list[Thing]:
    """The first few that tell every word somewhere."""
    found: list[Thing] = []
    for thing in things:
        folded = fold(told(thing))
        if all(word in folded for word in words):
            found.append(thing)
        if len(found) == LIMIT:
            break
    return found


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
