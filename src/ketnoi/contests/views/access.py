"""Fetch a contest, a round or an entry for somebody who may see or change it; to anybody else it does not exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.contests import policy, states
from ketnoi.contests.differing import Both, both
from ketnoi.contests.enums import Verb
from ketnoi.contests.models import Ballot, Contest, Entry, Round
from ketnoi.contests.rounds import MOST_ROUNDS
from ketnoi.officers.policy import staff
from ketnoi.practices.actions import By
from ketnoi.registers.forms import Versioned
from ketnoi.registers.views import access

Crumbs = list[tuple[str, str]]


def readable(request: HttpRequest, uuid: UUID) -> Contest:
    """The contest, or Http404."""
    visible = policy.visible_to(staff(request).user).filter(uuid=uuid)
    found = visible.select_related("unit__agency", "agency", "programme").first()
    if found is None:
        raise Http404
    return found


def runnable(request: HttpRequest, uuid: UUID, verb: Verb) -> Contest:
    """The contest when this officer may do this to it as it stands, else Http404."""
    found = readable(request, uuid)
    if not (policy.runs(staff(request).post, found) and states.possible(found.status, verb)):
        raise Http404
    return found


def round_of(contest: Contest, number: int) -> Round:
    """The contest's round of this number, or Http404."""
    found = contest.rounds.filter(number=number).first() if number <= MOST_ROUNDS else None
    if found is None:
        raise Http404
    found.contest = contest
    return found


def entry_of(request: HttpRequest, uuid: UUID) -> Entry:
    """The entry when this officer may see it, else Http404."""
    related = ("contest__unit", "work__unit__agency", "work__field", "work__place", "group")
    found = Entry.objects.filter(uuid=uuid).select_related(*related).first()
    officer = staff(request).user
    if found is None or not policy.visible_to(officer).filter(pk=found.contest_id).exists():
        raise Http404
    if not policy.sees_entries(officer, found.contest).filter(pk=found.pk).exists():
        raise Http404
    return found


def by(request: HttpRequest) -> By:
    """Who acts, and for which unit."""
    acting = staff(request)
    return By(acting.user.pk, acting.post.unit_id)


def page(contest: Contest) -> str:
    return reverse("contests:contest", args=[contest.uuid])


def round_page(found: Round) -> str:
    return reverse("contests:round", args=[found.contest.uuid, found.number])


def entry_page(entry: Entry) -> str:
    return reverse("contests:entry", args=[entry.uuid])


def crumbs(contest: Contest | None = None) -> Crumbs:
    found = [(reverse("works:list"), _("Công trình, phần việc")), (reverse("contests:list"), _("Hội thi"))]
    return [*found, (page(contest), contest.title)] if contest else found


def shown(contest: Contest, title: str, lede: str = "", submit: str = "", *, danger: bool = False) -> dict[str, Any]:
    """What the page of a step on a contest says."""
    words = {"title": title, "lede": lede, "submit": submit or title, "danger": danger}
    return words | {"back": page(contest), "crumbs": crumbs(contest)}


def step(
    request: HttpRequest,
    form: Versioned,
    act: access.Act,
    told: dict[str, Any],
    done: str,
    stands: Callable[[Any], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """Do what a form says, and go on; what the state does not allow any more is said in the form.

    To the second of two editors what he typed is shown beside what `stands`, {field: value} of the row as it is now.
    """

    def theirs(other: Any) -> Both:
        return both(form, stands(other)) if stands else now(other)

    return access.step(request, form, act, told, done, theirs, (states.NotPossible,))


def now(other: Contest | Entry | Ballot) -> Both:
    """What stands now, where a step has nothing of its own to set beside it."""
    if isinstance(other, Ballot):
        return [(_("Bình chọn"), "", _("đã kết thúc"))] if other.closed else []
    if isinstance(other, Entry):
        public = other.public_title if other.public else _("không đưa ra công khai")
        return [(_("Phần công khai"), "", public), (_("Lý do rút"), "", other.withdrawn)][: 1 + bool(other.withdrawn)]
    stages = "; ".join(f"{one.name}: {one.get_stage_display()}" for one in other.rounds.all())
    said = {_("Tên hội thi"): other.title, _("Tình trạng"): str(other.get_status_display()), _("Các vòng"): stages}
    return [(label, "", words) for label, words in said.items()]
