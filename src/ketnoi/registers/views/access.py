"""Fetch what is kept for somebody who may read or write it; to anybody else it does not exist. And one way to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ketnoi.audit import versions
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers import kinds, policy
from ketnoi.registers.forms import Versioned
from ketnoi.registers.kinds import Family, Kind
from ketnoi.registers.models import Product, Standing

Act = Callable[[dict[str, Any]], object]
Theirs = Callable[[Any], list[tuple[str, str, str]]]


def readable(request: HttpRequest, uuid: UUID) -> Standing:
    """The thing, or Http404."""
    found = policy.visible_to(staff(request).user).filter(uuid=uuid).select_related("unit", "place", "kind").first()
    if found is None:
        raise Http404
    return found


def writable(request: HttpRequest, uuid: UUID) -> Standing:
    """The thing when this officer may write it, else Http404."""
    found = readable(request, uuid)
    if not policy.can_write(staff(request).post, found.unit_id):
        raise Http404
    return found


def product(request: HttpRequest, uuid: UUID, *, write: bool = False) -> Product:
    """The product, or Http404."""
    acting = staff(request)
    found = policy.products_visible_to(acting.user).filter(uuid=uuid).select_related("unit", "kind").first()
    if found is None or (write and not policy.can_write(acting.post, found.unit_id)):
        raise Http404
    return found


def kind_called(slug: str, family: Family = Family.THING) -> Kind:
    found = kinds.called(slug, family)
    if found is None:
        raise Http404
    return found


def writes(request: HttpRequest) -> bool:
    """Does the post write at all?"""
    return staff(request).post.role in policy.WRITERS


def home(request: HttpRequest) -> int:
    """The id of the organisation the officer works in."""
    return officers.home(staff(request).post.unit).pk


def doer(request: HttpRequest) -> dict[str, int]:
    """Who acts, and for which unit: the arguments of every action."""
    acting = staff(request)
    return {"actor": acting.user.pk, "unit": acting.post.unit_id}


def step(
    request: HttpRequest,
    form: Versioned,
    act: Act,
    shown: dict[str, Any],
    done: str,
    theirs: Theirs | None = None,
    not_possible: tuple[type[Exception], ...] = (),
) -> HttpResponse:
    """Do what a form says, and go on; what is refused stands at its field, with all that was typed.

    Where somebody else was faster, both versions are shown and the next attempt counts as having seen theirs. What the
    state does not allow any more (`not_possible` of the room above) is said in the form.
    """
    shown |= {"form": form}
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except versions.Stale as conflict:
            form.add_error(None, str(conflict))
            form.seen(conflict.current.version if conflict.current else 0)
            shown["theirs"] = theirs(conflict.current) if theirs and conflict.current else []
            return render(request, "registers/form.html", shown, status=409)
        except ValidationError as error:
            form.refuse(error)
        except not_possible as error:
            form.add_error(None, str(error))
        else:
            return redirect(done)
    return render(request, "registers/form.html", shown, status=422 if form.is_bound else 200)
