"""Standing things: a list of each kind, and one thing's page."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketnoi.audit import kept
from ketnoi.figures import answers, catalogue, links, months, together
from ketnoi.figures.figure import Figure
from ketnoi.figures.words import keys
from ketnoi.lists import listing
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Officer
from ketnoi.officers.policy import staff
from ketnoi.officers.queries import names as officer_names
from ketnoi.orgs import queries as orgs
from ketnoi.places import queries as places
from ketnoi.registers import entry as entries
from ketnoi.registers import keepers, kinds, policy, queries, tables, trail
from ketnoi.registers.enums import Of
from ketnoi.registers.kinds import Family, Kind
from ketnoi.registers.models import Standing
from ketnoi.registers.views.access import home, kind_called, readable, writes
from ketnoi.registers.views.monthly import code, words
from ketnoi.ui.text import word_key

MONTHS_SHOWN = 12
REACHED = {"SB_DIA_CHI": "xa_co_dia_chi", "DN_NU_CONG_AN": "xa_co_nu_cong_an"}
"""Kinds whose communes are counted, with the indicator that counts them."""


@require_GET
@officers.signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """What stands around the unit, with this year's rates; members and products are its own and of those under it."""
    day = entries.today()
    about = queries.around(staff(request).post).but(start=dt.date(day.year, 1, 1), end=day)
    own = Figure("", start=about.start, end=day, unit=home(request))
    numbers = kept.once(("registers", about, own), lambda: _numbers(about, own))
    return render(request, "registers/overview.html", numbers | {"year": day.year, "writes": writes(request)})


def _numbers(about: Figure, own: Figure) -> dict[str, Any]:
    """What the overview counts: numbers are open to everybody, records behind them are not."""
    with together.asked():
        standing = answers.breakdown(about.but(indicator="so_bo"), "kind")
        people = answers.breakdown(about.but(indicator="doi_ngu"), "kind")
        return {
            "things": [_counted(one, standing, about.but(indicator="so_bo")) for one in kinds.of(Family.THING)],
            "people": [_counted(one, people, about.but(indicator="doi_ngu")) for one in kinds.of(Family.ROSTER)],
            "members": [_said(code, own) for code in ("hoi_vien", "hoi_vien_vao", "hoi_vien_ra")],
            "products": [_said(code, own) for code in ("san_pham", "ban_san_pham", "lan_phat")],
            "rates": [_answered(code, about) for code in ("ty_le_hoa_giai_thanh", "ty_le_tin_chuyen")],
            "reached": [_answered(code, about) for code in REACHED.values()],
        }


def _counted(kind: Kind, numbers: dict[tuple[int, ...], int], figure: Figure) -> tuple[Kind, int, str]:
    return kind, numbers.get((kind.id,), 0), links.url(figure.but(kind=kind.id))


def _said(code: str, about: Figure) -> tuple[str, int, str, str]:
    figure, indicator = about.but(indicator=code), catalogue.indicator(code)
    return indicator.name, answers.value(figure), indicator.unit, links.url(figure)


def _answered(code: str, about: Figure) -> tuple[str, answers.Answer, str]:
    figure = about.but(indicator=code)
    return catalogue.indicator(code).name, answers.answer(figure), links.url(figure)


@require_GET
@officers.signed_in
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    """All of one kind: how they moved this year, where they are, and the list."""
    asked, acting, day = kind_called(slug), staff(request), entries.today()
    about = queries.around(acting.post).but(end=day)
    context = {
        "kind": asked,
        "list": listing.of(request, tables.THINGS[slug]),
        "year": day.year,
        "writes": writes(request),
    }
    numbers = kept.once(("kept kind", asked.id, about), lambda: _numbers_of(asked, about, day))
    return render(request, "registers/kind.html", context | numbers)


