"""Need to know once more, as a plain predicate over plain values: what the policy's query is compared with.

Written from security.md, R0-R11, rule by rule and in its order; it asks no database, compares no path, and shares no
line with `rules` or `policy`. Moments are microseconds since 1970.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

WORKS = ("recorder", "lead")
READS = ("recorder", "lead", "supervisor")


@dataclass(frozen=True)
class Unit:
    agency: int
    parent: int | None
    is_section: bool
    became: int | None = None  # the unit that it became part of


@dataclass(frozen=True)
class Post:
    officer: int
    unit: int
    role: str
    first: dt.date
    last: dt.date
    confirmed: bool = True  # by a second person besides the administrator who gave it


@dataclass(frozen=True)
class Record:
    owner: int
    lead: int | None = None
    sealed: bool = False
    closed_at: int | None = None


@dataclass(frozen=True)
class Span:
    """From when to when it was meant, and when it was ended before."""

    starts: int
    ends: int | None = None
    ended: int | None = None

    def holds(self, moment: int) -> bool:
        over = [end for end in (self.ends, self.ended) if end is not None]
        return self.starts <= moment and all(moment < end for end in over)


@dataclass(frozen=True)
class Given:
    """A grant: `form` is "assignment" (to a post), "referral" or "notice" (to a unit)."""

    form: str
    state: str
    span: Span
    giver: int
    given_by: int | None
    post: int | None = None
    unit: int | None = None
    sections: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Broken:
    post: int
    span: Span
    told: int | None


@dataclass
class World:
    """All that is known: by id; what is said of a record by the record's id."""

    sections: frozenset[str]  # what every record of the kind has
    notes: frozenset[str]
    units: dict[int, Unit] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    active: dict[int, bool] = field(default_factory=dict)
    records: dict[int, Record] = field(default_factory=dict)
    given: dict[int, list[Given]] = field(default_factory=dict)
    conflicts: dict[int, list[tuple[int, Span]]] = field(default_factory=dict)  # officer, span
    broken: dict[int, list[Broken]] = field(default_factory=dict)
    reasons: dict[int, list[tuple[int, Span]]] = field(default_factory=dict)  # post, span
    passed: dict[int, tuple[int, int]] = field(default_factory=dict)  # post: the successor's, and from which moment
    same: dict[int, frozenset[int]] = field(default_factory=dict)  # record: all that were joined with it, itself too


@dataclass(frozen=True)
class Asking:
    """An officer's session at a moment, with the posts he holds on its day."""

    officer: int
    second_factor: bool
    moment: int
    posts: tuple[tuple[int, Post], ...]


def asking(world: World, officer: int, day: dt.date, moment: int, *, second_factor: bool) -> Asking:
    """The officer with the posts he holds on the day of that moment."""
    posts = world.posts.items()
    held = tuple(one for one in posts if one[1].officer == officer and one[1].first <= day <= one[1].last)
    return Asking(officer, second_factor, moment, held)


def allowed(world: World, who: Asking, record_id: int) -> frozenset[str]:
    """The sections he may read: empty, he may not know of it; {"offer"}, he may know only what is asked of his unit."""
    record = world.records[record_id]
    if not world.active[who.officer] or not who.second_factor or _conflicted(world, who, record_id):
        return frozenset()  # R0
    found: set[str] = set()
    for more in _opened(world, who, record_id, record):
        found |= more
    return frozenset(found - {"offer"} or found)


def _conflicted(world: World, who: Asking, record_id: int) -> bool:
    about = world.same.get(record_id, {record_id})
    said = (one for pk in about for one in world.conflicts.get(pk, ()))
    return any(officer == who.officer and span.holds(who.moment) for officer, span in said)


