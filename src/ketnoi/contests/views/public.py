"""Voting by a code, for everybody: what units made public of shortlisted entries, and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ketnoi.contests import states, voting
from ketnoi.contests.models import Ballot
from ketnoi.contests.vote_forms import CodeVoteForm
from ketnoi.officers import guessing, policy
from ketnoi.vault import keyed

GONE, TOO_MANY, REFUSED = 410, 429, 422


@never_cache
@require_http_methods(["GET", "POST"])
@policy.public
def public(request: HttpRequest, ballot: UUID) -> HttpResponse:
    found = Ballot.objects.filter(uuid=ballot, by_codes=True).select_related("contest").first()
    if found is None:
        raise Http404
    if not voting.is_open(found):
        return _page(request, found, None, "over", GONE)
    offered = list(voting.public_entries(found))
    if not offered:
        return _page(request, found, None, "none", 200)
    form = CodeVoteForm(request.POST or None, entries=offered, public=True)
    if not form.is_valid():
        return _page(request, found, form, "", REFUSED if form.is_bound else 200)
    return _voted(request, found, form)


def _voted(request: HttpRequest, found: Ballot, form: CodeVoteForm) -> HttpResponse:
    """Take the vote; wrong codes from one address have to wait, longer each time."""
    bucket = _bucket(request, found)
    if seconds := guessing.wait(bucket):
        form.add_error("ma", guessing.told(seconds))
        return _page(request, found, form, "", TOO_MANY)
    try:
        voting.vote_by_code(found, form.cleaned_data["ma"], form.choice())
    except voting.NotThisCode as refused:
        form.add_error("ma", str(refused))
        return _page(request, found, form, "", REFUSED)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, found, form, "", REFUSED)
    except states.NotPossible:
        return _page(request, found, None, "over", GONE)
    guessing.right(bucket)
    return _page(request, found, None, "done", 200)


def _bucket(request: HttpRequest, found: Ballot) -> str:
    """Where tries are counted, for a day: by the digest of an address, else one stranger could stop all others."""
    return keyed.digest("contest-tries", f"{found.uuid}:{request.META.get('REMOTE_ADDR', '')}")


def _page(request: HttpRequest, found: Ballot, form: CodeVoteForm | None, state: str, status: int) -> HttpResponse:
    told = {"title": found.contest.title, "closes_on": found.closes_on, "form": form, "state": state}
    answer = render(request, "contests/public.html", told, status=status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
