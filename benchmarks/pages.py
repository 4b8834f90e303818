"""T4: what a page costs in CPU, against a bare page with one query, in the demo world."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection
from django.urls import reverse

from benchmarks import handlers
from benchmarks.measures import Measure, in_turns, tell
from ketnoi.access import policy as need_to_know
from ketnoi.access import reader as readers
from ketnoi.activities import policy
from ketnoi.audit import kept, moments
from ketnoi.figures import links
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Release
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Unit
from ketnoi.people.models import KIND as PERSON
from ketnoi.periods.models import Confirmation
from ketnoi.places.models import Place
from ketnoi.programmes.models import Programme
from ketnoi.registers.models import Standing
from ketnoi.reports.models import Report

TYPICAL, DASHBOARD, REPEATS = 15, 25, 15


def recorder() -> Officer:
    """The first who may sign in, at the province."""
    return Officer.objects.filter(is_active=True).order_by("pk").first() or Officer()


def addresses() -> dict[str, tuple[str, int]]:
    """Pages by what they show: address, and how many times a bare page they may cost."""
    programme = Programme.objects.order_by("pk")[1]
    first = policy.visible_to(recorder()).order_by("pk").first()
    pages = {
        "today": (reverse("web:today"), TYPICAL),
        "activities, a list": (reverse("activities:list"), TYPICAL),
        "programmes, a list": (reverse("programmes:list"), TYPICAL),
        "a programme (dashboard)": (reverse("programmes:programme", args=[programme.slug]), DASHBOARD),
        "figures, the index": (reverse("figures:index"), TYPICAL),
        "a figure and its records": (links.url(Figure("hoat_dong", programme=programme.pk)), TYPICAL),
        "reports, a list": (reverse("reports:index"), TYPICAL),
        "registers, what stands": (reverse("registers:overview"), TYPICAL),
        "registers, one kind with its list": (reverse("registers:kind", args=["dia-chi-tin-cay"]), TYPICAL),
        "registers, people": (reverse("registers:roster"), TYPICAL),
        "periods, the index": (reverse("periods:index"), TYPICAL),
        "registers, a month's results in one grid": (reverse("registers:monthly"), TYPICAL),
        "registers, members by month": (reverse("registers:membership"), TYPICAL),
        "registers, products": (reverse("registers:products"), TYPICAL),
        "slips in one grid": (reverse("activities:slips"), TYPICAL),
        "search, one word": (f"{reverse('web:search')}?q=phu+nu", TYPICAL),
        "calendar, a month": (reverse("web:schedule"), TYPICAL),
    }
    for name in ("document", "contents", "targets", "tasks", "requests", "terms"):
        pages[f"a programme, {name}"] = (reverse(f"programmes:{name}", args=[programme.slug]), TYPICAL)
    period = Confirmation.objects.order_by("-start", "pk").select_related("regime").first()
    if period is not None:
        asked = [period.regime.code, period.start]
        pages["a period and who confirmed it"] = (reverse("periods:period", args=asked), TYPICAL)
        pages["one unit's period"] = (reverse("periods:unit", args=[*asked, period.unit_id]), TYPICAL)
    thing = Standing.objects.order_by("pk").first()
    if thing is not None:
        pages["registers, one thing"] = (reverse("registers:thing", args=[thing.uuid]), TYPICAL)
    if first is not None:
        pages["an activity"] = (reverse("activities:detail", args=[first.uuid]), TYPICAL)
        pages["a new activity, the form"] = (reverse("activities:new"), TYPICAL)
    report = Report.objects.first()
    if report is not None:
        pages["a report"] = (reverse("reports:report", args=[report.uuid]), DASHBOARD)
    return pages


def leader() -> Post:
    """Who leads the province's unit."""
    return Post.objects.filter(role=Role.LEAD).select_related("officer", "unit").order_by("pk")[0]


def protected(lead: Post) -> dict[str, tuple[str, int]]:
    """A leader's pages around protected records, as `addresses`."""
    listed = {
        "need to know, the index": "access:index",
        "persons": "people:index",
        "persons, requests to get into touch": "people:contacts",
        "persons, joined records": "people:merges",
        "released tables": "figures:releases",
        "released tables, choosing": "figures:new_release",
        "data protection, requests": "privacy:index",
        "data protection, breaches": "privacy:breaches",
        "data protection, retention": "privacy:retention",
        "notices": "notices:index",
        "duty, who is reached now": "duty:index",
        "limits of the law": "deadlines:index",
    }
    pages = {name: (reverse(address), TYPICAL) for name, address in listed.items()}
    person = need_to_know.visible_to(readers.at(lead.officer, moments.now()), PERSON).order_by("pk").first()
    if person is not None:
        pages["a person, everything closed"] = (reverse("people:person", args=[person.code]), TYPICAL)
        pages["who may see a person"] = (reverse("access:record", args=[PERSON, person.code]), TYPICAL)
    release = Release.objects.filter(status=Release.Status.PUBLISHED).first()
    if release is not None:
        pages["a released table"] = (reverse("figures:release", args=[release.uuid]), TYPICAL)
    return pages


def administrator() -> Post:
    """Who keeps the province's house in order."""
    return Post.objects.filter(role=Role.ADMINISTRATOR).select_related("officer", "unit").order_by("pk")[0]


def house(keeper: Post) -> dict[str, tuple[str, int]]:
    """An administrator's pages, as `addresses`."""
    pages = {
        f"administration, {name}": (reverse(f"administration:{name}"), TYPICAL)
        for name in ("index", "people", "units", "places", "categories", "indicators", "entered")
    }
    commune = Place.objects.filter(parent=keeper.unit.place_id, valid_to=None).order_by("pk")[0]
    for name, number in (("person", keeper.officer_id), ("unit", keeper.unit_id), ("place", commune.pk)):
        pages[f"administration, one {name}"] = (reverse(f"administration:{name}", args=[number]), TYPICAL)
    pages["administration, reporting regimes"] = (reverse("periods:regimes"), TYPICAL)
    return pages


def measure() -> list[Measure]:
    """CPU of this process for each page of a recorder, of a leader and of an administrator."""
    keeper, lead = administrator(), leader()
    ours = _measured(recorder(), addresses())
    return [*ours, *_measured(lead.officer, protected(lead)), *_measured(keeper.officer, house(keeper))]


def _measured(officer: Officer, pages: dict[str, tuple[str, int]]) -> list[Measure]:
    """A page that does not answer is said and left out."""
    ask, bare = handlers.product(officer), handlers.bare()
    one = f"/{Unit.objects.order_by('pk')[0].pk}/"
    assert bare(one)[0] == 200
    measures = []
    for name, (address, target) in pages.items():
        queries: list[str] = []
        with connection.execute_wrapper(partial(_noted, queries)):
            status, _ = ask(address)
        if status != 200:
            tell(f"T4 {name}: answers {status}, left out")
            continue
        both = in_turns(lambda here=address: ask(here), lambda: bare(one), REPEATS, time.process_time)
        measures.append(Measure("T4", f"{name}: {len(queries)} queries", *both, target))
        both = in_turns(partial(_anew, ask, address), lambda: bare(one), REPEATS, time.process_time)
        measures.append(Measure("T4", f"{name}, the first after somebody wrote", *both, None))
    return measures


def _anew(ask: handlers.Ask, address: str) -> None:
    """As somebody reads it right after a write: nothing is kept."""
    kept.forget()
    ask(address)


def _noted(queries: list[str], execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
    queries.append(statement)
    return execute(statement, *rest)