def _opened(world: World, who: Asking, record_id: int, record: Record) -> Iterator[frozenset[str]]:
    everything = world.sections | {"workflow"}
    for pk, post in (one for one in who.posts if one[1].role in READS and one[1].confirmed):  # R9
        at_owner = record.owner == post.unit or _ended_in(world, record.owner, post.unit)
        if post.role == "lead" and at_owner and (not record.sealed or record.lead == who.officer):
            yield everything  # R2, R7
        for grant in world.given.get(record_id, ()):
            if grant.span.holds(who.moment) and grant.giver == record.owner:
                yield _by_grant(world, who, (pk, post), record, grant)  # R1, R4a, R4b, R5
        if not record.sealed:  # R7
            yield _by_supervising(world, who, (pk, post), record_id)  # R3
            yield _by_glass(world, who, (pk, post), record_id)  # R8


def _by_supervising(world: World, who: Asking, held: tuple[int, Post], record_id: int) -> frozenset[str]:
    pk, post = held
    if post.role != "supervisor" or not _is_above(world, post.unit, world.records[record_id].owner):
        return frozenset()
    said = world.reasons.get(record_id, ())
    logged = any(by == pk and span.holds(who.moment) for by, span in said)
    return frozenset({"workflow"} | (world.sections & {"identity"} if logged else set()))


def _by_grant(world: World, who: Asking, held: tuple[int, Post], record: Record, grant: Given) -> frozenset[str]:
    pk, post = held
    everything = world.sections | {"workflow"}
    ours = world.units[post.unit].agency == world.units[record.owner].agency
    if grant.form == "assignment":
        return everything if ours and _is_meant(world, who, pk, grant) else frozenset()
    to_us = grant.unit is not None and (grant.unit == post.unit or _ended_in(world, grant.unit, post.unit))
    if record.sealed or not to_us or post.role not in WORKS:
        return frozenset()
    abroad = world.units[grant.unit or 0].agency != world.units[record.owner].agency
    if grant.form == "notice":
        hiding = {one for one in ("shelter", "reporter") if one in grant.ticked and one in grant.sections}
        return everything & ({"workflow", "notice", "identity", "address"} | hiding)
    if record.closed_at is not None and record.closed_at <= who.moment:
        return frozenset()
    if grant.state == "offered":
        return frozenset({"offer"})
    return _taken(world, grant, abroad=abroad) if grant.state == "accepted" else frozenset()


def _is_meant(world: World, who: Asking, pk: int, grant: Given) -> bool:
    """R1: named, and not by himself; from a hand-over on his successor is in his place, whoever gave it."""
    successor, since = world.passed.get(grant.post or 0, (None, who.moment + 1))
    if who.moment < since or grant.span.starts >= since:
        return grant.post == pk and grant.given_by != who.officer
    return successor == pk


def _taken(world: World, grant: Given, *, abroad: bool) -> frozenset[str]:
    """R5: what was named; R6, R11: less what does not cross by itself."""
    named = {one for one in grant.sections if one in world.sections} | {"workflow"}
    if abroad:
        unticked = {"address", "shelter", "reporter"} - grant.ticked
        named = {one for one in named if one not in world.notes and one not in unticked}
    return frozenset(named)


def _by_glass(world: World, who: Asking, held: tuple[int, Post], record_id: int) -> frozenset[str]:
    pk, post = held
    mine = [one for one in world.broken.get(record_id, ()) if one.post == pk and one.span.holds(who.moment)]
    if not any(one.told is not None and one.told <= who.moment for one in mine):
        return frozenset()
    everything = world.sections | {"workflow"}
    if world.units[post.unit].agency == world.units[world.records[record_id].owner].agency:
        return everything
    return frozenset(one for one in everything if one not in world.notes and one not in ("shelter", "reporter"))


def _ended_in(world: World, old: int, unit: int) -> bool:
    """Did the old unit become part of this one, or of one that did?"""
    after = world.units[old].became
    return after is not None and (after == unit or _ended_in(world, after, unit))


def _is_above(world: World, unit: int, below: int | None) -> bool:
    """Does `below` stand in the organisation of `unit` or under it, or did it end in one that does?"""
    top = unit
    while world.units[top].is_section and world.units[top].parent is not None:
        top = world.units[top].parent or 0
    return below is not None and _leads_up(world, below, top)


def _leads_up(world: World, below: int, top: int) -> bool:
    if below == top:
        return True
    ways = (world.units[below].parent, world.units[below].became)
    return any(way is not None and _leads_up(world, way, top) for way in ways)
