"""Search over everything an officer may see, with marks or without, grouped by what was found.

What is typed goes nowhere but into these questions: neither into the journal nor into a log.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.activities import policy as activities
from ketnoi.activities.enums import Status
from ketnoi.activities.queries import place_words
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
from ketnoi.registers.models import Person, Product
from ketnoi.reports import queries as reports
from ketnoi.reports.models import Report
from ketnoi.ui import dates
from ketnoi.ui.text import fold, joined
from ketnoi.web import found
from ketnoi.web.found import LIMIT, LOOKED_AT, Found, Hit, Row, Told, listed
from ketnoi.works import queries as works
from ketnoi.works.enums import Status as Ended

DOOR = "hoat_dong"  # a unit or a place opens on what was done there
Labels = dict[int | None, str]  # {place: what it is called}


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
        listed(Found(_("Hoạt động"), "megaphone", _held(held, labels)), "activities:list", text),
        _standing(things, labels, text),
        listed(Found(_("Đội ngũ"), "users", _people(words, officer)), "registers:roster", text),
        listed(Found(_("Sản phẩm truyền thông"), "send", _products(words, officer)), "registers:products", text),
        listed(Found(_("Công trình, phần việc"), "hammer", _works(words, officer)), "works:list", text),
        listed(Found(_("Mô hình hay"), "lightbulb", _practices(text)), "practices:library", text),
        listed(Found(_("Báo cáo"), "file-text", _reports(words, officer)), "reports:index", text),
        Found(_("Số liệu"), "chart-column", _figures(words)),
        Found(_("Đơn vị"), "building", _units(named, labels)),
        Found(_("Địa bàn"), "map-pin", _places(around, labels)),
    ]
    return [group for group in groups if group.hits]


def _activities(words: list[str], officer: Officer) -> list[Row]:
    """Folded, uuid, title, day, venue, place."""
    rows = activities.visible_to(officer).exclude(status=Status.WITHDRAWN).order_by("-starts_on", "-pk")
    return found.newest(words, rows, ("folded", "uuid", "title", "starts_on", "venue", "place"))


def _held(rows: list[Row], labels: Labels) -> list[Hit]:
    return [
        Hit(
            title,
            joined(dates.day(day), place_words(venue, labels.get(place, ""))),
            reverse("activities:detail", args=[code]),
        )
        for _folded, code, title, day, venue, place in rows
    ]


def _things(words: list[str], officer: Officer) -> list[Row]:
    """Folded, uuid, name, kind, commune; what was closed is found in its list only."""
    rows = registers.visible_to(officer).filter(closed_on=None).order_by("-opened_on", "-pk")
    return found.newest(words, rows, ("folded", "uuid", "name", "kind", "place"))


def _standing(rows: list[Row], labels: Labels, text: str) -> Found:
    """Each kind of things has a list of its own: where only one was found, a full group leads on to it."""
    named = catalogue.names(row[3] for row in rows)
    hits = [
        Hit(name, joined(named[kind], labels.get(place, "")), reverse("registers:thing", args=[code]))
        for _folded, code, name, kind, place in rows
    ]
    group = Found(_("Sổ bộ"), "list", hits)
    return listed(group, "registers:kind", text, kinds.by_id(next(iter(named))).slug) if len(named) == 1 else group


def _products(words: list[str], officer: Officer) -> list[Hit]:
    """What was made and not withdrawn."""

    def made() -> QuerySet[Product]:
        return registers.products_visible_to(officer).filter(withdrawn="").order_by("-made_on", "-pk")

    columns = ("folded", "uuid", "title", "kind", "made_on")
    rows = found.of_few(words, ("products told", *policy.homes(officer)), made, columns)
    named = catalogue.names(row[3] for row in rows)
    return [
        Hit(title, joined(named[kind], dates.day(day)), reverse("registers:product", args=[code]))
        for _folded, code, title, kind, day in rows
    ]


def _people(words: list[str], officer: Officer) -> list[Hit]:
    """Who serves now, of the rosters."""

    def serving() -> QuerySet[Person]:
        return registers.people_visible_to(officer).filter(until=None).order_by("-since", "-pk")

    columns = ("folded", "uuid", "name", "kind", "unit__short_name", "unit__name")
    rows = found.of_few(words, ("rosters told", *policy.homes(officer)), serving, columns)
    named = catalogue.names(row[3] for row in rows)
    return [
        Hit(name, joined(named[kind], short or long), reverse("registers:person", args=[code]))
        for _folded, code, name, kind, short, long in rows
    ]


def _works(words: list[str], officer: Officer) -> list[Hit]:
    rows = works.visible_to(officer).exclude(status=Ended.WITHDRAWN).order_by("-year", "-pk")
    columns = ("folded", "uuid", "title", "year", "unit__short_name", "unit__name")
    return [
        Hit(title, joined(str(year), short or name), reverse("works:work", args=[code]))
        for _folded, code, title, year, short, name in found.newest(words, rows, columns)
    ]


def _programmes(words: list[str], officer: Officer) -> list[Hit]:
    def told() -> list[Told]:
        return [_programme(one) for one in programmes.visible_to(officer).order_by("-ends_on", "name")]

    return found.best(words, ("programmes told", *policy.homes(officer)), told)


def _programme(one: Programme) -> Told:
    hit = Hit(one.name, dates.period(one.starts_on, one.ends_on), reverse("programmes:programme", args=[one.slug]))
    return f"{one.name} {one.short_name} {one.document_number}", hit


def _practices(text: str) -> list[Hit]:
    """The library is open to every officer; the likest first."""
    best = [one.id for one in library.index().find(text)[:LIMIT]]
    columns = ("pk", "uuid", "name", "field", "unit__short_name", "unit__name")
    known = {pk: told for pk, *told in Practice.objects.filter(pk__in=best).values_list(*columns)}
    fields = vocabulary.names("fields")
    shown = (known[one] for one in best if one in known)
    return [
        Hit(name, joined(short or long, fields.get(about, "")), reverse("practices:practice", args=[code]))
        for code, name, about, short, long in shown
    ]


def _reports(words: list[str], officer: Officer) -> list[Hit]:
    def told() -> list[Told]:  # older ones are found under their programme
        newest = reports.visible_to(officer).order_by("-saved_at", "-pk")[:LOOKED_AT]
        return [_report(one) for one in newest]

    return found.best(words, ("reports told", *policy.homes(officer)), told)


def _report(one: Report) -> Told:
    note = joined(one.unit.label, dates.period(one.starts_on, one.ends_on))
    return f"{one.title} {one.about} {one.unit.label}", Hit(one.title, note, reverse("reports:report", args=[one.uuid]))


def _figures(words: list[str]) -> list[Hit]:
    """What is counted, by its name: the number itself opens."""
    return found.best(
        words,
        "indicators told",
        lambda: [(one.name, Hit(one.name, one.unit, links.url(Figure(one.code)))) for one in catalogue.indicators()],
    )


def _units(named: list[units.Named], labels: Labels) -> list[Hit]:
    return [
        Hit(one.label, joined(one.agency, labels.get(one.place, "")), links.url(Figure(DOOR, unit=one.pk)))
        for one in named
    ]


def _places(around: list[tuple[int, str]], labels: Labels) -> list[Hit]:
    return [Hit(labels[pk], str(Kind(kind).label), links.url(Figure(DOOR, place=pk))) for pk, kind in around]
