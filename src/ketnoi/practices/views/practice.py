"""One practice: how it is done, what came of it, who does it too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.attachments import queries as attachments
from ketnoi.audit import kept
from ketnoi.audit.installation import is_demo
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import reader, staff
from ketnoi.orgs import queries as orgs
from ketnoi.practices import connected, fitting, lineage, measures, policy, showing, vocabulary
from ketnoi.practices import content as contents
from ketnoi.practices.enums import Status
from ketnoi.practices.models import Practice
from ketnoi.practices.views import results
from ketnoi.practices.views.access import readable
from ketnoi.practices.views.fitting import own_unit
from ketnoi.registers.views.access import home
from ketnoi.works import queries as works

SITES_SHOWN = 60


@require_safe
@officers.signed_in
def practice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    acting = staff(request)
    key = ("a practice", reader(acting.user), acting.post.pk, uuid)
    return render(request, "practices/practice.html", kept.once(key, lambda: _said(request, uuid)))


def _said(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    """All that the page says to this reader."""
    found, acting = readable(request, uuid), staff(request)
    can = policy.may_write(acting.post, found)
    writes = acting.post.role in policy.WRITERS
    said = about(found) | connected.around(found, acting.user, home(request), writes=writes)
    return said | {
        "can": can,
        "writes": writes,
        "related": showing.related(found),
        "adopt": found.status == Status.PUBLISHED and writes,
        "results": measures.results(found.measured.all()),
        "stated": list(found.stated.all()),
        "sites": list(found.sites.select_related("unit", "place")[:SITES_SHOWN]),
        "fits": fitting.fits(fitting.wants(found), fitting.own(own_unit(request))) if not can else [],
        "origin": _origin(found),
        "work": works.visible_to(acting.user).filter(pk=found.work_id).first() if found.work_id else None,
        "comparisons": results.told(found),
        "tree": lineage.tree(found),
        "files": attachments.of(policy.OWNER_KIND, [found.pk]).get(found.pk, []),
    }


def about(found: Practice) -> dict[str, Any]:
    """What every page about one practice says of it."""
    units = orgs.names([found.unit_id, found.contact_id])
    content = contents.of(found)
    level = vocabulary.levels().get(found.evidence, 0)
    return {
        "practice": found,
        "unit": units.get(found.unit_id, ""),
        "contact": units.get(found.contact_id, ""),
        "steps": content.step_list,
        "words": showing.words(found),
        "evidence": vocabulary.names("evidence").get(found.evidence, ""),
        "definition": vocabulary.definition(found.evidence),
        "level": showing.bars(level),
        "adopters": lineage.adopters_of(found),
        "invented": is_demo(),
    }


def _origin(found: Practice) -> dict[str, Any] | None:
    """Where a copy came from, and what it does otherwise: [(what, there, here)]."""
    if found.parent is None:
        return None
    edition = found.parent.editions.filter(number=found.parent_edition).first()
    there = contents.read(edition.content) if edition else contents.of(found.parent)
    here = contents.of(found)
    told, said = contents.shown(there), contents.shown(here)
    names = lineage.changes(found, there)
    return {
        "practice": found.parent,
        "unit": orgs.names([found.parent.unit_id])[found.parent.unit_id],
        "changes": [(str(contents.LABELS[name]), told[name], said[name]) for name in names],
    }
