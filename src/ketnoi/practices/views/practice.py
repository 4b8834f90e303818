"""One practice: how it is done, what came of it, who does it too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.attachments import queries as attachments
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.orgs import queries as orgs
from ketnoi.practices import content as contents
from ketnoi.practices import lineage, policy, showing, vocabulary
from ketnoi.practices.models import Practice
from ketnoi.practices.views.access import readable


@require_safe
@officers.signed_in
def practice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, acting = readable(request, uuid), staff(request)
    can = policy.may_write(acting.post, found)
    context = about(found) | {
        "can": can,
        "writes": acting.post.role in policy.WRITERS,
        "related": showing.related(found),
        "files": attachments.of(policy.OWNER_KIND, [found.pk]).get(found.pk, []),
    }
    return render(request, "practices/practice.html", context)


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
    }
