"""Writes: each is one verb, one transaction, one journal line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.orgs import areas
from ketnoi.orgs.models import Agency, FormerName, Level, Succession, Unit, searchable
from ketnoi.places.models import Place
from ketnoi.ui.text import tidy, word_key


@transaction.atomic
def create_unit(
    agency: Agency,
    level: Level,
    name: str,
    parent: Unit | None,
    *,
    place: Place | None = None,
    short_name: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    covers: Collection[Place] = (),
    actor: int | None = None,
) -> Unit:
    """Create a unit under `parent`; without a place of its own it stands where its parent does.

    Raises ValidationError when the parent is of another agency, the name is empty or taken beside it, or the
    days are the wrong way round.
    """
    name, short_name = tidy(name), tidy(short_name)
    check_new(agency, name, parent, valid_from, valid_to)
    place = place or (parent.place if parent else None)
    unit = Unit.objects.create(
        agency=agency,
        level=level,
        name=name,
        short_name=short_name,
        folded=searchable(name, short_name),
        parent=parent,
        place=place,
        valid_from=valid_from,
        valid_to=valid_to,
        **areas.of(place).columns(),
    )
    unit.path = f"{parent.path if parent else ''}{unit.pk}."
    unit.save(update_fields=["path"])
    unit.covers.set(covers)
    journal.write("create", "orgs.unit", unit.pk, actor=actor, agency=agency.code, level=str(level))
    return unit


@transaction.atomic
def merge(units: Collection[Unit], into: Unit, day: date, actor: int | None = None) -> None:
    """Let `units` become part of `into` from `day` on; they end the day before.

    Raises ValidationError when `into` does not exist on that day, lies under one of them or is of another
    agency, or when one of them has become part of something already.
    """
    ids = sorted(unit.pk for unit in units)
    # in the order of their ids, so that two merges never wait for each other in a circle, nor make one
    locked = list(Unit.objects.select_for_update().filter(pk__in={*ids, into.pk}).order_by("pk"))
    for unit in locked:
        if unit.pk not in ids:
            continue
        _check_merge(unit, into, day)
        unit.valid_to = min(unit.valid_to or date.max, day - timedelta(days=1))
        unit.save(update_fields=["valid_to"])
        Succession.objects.create(old=unit, new=into)
    journal.write("merge", "orgs.unit", into.pk, actor=actor, units=ids, day=day.isoformat())


@transaction.atomic
def rename(
    unit: Unit, name: str, day: date, short_name: str = "", actor: int | None = None, seen: int | None = None
) -> None:
    """Call the unit `name` from `day` on; the former name is kept for the days before.

    Raises ValidationError when the name is empty, or the last change of name was on that day or later; versions.Stale
    when the unit is no longer of the version `seen`.
    """
    name, short_name = tidy(name), tidy(short_name)
    last = day - timedelta(days=1)
    # what stands now is what it was called, whatever the caller read before
    standing = Unit.objects.select_for_update().get(pk=unit.pk)
    if seen is not None:
        versions.check(standing, seen)
    if not name:
        raise ValidationError(_("Hãy nhập tên đơn vị."))
    if FormerName.objects.filter(unit=unit, valid_to__gte=last).exists():
        raise ValidationError(_("Đơn vị đã đổi tên từ ngày này hoặc sau ngày này."))
    FormerName.objects.create(unit=unit, name=standing.name, short_name=standing.short_name, valid_to=last)
    unit.name, unit.short_name, unit.folded = name, short_name, searchable(name, short_name)
    unit.version = standing.version + 1
    unit.save(update_fields=["name", "short_name", "folded", "version"])
    journal.write("rename", "orgs.unit", unit.pk, actor=actor, day=day.isoformat())


def check_new(agency: Agency, name: str, parent: Unit | None, valid_from: date | None, valid_to: date | None) -> None:
    """Raise ValidationError where a unit of this name cannot begin beside the others."""
    if not name:
        raise ValidationError(_("Hãy nhập tên đơn vị."))
    if parent is not None and parent.agency_id != agency.pk:
        raise ValidationError(_("Đơn vị cấp trên phải cùng ngành với đơn vị này."))
    if valid_from and valid_to and valid_to < valid_from:
        raise ValidationError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
    beside = Unit.objects.filter(agency=agency, parent=parent)
    if valid_to:
        beside = beside.filter(Q(valid_from=None) | Q(valid_from__lte=valid_to))
    if valid_from:
        beside = beside.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
    if any(word_key(other) == word_key(name) for other in beside.values_list("name", flat=True)):
        raise ValidationError(_("Đã có đơn vị tên này trong cùng thời gian."))


def _check_merge(unit: Unit, into: Unit, day: date) -> None:
    if into.agency_id != unit.agency_id:
        raise ValidationError(_("Chỉ sáp nhập được các đơn vị cùng ngành."))
    if into.path.startswith(unit.path):
        raise ValidationError(_("Không sáp nhập được vào chính đơn vị ấy hay đơn vị cấp dưới của nó."))
    if not Unit.objects.on(day).filter(pk=into.pk).exists():
        raise ValidationError(_("Đơn vị nhận không hoạt động vào ngày này."))
    if unit.valid_from and unit.valid_from >= day:
        raise ValidationError(_("Ngày sáp nhập phải sau ngày đơn vị bắt đầu hoạt động."))
    if Succession.objects.filter(old=unit).exists():
        raise ValidationError(_("%(unit)s đã sáp nhập vào đơn vị khác.") % {"unit": unit.label})