def _numbers_of(asked: Kind, about: Figure, day: dt.date) -> dict[str, Any]:
    """How one kind moved this year, and where it stands."""
    with together.asked():
        return {
            "moved": queries.movement(asked.id, about, dt.date(day.year, 1, 1), day),
            "communes": _communes(asked, about),
            "reached": _answered(REACHED[asked.code], about) if asked.code in REACHED else None,
        }


def _communes(kind: Kind, about: Figure) -> list[tuple[str, int, str]]:
    """[(commune of today, how many, its page)]; in the order of the alphabet, never by size."""
    figure = about.but(indicator="so_bo", kind=kind.id)
    numbers = {key: number for (key,), number in answers.breakdown(figure, "commune").items() if number}
    names = keys("commune", numbers)
    ordered = sorted(numbers, key=lambda key: (not key, word_key(names[key])))
    return [(names[key], numbers[key], links.url(figure.but(place=key)) if key else "") for key in ordered]


@require_GET
@officers.signed_in
def thing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One thing. Members, address, months and history are for its own units."""
    found, acting = readable(request, uuid), staff(request)
    own = policy.sees_all(acting.user, found)
    sort = kinds.by_id(found.kind_id)
    keeper = kept.once(("keeper", found.unit_id, entries.today()), lambda: _keeper(found.unit_id))
    context: dict[str, Any] = {
        "thing": found,
        "kind": sort,
        "keeper": keeper,
        "was": found.unit.label if found.unit.label != keeper else "",
        "where": places.name_path(found.place) if found.place else "",
        "fields": _fields(acting.user, found, sort),
        "own": own,
        "can": policy.can_write(acting.post, found.unit_id),
    }
    return render(request, "registers/thing.html", context | (_inside(found, sort) if own else {}))


def _keeper(unit: int) -> str:
    """What the unit that keeps it today is called."""
    return next(iter(orgs.names(keepers.on([unit], entries.today()).values()).values()), "")


def _fields(officer: Officer, found: Standing, kept: Kind) -> list[tuple[str, str]]:
    """What is filled in of the kind's fields, as far as this officer may know."""
    open_to_him = [name for name in entries.LABELS if name in kept.fields]
    if not policy.may_know_address(officer, found):
        open_to_him.remove("address")
    return [(str(entries.LABELS[name]), getattr(found, name)) for name in open_to_him if getattr(found, name)]


def _inside(found: Standing, kept: Kind) -> dict[str, Any]:
    """What the thing's own units see."""
    members, roles = list(found.members.all()), {seat.role: seat.name for seat in kept.seats}
    steps = list(found.revisions.order_by("-number"))
    names = officer_names(one.actor for one in steps)
    return {
        "members": [(one, roles.get(one.role, "")) for one in members if one.until is None],
        "former": [(one, roles.get(one.role, "")) for one in members if one.until is not None],
        "missing": queries.seats(found, members),
        "seats": kept.seats,
        "months": _months(found, kept),
        "stays": found.stays.select_related("unit", "place"),
        "steps": [(one, names.get(one.actor, "")) for one in steps],
        "told": _told(found),
    }


def _told(found: Standing) -> list[tuple[str, trail.Shown]]:
    """[(month in words, what was told or changed)] of the last steps, the newest first."""
    reports = dict(found.months.order_by("-month").values_list("pk", "month")[:MONTHS_SHOWN])
    return [(words(reports[step.record]), step) for step in trail.shown(Of.MONTH, list(reports))]


def _months(found: Standing, kept: Kind) -> list[tuple[str, str, Any, list[int | None]]]:
    """[(month in words, its address, what was told or None, its numbers)], the newest first."""
    last = min(entries.today(), found.closed_on or entries.today())
    first = max(months.of(found.opened_on), months.of(last) - MONTHS_SHOWN + 1)
    told = {one.month: one for one in found.months.filter(month__gte=first)}
    return [
        (
            words(month),
            code(month),
            told.get(month),
            [told[month].numbers.get(one.code, 0) if month in told else None for one in kept.outputs],
        )
        for month in range(months.of(last), first - 1, -1)
    ]
