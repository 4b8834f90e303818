"""Writes of rosters: who is on a list from when to when."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.figures import ledger
from ketnoi.orgs.models import Unit
from ketnoi.registers import entry as entries
from ketnoi.registers import facts, late, sources, trail
from ketnoi.registers.enums import Done, Of
from ketnoi.registers.models import Person
from ketnoi.ui import dates
from ketnoi.ui.text import fold, tidy


@transaction.atomic
def add(people: list[Person], actor: int, unit: int, reason: str = "") -> list[Person]:
    """Put people on lists, all or none.

    Raises ValidationError by field of Person, and of "reason" where a first day lies in a confirmed period.
    """
    units = Unit.objects.in_bulk({one.unit_id for one in people})
    for one in people:
        one.name, one.field = tidy(one.name), tidy(one.field)
        one.folded, one.created_by = fold(one.name), actor
        _check(one, units.get(one.unit_id))
    late.demand(((one.unit_id, one.since) for one in people), reason)
    Person.objects.bulk_create(people)
    moment = ledger.post(sources.PEOPLE, list(facts.count_people([one.pk for one in people])))
    steps = [trail.Told(one.pk, one.version, {"since": one.since.isoformat()}) for one in people]
    trail.keep(Of.PERSON, Done.ADD, steps, moment, actor, unit, tidy(reason))
    journal.write("add", "roster", people[0].pk, actor=actor, unit=unit, count=len(people))
    return people


def _check(person: Person, unit: Unit | None) -> None:
    if not person.name:
        raise ValidationError({"name": [_("Ghi họ và tên.")]})
    if person.since > entries.today():
        raise ValidationError({"since": [_("Ngày này chưa đến.")]})
    if unit is None or not (unit.valid_from or dt.date.min) <= person.since <= (unit.valid_to or dt.date.max):
        said = {"day": dates.day(person.since)}
        raise ValidationError({"unit": [_("Đơn vị này không hoạt động vào ngày %(day)s.") % said]})


@transaction.atomic
def end(person: Person, day: dt.date, version: int, actor: int, unit: int, reason: str = "") -> Person:
    """Take somebody off a list from that day on. Raises versions.Stale, ValidationError by field."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    versions.check(locked, version)
    if not locked.since <= day <= entries.today():
        raise ValidationError({"day": [_("Ngày thôi phải từ ngày tham gia đến hôm nay.")]})
    late.demand([(locked.unit_id, day)], reason)
    locked.until, locked.version = day, locked.version + 1
    locked.save(update_fields=["until", "version"])
    moment = ledger.post(sources.PEOPLE, list(facts.count_people([locked.pk])))
    step = trail.Told(locked.pk, locked.version, {"until": day.isoformat()})
    trail.keep(Of.PERSON, Done.END, [step], moment, actor, unit, tidy(reason))
    journal.write("end", "roster", locked.pk, actor=actor, unit=unit, version=locked.version)
    return locked
