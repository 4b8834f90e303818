"""Choose the columns of a list; the choice is kept until it is made anew."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ketnoi.lists import actions, asked
from ketnoi.lists.views.access import doer, opened, page_of, question
from ketnoi.officers import policy
from ketnoi.officers.policy import staff


@require_POST
@policy.signed_in
def choose(request: HttpRequest, table: str) -> HttpResponse:
    """`cot` are the codes of the columns to show; without any, the usual ones."""
    here = opened(request, table)
    wanted = request.POST.getlist("cot")
    chosen = asked.shown(here, staff(request).post, wanted) if wanted else ()
    actions.keep_columns(here, [column.code for column in chosen], doer(request))
    return redirect(page_of(here, replace(question(request, here), columns_named=False).query()))
