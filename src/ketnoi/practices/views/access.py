"""Fetch a practice for somebody who may read or write it; to anybody else it does not exist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.officers.policy import staff
from ketnoi.orgs.models import Unit
from ketnoi.practices import content as contents
from ketnoi.practices import policy
from ketnoi.practices.actions import By
from ketnoi.practices.models import Practice
from ketnoi.registers.queries import keepers


def readable(request: HttpRequest, uuid: UUID) -> Practice:
    """The practice, or Http404."""
    found = policy.visible_to(staff(request).user).filter(uuid=uuid).select_related("unit__agency", "contact").first()
    if found is None:
        raise Http404
    return found


def writable(request: HttpRequest, uuid: UUID) -> Practice:
    """The practice when this officer may write it, else Http404."""
    found = readable(request, uuid)
    if not policy.may_write(staff(request).post, found):
        raise Http404
    return found


def by(request: HttpRequest) -> By:
    """Who acts, and for which unit."""
    acting = staff(request)
    return By(acting.user.pk, acting.post.unit_id)


def units(request: HttpRequest) -> list[Unit]:
    """Units for which this officer may write, his own first."""
    return keepers(staff(request).post, contents.today())


def page(found: Practice) -> str:
    return reverse("practices:practice", args=[found.uuid])


def shown(found: Practice, title: str, lede: str = "", submit: str = "", *, danger: bool = False) -> dict[str, Any]:
    """What the page of a step on a practice says."""
    crumbs = [(reverse("practices:library"), _("Mô hình hay")), (page(found), found.name)]
    words = {"title": title, "lede": lede, "submit": submit or title}
    return words | {"back": page(found), "crumbs": crumbs, "danger": danger}


def theirs(mine: contents.Content, current: Practice) -> list[tuple[str, str, str]]:
    """[(what, mine, theirs)] where two versions differ."""
    other = contents.of(current)
    said, told = contents.shown(mine), contents.shown(other)
    return [(str(contents.LABELS[name]), said[name], told[name]) for name in contents.differing(mine, other)]
