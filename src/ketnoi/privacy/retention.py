"""How long each kind of record is kept, by which text, and what is done when that is over.

`data/retention.csv` holds the schedule with its verification; rooms register what they keep (`register`). Nothing is
destroyed by the clock: somebody proposes, somebody else decides, and what stays is the kind and the count.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.deadlines.enums import Status
from ketnoi.officers.models import Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.privacy import desk
from ketnoi.privacy.models import Disposal
from ketnoi.ui import dates
from ketnoi.ui.text import tidy
from ketnoi.vault import shredding

OBJECT = "disposal"
MOST = 500  # records in one disposal, so that who decides can take it in
LONGEST_REASON = 300


@dataclass(frozen=True)
class Period:
    """A line of the schedule: `years` counted from the day that `since` names in words."""

    code: str
    name: str
    years: int
    since: str
    basis: str
    status: Status
    decides: str

    def over_before(self, moment: int) -> int:
        """What ended before this moment is past its time."""
        day = dates.from_us(moment).date()
        return dates.to_us(dt.datetime.combine(_years_earlier(day, self.years), dt.time(), dates.ZONE))


def of_unit(rows: QuerySet[Any], keeper: str, unit: int) -> list[int]:
    """Keys of the rows of the unit and of what became part of it; `keeper` is the field of the unit that keeps them."""
    mine = [owner for owner in rows.values_list(keeper, flat=True).distinct() if orgs.heir(owner) == unit]
    return list(rows.filter(**{f"{keeper}__in": mine}).order_by("pk").values_list("pk", flat=True))


def destroy(rows: QuerySet[Any], actor: int, unit: int) -> int:
    """Shred the key of each row that was not disposed of yet, and note when; answers how many."""
    destroyed = 0
    left = rows.filter(disposed_at=None).order_by("pk")
    for row in left.select_for_update(of=("self",)).select_related("data_key"):
        if row.data_key is not None:
            shredding.shred(row.data_key, "retention", actor, unit)
        row.disposed_at = moments.now()
        row.save(update_fields=["disposed_at"])
        destroyed += 1
    return destroyed


@dataclass(frozen=True)
class Kept:
    """What a room says of its records of one kind.

    due(unit, ended_before) are keys of records past their time; dispose(keys, actor, unit) destroys their content and
    answers how many it destroyed.
    """

    kind: str
    due: Callable[[int, int], Sequence[int]]
    dispose: Callable[[Collection[int], int, int], int]


_kept: dict[str, Kept] = {}


def register(kept: Kept) -> None:
    """Make a kind of record disposable; its line must stand in the schedule."""
    if kept.kind not in schedule():
        raise ValueError(f"{kept.kind} has no line in retention.csv")
    _kept[kept.kind] = kept


@cache
def schedule() -> dict[str, Period]:
    """The schedule by kind."""
    with (resources.files("ketnoi.privacy") / "data" / "retention.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {row["code"]: Period(**row | {"years": int(row["years"]), "status": Status(row["status"])}) for row in rows}  # type: ignore[arg-type]


def too_old(kind: str, moment: int) -> str:
    """Words for a moment from which a record would be past its time on the day it is entered: a slip of the pen."""
    period = schedule()[kind]
    if moment >= period.over_before(moments.now()):
        return ""
    return _("Ngày này đã qua hơn %(years)s năm, quá thời hạn lưu: hãy xem lại năm.") % {"years": period.years}


def due(unit: Unit) -> dict[str, list[int]]:
    """{kind: keys of this unit's records past their time and not proposed already}."""
    waiting = Disposal.objects.filter(unit=unit, state=Disposal.State.PROPOSED)
    proposed = {(one.kind, key) for one in waiting for key in one.records}
    found = {}
    for kind, kept in _kept.items():
        keys = kept.due(unit.pk, schedule()[kind].over_before(moments.now()))
        found[kind] = [key for key in keys if (kind, key) not in proposed][:MOST]
    return {kind: keys for kind, keys in found.items() if keys}


@transaction.atomic
def propose(unit: Unit, kind: str, by: Post) -> Disposal:
    """Propose everything of a kind that is past its time. Raises ValidationError where nothing is."""
    if not desk.sits(by) or by.unit_id != unit.pk:
        raise PermissionDenied
    Unit.objects.select_for_update().get(pk=unit.pk)
    keys = due(unit).get(kind, [])
    if not keys:
        raise ValidationError(_("Không còn hồ sơ nào hết thời hạn lưu."))
    made = Disposal.objects.create(
        unit=unit, kind=kind, count=len(keys), records=keys, proposed_by=by.officer_id, proposed_at=moments.now()
    )
    journal.write("propose", OBJECT, made.uuid, actor=by.officer_id, unit=by.unit_id, sort=kind, count=len(keys))
    return made


@transaction.atomic
def approve(disposal: Disposal, by: Post) -> None:
    """Destroy what was proposed: only another officer of the desk does. Raises ValidationError, versions.Stale."""
    row = _locked(disposal, by)
    destroyed = _kept[row.kind].dispose(row.records, by.officer_id, by.unit_id)
    _decided(row, by, Disposal.State.DONE, count=destroyed)
    journal.write("dispose", OBJECT, row.uuid, actor=by.officer_id, unit=by.unit_id, sort=row.kind, count=destroyed)


@transaction.atomic
def refuse(disposal: Disposal, by: Post, reason: str) -> None:
    """Keep it all, with the reason."""
    row = _locked(disposal, by)
    if not tidy(reason):
        raise ValidationError({"reason": _("Hãy ghi lý do.")})
    if len(tidy(reason)) > LONGEST_REASON:
        raise ValidationError({"reason": _("Lý do dài quá %(most)s chữ cái.") % {"most": LONGEST_REASON}})
    row.close_with()
    _decided(row, by, Disposal.State.REFUSED, reason=tidy(reason))
    journal.write("refuse", OBJECT, row.uuid, actor=by.officer_id, unit=by.unit_id)


def _locked(disposal: Disposal, by: Post) -> Disposal:
    row = Disposal.objects.select_for_update().get(pk=disposal.pk)
    if not desk.sits(by) or by.unit_id != row.unit_id:
        raise PermissionDenied
    if row.state != Disposal.State.PROPOSED:
        raise versions.Stale(row)
    if row.proposed_by == by.officer_id:
        raise ValidationError(_("Người đề nghị không tự duyệt. Hãy để người khác duyệt."))
    return row


def _decided(row: Disposal, by: Post, state: str, **fields: object) -> None:
    """Nothing in the decided disposal leads back to a record."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.state, row.records, row.decided_by, row.decided_at = state, [], by.officer_id, moments.now()
    row.save()


def _years_earlier(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)
