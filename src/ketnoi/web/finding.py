"""Search over everything an officer may see, with marks or without, grouped by what was found.

What is typed goes nowhere but into these questions: neither into the journal nor into a log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnoi.activities import policy as activities
from ketnoi.activities.enums import Status
from ketnoi.activities.queries import place_words
from ketnoi.audit import kept
from ketnoi.figures import catalogue, links
from ketnoi.figures.figure import Figure
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.orgs import named as units
from ketnoi.places import named as places
from ketnoi.places.models import Kind
from ketnoi.places.queries import labels as place_labels
from ketnoi.practices import library, vocabulary
from ketnoi.practices.models import Practice
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.models import Programme
from ketnoi.registers import kinds
from ketnoi.registers import policy as registers
from ketnoi.reports import queries as reports
from ketnoi.reports.models import Report
from ketnoi.ui import dates
from ketnoi.ui.search import having_words
from ketnoi.ui.text import fold, joined
from ketnoi.works import queries as works
from ketnoi.works.enums import Status as Ended

LIMIT = 8
LOOKED_AT = 1_000  # the newest reports; older ones are found under their programme
WINDOW = 50  # the newest activities that answer; the best of them are shown
DOOR = "hoat_dong"  # a unit or a place opens on what was done there


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, what sets it apart, where it opens."""

    title: str
    note: str
    url: str


Labels = dict[int | None, str]  # {place: what it is called}
Told = tuple[str, Hit]  # what is compared with the words, and what is shown of it


@dataclass(frozen=True)
class Found:
    """One group of what was found, best first, then newest. `more` is where the whole list is; "" where this is it."""

    title: str | Promise
    icon: str
    hits: list[Hit]
    more: str = ""


def find(text: str, officer: Officer, day: dt.date) -> list[Found]:
    """Return the groups in which something was found; an empty text finds nothing."""
    words = fold(text).split()
    if not words:
        return []
    held, things = _activities(words, officer), _things(words, officer)
    named, around = units.best(text, day, LIMIT), places.best(text, day, LIMIT)
    at = (row[-1] for row in (*held, *things))
    labels = place_labels({*at, *(one.place for one in named), *(pk for pk, _kind in around)})
    groups = [
        Found(_("Chương trình phối hợp"), "handshake", _programmes(words, officer)),
        _listed(Found(_("Hoạt động"), "megaphone", _held(held, labels)), "activities:list", text),
        _standing(things, labels, text),
        _listed(Found(_("Công trình, phần việc"), "hammer", _works(words, officer)), "works:list", text),
        _listed(Found(_("Mô hình hay"), "lightbulb", _practices(text)), "practices:library", text),
        _listed(Found(_("Báo cáo"), "file-text", _reports(words, officer)), "reports:index", text),
        Found(_("Số liệu"), "chart-column", _figures(words)),
        Found(_("Đơn vị"), "building", _units(named, labels)),
        Found(_("Địa bàn"), "map-pin", _places(around, labels)),
    ]
    return [group for group in groups if group.hits]


def _listed(group: Found, address: str, text: str) -> Found:
    """The group with the way to its list, where there may be more than is shown."""
    if len(group.hits) < LIMIT:
        return group
    return replace(group, more=f"{reverse(address)}?{urlencode({'q': text})}")


def _activities(words: list[str], officer: Officer) -> list[tuple[Any, ...]]:
    """The best of the newest: folded, uuid, title, day, venue, place."""
    found = having_words(activities.visible_to(officer), " ".join(words)).exclude(status=Status.WITHDRAWN)
    columns = ("folded", "uuid", "title", "starts_on", "venue", "place")
    newest = list(found.order_by("-starts_on", "-pk").values_list(*columns)[:WINDOW])
    return sorted(newest, key=lambda row: _rank(words, row[0]))[:LIMIT]


def _held(found: list[tuple[Any, ...]], labels: Labels) -> list[Hit]:
    return [
        Hit(
            title,
            joined(dates.day(day), place_words(venue, labels.get(place, ""))),
            reverse("activities:detail", args=[code]),
        )
        for _folded, code, title, day, venue, place in found
    ]


def _things(words: list[str], officer: Officer) -> list[tuple[Any, ...]]:
    """The best of the newest: folded, uuid, name, kind, commune; what was closed is found in its list only."""
    found = having_words(registers.visible_to(officer), " ".join(words)).filter(closed_on=None)
    columns = ("folded", "uuid", "name", "kind", "place")
    newest = list(found.order_by("-opened_on", "-pk").values_list(*columns)[:WINDOW])
    return sorted(newest, key=lambda row: _rank(words, row[0]))[:LIMIT]


