"""What happens to people and records in a random world besides: leave, hand-overs, leads that left, joined records.

The rows are planted as the verbs leave them; the oracle is told what happened, and works out by itself what follows.
"""

from __future__ import annotations

from random import Random
from typing import Any, Final

from ketnoi.access import oracle
from ketnoi.access.models import Conflict, Grant, ProtectedRecord
from ketnoi.access.protecting import Protected
from ketnoi.audit import moments
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post

SHARE: Final = 5  # of posts one in so many is acted in, and one handed over; of records one joined


def plant_posts(known: oracle.World, chance: Random, moment: int) -> None:
    """Some of the posts are acted in by another officer, some were handed over an instant ago or will be in one."""
    casework = [pk for pk, post in known.posts.items() if post.role in oracle.WORKS]
    chosen = chance.sample(casework, 2 * len(casework) // SHARE)
    for number, pk in enumerate(chosen):
        officer = chance.choice([one for one in known.active if one != known.posts[pk].officer])
        if number % 2:
            _held(known, pk, officer, acting_for_id=pk)
        else:
            known.passed[pk] = (_held(known, pk, officer), moment + chance.choice((-moments.HOUR, -1, 0, 1)))


def _held(known: oracle.World, pk: int, officer: int, **more: Any) -> int:
    """The same post once more, for another officer."""
    one = known.posts[pk]
    days = {"valid_from": one.first, "valid_to": one.last}
    row = Post.objects.create(officer_id=officer, unit_id=one.unit, role=one.role, **days, confirmed_at=1, **more)
    known.posts[row.pk] = oracle.Post(officer, one.unit, one.role, one.first, one.last)
    return row.pk


def passed_over(known: oracle.World, rows: list[Grant]) -> list[Grant]:
    """Grants as the hand-overs left them: each ends where its successor begins, who is not given it by anybody."""
    return [one for row in rows for one in _passed(known, row)]


def _passed(known: oracle.World, row: Grant) -> list[Grant]:
    successor, begins = known.passed.get(row.post_id or 0, (0, 0))
    over = [end for end in (row.ends_at, row.ended_at) if end is not None and end <= begins]
    if not successor or over or row.starts_at >= begins:
        return [row]
    said = {"form": row.form, "state": row.state, "giver_id": row.giver_id, "purpose": row.purpose}
    span = {"starts_at": begins, "ends_at": row.ends_at, "ended_at": row.ended_at}
    row.ends_at = begins
    return [row, Grant(kind=row.kind, record=row.record, post_id=successor, given_by_id=None, **said, **span)]


def leave_leads(known: oracle.World, chance: Random, rows: list[ProtectedRecord]) -> None:
    """Some sealed records are led by somebody who led the unit until yesterday, or acts there for its lead."""
    for row in rows:
        led = [one for one in known.posts.values() if one.unit == row.owner_id and one.role == Role.LEAD]
        if row.sealed and led and not chance.randrange(SHARE):
            row.lead_id = chance.choice(led).officer


def join(known: oracle.World, chance: Random) -> None:
    """Some records were joined to another one: what is known of a conflict about one of them is about all."""
    keys = sorted(known.records)
    for pk in chance.sample(keys, len(keys) // SHARE):
        group = {pk, chance.choice(keys)}
        group |= {more for one in group for more in known.same.get(one, ())}
        known.same |= dict.fromkeys(group, frozenset(group))


def spread(known: oracle.World, protected: Protected, rows: list[Conflict]) -> list[Conflict]:
    """Conflicts as joining leaves them: a row for each of the records that are the same."""
    return [_about(protected, row, pk) for row in rows for pk in sorted(known.same.get(row.record, {row.record}))]


def _about(protected: Protected, row: Conflict, record: int) -> Conflict:
    span = {"starts_at": row.starts_at, "ends_at": row.ends_at, "ended_at": row.ended_at}
    return Conflict(kind=protected.kind, record=record, officer_id=row.officer_id, how=row.how, **span)
