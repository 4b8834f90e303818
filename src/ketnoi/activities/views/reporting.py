"""The page behind a link: somebody without an account reports one activity, once.

It shows the unit's name and the kinds of activities, nothing else that the system knows. Opening it uses nothing up, so
that a messenger may look at the address; only a report that was kept does.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ketnoi.activities import link_actions, link_queries
from ketnoi.activities.enums import LinkState
from ketnoi.activities.link_forms import ReportForm
from ketnoi.activities.models import ReportLink
from ketnoi.audit import moments
from ketnoi.officers import policy

GONE = 410


@never_cache
@require_http_methods(["GET", "POST"])
@policy.public
def report(request: HttpRequest, token: str) -> HttpResponse:
    link = link_queries.by_token(token)
    if link is None:
        raise Http404
    state = link.state(moments.now())
    if state != LinkState.OPEN:
        return _closed(request, link, state)
    form = ReportForm(request.POST or None, link)
    if request.method == "POST" and form.is_valid():
        return _kept(request, link, form)
    if request.method == "POST":
        link_actions.refuse(link)
    shown = {"form": form, "unit": link.unit.label, "counts": [form[name] for name in form.audiences]}
    return _page(request, "activities/report.html", shown, 422 if form.is_bound else 200)


def _kept(request: HttpRequest, link: ReportLink, form: ReportForm) -> HttpResponse:
    try:
        link_actions.send(link, form.said)
    except link_actions.LinkClosed as closed:
        return _closed(request, link, closed.state)
    return _page(request, "activities/report_done.html", {"unit": link.unit.label, "state": ""}, 200)


def _closed(request: HttpRequest, link: ReportLink, state: LinkState) -> HttpResponse:
    return _page(request, "activities/report_done.html", {"unit": link.unit.label, "state": state.value}, GONE)


def _page(request: HttpRequest, template: str, shown: dict[str, object], status: int) -> HttpResponse:
    answer = render(request, template, shown, status=status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
