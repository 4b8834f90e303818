"""Fetch a work for somebody who may read it, or do something to it; to anybody else it does not exist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.officers.policy import staff
from ketnoi.registers.forms import Versioned
from ketnoi.registers.views import access
from ketnoi.works import entry as entries
from ketnoi.works import policy, queries
from ketnoi.works.enums import Verb
from ketnoi.works.models import Work
from ketnoi.works.states import NotPossible

RELATED = ("unit__agency", "place", "field", "programme", "responsible", "carried_from")
doer = access.doer
home = access.home
writes = access.writes


def readable(request: HttpRequest, uuid: UUID) -> Work:
    """The work, or Http404."""
    found = queries.visible_to(staff(request).user).filter(uuid=uuid).select_related(*RELATED).first()
    if found is None:
        raise Http404
    return found


def doable(request: HttpRequest, uuid: UUID, verb: Verb) -> Work:
    """The work when this officer may do this to it as it stands, else Http404."""
    found = readable(request, uuid)
    if not policy.can(staff(request).post, verb, found):
        raise Http404
    return found


def page(work: Work) -> str:
    return reverse("works:work", args=[work.uuid])


def shown(work: Work, title: str, lede: str = "", submit: str = "", *, danger: bool = False) -> dict[str, Any]:
    """What the page of a step on a work says."""
    crumbs = [(reverse("works:list"), _("Công trình, phần việc")), (page(work), work.title)]
    words = {"title": title, "lede": lede, "submit": submit or title, "danger": danger}
    return words | {"back": page(work), "crumbs": crumbs}


def step(request: HttpRequest, form: Versioned, act: access.Act, told: dict[str, Any], work: Work) -> HttpResponse:
    """Do what a form says, and go on to the work; what its state does not allow any more is said in the form."""
    return access.step(request, form, act, told, page(work), now, (NotPossible,))


def now(other: Work) -> list[tuple[str, str, str]]:
    """What stands now, where a step has nothing of its own to set beside it."""
    words = entries.shown(entries.of(other))
    said = [(str(entries.LABELS[name]), "", words[name]) for name in ("title", "year", "field", "aim", "resources")]
    return [(_("Tình trạng"), "", str(other.get_status_display())), *(one for one in said if one[2])]
