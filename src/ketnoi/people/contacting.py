"""Asking whether another unit knows the same person, without being told: the discreet request to get into touch.

Asking writes an inquiry and looks at nothing: neither answer, queries, writes nor time depend on whether there is a
match. Work behind the pages looks (`settle`), and asks the owner of a match to get into touch. What the owner does is
not shown to the asker: he is called, or he is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from ketnoi.access import policy, unscoped, watching
from ketnoi.access import reader as readers
from ketnoi.access.enums import Action
from ketnoi.access.reader import Reader
from ketnoi.access.unscoped import Because
from ketnoi.audit import journal, moments, retrying
from ketnoi.notices import actions as notices
from ketnoi.officers.models import Officer
from ketnoi.people import lineage, matching, settings
from ketnoi.people.actions import held
from ketnoi.people.enums import Answer, Purpose
from ketnoi.people.models import KIND, ContactRequest, Inquiry, Person

INQUIRY, CONTACT = "person_inquiry", "person_contact"  # kinds of object in the journal
NOTICE = "people.contact"


class TooMany(Exception):
    """The officer, or his unit, asked as often as a day allows."""


@transaction.atomic
def ask(reader: Reader, person: Person, purpose: Purpose) -> Inquiry:
    """Ask about a person of the own unit. Raises PermissionDenied and TooMany."""
    kept = held(reader, person, Action.WRITE)
    now = moments.now()
    _check_pace(reader.officer, kept.owner_id, now)
    said = {"officer_id": reader.officer, "unit_id": kept.owner_id, "purpose": purpose, "at": now}
    inquiry = Inquiry.objects.create(person=kept, **said)
    journal.write("ask", INQUIRY, inquiry.uuid, actor=reader.officer, unit=kept.owner_id, purpose=purpose.value)
    return inquiry


def _check_pace(officer: int, unit: int, now: int) -> None:
    lately = Inquiry.objects.filter(at__gt=now - moments.DAY)
    by_one, by_unit = lately.filter(officer=officer).count(), lately.filter(unit=unit).count()
    if by_one >= settings.ASKED_A_DAY_BY_ONE or by_unit >= settings.ASKED_A_DAY_BY_UNIT:
        raise TooMany


def asked_about(person: Person) -> QuerySet[Inquiry]:
    """What the own unit asked about a person: that and when, nothing that came of it."""
    return Inquiry.objects.filter(person=person).select_related("officer")


def settle() -> int:
    """Look for what was asked, and ask the owners of matches; how many inquiries were settled. For the worker."""
    waiting = Inquiry.objects.filter(settled_at=None).exclude(pk__in=retrying.waiting(INQUIRY)).order_by("at", "pk")
    return retrying.each(INQUIRY, waiting.values_list("pk", flat=True)[: settings.ASKED_AT_ONCE], _settle)


@transaction.atomic
def _settle(pk: int) -> bool:
    inquiry = Inquiry.objects.select_for_update().filter(pk=pk, settled_at=None).first()
    if inquiry is None:
        return False
    for person in _elsewhere(inquiry):
        request = ContactRequest.objects.create(inquiry=inquiry, person=person, at=moments.now())
        notices.tell(watching.workers(person.owner_id), NOTICE, request.uuid)
    inquiry.settled_at = moments.now()
    inquiry.save(update_fields=["settled_at"])
    journal.write("settle", INQUIRY, inquiry.uuid, unit=inquiry.unit_id)
    return True


def _elsewhere(inquiry: Inquiry) -> Iterable[Person]:
    """The records of the same person that another unit keeps, each as it stands after joins."""
    own = set(lineage.members(lineage.standing(inquiry.person_id)))
    same = {one for member in own for one in matching.same_as(member)} - own
    standing = {lineage.standing(one) for one in same}
    rows = unscoped.rows(Person, Because.MATCHED).filter(pk__in=standing - own)
    return rows.exclude(owner=inquiry.unit_id).order_by("pk")


def visible_to(reader: Reader) -> QuerySet[ContactRequest]:
    """Requests about records of his own that he may work on, the newest first."""
    mine = policy.permitted(reader, KIND, Action.WRITE).values("pk")
    return ContactRequest.objects.filter(person__in=mine).select_related("inquiry__unit", "inquiry__officer")


def waiting(reader: Reader) -> int:
    """How many wait for an answer of his."""
    return visible_to(reader).filter(answer=Answer.WAITING).count()


@transaction.atomic
def answer(reader: Reader, request: ContactRequest, said: Answer) -> None:
    """Say what was done about a request. Raises PermissionDenied; what was answered stays."""
    person = Person(pk=request.person_id)
    kept = held(reader, person, Action.WRITE)
    locked = ContactRequest.objects.select_for_update().get(pk=request.pk)
    if locked.answer != Answer.WAITING:
        return
    locked.answer, locked.answered_by_id, locked.answered_at = said, reader.officer, moments.now()
    locked.save(update_fields=["answer", "answered_by", "answered_at"])
    journal.write("answer", CONTACT, locked.uuid, actor=reader.officer, unit=kept.owner_id, answer=said.value)


def may_still_see(officer: Officer, ids: Collection[str]) -> set[str]:
    """Of requests those that the officer may work on now; for notices, which have no session."""
    found = visible_to(readers.at(officer, moments.now())).filter(Q(uuid__in=ids))
    return {str(uuid) for uuid in found.values_list("uuid", flat=True)}
