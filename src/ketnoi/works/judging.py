"""What the level above does with a work, what partners answer, and how it ends. Raises as `actions` does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.registers.actions import reasoned
from ketnoi.ui import dates
from ketnoi.ui.text import tidy
from ketnoi.works import actions, late, states, validation
from ketnoi.works import entry as entries
from ketnoi.works.enums import Achieved, Consent, Verb
from ketnoi.works.models import Work

LONGEST_EVALUATION = 4_000


@transaction.atomic
def agree(work: Work, version: int, actor: int, unit: int, *, key: bool | None = None, reason: str = "") -> Work:
    """Agree to it: from now on it counts in its year. `key` makes it one of the key works, or not.

    A reason is needed, and kept, only where its period was confirmed before.
    """
    locked = actions.locked_for(work, Verb.AGREE, version)
    late.demand(locked, locked.counted_on, reason)
    locked.key = locked.key if key is None else key
    return actions.changed(locked, Verb.AGREE, actor, unit, tidy(reason))


@transaction.atomic
def agree_many(ids: Sequence[int], actor: int, unit: int, reason: str = "") -> list[int]:
    """Agree to all of these that wait, under one moment; answers their ids."""
    waiting = [work for work in actions.locked_many(ids) if states.possible(work.status, Verb.AGREE)]
    late.demand_many([(work, work.counted_on) for work in waiting], reason)
    if waiting:
        actions.changed_many(waiting, Verb.AGREE, actor, unit, tidy(reason))
    return [work.pk for work in waiting]


@transaction.atomic
def send_back(work: Work, reason: str, version: int, actor: int, unit: int) -> Work:
    """Return it to the unit, which puts it right and sends it again."""
    locked = actions.locked_for(work, Verb.RETURN, version)
    return actions.changed(locked, Verb.RETURN, actor, unit, reasoned(reason))


@transaction.atomic
def answer(work: Work, partner: int, version: int, actor: int, unit: int, *, joins: bool) -> Work:
    """Say for a unit that was asked whether it takes part; from then on the work counts for it too."""
    locked = actions.locked_for(work, Verb.CONSENT, version)
    consent = Consent.GIVEN if joins else Consent.REFUSED
    if not locked.parts.filter(unit=partner, consent=Consent.ASKED).update(consent=consent):
        raise ValidationError(_("Đơn vị này không được mời cùng làm, hoặc đã trả lời."))
    return actions.changed(locked, Verb.CONSENT, actor, unit)


@transaction.atomic
def mark(work: Work, version: int, actor: int, unit: int, *, key: bool) -> Work:
    """Make it one of the key works, or one of the others again."""
    locked = actions.locked_for(work, Verb.MARK, version)
    locked.key = key
    return actions.changed(locked, Verb.MARK, actor, unit)


@transaction.atomic
def finish(
    work: Work, achieved: str, evaluation: str, day: dt.date, version: int, actor: int, unit: int, reason: str = ""
) -> Work:
    """Say on which day it was done and what came of it beside its aim."""
    locked = actions.locked_for(work, Verb.FINISH, version)
    _end(locked, achieved, tidy(evaluation), day)
    late.demand(locked, day, reason)
    return actions.changed(locked, Verb.FINISH, actor, unit, tidy(reason))


@transaction.atomic
def finish_many(ends: Mapping[int, tuple[str, str]], day: dt.date, actor: int, unit: int, reason: str = "") -> None:
    """Evaluate several at once, as at the end of a year: {work: (achieved, evaluation)}; all or none."""
    locked = actions.locked_many(list(ends))
    for work in locked:
        _end(work, ends[work.pk][0], tidy(ends[work.pk][1]), day)
    late.demand_many([(work, day) for work in locked], reason)
    actions.changed_many(locked, Verb.FINISH, actor, unit, tidy(reason))


def _end(work: Work, achieved: str, told: str, day: dt.date) -> None:
    if achieved not in Achieved.values:
        raise ValidationError({"achieved": [_("Hãy chọn mức đạt so với mục tiêu.")]})
    if not told or len(told) > LONGEST_EVALUATION:
        raise ValidationError({"evaluation": [_("Ghi đánh giá: làm được gì, còn gì, vì sao.")]})
    _check_day(work, day)
    work.achieved, work.evaluation, work.ended_on = achieved, told, day


@transaction.atomic
def drop(work: Work, reason: str, day: dt.date, version: int, actor: int, unit: int) -> Work:
    """Stop it before it is done, with the reason; it was registered all the same."""
    locked = actions.locked_for(work, Verb.DROP, version)
    _check_day(locked, day)
    locked.ended_on = day
    return actions.changed(locked, Verb.DROP, actor, unit, reasoned(reason))


@transaction.atomic
def reopen(work: Work, reason: str, version: int, actor: int, unit: int) -> Work:
    """Take back an end that was written by mistake."""
    locked = actions.locked_for(work, Verb.REOPEN, version)
    locked.ended_on, locked.achieved, locked.evaluation = None, "", ""
    return actions.changed(locked, Verb.REOPEN, actor, unit, reasoned(reason))


@transaction.atomic
def carry_over(work: Work, reason: str, version: int, actor: int, unit: int) -> Work:
    """Go on with it in the next year: answers that year's work, which waits for the level above.

    It is no new one, and a key work stays one. Results, notes and means stay with the year they belong to.
    """
    locked = actions.locked_for(work, Verb.CARRY, version)
    before = entries.of(locked)
    first = dt.date(locked.year + 1, 1, 1)
    if first.year > entries.today().year + 1:
        raise ValidationError(_("Chưa đến lúc chuyển sang năm %(year)s.") % {"year": first.year})
    day = min(first, entries.today())
    actions.changed(locked, Verb.CARRY, actor, unit, reasoned(reason))
    programme = before.programme if validation.runs(before.programme, first.year) else None
    following = replace(before, year=first.year, registered_on=day, resources={}, programme=programme)
    made = actions.register(following, actor, unit)
    made.carried_from, made.key = locked, locked.key
    made.save(update_fields=["carried_from", "key"])
    return made


def _check_day(work: Work, day: dt.date) -> None:
    if not work.registered_on <= day <= entries.today():
        said = {"day": dates.day(work.registered_on)}
        raise ValidationError({"day": [_("Ngày phải từ ngày đăng ký %(day)s đến hôm nay.") % said]})
