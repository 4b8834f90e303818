"""The page of one programme."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ketnoi.figures import together
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.programmes import links, page, queries
from ketnoi.programmes import policy as may
from ketnoi.programmes.enums import PartyRole
from ketnoi.programmes.models import Programme


def found(officer: Officer, slug: str) -> Programme:
    """The programme at this address, with its parties; Http404 where the officer may not see it."""
    visible = queries.visible_to(officer).select_related("chair__agency", "parent")
    return get_object_or_404(visible.prefetch_related("parties__unit__agency", "tiles"), slug=slug)


@policy.signed_in
@require_GET
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """All figures, or those of `nam` (a year) and `dia-ban` (an area); `ban-do=cu` shows places on the old map."""
    staff = policy.staff(request)
    one = found(staff.user, slug)
    looked_at, stands_on = page.read(one, request.GET)
    with together.asked():
        shown = _shown(request, one, page.build(looked_at, stands_on)) | page.freshness(stands_on)
    return render(request, "programmes/programme.html", shown)


def _shown(request: HttpRequest, one: Programme, built: page.Built) -> dict[str, Any]:
    staff, lens = policy.staff(request), built.page.lens
    linked, contents = links.reports(one, staff.user), list(one.contents.all())
    return {
        "programme": one,
        "built": built,
        "lens": lens,
        "parties": [party for party in one.parties.all() if party.role == PartyRole.PARTY],
        "observers": [party for party in one.parties.all() if party.role == PartyRole.OBSERVER],
        "contents": contents,
        "told": bool(contents or one.summary or one.signatory),
        "buttons": [link for link in linked if link["kind"] == "button"],
        "badges": [link for link in linked if link["kind"] == "badge"],
        "notes": [link for link in linked if link["kind"] == "note"],
        "may_edit": may.may_edit(staff.post, one),
        "years": [{"year": year, "url": _with(request, page.YEAR, year)} for year in ["", *one.years]],
        "map_url": _with(request, page.MAP, "" if built.page.old_map else page.OLD) + "#o-dau",
        "export_url": _with(request),
    }


def _with(request: HttpRequest, name: str = "", value: object = "") -> str:
    """The query with one thing said differently; what is empty is left out."""
    said = {key: request.GET.get(key, "") for key in (page.YEAR, page.AREA, page.MAP)}
    said |= {name: str(value)} if name else {}
    query = QueryDict(mutable=True)
    query.update({key: text for key, text in said.items() if text})
    return f"?{query.urlencode()}" if query else "?"
