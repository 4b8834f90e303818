"""An officer's own notices: the list, and the way from one to what it is about."""

from __future__ import annotations

import uuid
from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ketnoi.audit import moments
from ketnoi.notices import actions, kinds, queries
from ketnoi.officers import policy, strength
from ketnoi.ui.numbers import plain

PER_PAGE = 30


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first. A page may be shorter where something may no longer be seen."""
    officer, strong = policy.staff(request).user, partial(strength.has_second_factor, request)
    page = Paginator(queries.of(officer.pk), PER_PAGE).get_page(request.GET.get("trang"))
    rows, unseen = queries.page(officer, page.object_list, strong)
    context = {
        "page": page,
        "rows": rows,
        "unseen": unseen,
        "until": moments.now(),
        "strong": strong(),
    }
    return render(request, "notices/index.html", context)


@policy.signed_in
@require_safe
def open_one(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Lead on to what it is about; permission is asked again, here and on the page itself."""
    officer = policy.staff(request).user
    found = queries.find(officer, code, partial(strength.has_second_factor, request))
    if found is None:
        raise Http404
    actions.saw(officer.pk, code)
    return redirect(kinds.get(found.notice.kind).address(found.notice.object_id))


@policy.signed_in
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """All up to the moment at which the list was shown."""
    actions.saw_all(policy.staff(request).user.pk, plain(request.POST.get("until", "")) or 0)
    return redirect("notices:index")
