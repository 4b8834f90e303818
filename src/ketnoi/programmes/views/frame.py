"""What every page below a programme shows around its own part: name, state, and the pages beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ketnoi.officers import policy
from ketnoi.officers.models import Post
from ketnoi.programmes.models import Programme
from ketnoi.programmes.views.programme import found
from ketnoi.programmes.views.tabs import tabs


def opened(request: HttpRequest, slug: str, allowed: Callable[[Post, Programme], bool] | None = None) -> Programme:
    """The programme at this address; Http404 where the officer may not see it or may not do this."""
    staff = policy.staff(request)
    programme = found(staff.user, slug)
    if allowed is not None and not allowed(staff.post, programme):
        raise Http404
    return programme


def page(request: HttpRequest, programme: Programme, tab: str, status: int = 200, **shown: Any) -> HttpResponse:
    """The page of this tab, from the template of the same name unless `template` says another."""
    template = shown.pop("template", tab)
    context = {"programme": programme, "tabs": tabs(policy.staff(request).post, programme, tab)} | shown
    return render(request, f"programmes/{template}.html", context, status=status)
