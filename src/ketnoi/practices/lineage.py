"""The family of a practice: who adopted it from whom. Units keep their place in it whatever becomes of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ketnoi.orgs import queries as orgs
from ketnoi.practices import content as contents
from ketnoi.practices.enums import Status
from ketnoi.practices.models import Edition, Practice
from ketnoi.ui.text import lower_first


@dataclass
class Branch:
    """One practice of a family and those that were adopted from it, in the order in which they came.

    `changes` says in words what it does otherwise than the version it was adopted from, once it is published.
    """

    practice: Practice
    unit: str
    changes: list[str] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)


def adopters() -> dict[int, int]:
    """{practice: how many that still stand were adopted from it, directly or through another}; one question."""
    return _counted(_standing(Practice.objects.filter(parent__isnull=False)))


def adopters_of(practice: Practice) -> int:
    """How many that still stand were adopted from this one, directly or through another."""
    return _counted(_standing(Practice.objects.filter(root=practice.first))).get(practice.pk, 0)


def _standing(rows: QuerySet[Practice]) -> dict[int, tuple[int | None, bool]]:
    """{practice: (whose copy it is, whether it was not given up)}."""
    return {pk: (parent, status != Status.RETIRED) for pk, parent, status in rows.values_list("pk", "parent", "status")}


def _counted(adopted: dict[int, tuple[int | None, bool]]) -> dict[int, int]:
    counted: dict[int, int] = defaultdict(int)
    for parent, stands in adopted.values():
        above = parent
        while above is not None:
            counted[above] += stands
            above = adopted.get(above, (None, False))[0]
    return dict(counted)


def family(practice: Practice) -> list[Practice]:
    """All of one family: the first, then the others in the order in which they were adopted."""
    first = practice.first
    members = Practice.objects.filter(root=first) | Practice.objects.filter(pk=first)
    found = list(members.select_related("unit__place", "unit__agency"))
    return sorted(found, key=lambda one: (one.parent_id is not None, one.adopted_on or contents.today(), one.pk))


def tree(practice: Practice) -> Branch:
    """The family as a tree, in four questions however many belong to it."""
    members = family(practice)
    units = orgs.names(one.unit_id for one in members)
    branches = {one.pk: Branch(one, units.get(one.unit_id, "")) for one in members}
    adopted = _as_adopted(members)
    for one in members:
        if one.parent_id in branches:
            branches[one.parent_id].below.append(branches[one.pk])
        if one.parent_id in branches and one.edition:
            names = changes(one, adopted.get((one.parent_id or 0, one.parent_edition)))
            branches[one.pk].changes = [lower_first(str(contents.LABELS[name])) for name in names]
    return branches[practice.first]


def _as_adopted(members: list[Practice]) -> dict[tuple[int, int], contents.Content]:
    """The versions that these were adopted from."""
    wanted = {(one.parent_id, one.parent_edition) for one in members if one.parent_id}
    editions = Edition.objects.filter(practice__in={parent for parent, _number in wanted})
    return {
        (one.practice_id, one.number): contents.read(one.content)
        for one in editions
        if (one.practice_id, one.number) in wanted
    }


def changes(practice: Practice, adopted: contents.Content | None) -> list[str]:
    """Names of what a copy does otherwise than the version it was adopted from, as far as a copy carries it."""
    if adopted is None:
        return []
    return [name for name in contents.differing(contents.of(practice), adopted) if name in contents.CARRIED]
