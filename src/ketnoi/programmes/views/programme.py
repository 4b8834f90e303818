"""The page of one programme."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from ketnoi.audit import kept
from ketnoi.figures import together
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.programmes import links, page, queries
from ketnoi.programmes import policy as may
from ketnoi.programmes.enums import PartyRole
from ketnoi.programmes.models import Programme
from ketnoi.programmes.views.tabs import tabs


def found(officer: Officer, slug: str) -> Programme:
    """The programme at this address, with its parties; Http404 where the officer may not see it."""
    one = kept.once(("programme", slug), lambda: _named().filter(slug=slug).first())
    if one is None or one.pk not in queries.visible_ids(officer):
        raise Http404
    return one


def _named() -> QuerySet[Programme]:
    return Programme.objects.select_related("chair__agency", "parent").prefetch_related(
        "parties__unit__agency", "tiles"
    )


@policy.signed_in
@require_GET
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """All figures, or those of `nam` (a year) and `dia-ban` (an area); `ban-do=cu` shows places on the old map."""
    staff = policy.staff(request)
    one = found(staff.user, slug)
    linked = links.reports(one, staff.user)
    shown = {
        "programme": one,
        "content": _content(one, request.GET),
        "parties": [party for party in one.parties.all() if party.role == PartyRole.PARTY],
        "buttons": [link for link in linked if link["kind"] == "button"],
        "badges": [link for link in linked if link["kind"] == "badge"],
        "notes": [link for link in linked if link["kind"] == "note"],
        "may_edit": may.may_edit(staff.post, one),
        "tabs": tabs(staff.post, one, "programme"),
        "export_url": _with(request.GET),
    }
    return render(request, "programmes/programme.html", shown | page.freshness(one))


def _content(one: Programme, asked: QueryDict) -> SafeString:
    """The figures; they are the same for every reader, and stay as they are until somebody writes."""
    return kept.once(("programme page", one.pk, _with(asked)), lambda: _drawn(one, asked))


def _drawn(one: Programme, asked: QueryDict) -> SafeString:
    looked_at, stands_on = page.read(one, asked)
    with together.asked():
        built = page.build(looked_at, stands_on)
    contents = list(one.contents.all())
    shown = {
        "programme": one,
        "built": built,
        "lens": looked_at.lens,
        "observers": [party for party in one.parties.all() if party.role == PartyRole.OBSERVER],
        "contents": contents,
        "told": bool(contents or one.summary or one.signatory),
        "years": [{"year": year, "url": _with(asked, page.YEAR, year)} for year in ["", *one.years]],
        "map_url": _with(asked, page.MAP, "" if looked_at.old_map else page.OLD) + "#o-dau",
    }
    return render_to_string("programmes/content.html", shown)


def _with(asked: QueryDict, name: str = "", value: object = "") -> str:
    """The query with one thing said differently; what is empty is left out."""
    said = {key: asked.get(key, "") for key in (page.YEAR, page.AREA, page.MAP)}
    said |= {name: str(value)} if name else {}
    query = QueryDict(mutable=True)
    query.update({key: text for key, text in said.items() if text})
    return f"?{query.urlencode()}" if query else "?"
