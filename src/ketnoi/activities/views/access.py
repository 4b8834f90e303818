"""Fetch an activity for somebody who may read it, or do something to it; to anybody else it does not exist."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest

from ketnoi.activities import policy
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Activity
from ketnoi.officers.enums import Role
from ketnoi.officers.policy import staff

WRITERS = (Role.RECORDER, Role.LEAD)


def readable(request: HttpRequest, uuid: UUID) -> Activity:
    """The activity, or Http404."""
    found = policy.visible_to(staff(request).user).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def changeable(request: HttpRequest, uuid: UUID, verb: Verb) -> Activity:
    """The activity when this officer may do this to it, else Http404."""
    found = readable(request, uuid)
    if not policy.can(staff(request).user, verb, found):
        raise Http404
    return found


def doer(request: HttpRequest) -> dict[str, int]:
    """Who acts, and for which unit: the arguments of every action."""
    acting = staff(request)
    return {"actor": acting.user.pk, "unit": acting.post.unit_id}
