"""The library: search, filters, cards; and what the unit itself is writing."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.audit.installation import is_demo
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.practices import asking, cluster, policy, showing, vocabulary
from ketnoi.practices.enums import Status
from ketnoi.registers.views.access import home
from ketnoi.ui.templatetags.ui import PAGE_PARAMETER

ON_A_PAGE = 12
OWN_SHOWN = 20
NEWS_SHOWN = 3


@require_safe
@officers.signed_in
def library(request: HttpRequest) -> HttpResponse:
    """All that was published, the likest to what was typed first."""
    asked = asking.read(request.GET)
    found, counted = asking.answer(asked)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    context = {
        "asked": asked,
        "selects": asking.selects(asked),
        "fields": [(row["code"], row["short"], counted.get(row["code"], 0)) for row in vocabulary.rows("fields")],
        "all": sum(counted.values()),
        "page": page,
        "cards": showing.cards(list(page.object_list)),
        "writes": staff(request).post.role in policy.WRITERS,
        "by_adopters": asking.BY_ADOPTERS,
        "invented": is_demo(),
        "news": [] if asked.narrowed or page.number > 1 else cluster.news(home(request), NEWS_SHOWN),
    }
    return render(request, "practices/library.html", context)


@require_safe
@officers.signed_in
def own(request: HttpRequest) -> HttpResponse:
    """What the officer's units are writing, have published and have given up."""
    rows = policy.visible_to(staff(request).user).filter(unit__in=officers.scope_query(staff(request).user))
    page = Paginator(rows.order_by("-pk").select_related("unit"), OWN_SHOWN).get_page(request.GET.get(PAGE_PARAMETER))
    writes = staff(request).post.role in policy.WRITERS
    return render(request, "practices/own.html", {"page": page, "writes": writes, "draft": Status.DRAFT})
