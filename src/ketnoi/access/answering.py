"""What a unit answers to what it was asked or told: it accepts, it returns, it acknowledges. Moments as everywhere."""

from __future__ import annotations

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.access import policy, protecting, watching
from ketnoi.access.enums import State
from ketnoi.access.granting import GRANT, record_of
from ketnoi.access.models import Grant
from ketnoi.access.reader import Reader
from ketnoi.audit import journal, moments
from ketnoi.notices import actions as notices
from ketnoi.ui.text import tidy


@transaction.atomic
def accept(reader: Reader, code: uuid.UUID) -> Grant:
    """Take what the own unit was asked: from now on it reads the sections named. Raises Grant.DoesNotExist."""
    grant = _offered(reader, code)
    grant.state = State.ACCEPTED
    return _answered(reader, grant, "accept")


@transaction.atomic
def give_back(reader: Reader, code: uuid.UUID, reason: str) -> Grant:
    """Not take it, with the reason. Raises Grant.DoesNotExist, ValidationError without a reason."""
    grant = _offered(reader, code)
    if not tidy(reason):
        raise ValidationError({"reason": [_("Ghi lý do không nhận, để đơn vị giữ hồ sơ tìm nơi khác.")]})
    grant.close_with(record_of(grant))
    grant.state, grant.reason = State.RETURNED, reason.strip()
    return _answered(reader, grant, "give_back")


@transaction.atomic
def acknowledge(reader: Reader, code: uuid.UUID, number: str) -> Grant:
    """Confirm that a notice came, with the number it was entered under; it cannot be declined.

    Raises Grant.DoesNotExist; ValidationError without a number, or when somebody acknowledged it already.
    """
    grant = policy.told(reader).select_for_update().get(uuid=code)
    if grant.answered_at is not None:
        raise ValidationError(_("Đã có người xác nhận nhận thông báo này."))
    if not tidy(number):
        raise ValidationError({"number": [_("Ghi số tiếp nhận của đơn vị.")]})
    grant.close_with(record_of(grant))
    grant.number = number.strip()
    return _answered(reader, grant, "acknowledge")


def offered(reader: Reader) -> list[Grant]:
    """What waits for an answer of the reader's units, of every kind of record, the oldest first."""
    found = [one for protected in protecting.every() for one in policy.offers(reader, protected.kind)]
    return sorted(found, key=lambda one: (one.starts_at, one.pk))


def _offered(reader: Reader, code: uuid.UUID) -> Grant:
    held = Grant.objects.select_for_update().get(uuid=code)
    if held.state != State.OFFERED or held.given_by_id == reader.officer:  # nobody gives himself access
        raise Grant.DoesNotExist
    found: Grant = policy.offers(reader, held.kind).get(pk=held.pk)
    return found


def _answered(reader: Reader, grant: Grant, verb: str) -> Grant:
    grant.answered_at, grant.answered_by_id = moments.now(), reader.officer
    grant.save(update_fields=["state", "reason", "number", "answered_at", "answered_by"])
    others = [one for one in watching.workers(grant.giver_id) if one != reader.officer]
    notices.tell(others, "access.answered", grant.uuid)
    journal.write(verb, GRANT, grant.uuid, actor=reader.officer, unit=grant.unit_id)
    return grant
