"""Open and close the places where a practice runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import versions
from ketnoi.figures import ledger
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.practices import content as contents
from ketnoi.practices import facts, sources
from ketnoi.practices.actions import By, locked, noted, tell
from ketnoi.practices.enums import Status, Verb
from ketnoi.practices.models import Practice, Site
from ketnoi.registers import late
from ketnoi.ui import dates
from ketnoi.ui.text import tidy

ROOM = "practices"
LONGEST_NAME = 200


@dataclass(frozen=True)
class Opening:
    """A place to run a practice at: its name, the unit that keeps it and where (ids), from which day on."""

    name: str
    unit: int
    opened_on: dt.date
    place: int | None = None


@transaction.atomic
def open_site(practice: Practice, wanted: Opening, version: int, by: By, reason: str = "") -> Site:
    """It counts from its first day. Raises versions.Stale, ValidationError by field of Opening and "reason"."""
    found = locked(practice, version)
    name = tidy(wanted.name)
    _check(found, wanted, name)
    late.demand([(wanted.unit, wanted.opened_on)], reason, ROOM)
    made = Site.objects.create(
        practice=found, name=name, unit_id=wanted.unit, place_id=wanted.place, opened_on=wanted.opened_on
    )
    return _posted(made, Verb.OPEN_SITE, by)


@transaction.atomic
def close_site(site: Site, day: dt.date, reason: str, version: int, by: By) -> Site:
    """It stands until the day before. Raises versions.Stale, ValidationError by "day" and "reason"."""
    found = Site.objects.select_for_update().select_related("practice").get(pk=site.pk)
    versions.check(found, version)
    if found.closed_on is not None:
        raise ValidationError(_("Điểm này đã ghi thôi."))
    if not found.opened_on <= day <= contents.today():
        raise ValidationError({"day": [_("Ngày thôi phải từ ngày bắt đầu đến hôm nay.")]})
    found.closing_reason = noted(reason, "reason")
    late.demand([(found.unit_id, day)], found.closing_reason, ROOM)
    found.closed_on = day
    found.version += 1
    found.save()
    return _posted(found, Verb.CLOSE_SITE, by)


def _check(found: Practice, wanted: Opening, name: str) -> None:
    if found.status != Status.PUBLISHED:
        raise ValidationError(_("Công bố mô hình trước khi ghi điểm mô hình."))
    if not name or len(name) > LONGEST_NAME:
        raise ValidationError({"name": [_("Ghi tên điểm, ví dụ: Trụ sở Công an phường Minh họa.")]})
    if wanted.opened_on > contents.today():
        raise ValidationError({"opened_on": [_("Ngày này chưa đến.")]})
    day = {"day": dates.day(wanted.opened_on)}
    if not Unit.objects.on(wanted.opened_on).filter(pk=wanted.unit).exists():
        raise ValidationError({"unit": [_("Đơn vị này không hoạt động vào ngày %(day)s.") % day]})
    if wanted.place and not Place.objects.on(wanted.opened_on).filter(pk=wanted.place).exists():
        raise ValidationError({"name": [_("Nơi này không có trên địa giới ngày %(day)s.") % day]})


def _posted(site: Site, verb: Verb, by: By) -> Site:
    ledger.post(sources.SITES, list(facts.count_sites([site.pk])))
    tell(verb, site.practice, by, site=site.pk)
    return site
