"""Writes of the breach register: found, told, closed. One verb, one transaction, one journal line."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.deadlines import keeping, running
from ketnoi.deadlines.keeping import By
from ketnoi.officers.models import Post
from ketnoi.privacy import desk, retention
from ketnoi.privacy.clocks import BREACH
from ketnoi.privacy.enums import BreachState, DataKind
from ketnoi.privacy.models import Breach, Told
from ketnoi.ui.text import tidy

LIMIT = "DP_BREACH"


@dataclass(frozen=True)
class Found:
    """What was found, without a name of anybody: when, which data, of how many persons, what happened."""

    found_at: int
    kinds: tuple[str, ...]
    persons: int
    what: str
    measures: str


@transaction.atomic
def enter(found: Found, post: Post) -> Breach:
    """Enter a breach and start the clock of its notice. Raises ValidationError by field, PermissionDenied."""
    if not desk.sits(post):
        raise PermissionDenied
    _check(found)
    made = Breach(
        unit=post.unit,
        found_at=found.found_at,
        kinds=list(found.kinds),
        persons=found.persons,
        entered_by=post.officer_id,
    )
    made.close_with()
    made.what, made.measures = tidy(found.what), tidy(found.measures)
    made.save()
    keeping.start(BREACH, made.pk, LIMIT, found.found_at, by=By(post.officer_id, post.unit_id))
    journal.write("enter", BREACH, made.uuid, actor=post.officer_id, unit=post.unit_id, persons=found.persons)
    return made


def _check(found: Found) -> None:
    problems = {}
    if found.found_at > moments.now():
        problems["found_on"] = _("Thời điểm phát hiện không được sau hiện tại.")
    elif old := retention.too_old(BREACH, found.found_at):
        problems["found_on"] = old
    if not found.kinds or not set(found.kinds) <= set(DataKind.values):
        problems["kinds"] = _("Hãy chọn loại dữ liệu bị ảnh hưởng.")
    if not tidy(found.what):
        problems["what"] = _("Hãy ghi việc xảy ra.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def tell(breach: Breach, whom: str, at: int, number: str, post: Post, seen: int) -> None:
    """Note that somebody was told. The competent agency told, the clock of the notice is met."""
    row = _locked(breach, post, seen)
    if whom not in Told.Whom.values:
        raise ValidationError({"whom": _("Hãy chọn nơi đã thông báo.")})
    if not row.found_at <= at <= moments.now():
        raise ValidationError({"told_on": _("Thời điểm thông báo phải sau khi phát hiện và không sau hiện tại.")})
    told = Told(breach=row, whom=whom, at=at, by=post.officer_id, data_key=row.data_key)
    told.number = tidy(number)
    told.save()
    if whom == Told.Whom.AGENCY:
        row.state = BreachState.NOTIFIED
        _meet(row, at, post)
    _kept(row)
    journal.write("tell", BREACH, row.uuid, actor=post.officer_id, unit=post.unit_id, whom=whom)


@transaction.atomic
def close(breach: Breach, lessons: str, post: Post, seen: int) -> None:
    """Nothing is left to do; what was learned stands in the register."""
    row = _locked(breach, post, seen)
    if not tidy(lessons):
        raise ValidationError({"lessons": _("Hãy ghi điều rút ra để không xảy ra lần nữa.")})
    row.state, row.lessons, row.closed_at = BreachState.CLOSED, tidy(lessons), moments.now()
    _kept(row)
    journal.write("close", BREACH, row.uuid, actor=post.officer_id, unit=post.unit_id)


def _locked(breach: Breach, post: Post, seen: int) -> Breach:
    row = Breach.objects.select_for_update().get(pk=breach.pk)
    if not desk.keeps(post, row.unit_id):
        raise PermissionDenied
    versions.check(row, seen)
    if row.state == BreachState.CLOSED:
        raise versions.Stale(row)
    return row


def _kept(row: Breach) -> None:
    row.version += 1
    row.save()


def _meet(row: Breach, at: int, post: Post) -> None:
    for one in running.of(BREACH, [row.pk]).get(row.pk, []):
        if one.is_open:
            keeping.met(one.row.pk, one.row.version, at, By(post.officer_id, post.unit_id))
