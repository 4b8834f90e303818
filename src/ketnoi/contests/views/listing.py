"""The list of contests."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.contests import policy
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff

EACH = 30


@require_safe
@officers.signed_in
def contests(request: HttpRequest) -> HttpResponse:
    found = policy.visible_to(staff(request).user).select_related("unit__agency")
    page = Paginator(found, EACH).get_page(request.GET.get("trang"))
    writes = staff(request).post.role in policy.WRITERS
    return render(request, "contests/list.html", {"page": page, "writes": writes})
