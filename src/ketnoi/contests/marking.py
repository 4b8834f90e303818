"""Jurors mark, each for himself. Raises as `actions` does."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.contests import conflicts, states
from ketnoi.contests.actions import locked_for
from ketnoi.contests.entering import ENTRY
from ketnoi.contests.enums import Stage, Status, Verb
from ketnoi.contests.models import Contest, Criterion, Entry, Juror, Mark, Round, Sheet
from ketnoi.officers.models import Officer
from ketnoi.practices.actions import By

Points = Mapping[int, int]
"""{criterion id: points}"""


def juror_of(officer: Officer, contest: Contest) -> Juror | None:
    return Juror.objects.filter(contest=contest, officer=officer).first()


def his(officer: Officer, found: Round) -> QuerySet[Entry]:
    """Entries of the round that this juror is to mark: all but those of his own unit."""
    own = conflicts.own(officer, found.contest).values("pk")
    return Entry.objects.filter(placings__round=found).exclude(pk__in=own).order_by("number")


def left(officer: Officer) -> list[tuple[Round, int]]:
    """[(round, how many entries)] that this officer has still to mark, the earliest due first."""
    rounds = Round.objects.filter(
        stage=Stage.MARKING, contest__status=Status.JUDGING, contest__jury__officer=officer
    ).select_related("contest")
    found = []
    for one in rounds.order_by("marks_until", "pk"):
        marked = Sheet.objects.filter(round=one, juror__officer=officer).values("entry")
        if count := his(officer, one).exclude(pk__in=marked).count():
            found.append((one, count))
    return found


@transaction.atomic
def mark(found: Round, entry: Entry, points: Points, version: int, officer: Officer, by: By) -> Sheet:
    """Give an entry one's points for every criterion, or give others than before; `version` is 0 for the first time.

    Refused to whoever is not of the jury, and for entries of the juror's own unit.
    """
    return mark_many(found, {entry.pk: points}, {entry.pk: version}, officer, by)[0]


@transaction.atomic
def mark_many(
    found: Round, given: Mapping[int, Points], seen: Mapping[int, int], officer: Officer, by: By
) -> list[Sheet]:
    """Mark several entries, {entry: its points}, in one journal line; `seen` has the version of each marked before."""
    contest = locked_for(found.contest, Verb.MARK)
    fresh = contest.rounds.get(pk=found.pk)
    states.round_after(fresh.stage, Verb.MARK)
    juror = juror_of(officer, contest)
    allowed = set(his(officer, fresh).filter(pk__in=given).values_list("pk", flat=True))
    if juror is None or allowed != set(given):
        raise ValidationError(_("Bạn không chấm bài này: bài của chính đơn vị của bạn, hoặc bạn không được cử chấm."))
    _check(fresh, given)
    sheets = _sheets(fresh, juror, {entry: seen.get(entry, 0) for entry in given})
    Mark.objects.filter(sheet__in=sheets).delete()
    Mark.objects.bulk_create(
        Mark(sheet=sheet, criterion_id=criterion, points=points)
        for sheet in sheets
        for criterion, points in given[sheet.entry_id].items()
    )
    told = {"round": fresh.number, "count": len(sheets)}
    journal.write(Verb.MARK, ENTRY, sheets[0].entry_id, actor=by.actor, unit=by.unit, **told)
    return sheets


def _check(found: Round, given: Mapping[int, Points]) -> None:
    """Every criterion has points, between 0 and its most."""
    criteria = {one.pk: one for one in Criterion.objects.filter(round=found)}
    for points in given.values():
        wrong = {
            field(one): [_("Cho điểm từ 0 đến %(most)s.") % {"most": one.most}]
            for one in criteria.values()
            if not 0 <= points.get(one.pk, -1) <= one.most
        }
        if wrong or set(points) - set(criteria):
            raise ValidationError(wrong or _("Tiêu chí không thuộc vòng này."))


def field(criterion: Criterion) -> str:
    """What a form calls the points for it."""
    return f"diem_{criterion.position}"


def _sheets(found: Round, juror: Juror, seen: Mapping[int, int]) -> list[Sheet]:
    """The juror's sheets for these entries, {entry: the version seen}, those that are new among them."""
    rows = Sheet.objects.select_for_update().filter(round=found, juror=juror, entry__in=seen)
    standing = {one.entry_id: one for one in rows}
    for entry, version in seen.items():
        if entry not in standing and version:
            raise versions.Stale(None)
    for one in standing.values():
        versions.check(one, seen[one.entry_id], _("Bạn vừa chấm bài này ở một cửa sổ khác."))
        one.version += 1
    Sheet.objects.bulk_update(standing.values(), ["version"])
    fresh = [Sheet(round=found, entry_id=entry, juror=juror) for entry in seen if entry not in standing]
    return [*standing.values(), *Sheet.objects.bulk_create(fresh)]
