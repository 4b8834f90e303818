"""Adopt a practice: a copy of how it is done, under the unit that begins to do it, with the line back to where it came
from. Nothing else is carried over: no counter, no state, no result, no file, no contact of anybody.
"""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.practices import content as contents
from ketnoi.practices import library, telling
from ketnoi.practices.actions import By, tell
from ketnoi.practices.content import CARRIED, Content
from ketnoi.practices.enums import Reuse, Status, Verb
from ketnoi.practices.models import Edition, Practice
from ketnoi.ui import dates


@transaction.atomic
def adopt(original: Practice, unit: int, day: dt.date, by: By, *, agreed: bool = False) -> Practice:
    """Begin to do the same at this unit, from that day on; what was last published is what is copied.

    Raises ValidationError by "unit", "day" and "agreed" (where the first unit wants to be told or asked).
    """
    found = Practice.objects.select_for_update().get(pk=original.pk)
    _check(found, unit, day, agreed=agreed)
    last = Edition.objects.filter(practice=found).latest("number")
    copied = copy(contents.read(last.content), unit)
    made = contents.fill(Practice(unit_id=unit, created_by=by.actor, created_unit=by.unit), copied)
    made.parent, made.parent_edition, made.root_id, made.adopted_on = found, last.number, found.first, day
    made.begun_on = day
    made.save()
    library.changed()
    telling.adopted(made, by.actor)
    tell(Verb.ADOPT, made, by, parent=found.pk, edition=last.number)
    return made


def copy(content: Content, unit: int) -> Content:
    """How it is done, and nothing else: the new unit answers for it, and says itself what came of it."""
    carried = {name: getattr(content, name) for name in CARRIED}
    return Content(contact=unit, **carried)


def _check(found: Practice, unit: int, day: dt.date, *, agreed: bool) -> None:
    if found.status != Status.PUBLISHED:
        raise ValidationError(_("Chỉ áp dụng lại được mô hình đã công bố."))
    if not Unit.objects.on(day).filter(pk=unit).exists():
        raise ValidationError({"unit": [_("Đơn vị này không hoạt động vào ngày %(day)s.") % {"day": dates.day(day)}]})
    if day > contents.today():
        raise ValidationError({"day": [_("Ngày này chưa đến.")]})
    if found.reuse != Reuse.FREE and not agreed:
        raise ValidationError({"agreed": [str(Reuse(found.reuse).label)]})
    if unit in holders(found):
        raise ValidationError({"unit": [_("Đơn vị này đã có mô hình này rồi.")]})


def holders(practice: Practice) -> frozenset[int]:
    """Units that have a practice of the family and have not given it up; one that was merged counts as its heir."""
    family = Practice.objects.filter(root=practice.first) | Practice.objects.filter(pk=practice.first)
    own = set(family.exclude(status=Status.RETIRED).values_list("unit", flat=True))
    return frozenset(own | {orgs.heir(one) for one in own})
