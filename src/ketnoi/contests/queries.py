"""Reads: how many entries are in each round, who got what, what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from ketnoi.contests import policy, rounds
from ketnoi.contests.enums import Stage, Status
from ketnoi.contests.models import Contest, Entry, Mark, Placing, Round, Sheet
from ketnoi.contests.scoring import ranks
from ketnoi.officers.models import Post
from ketnoi.registers.queries import own_units
from ketnoi.ui.numbers import decimal

AHEAD = dt.timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """A round as the contest's page shows it: entries that are in it, and those that came through, None before that."""

    round: Round
    entries: int | None
    through: int | None


@dataclass(frozen=True)
class Line:
    """An entry in a round as a list shows it; without a score while others may not see marks."""

    entry: Entry
    mean: Fraction | None
    rank: int | None
    through: bool | None
    by_choice: bool
    tied: bool
    sheets: int = 0
    """How many jurors have marked it, while it is marked: for the organiser alone."""

    @property
    def score(self) -> str:
        """The mean with two decimals, as a result is told: "17,25"."""
        return "" if self.mean is None else decimal(self.mean)


def steps(contest: Contest) -> list[Step]:
    """The rounds with their counts, in one query."""
    inside = Count("placings")
    came = Count("placings", filter=Q(placings__through=True))
    found = contest.rounds.annotate(inside=inside, came=came).order_by("number")
    return [
        Step(one, one.inside if one.stage != Stage.WAITING else None, one.came if one.stage == Stage.DECIDED else None)
        for one in found
    ]


def lines(found: Round) -> list[Line]:
    """Entries of a round: by their number while marks are closed to others, else the best first."""
    placings = list(
        found.placings.select_related("entry__work__unit__agency", "entry__group").order_by("entry__number")
    )
    if not policy.sees_marks(found):
        marked = _marked(found)
        return [Line(one.entry, None, None, None, False, False, marked.get(one.entry_id, 0)) for one in placings]
    scored = rounds.scores(found)
    means = {one.entry: one.mean for one in scored}
    placed, tied = ranks(scored), set(rounds.standing(found).tied)
    ordered = sorted(placings, key=lambda one: (placed[one.entry_id], one.entry.number))
    return [_line(one, means[one.entry_id], placed[one.entry_id], tied) for one in ordered]


def _marked(found: Round) -> dict[int, int]:
    """{entry: how many jurors have marked it}, of those that one has."""
    rows = Sheet.objects.filter(round=found).values("entry").annotate(sheets=Count("pk"))
    return dict(rows.values_list("entry", "sheets"))


def _line(one: Placing, mean: Fraction, rank: int, tied: Collection[int]) -> Line:
    return Line(one.entry, mean, rank, one.through, one.by_choice, one.entry_id in tied)


def sheets_of(entry: Entry) -> list[tuple[Round, list[tuple[str, list[Mark]]]]]:
    """[(round, [(juror's name, marks)])] of the rounds whose marks are closed; jurors may have one name."""
    found: dict[int, tuple[Round, dict[int, list[Mark]]]] = {}
    marks = Mark.objects.filter(sheet__entry=entry, sheet__round__stage__in=[Stage.CLOSED, Stage.DECIDED])
    related = marks.select_related("sheet__round", "sheet__juror__officer", "criterion")
    for one in related.order_by("sheet__round__number", "sheet_id", "criterion__position"):
        _round, sheets = found.setdefault(one.sheet.round_id, (one.sheet.round, {}))
        sheets.setdefault(one.sheet_id, []).append(one)
    return [
        (one, [(marks[0].sheet.juror.officer.name, marks) for marks in sheets.values()])
        for one, sheets in found.values()
    ]


def ending(post: Post, day: dt.date) -> Sequence[Round]:
    """Rounds that the post's own organisation runs and that are due within the week, the earliest first."""
    if post.role not in policy.WRITERS:
        return []
    due = Round.objects.filter(stage=Stage.MARKING, marks_until__lte=day + AHEAD, contest__status=Status.JUDGING)
    own = due.filter(contest__unit__in=own_units(post).values("pk"))
    return list(own.select_related("contest").order_by("marks_until", "pk"))


def entered(post: Post, day: dt.date) -> QuerySet[Contest]:
    """Contests of the post's own organisation whose days of entering are over and whose list is not settled."""
    if post.role not in policy.WRITERS:
        return Contest.objects.none()
    own = Contest.objects.filter(unit__in=own_units(post).values("pk"))
    return own.filter(status=Status.ENTERING, closes_on__lt=day).order_by("closes_on", "pk")
