"""A unit follows a practice, and thanks for it: once each, under the unit's name; each is one verb."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.practices import nameless, telling
from ketnoi.practices.actions import KIND, By
from ketnoi.practices.enums import Status
from ketnoi.practices.models import Follow, Practice, Thanks

LONGEST: Final = 300


@transaction.atomic
def follow(practice: Practice, unit: int, by: By) -> None:
    """Let the unit hear of new versions, new results and the end of it; following twice changes nothing."""
    _heard(practice, unit)
    values = {"since": moments.now(), "actor": by.actor}
    _row, new = Follow.objects.get_or_create(practice=practice, unit_id=unit, defaults=values)
    if new:
        _tell("follow", practice, by)


@transaction.atomic
def unfollow(practice: Practice, unit: int, by: By) -> None:
    """Hear no more of it; not following changes nothing."""
    gone, _rows = Follow.objects.filter(practice=practice, unit=unit).delete()
    if gone:
        _tell("unfollow", practice, by)


@transaction.atomic
def thank(practice: Practice, words: str, unit: int, by: By, *, sure: bool = False) -> Thanks:
    """Thank the unit for its practice; a second time puts the new words in place of the first.

    Raises ValidationError of "words".
    """
    _heard(practice, unit)
    told = nameless.checked("words", " ".join(words.split()), LONGEST, sure=sure)
    values = {"words": told, "at": moments.now(), "actor": by.actor}
    said, new = Thanks.objects.update_or_create(practice=practice, unit_id=unit, defaults=values)
    if new:
        telling.to_unit(practice.unit_id, telling.THANKED, practice.uuid, besides=by.actor)
    _tell("thank", practice, by)
    return said


@transaction.atomic
def unthank(practice: Practice, unit: int, by: By) -> None:
    """Take the unit's thanks back."""
    gone, _rows = Thanks.objects.filter(practice=practice, unit=unit).delete()
    if gone:
        _tell("unthank", practice, by)


def _heard(practice: Practice, unit: int) -> None:
    """Raise ValidationError where there is nothing to follow or to thank for."""
    if practice.status == Status.DRAFT:
        raise ValidationError(_("Mô hình chưa công bố."))
    if practice.unit_id == unit:
        raise ValidationError(_("Đây là mô hình của đơn vị của bạn."))


def _tell(verb: str, practice: Practice, by: By) -> None:
    journal.write(verb, KIND, practice.pk, actor=by.actor, unit=by.unit)
