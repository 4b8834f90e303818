"""Which record stands for a person since records were joined. Ids only: what they hold is asked of the policy."""

from __future__ import annotations

from ketnoi.access import unscoped
from ketnoi.access.unscoped import Because
from ketnoi.people.models import Person

DEEPEST = 20  # joins one after the other; more is a circle


def standing(person: int) -> int:
    """The id of the record that goes on for this one: its own, when it was never joined to another."""
    for _step in range(DEEPEST):
        into = _into(person)
        if into is None:
            return person
        person = into
    raise LookupError(f"Records joined in a circle at {person}.")


def members(person: int) -> list[int]:
    """Ids of all records that one record stands for, its own first."""
    found, last = [person], [person]
    while last:
        joined = unscoped.rows(Person, Because.HELD).filter(merged_into__in=last).exclude(pk__in=found)
        last = list(joined.order_by("pk").values_list("pk", flat=True))
        found += last
    return found


def whole(person: int) -> list[int]:
    """Ids of all records of the person that this one is about, however they were joined."""
    return members(standing(person))


def _into(person: int) -> int | None:
    found = unscoped.rows(Person, Because.HELD).filter(pk=person)
    return found.values_list("merged_into", flat=True).first()
