"""Rounds of a contest: laid out, marked, closed, decided. Raises as `actions` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from ketnoi.contests import states
from ketnoi.contests.actions import changed, locked_for
from ketnoi.contests.enums import Stage, Verb
from ketnoi.contests.models import LONGEST_NAME, Contest, Criterion, Entry, Mark, Placing, Round, Sheet
from ketnoi.contests.scoring import Score, Shortlist, shortlist
from ketnoi.practices.actions import By
from ketnoi.registers.actions import reasoned
from ketnoi.ui.text import tidy

MOST_ROUNDS = 6
MOST_CRITERIA = 20
MOST_POINTS = 1_000
MOST_PLACES = 10_000


@dataclass(frozen=True)
class Layout:
    """What a round is: how many go on, until when it is marked, and [(criterion, most points)]."""

    name: str
    places: int
    marks_until: dt.date
    criteria: tuple[tuple[str, int], ...]


@transaction.atomic
def add(contest: Contest, layout: Layout, version: int, by: By) -> Round:
    """Add a round after those there are, while the contest is a draft."""
    locked = locked_for(contest, Verb.ADD_ROUND, version)
    number = locked.rounds.count() + 1
    if number > MOST_ROUNDS:
        raise ValidationError(_("Nhiều nhất %(most)s vòng.") % {"most": MOST_ROUNDS})
    made = _laid_out(Round(contest=locked, number=number), layout)
    changed(locked, Verb.ADD_ROUND, by, round=number)
    return made


@transaction.atomic
def change(found: Round, layout: Layout, version: int, by: By) -> Round:
    """Lay a round of a draft out anew."""
    locked = locked_for(found.contest, Verb.CHANGE_ROUND, version)
    fresh = locked.rounds.get(pk=found.pk)
    fresh.criteria.all().delete()
    _laid_out(fresh, layout)
    changed(locked, Verb.CHANGE_ROUND, by, round=fresh.number)
    return fresh


@transaction.atomic
def drop(found: Round, version: int, by: By) -> None:
    """Take a round out of a draft; those after it move up."""
    locked = locked_for(found.contest, Verb.DROP_ROUND, version)
    fresh = locked.rounds.get(pk=found.pk)
    fresh.delete()
    for later in locked.rounds.filter(number__gt=fresh.number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])
    changed(locked, Verb.DROP_ROUND, by, round=fresh.number)


@transaction.atomic
def start(found: Round, version: int, by: By) -> Round:
    """Let jurors mark: all entries in the first round, afterwards those that came through the one before."""
    locked, fresh = _locked(found, Verb.START, version)
    if not locked.jury.exists():
        raise ValidationError(_("Chưa cử giám khảo nào."))
    before = locked.rounds.filter(number=fresh.number - 1).first()
    if before is not None and before.stage != Stage.DECIDED:
        raise ValidationError(_("Vòng trước chưa chọn xong."))
    entries = locked.entries.filter(withdrawn="")
    if before is not None:
        entries = Entry.objects.filter(placings__round=before, placings__through=True)
    Placing.objects.bulk_create(Placing(round=fresh, entry=entry) for entry in entries.order_by("number"))
    return _moved(locked, fresh, Verb.START, by)


@transaction.atomic
def close(found: Round, version: int, by: By) -> Round:
    """End marking: the sums are fixed and may be read. Refused while an entry has not been marked by anybody."""
    locked, fresh = _locked(found, Verb.CLOSE, version)
    sums = _sums(fresh)
    placings = list(fresh.placings.all())
    missing = sum(one.entry_id not in sums for one in placings)
    if missing:
        raise ValidationError(_("Còn %(count)s bài chưa có giám khảo nào chấm.") % {"count": missing})
    for one in placings:
        one.points, one.sheets = sums[one.entry_id]
    Placing.objects.bulk_update(placings, ["points", "sheets"], batch_size=500)
    return _moved(locked, fresh, Verb.CLOSE, by)


@transaction.atomic
def decide(found: Round, chosen: Collection[int], reason: str, version: int, by: By) -> Round:
    """Take the best on; among equals at the border the organiser chooses entries, by id, and says why."""
    locked, fresh = _locked(found, Verb.DECIDE, version)
    list_ = standing(fresh)
    picked = _picked(list_, chosen)
    if list_.tied:
        fresh.tie_reason = reasoned(reason)
    placings = list(fresh.placings.all())
    for one in placings:
        one.by_choice = one.entry_id in list_.tied
        one.through = one.entry_id in picked or one.entry_id in list_.through
    Placing.objects.bulk_update(placings, ["through", "by_choice"], batch_size=500)
    return _moved(locked, fresh, Verb.DECIDE, by, through=len(list_.through) + len(picked), chosen=len(picked))


def _picked(list_: Shortlist, chosen: Collection[int]) -> frozenset[int]:
    picked = frozenset(chosen)
    if len(picked) != list_.left or not picked <= set(list_.tied):
        said = {"left": list_.left, "tied": len(list_.tied)}
        raise ValidationError({"chosen": [_("Chọn đúng %(left)s trong %(tied)s bài bằng điểm.") % said]})
    return picked


def standing(found: Round) -> Shortlist:
    """Who goes on from a round whose marks are closed."""
    return shortlist(scores(found), found.places)


def scores(found: Round) -> list[Score]:
    """What the entries of a closed round got."""
    rows = found.placings.filter(sheets__isnull=False).values_list("entry", "points", "sheets")
    return [Score(entry, points or 0, sheets or 1) for entry, points, sheets in rows]


def _sums(found: Round) -> dict[int, tuple[int, int]]:
    """{entry: (points in all, sheets)} as the jurors marked."""
    rows = Sheet.objects.filter(round=found).values("entry").annotate(sheets=Count("pk", distinct=True))
    sheets = dict(rows.values_list("entry", "sheets"))
    marks = Mark.objects.filter(sheet__round=found).values("sheet__entry").annotate(points=Sum("points"))
    points = dict(marks.values_list("sheet__entry", "points"))
    return {entry: (points.get(entry, 0), count) for entry, count in sheets.items()}


def _locked(found: Round, verb: Verb, version: int) -> tuple[Contest, Round]:
    locked = locked_for(found.contest, verb, version)
    fresh = locked.rounds.get(pk=found.pk)
    states.round_after(fresh.stage, verb)
    return locked, fresh


def _moved(locked: Contest, fresh: Round, verb: Verb, by: By, **detail: int) -> Round:
    fresh.stage = states.round_after(fresh.stage, verb)
    fresh.save()
    changed(locked, verb, by, round=fresh.number, **detail)
    return fresh


def _laid_out(made: Round, layout: Layout) -> Round:
    _check(layout)
    made.name, made.places, made.marks_until = tidy(layout.name), layout.places, layout.marks_until
    made.save()
    Criterion.objects.bulk_create(
        Criterion(round=made, position=at, name=tidy(name), most=most)
        for at, (name, most) in enumerate(layout.criteria)
    )
    return made


def _check(layout: Layout) -> None:
    if not 0 < len(tidy(layout.name)) <= LONGEST_NAME:
        raise ValidationError({"name": [_("Ghi tên vòng, ví dụ: Vòng sơ khảo.")]})
    if not 1 <= layout.places <= MOST_PLACES:
        raise ValidationError({"places": [_("Số bài được chọn phải từ 1.")]})
    named = [tidy(name) for name, _most in layout.criteria]
    if not 1 <= len(named) <= MOST_CRITERIA or len(set(named)) < len(named):
        raise ValidationError({"criteria": [_("Ghi từ 1 đến %(most)s tiêu chí khác nhau.") % {"most": MOST_CRITERIA}]})
    if any(not 0 < len(name) <= LONGEST_NAME for name in named):
        raise ValidationError({"criteria": [_("Tên tiêu chí dài nhất %(most)s chữ cái.") % {"most": LONGEST_NAME}]})
    if any(not 1 <= most <= MOST_POINTS for _name, most in layout.criteria):
        said = {"most": MOST_POINTS}
        raise ValidationError({"criteria": [_("Điểm tối đa của mỗi tiêu chí phải từ 1 đến %(most)s.") % said]})
