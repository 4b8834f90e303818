"""What comes next in a contest for the officer who reads its page: entries to mark, a step of the round under way."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from ketnoi.contests import marking, states
from ketnoi.contests.enums import Stage, Verb
from ketnoi.contests.models import Contest, Round
from ketnoi.contests.queries import Step
from ketnoi.contests.views.access import round_page
from ketnoi.officers.policy import staff

Way = tuple[str, str, str]
NEXT: Final = {
    Stage.WAITING: (Verb.START, gettext_lazy("Bắt đầu chấm: %(round)s"), "arrow-right"),
    Stage.MARKING: (Verb.CLOSE, gettext_lazy("Khóa điểm: %(round)s"), "lock"),
    Stage.CLOSED: (Verb.DECIDE, gettext_lazy("Chọn bài: %(round)s"), "scale"),
}


def ways(request: HttpRequest, contest: Contest, steps: list[Step], *, runs: bool) -> list[Way]:
    """[(address, words, icon)]: marking first, then the organiser's next step with the first round not decided."""
    left = marking.left(staff(request).user)
    marks = [_marking(one, count) for one, count in left if one.contest_id == contest.pk]
    under_way = next((step.round for step in steps if step.round.stage != Stage.DECIDED), None)
    if not runs or under_way is None or not states.possible(contest.status, NEXT[Stage(under_way.stage)][0]):
        return marks
    return [*marks, _step(contest, under_way)]


def _marking(found: Round, count: int) -> Way:
    words = ngettext("Chấm %(count)s bài", "Chấm %(count)s bài", count) % {"count": count}
    return round_page(found), words, "pencil"


def _step(contest: Contest, found: Round) -> Way:
    verb, words, icon = NEXT[Stage(found.stage)]
    address = reverse(f"contests:{verb.value}", args=[contest.uuid, found.number])
    return address, words % {"round": found.name}, icon
