"""What every page below a programme shows around its own part: name, state, and the pages beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.officers import policy
from ketnoi.officers.models import Post
from ketnoi.programmes import policy as may
from ketnoi.programmes.models import Programme
from ketnoi.programmes.views.programme import found

TABS = (
    ("programme", _("Tổng quan")),
    ("document", _("Văn bản, căn cứ")),
    ("comments", _("Góp ý")),
    ("contents", _("Nội dung")),
    ("targets", _("Chỉ tiêu")),
    ("tasks", _("Nhiệm vụ")),
    ("requests", _("Kiến nghị")),
    ("terms", _("Các giai đoạn")),
)


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
    context = {"programme": programme, "tabs": tabs(request, programme, tab)} | shown
    return render(request, f"programmes/{template}.html", context, status=status)


def tabs(request: HttpRequest, programme: Programme, current: str = "") -> list[dict[str, Any]]:
    """The pages of a programme that the officer may open. Its discussion is open to those who wrote and read it."""
    post = policy.staff(request).post
    discussed = may.may_edit(post, programme) or may.is_party(post, programme)
    return [
        {"label": label, "url": reverse(f"programmes:{name}", args=[programme.slug]), "current": name == current}
        for name, label in TABS
        if name != "comments" or discussed
    ]
