"""A random world of units, posts, records and all that is said of records: as rows, and as the oracle's plain values.

Everything lies close to a border on purpose: spans that begin or end at the very moment asked for, posts whose last day
is today or was yesterday, units whose numbers begin alike, units that became part of others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from django.utils import timezone

from ketnoi.access import oracle, protecting
from ketnoi.access.models import Conflict, Glass, Grant, ProtectedRecord, Reveal
from ketnoi.access.protecting import Protected
from ketnoi.access.proving import changes
from ketnoi.audit import kept, moments
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Agency, Level, Succession, Unit

TODAY: Final = dt.date(2026, 3, 2)
NOON: Final = dt.datetime.combine(TODAY, dt.time(12), tzinfo=timezone.get_default_timezone())
MOMENT: Final = int(NOON.timestamp()) * 1_000_000
DAY: Final = dt.timedelta(days=1)
FIRST_AGENCY: Final = 51  # numbers that no agency has
AGENCIES: Final = 2

Make = Callable[[dict[str, Any]], ProtectedRecord]


@dataclass(frozen=True)
class Planted:
    """The kind whose records were made, the officers who ask with or without a second factor, and what is known."""

    kind: str
    asking: dict[int, bool]
    known: oracle.World


def build(kind: str, make: Make, chance: Random, officers: int, records: int) -> Planted:
    """Plant a world. `make` gives an unsaved record of the kind for `owner_id`, `lead_id`, `sealed`, `closed_at`."""
    protected = protecting.of(kind)
    known = oracle.World(frozenset(protected.sections), frozenset(protected.notes))
    _plant_units(known)
    asking = _plant_officers(known, chance, officers)
    rows = [make(one) for one in _records(known, chance, records)]
    changes.leave_leads(known, chance, rows)
    for one in rows:
        one.save()
        known.records[one.pk] = oracle.Record(one.owner_id, one.lead_id, one.sealed, one.closed_at)
    changes.join(known, chance)
    _plant_said(protected, known, chance)
    kept.forget()
    return Planted(kind, asking, known)


def _plant_units(known: oracle.World) -> None:
    for number in range(AGENCIES):
        pk, named = FIRST_AGENCY + number, {"name": "Cơ quan thử", "short": "Thử"}
        agency = Agency(pk=pk, code=f"thu{number}", order=pk, **named)
        agency.save(force_insert=True)
        _plant_tree(known, agency, 1001 + 1000 * number)


def _plant_tree(known: oracle.World, agency: Agency, root: int) -> None:
    """Three levels; of brothers one's number begins with the other's, so that 1.1 stands beside 1.11."""
    _unit(known, agency, root, None)
    for child in _brothers(root):
        _unit(known, agency, child, root)
        for grandchild in _brothers(child):
            _unit(known, agency, grandchild, child)
    first, second = _brothers(root)
    section = _unit(known, agency, 10 * first + 7, first, Level.SECTION)
    _unit(known, agency, 10 * section + 7, section, Level.SECTION)
    _merge(known, agency, (_unit(known, agency, 10 * second + 7, second), _brothers(first)))


def _brothers(parent: int) -> tuple[int, int]:
    return 10 * parent + 1, 100 * parent + 12


def _unit(known: oracle.World, agency: Agency, pk: int, parent: int | None, level: str = Level.COMMUNE) -> int:
    above = Unit.objects.get(pk=parent).path if parent else ""
    named = {"name": "Đơn vị thử", "folded": "thu"}
    row = Unit(pk=pk, agency=agency, level=level, parent_id=parent, path=f"{above}{pk}.", **named)
    row.save(force_insert=True)
    known.units[pk] = oracle.Unit(agency.pk, parent, level == Level.SECTION)
    return pk


def _merge(known: oracle.World, agency: Agency, split: tuple[int, tuple[int, int]]) -> None:
    """A unit that was split counts with the first of those it became; one that had become part of it, too."""
    old, news = split
    older = _unit(known, agency, 10 * old + 7, known.units[old].parent)
    for was, became in ((older, old), (old, news[0])):
        Succession.objects.create(old_id=was, new_id=became)
        known.units[was] = oracle.Unit(agency.pk, known.units[was].parent, is_section=False, became=became)
    Succession.objects.create(old_id=old, new_id=news[1], is_default=False)


def _plant_officers(known: oracle.World, chance: Random, count: int) -> dict[int, bool]:
    names = [f"thu-{chance.getrandbits(60)}" for _ in range(count)]
    rows = [Officer(username=one, name="Người Thử", is_active=_likely(chance, 92)) for one in names]
    made = Officer.objects.bulk_create(rows)
    known.active |= {one.pk: one.is_active for one in made}
    posts = [_post(one.pk, known, chance) for one in made for _ in range(chance.choice((1, 1, 2, 3)))]
    for row in Post.objects.bulk_create(posts):
        first, last = row.valid_from or TODAY, row.valid_to or TODAY
        confirmed = row.confirmed_at is not None
        known.posts[row.pk] = oracle.Post(row.officer_id, row.unit_id, row.role, first, last, confirmed)
    changes.plant_posts(known, chance, MOMENT)
    return {one.pk: _likely(chance, 92) for one in made}


def _post(officer: int, known: oracle.World, chance: Random) -> Post:
    first = TODAY + chance.choice((*[-900] * 7, -1, 0, 0, 1)) * DAY
    last = max(first, TODAY + chance.choice((*[300] * 7, 1, 0, 0, -1)) * DAY)
    role = chance.choice([*Role, Role.LEAD, Role.SUPERVISOR, Role.RECORDER])
    unit = chance.choice(list(known.units))
    confirmed = MOMENT - moments.HOUR if _likely(chance, 85) else None
    return Post(officer_id=officer, unit_id=unit, role=role, valid_from=first, valid_to=last, confirmed_at=confirmed)


def _records(known: oracle.World, chance: Random, count: int) -> Iterator[dict[str, Any]]:
    units, officers = list(known.units), list(known.active)
    leads: dict[int, list[int]] = {}
    for post in known.posts.values():
        leads.setdefault(post.unit, []).append(post.officer)
    for _ in range(count):
        owner = chance.choice(units)
        lead = chance.choice([None, chance.choice(officers), *leads.get(owner, [])])
        closed = chance.choice((None, None, None, MOMENT - 1, MOMENT, MOMENT + 1))
        yield {"owner_id": owner, "lead_id": lead, "sealed": _likely(chance, 30), "closed_at": closed}


def _plant_said(protected: Protected, known: oracle.World, chance: Random) -> None:
    rows: dict[type, list[Any]] = {Grant: [], Conflict: [], Glass: [], Reveal: []}
    for pk in known.records:
        about = {"kind": protected.kind, "record": pk}
        for _ in range(chance.choice((0, 1, 3, 5, 7))):
            rows[Grant].append(Grant(**about, **_grant(known, pk, chance)))
        for _ in range(chance.choice((0, 1, 2, 3))):
            rows[Glass].append(Glass(**about, **_glass(known, pk, chance)))
        for _ in range(chance.choice((0, 1, 2))):
            rows[Conflict].append(Conflict(**about, **_conflict(known, pk, chance)))
        for _ in range(chance.choice((0, 2, 4, 6))):
            rows[Reveal].append(Reveal(**about, **_reason(known, pk, chance)))
    rows[Grant] = changes.passed_over(known, rows[Grant])
    rows[Conflict] = changes.spread(known, protected, rows[Conflict])
    for model, made in rows.items():
        model.objects.bulk_create(made)  # type: ignore[attr-defined]  # each of the four is a model


def _grant(known: oracle.World, pk: int, chance: Random) -> dict[str, Any]:
    form = chance.choice(("assignment", "assignment", "referral", "referral", "notice"))
    owner = known.records[pk].owner
    agency = known.units[owner].agency
    inside = [key for key, one in known.posts.items() if known.units[one.unit].agency == agency]
    post = chance.choice(inside if _likely(chance, 75) and inside else list(known.posts))
    giver = owner if _likely(chance, 85) else chance.choice(list(known.units))
    given_by = chance.choice((None, chance.choice(list(known.active)), known.posts[post].officer))
    span = _span(chance, ends=form == "referral")
    sections, ticked = _some(known.sections, chance), _some(known.sections, chance)
    state = chance.choice(("offered", "accepted", "accepted", "returned")) if form == "referral" else "accepted"
    target = {"post": post} if form == "assignment" else {"unit": _where(known, owner, chance)}
    given = oracle.Given(form, state, span, giver, given_by, **target, sections=sections, ticked=ticked)
    known.given.setdefault(pk, []).append(given)
    ids = {f"{name}_id": key for name, key in target.items()}
    told = {"form": form, "state": state, "giver_id": giver, "given_by_id": given_by, "purpose": "thu"}
    return {**told, **ids, **_columns(span), "sections": sorted(sections), "ticked": sorted(ticked)}


def _where(known: oracle.World, owner: int, chance: Random) -> int:
    """Mostly a unit where somebody holds a post."""
    return chance.choice([chance.choice(list(known.units)), *(post.unit for post in known.posts.values()), owner])


def _conflict(known: oracle.World, pk: int, chance: Random) -> dict[str, Any]:
    officer, span = chance.choice([*_concerned(known, pk), chance.choice(list(known.active))]), _span(chance)
    known.conflicts.setdefault(pk, []).append((officer, span))
    return {"officer_id": officer, "how": "declared", **_columns(span)}


def _concerned(known: oracle.World, pk: int) -> list[int]:
    """Officers to whom the record was given or who broke its glass: of whom a conflict says something."""
    posts = [*(one.post for one in known.given.get(pk, [])), *(one.post for one in known.broken.get(pk, []))]
    return [known.posts[post].officer for post in posts if post is not None]


def _glass(known: oracle.World, pk: int, chance: Random) -> dict[str, Any]:
    post, span = chance.choice(list(known.posts)), _span(chance, ends=True)
    told = chance.choice((None, MOMENT + 1, MOMENT, MOMENT - moments.HOUR))
    known.broken.setdefault(pk, []).append(oracle.Broken(post, span, told))
    return {"post_id": post, "told_at": told, "review_by": MOMENT, **_columns(span)}


def _reason(known: oracle.World, pk: int, chance: Random) -> dict[str, Any]:
    watching = {post.officer for post in known.posts.values() if post.role == Role.SUPERVISOR}
    theirs = [key for key, post in known.posts.items() if post.officer in watching] or list(known.posts)
    post, span = chance.choice(theirs), _span(chance, ends=True)
    known.reasons.setdefault(pk, []).append((post, span))
    return {"post_id": post, **_columns(span)}


def _span(chance: Random, *, ends: bool = False) -> oracle.Span:
    """Mostly one that holds; the others begin or end at the moment itself or beside it."""
    starts = MOMENT + chance.choice((*[-moments.HOUR] * 7, -1, 0, 0, 1))
    end = MOMENT + chance.choice((*[moments.HOUR] * 7, 1, 0, -1))
    ended = chance.choice((*[None] * 9, MOMENT + 1, MOMENT, MOMENT - 1))
    return oracle.Span(starts, max(starts, end) if ends or _likely(chance, 50) else None, ended)


def _columns(span: oracle.Span) -> dict[str, int | None]:
    return {"starts_at": span.starts, "ends_at": span.ends, "ended_at": span.ended}


def _some(sections: Iterable[str], chance: Random) -> frozenset[str]:
    return frozenset(one for one in sorted(sections) if _likely(chance, 50))


def _likely(chance: Random, percent: int) -> bool:
    return chance.randrange(100) < percent
