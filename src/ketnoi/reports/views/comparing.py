"""Two versions of a report held against each other."""

from __future__ import annotations

import uuid as uuids

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.audit import kept
from ketnoi.figures import links
from ketnoi.officers import policy
from ketnoi.reports import comparing
from ketnoi.reports.comparing import Number, Version
from ketnoi.reports.questions import Said
from ketnoi.reports.views import found


@policy.signed_in
@require_safe
def compare(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Of the two that are asked for; where none is, of the newest and the one before it."""
    report = found.visible(request, uuid)
    among = comparing.versions(report, policy.staff(request).user)
    context = {"report": report, "versions": among}
    if len(among) > 1:
        before, after = (_chosen(request, name, among, place) for name, place in (("truoc", -2), ("sau", -1)))
        both = ("compare", *(_name(one) for one in (before, after)))
        compared = kept.once(both, lambda: comparing.compare(before, after))
        context |= {"before": before, "after": after, "compared": compared, "numbers": _opened(compared.numbers)}
    return render(request, "reports/compare.html", context)


def _chosen(request: HttpRequest, name: str, among: list[Version], usual: int) -> Version:
    asked = request.GET.get(name, "")
    return next((one for one in among if one.code == asked), among[usual])


def _name(version: Version) -> tuple[int, int]:
    return version.report.pk, version.edition.pk if version.edition else 0


def _opened(numbers: list[Number]) -> list[dict[str, object]]:
    """Each figure opens the question that was asked for it."""
    return [{"number": one, "before": _link(one.before), "after": _link(one.after)} for one in numbers]


def _link(said: Said | None) -> tuple[str, str] | None:
    """(address, words)."""
    return (links.url(said.figure), comparing.exactly(said)) if said else None
