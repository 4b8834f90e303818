"""The report as a paper, with the panel of the figure that is opened."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ketnoi.audit import kept
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.reports import editions, following, moved, panel, queries, rendering, required
from ketnoi.reports.enums import Contribution, Move, Stage
from ketnoi.reports.models import Edition, Report, Step
from ketnoi.reports.moved import Difference
from ketnoi.reports.questions import Said
from ketnoi.reports.views import found


@policy.signed_in
@require_safe
def report(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    shown = found.visible(request, uuid)
    edition = editions.current(shown)
    return render(request, "reports/report.html", _page(request, shown, edition))


@policy.signed_in
@require_safe
def edition(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    """An edition as it was: its words, its figures."""
    shown = found.visible(request, uuid)
    earlier = get_object_or_404(shown.editions, number=number)
    return render(request, "reports/report.html", _page(request, shown, earlier))


def _page(request: HttpRequest, report: Report, edition: Edition | None) -> dict[str, Any]:
    """`edition` None: the figures are live."""
    which = (report.pk, edition.pk if edition else 0)
    written, said, differences = kept.once(("report", *which), lambda: _read(report, edition))
    waiting = moved.waiting(differences)
    changed = [key for one in waiting for key in one.keys]
    selected = _selected(request, list(said), changed)
    officer = policy.staff(request).user
    current = edition is None or edition.frozen_at == report.frozen_at
    opened = ("panel", *which, selected, policy.reader(officer))
    return {
        "report": report,
        "edition": edition,
        "current": current,
        "editions": list(report.editions.all()),
        "paper": rendering.paper(report, written, said, rendering.for_screen(selected, changed)),
        "panel": kept.once(opened, lambda: panel.build(report, edition, said[selected], differences, officer))
        if selected
        else None,
        "said": said,
        "moved": len(waiting),
        "entered": sum(1 for one in said.values() if one.entered),
        "counted": sum(1 for one in said.values() if not one.entered),
        "given": sum(1 for one in said.values() if one.given),
        "unread": 0 if not current else report.paragraphs.filter(accepted=False).count(),
        "missing": required.missing(report, written) if current and report.stage == Stage.DRAFT else [],
        "returned": _returned(report) if current else None,
        "official": queries.official(report) if current else None,
        "followed": following.of(officer).filter(report=report).exists(),
        "received": report.assignments.filter(state=Contribution.SENT).count() if current else 0,
        "waiting": report.comments.filter(replied_at=None).count() if current else 0,
        "may_edit": current and found.may_edit(request, report),
        "may_give": current and found.may_edit(request, report) and policy.staff(request).post.role == Role.LEAD,
    }


def _read(report: Report, edition: Edition | None) -> tuple[list[editions.Text], dict[str, Said], list[Difference]]:
    """The words, their figures, and which of them have changed since."""
    written = editions.texts(report, edition)
    said = editions.said(report, written, edition)
    return written, said, moved.in_edition(edition, said) if edition else []


def _returned(report: Report) -> Step | None:
    """The step that sent the draft back, while it was not submitted again."""
    newest = report.steps.last() if report.stage == Stage.DRAFT else None
    return newest if newest and newest.move == Move.RETURN else None


def _selected(request: HttpRequest, keys: list[str], changed: list[str]) -> str:
    """The figure asked for, else the first that has changed."""
    wanted = request.GET.get("so", "")
    return wanted if wanted in keys else next(iter(changed), "")
