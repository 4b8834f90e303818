"""The page of a work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketnoi.audit import kept
from ketnoi.figures import links
from ketnoi.figures.records import Identity
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Officer, Post
from ketnoi.officers.policy import reader, staff
from ketnoi.officers.queries import names as officer_names
from ketnoi.works import entry as entries
from ketnoi.works import evidence, files, measured, policy
from ketnoi.works import links as ways_on
from ketnoi.works.enums import Status, Verb
from ketnoi.works.models import Note, Work
from ketnoi.works.table import state_badge
from ketnoi.works.views.access import readable


@require_GET
@officers.signed_in
def work(request: HttpRequest, uuid: UUID) -> HttpResponse:
    acting = staff(request)
    said = kept.once(("a work", reader(acting.user), acting.post.pk, uuid), lambda: _said(request, uuid))
    return render(request, "works/work.html", said | {"today": entries.today()})


def _said(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    """All that the page says to this reader, but for the day."""
    found, acting = readable(request, uuid), staff(request)
    inside = policy.reads_inside(acting.user, found)
    said: dict[str, Any] = {
        "work": found,
        "state": state_badge(found.status),
        "said": entries.shown(entries.of(found)),
        "labels": entries.LABELS,
        "parts": list(found.parts.select_related("unit__agency")),
        "inside": inside,
        "can": _can(acting.post, found),
        "files": files.of(found),
        "ways_on": ways_on.of(found, acting.post),
        "last_reason": _last_reason(found) if inside else "",
    }
    said |= _achieved(found) | _told(acting.user, found)
    return said | (_history(found) if inside else {})


def _achieved(found: Work) -> dict[str, Any]:
    """What it is measured by; numbers of its own, each with the figure it is part of."""
    own = list(found.results.filter(withdrawn="").select_related("measure"))
    return {
        "measured": measured.results(found),
        "own": [(one, links.url(measured.own_figure(found, one.measure_id))) for one in own],
        "carried_to": Work.objects.filter(carried_from=found).first(),
    }


def _told(officer: Officer, found: Work) -> dict[str, Any]:
    """Milestones and notes, each with the records that this reader may open."""
    notes = list(found.notes.prefetch_related("evidence"))
    shown = evidence.seen(officer, {one.pk: _identities(one) for one in notes})
    return {"notes": [(one, shown[one.pk]) for one in notes], "milestones": list(found.milestones.all())}


def _identities(note: Note) -> list[Identity]:
    return [(one.record_kind, one.record) for one in note.evidence.all()]


def _can(post: Post, found: Work) -> dict[str, bool]:
    """{verb: may he}, for the buttons."""
    return {verb.value: policy.can(post, verb, found) for verb in Verb if verb != Verb.REGISTER}


def _history(found: Work) -> dict[str, Any]:
    steps = list(found.revisions.order_by("-number"))
    names = officer_names(one.actor for one in steps)
    return {"steps": [(one, names.get(one.actor, "")) for one in steps]}


def _last_reason(found: Work) -> str:
    """Why it was returned or dropped, as its unit reads it on top."""
    if found.status not in {Status.RETURNED, Status.DROPPED, Status.WITHDRAWN}:
        return ""
    return found.revisions.order_by("-number").values_list("reason", flat=True)[0]
