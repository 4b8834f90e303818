"""A contest, its entries and its results, as everybody reads them who may see it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.attachments import queries as attachments
from ketnoi.contests import entering as acts
from ketnoi.contests import jury, marking, policy, queries, states, voting
from ketnoi.contests.enums import Stage, Status, Verb
from ketnoi.contests.models import Ballot, Contest, Entry
from ketnoi.contests.views.access import crumbs, entry_of, readable
from ketnoi.contests.views.entering import may_enter
from ketnoi.contests.views.onward import ways
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.practices import policy as practices
from ketnoi.registers.entry import today
from ketnoi.works import queries as works

EACH = 50
OWN_SHOWN = 5
STEPS = (Verb.CORRECT, Verb.ADD_ROUND, Verb.NAME, Verb.OPEN, Verb.CLOSE_ENTERING, Verb.CANCEL, Verb.PUBLISH)


@require_safe
@officers.signed_in
def contest(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = readable(request, uuid)
    runs, steps = policy.runs(staff(request).post, found), queries.steps(found)
    told: dict[str, Any] = {
        "contest": found,
        "crumbs": crumbs(),
        "steps": steps,
        "groups": found.groups.all(),
        "jury": jury.members(found),
        "rules": attachments.of(policy.OWNER_KIND, [found.pk]).get(found.pk, []),
        "sees_all": policy.sees_all_entries(staff(request).user, found),
        "entries": policy.sees_entries(staff(request).user, found).filter(withdrawn="").count(),
        "runs": runs,
        "can": {verb.value: runs and _ripe(found, verb, steps) for verb in STEPS},
        "may_enter": may_enter(request, found),
        "ways": ways(request, found, steps, runs=runs),
        "may_begin_vote": runs and voting.possible(found),
    }
    return render(request, "contests/contest.html", told | _own(request, found) | _voting(found))


def _own(request: HttpRequest, found: Contest) -> dict[str, Any]:
    """Entries of the units he writes for, while something can still be done about them; the first few."""
    changes = {verb.value: states.possible(found.status, verb) for verb in (Verb.WITHDRAW, Verb.SHARE)}
    if not any(changes.values()):
        return {}
    own = acts.own(staff(request).post, found)
    if found.status == Status.PUBLISHED:
        own = own.filter(public=True)
    return {"own": list(own[:OWN_SHOWN]), "changes": changes}


def _ripe(found: Contest, verb: Verb, steps: list[queries.Step]) -> bool:
    """Is it time for this step? What the action would refuse today is not offered."""
    if not states.possible(found.status, verb):
        return False
    if verb == Verb.CLOSE_ENTERING:
        return today() > found.closes_on
    return verb != Verb.PUBLISH or all(step.round.stage == Stage.DECIDED for step in steps)


def _voting(found: Contest) -> dict[str, Any]:
    """Voting, shown apart from the jury; its sums once it is over."""
    ballot = Ballot.objects.filter(contest=found).select_related("contest", "data_key").first()
    return {"ballot": ballot, "sums": voting.sums(ballot) if ballot else None}


@require_safe
@officers.signed_in
def entries(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All entries; while entries are taken, the own ones only to whoever does not run the contest. What was withdrawn
    stands apart: the contest's number of entries does not count it.
    """
    found = readable(request, uuid)
    seen = policy.sees_entries(staff(request).user, found).select_related("work__unit__agency", "work__field", "group")
    page = Paginator(seen.filter(withdrawn="").order_by("number"), EACH).get_page(request.GET.get("trang"))
    told = {"contest": found, "page": page, "crumbs": crumbs(found)}
    told["withdrawn"] = seen.exclude(withdrawn="").order_by("number")[:EACH]
    return render(request, "contests/entries.html", told)


@require_safe
@officers.signed_in
def entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was handed in; the work itself to jurors, to whoever runs the contest and to its own units."""
    found, officer = entry_of(request, uuid), staff(request).user
    own = found.work.unit_id in officers.scope(officer)
    inside = own or found.contest.unit_id in officers.scope(officer)
    visible = works.visible_to(officer).filter(pk=found.work_id).exists()
    practice = practices.visible_to(officer).filter(work=found.work_id).order_by("pk").first()
    verbs = (Verb.WITHDRAW, Verb.SHARE)
    told: dict[str, Any] = {
        "entry": found,
        "contest": found.contest,
        "crumbs": crumbs(found.contest),
        "inside": inside or marking.juror_of(officer, found.contest) is not None,
        "work_visible": visible,
        "practice": practice,
        "can": {verb.value: acts.may_change(staff(request).post, found, verb) for verb in verbs},
        "sheets": queries.sheets_of(found),
        "reaches": _reaches(found),
    }
    return render(request, "contests/entry.html", told)


def _reaches(found: Entry) -> list[tuple[Any, bool | None]]:
    """[(round, did it come through)] of the rounds that it was in."""
    placings = found.placings.select_related("round").order_by("round__number")
    return [(one.round, one.through) for one in placings]


@require_safe
@officers.signed_in
def results(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The jury's result, once it is published: the last round, the best first."""
    found = readable(request, uuid)
    last = found.rounds.order_by("-number").first()
    if found.status != Status.PUBLISHED or last is None:
        raise Http404
    last.contest = found
    lines = [line for line in queries.lines(last) if line.through]
    told = {"contest": found, "round": last, "lines": lines, "steps": queries.steps(found), "crumbs": crumbs(found)}
    return render(request, "contests/results.html", told | _counts(found) | _voting(found))


def _counts(found: Contest) -> dict[str, int]:
    return {"entries": found.entries.filter(withdrawn="").count()}
