"""Officers vote; the organiser begins voting, has codes printed, ends it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ketnoi.contests import policy, states, voting
from ketnoi.contests.models import Ballot, Contest
from ketnoi.contests.policy import WRITERS
from ketnoi.contests.views.access import by, crumbs, page, readable, shown, step
from ketnoi.contests.vote_forms import BeginForm, CodesForm, VoteForm
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers.forms import Versioned
from ketnoi.ui import qr


def _ballot(contest: Contest) -> Ballot:
    found = Ballot.objects.filter(contest=contest).select_related("round", "contest", "data_key").first()
    if found is None:
        raise Http404
    return found


def _run(request: HttpRequest, uuid: UUID) -> Contest:
    """The contest when this officer runs it, else Http404."""
    found = readable(request, uuid)
    if not policy.runs(staff(request).post, found):
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@officers.signed_in
def vote(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The officer's own vote, which nobody else is shown; the sums once voting is over."""
    contest, acting = readable(request, uuid), staff(request)
    ballot = _ballot(contest)
    chosen = voting.chosen(ballot, acting.user)
    form = VoteForm(request.POST or None, entries=voting.entries(ballot), chosen=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            voting.vote(ballot, form.choice(), acting.user, acting.post.unit_id)
        except (states.NotPossible, ValidationError) as refused:
            messages.warning(request, " ".join(getattr(refused, "messages", [str(refused)])))
        else:
            _thanked(request, chose=bool(form.choice()))
        return redirect("contests:vote", uuid)
    told = {"contest": contest, "ballot": ballot, "form": form, "crumbs": crumbs(contest)}
    told |= {"open": voting.is_open(ballot), "sums": voting.sums(ballot), "runs": policy.runs(acting.post, contest)}
    return render(request, "contests/vote.html", told, status=422 if form.is_bound else 200)


def _thanked(request: HttpRequest, *, chose: bool) -> None:
    if chose:
        messages.success(request, _("Đã ghi bình chọn của bạn; đổi được đến khi kết thúc."))
    else:
        messages.warning(request, _("Bạn không chọn bài nào nên không có bình chọn nào của bạn được tính."))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def begin(request: HttpRequest, uuid: UUID) -> HttpResponse:
    contest = _run(request, uuid)
    if not voting.possible(contest):
        raise Http404
    form = BeginForm(request.POST or None, initial={"version": contest.version})

    def act(said: dict[str, Any]) -> None:
        voting.begin(contest, said["closes_on"], said["version"], by(request), by_codes=said["by_codes"])
        messages.success(request, _("Đã mở bình chọn."))

    lede = _("Bình chọn cho các bài vừa vào vòng trong. Kết quả hiện riêng, không cộng vào điểm của giám khảo.")
    return step(request, form, act, shown(contest, _("Mở bình chọn"), lede), page(contest))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    contest = _run(request, uuid)
    ballot = _ballot(contest)
    if not voting.is_open(ballot):
        raise Http404
    form = Versioned(request.POST or None, initial={"version": ballot.version})

    def act(said: dict[str, Any]) -> None:
        voting.close(ballot, said["version"], by(request))
        messages.success(request, _("Đã kết thúc bình chọn."))

    lede = _("Sau khi kết thúc, tổng số bình chọn hiện với mọi người thấy hội thi; không mở lại được.")
    return step(
        request, form, act, shown(contest, _("Kết thúc bình chọn"), lede), reverse("contests:vote", args=[uuid])
    )


@never_cache
@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def codes(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A sheet of new codes, to be printed at once: they are shown this one time."""
    contest = _run(request, uuid)
    ballot = _ballot(contest)
    if not (ballot.by_codes and voting.is_open(ballot)):
        raise Http404
    form = CodesForm(request.POST or None)
    told: dict[str, Any] = {"contest": contest, "form": form, "crumbs": crumbs(contest), "ballot": ballot}
    if form.is_valid():
        try:
            made = voting.make_codes(ballot, form.cleaned_data["count"], by(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            address = request.build_absolute_uri(reverse("contests:public", args=[ballot.uuid]))
            told |= {"codes": [voting.shown(one) for one in made], "address": address, "picture": qr.picture(address)}
            return render(request, "contests/codes.html", told)
    return render(request, "contests/codes.html", told, status=422 if form.is_bound else 200)
