"""The page of a work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketnoi.officers import policy as officers
from ketnoi.officers.models import Post
from ketnoi.officers.policy import staff
from ketnoi.officers.queries import names as officer_names
from ketnoi.works import entry as entries
from ketnoi.works import policy
from ketnoi.works.enums import Verb
from ketnoi.works.models import Work
from ketnoi.works.table import state_badge
from ketnoi.works.views.access import readable


@require_GET
@officers.signed_in
def work(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, acting = readable(request, uuid), staff(request)
    inside = policy.reads_inside(acting.user, found)
    context: dict[str, Any] = {
        "work": found,
        "state": state_badge(found.status),
        "said": entries.shown(entries.of(found)),
        "labels": entries.LABELS,
        "parts": found.parts.select_related("unit__agency"),
        "inside": inside,
        "can": _can(acting.post, found),
    }
    return render(request, "works/work.html", context | (_history(found) if inside else {}))


def _can(post: Post, found: Work) -> dict[str, bool]:
    """{verb: may he}, for the buttons."""
    return {verb.value: policy.can(post, verb, found) for verb in Verb if verb != Verb.REGISTER}


def _history(found: Work) -> dict[str, Any]:
    steps = list(found.revisions.order_by("-number"))
    names = officer_names(one.actor for one in steps)
    return {"steps": [(one, names.get(one.actor, "")) for one in steps]}
