"""Released tables: the list, choosing what to release, and the page of one release."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ketnoi.figures.models import Release
from ketnoi.figures.released import actions, policy, queries, sources, words
from ketnoi.figures.released.forms import DrawingForm, ReasonForm
from ketnoi.figures.released.sources import ProtectedSource
from ketnoi.officers import policy as doors
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post

Status = Release.Status


@require_safe
@doors.signed_in
def index(request: HttpRequest) -> HttpResponse:
    """What is published, and what one's own organisation works on."""
    acting = doors.staff(request)
    context = {
        "published": [_row(one) for one in queries.published()],
        "working": [_row(one) for one in queries.in_work(acting.user)],
        "draws_up": policy.draws_up(acting.post),
        "sources": sources.every(),
    }
    return render(request, "figures/released/index.html", context)


@require_http_methods(["GET", "POST"])
@doors.protected
@doors.roles(Role.LEAD, Role.ANALYST)
def new(request: HttpRequest) -> HttpResponse:
    """Choose a source, a period and tables; what comes out is a draft with its small numbers hidden already."""
    post = doors.staff(request).post
    area, source = policy.area(post), _source(request)
    if area is None or not policy.draws_up(post):
        raise Http404
    context: dict[str, Any] = {
        "sources": sources.every(),
        "source": source,
        "area": words.area(area),
        "unit": policy.home(post),
    }
    if source is None:
        return render(request, "figures/released/new.html", context)
    form = DrawingForm(request.POST or None, source=source, agency=policy.home(post).agency_id, area=area)
    if form.is_valid():
        try:
            return redirect("figures:release", actions.draw_up(form.wanted(), post).uuid)
        except ValidationError as error:
            form.add_error(None, error)
    status = 422 if request.method == "POST" else 200
    return render(request, "figures/released/new.html", context | {"form": form}, status=status)


def _source(request: HttpRequest) -> ProtectedSource | None:
    """The source asked for; the only one where there is one."""
    every = sources.every()
    code = request.GET.get("nguon") or (every[0].code if len(every) == 1 else "")
    return next((one for one in every if one.code == code), None)


@require_safe
@doors.signed_in
def show(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The tables with what must be known of them; of a draft also the next step."""
    acting = doors.staff(request)
    release = visible(acting.user, code)
    return render(request, "figures/released/release.html", page(release, acting.post))


def visible(officer: Officer, code: uuid.UUID) -> Release:
    """The release, where the officer may see it; else there is none."""
    release = policy.visible_to(officer).select_related("unit", "replaces").filter(uuid=code).first()
    if release is None:
        raise Http404
    return release


def page(release: Release, post: Post) -> dict[str, Any]:
    """Everything the page of a release shows."""
    hidden, cells = words.count_hidden(release.content)
    versions = list(queries.versions(release))
    return _row(release) | {
        "content": release.content,
        "tables": [] if release.status == Status.WITHDRAWN else [_table(one) for one in release.content["tables"]],
        "note": words.note(),
        "hidden": hidden,
        "cells": cells,
        "agency": words.agency(release.agency),
        "versions": versions if len(versions) > 1 else [],
        "newest": next((one for one in versions if one.status == Status.PUBLISHED), None),
        "open": release.status in {Status.PUBLISHED, Status.REPLACED},
        "may_ask": release.status == Status.DRAFT and policy.works_on(post, release),
        "may_sign": release.status == Status.ASKED and policy.signs(post, release),
        "own": release.status == Status.ASKED and post.officer_id == release.made_by,
        "may_withdraw": release.status == Status.PUBLISHED and policy.leads(post, release),
        "form": ReasonForm(),
    }


def _row(release: Release) -> dict[str, Any]:
    look = words.LOOKS[Status(release.status)]
    return {
        "release": release,
        "title": release.content["source"],
        "period": words.period(release),
        "area": words.area(release.area),
        "look": {"kind": look[0], "icon": look[1]},
    }


def _table(table: dict[str, Any]) -> dict[str, Any]:
    *lines, totals = words.lines(table)
    return {"title": table["title"], "columns": words.columns(table), "lines": lines, "totals": totals}