def _standing(found: list[tuple[Any, ...]], labels: Labels, text: str) -> Found:
    named = catalogue.names(row[3] for row in found)
    hits = [
        Hit(name, joined(named[kind], labels.get(place, "")), reverse("registers:thing", args=[code]))
        for _folded, code, name, kind, place in found
    ]
    return _of_one_kind(Found(_("Sổ bộ"), "list", hits), set(named), text)


def _of_one_kind(group: Found, found: set[int], text: str) -> Found:
    """Each kind of things has a list of its own: where only one was found, a full group leads on to it."""
    if len(group.hits) < LIMIT or len(found) > 1:
        return group
    address = reverse("registers:kind", args=[kinds.by_id(found.pop()).slug])
    return replace(group, more=f"{address}?{urlencode({'q': text})}")


def _works(words: list[str], officer: Officer) -> list[Hit]:
    found = having_words(works.visible_to(officer), " ".join(words)).exclude(status=Ended.WITHDRAWN)
    columns = ("folded", "uuid", "title", "year", "unit__short_name", "unit__name")
    newest = list(found.order_by("-year", "-pk").values_list(*columns)[:WINDOW])
    best = sorted(newest, key=lambda row: _rank(words, row[0]))[:LIMIT]
    return [
        Hit(title, joined(str(year), short or name), reverse("works:work", args=[code]))
        for _folded, code, title, year, short, name in best
    ]


def _programmes(words: list[str], officer: Officer) -> list[Hit]:
    def told() -> list[Told]:
        return [_programme(one) for one in programmes.visible_to(officer).order_by("-ends_on", "name")]

    return _best(words, ("programmes told", *policy.homes(officer)), told)


def _programme(one: Programme) -> Told:
    hit = Hit(one.name, dates.period(one.starts_on, one.ends_on), reverse("programmes:programme", args=[one.slug]))
    return f"{one.name} {one.short_name} {one.document_number}", hit


def _practices(text: str) -> list[Hit]:
    """The library is open to every officer; the likest first."""
    best = [one.id for one in library.index().find(text)[:LIMIT]]
    columns = ("pk", "uuid", "name", "field", "unit__short_name", "unit__name")
    found = {pk: told for pk, *told in Practice.objects.filter(pk__in=best).values_list(*columns)}
    fields = vocabulary.names("fields")
    shown = (found[one] for one in best if one in found)
    return [
        Hit(name, joined(short or long, fields.get(about, "")), reverse("practices:practice", args=[code]))
        for code, name, about, short, long in shown
    ]


def _reports(words: list[str], officer: Officer) -> list[Hit]:
    def told() -> list[Told]:
        newest = reports.visible_to(officer).order_by("-saved_at", "-pk")[:LOOKED_AT]
        return [_report(one) for one in newest]

    return _best(words, ("reports told", *policy.homes(officer)), told)


def _report(one: Report) -> Told:
    note = joined(one.unit.label, dates.period(one.starts_on, one.ends_on))
    return f"{one.title} {one.about} {one.unit.label}", Hit(one.title, note, reverse("reports:report", args=[one.uuid]))


def _figures(words: list[str]) -> list[Hit]:
    """What is counted, by its name: the number itself opens."""
    return _best(
        words,
        "indicators told",
        lambda: [(one.name, Hit(one.name, one.unit, links.url(Figure(one.code)))) for one in catalogue.indicators()],
    )


def _units(found: list[units.Named], labels: Labels) -> list[Hit]:
    return [
        Hit(one.label, joined(one.agency, labels.get(one.place, "")), links.url(Figure(DOOR, unit=one.pk)))
        for one in found
    ]


def _places(found: list[tuple[int, str]], labels: Labels) -> list[Hit]:
    return [Hit(labels[pk], str(Kind(kind).label), links.url(Figure(DOOR, place=pk))) for pk, kind in found]


def _best(words: list[str], key: Hashable, told: Callable[[], list[Told]]) -> list[Hit]:
    """The best few that tell every word somewhere; of equally good ones, the first.

    What there is to find is few, and kept folded under `key`; what is typed never is.
    """
    known = kept.once(key, lambda: [(fold(text), hit) for text, hit in told()])
    found = [(folded, hit) for folded, hit in known if _has(words, folded)]
    found.sort(key=lambda pair: _rank(words, pair[0]))
    return [hit for _folded, hit in found[:LIMIT]]


def _has(words: list[str], folded: str) -> bool:
    return all(word in folded for word in words)


def _rank(words: list[str], folded: str) -> int:
    """0 when it begins with what was typed, 1 when it says it as it was typed, 2 when only its words are there."""
    place = f" {folded}".find(f" {' '.join(words)}")
    return 2 if place < 0 else min(place, 1)
