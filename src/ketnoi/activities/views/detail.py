"""One activity: what is known of it, its history, its photos, and which figures it counts in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ketnoi.activities import display, facts, snapshots
from ketnoi.activities import policy as access
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status, Verb
from ketnoi.activities.models import Activity, ActivityUnit, Revision
from ketnoi.activities.views import papers
from ketnoi.activities.views.access import readable
from ketnoi.attachments import queries as attachments
from ketnoi.audit import kept
from ketnoi.figures import catalogue, links
from ketnoi.figures.figure import Figure
from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.officers.queries import names as officer_names
from ketnoi.orgs import queries as orgs
from ketnoi.programmes import following
from ketnoi.programmes.models import Programme


@dataclass(frozen=True)
class Step:
    """One line of the history: who did what when, and which fields it changed from what to what."""

    revision: Revision
    verb: str
    who: str
    unit: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Counts:
    """What the activity adds to one figure, and the way there."""

    name: str
    unit: str
    value: int
    url: str


@require_GET
@policy.signed_in
def detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    activity = readable(request, uuid)
    officer = staff(request).user
    allowed = {verb.value for verb in Verb if access.possible(activity.status, verb)}
    may = access.can(officer, Verb.WITHDRAW, activity)
    told = kept.once(("activity", activity.pk), lambda: _told(activity))
    signed_count, signed = papers.signed(activity, officer)
    shown = {
        "recommended": following.recommended(facts.NUMBER, activity.pk, officer, timezone.localdate()),
        "source": facts.NUMBER,
        "recommendable": _recommendable(request, activity, told["entry"]),
        "activity": activity,
        "files": attachments.of(access.OWNER_KIND, [activity.pk]).get(activity.pk, []),
        "signed": signed,
        "signed_count": signed_count,
        "can": allowed if may else set(),
    }
    return render(request, "activities/detail.html", shown | told)


def _recommendable(request: HttpRequest, activity: Activity, entry: Entry) -> list[Programme]:
    """Programmes in which the officer may say what was asked of others after this supervision or policy comment."""
    oversight = following.oversight()
    if activity.status != Status.RECORDED or oversight is None or entry.kind not in oversight.kinds:
        return []
    return following.recommendable(entry.programmes, staff(request).user, staff(request).post)


def _told(activity: Activity) -> dict[str, Any]:
    """What everybody who may open it reads of it."""
    entry = snapshots.current(activity)
    known = display.names([entry])
    return {
        "entry": entry,
        "fields": _fields(entry, known),
        "units": _units(activity),
        "attendance": [(known.categories[one], count) for one, count in entry.attendance.items()],
        "steps": history(activity),
        "counts": _counts(activity, entry),
    }


def _fields(entry: Entry, known: display.Names) -> list[tuple[str, str]]:
    """What has no place of its own on the page, the empty left out."""
    apart = {"title", "lead", "partners", "attendance", "women", "minority"}
    said = display.shown(entry, known).items()
    return [(str(display.LABELS[name]), text) for name, text in said if name not in apart and text != display.NOTHING]


def _units(activity: Activity) -> list[ActivityUnit]:
    return list(activity.parts.select_related("unit__agency"))


def history(activity: Activity) -> list[Step]:
    """All revisions, the newest first, with what each changed."""
    revisions = list(activity.revisions.all())
    entries = [snapshots.entry(one.snapshot) for one in revisions]
    known = display.names(entries)
    said = [display.shown(entry, known) for entry in entries]
    officers = officer_names(one.actor for one in revisions)
    units = orgs.names(one.unit for one in revisions)
    steps = [
        Step(
            revision,
            str(Verb(revision.verb).label),
            officers.get(revision.actor, ""),
            units.get(revision.unit, ""),
            _changes(said[number - 1], said[number]) if number else [],
        )
        for number, revision in enumerate(revisions)
    ]
    return steps[::-1]


def _changes(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(str(display.LABELS[name]), before[name], after[name]) for name in before if before[name] != after[name]]


def _counts(activity: Activity, entry: Entry) -> list[Counts]:
    """The figures of its kind that the activity counts in, in its own year and its lead unit's tree."""
    if activity.status != Status.RECORDED:
        return []
    (counted,) = facts.counted([(activity.pk, entry)])
    totals: dict[int, int] = {}
    for line in counted.lines:
        stored = catalogue.indicator(line.indicator).stored
        totals[stored] = totals.get(stored, 0) + line.value
    year = entry.starts_on.year
    return [
        Counts(one.name, one.unit, totals[one.stored], links.url(_figure(one.code, year, entry.lead)))
        for one in catalogue.indicators()
        if entry.kind in one.kinds and one.stored in totals and not one.taking_part
    ]


def _figure(code: str, year: int, unit: int) -> Figure:
    return Figure(code, start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), unit=unit)
