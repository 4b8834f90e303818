"""What there is to keep, declared as data: kinds of standing things, rosters and products, and what applies to each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from ketnoi.figures import catalogue


class Family(StrEnum):
    """Things that are opened and closed, lists of people, things that are made."""

    THING = "thing"
    ROSTER = "roster"
    PRODUCT = "product"


@dataclass(frozen=True)
class Output:
    """What a thing tells each month; `within` names the output that it is part of ("trong đó")."""

    code: str
    name: str
    unit: str
    within: str


@dataclass(frozen=True)
class Seat:
    """A role that a thing is to have, and how many at least. Status PROPOSED: no document was found that says so."""

    role: str
    name: str
    least: int
    status: str


@dataclass(frozen=True)
class Kind:
    """One kind. `shared`: officers of all agencies in the province may know of it; `sensitive`: but not its address."""

    code: str
    slug: str
    family: Family
    shared: bool
    sensitive: bool
    fields: frozenset[str]
    outputs: tuple[Output, ...]
    seats: tuple[Seat, ...]

    @property
    def id(self) -> int:
        """The id of its category."""
        return catalogue.category("standing", self.code).pk

    @property
    def name(self) -> str:
        return catalogue.category("standing", self.code).name

    @property
    def noun(self) -> str:
        return catalogue.category("standing", self.code).noun


def _table(name: str) -> list[dict[str, str]]:
    with (resources.files("ketnoi.registers") / "data" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@cache
def outputs() -> dict[str, Output]:
    """All outputs by code, in their order."""
    return {row["code"]: Output(**row) for row in _table("outputs.csv")}


@cache
def languages() -> dict[str, str]:
    """Names of languages by code."""
    return {row["code"]: row["name"] for row in _table("languages.csv")}


@cache
def _declared() -> dict[str, Kind]:
    seats: dict[str, list[Seat]] = {}
    for row in _table("composition.csv"):
        seat = Seat(row["role"], row["name"], int(row["least"]), row["status"])
        seats.setdefault(row["kind"], []).append(seat)
    return {row["code"]: _kind(row, tuple(seats.get(row["code"], ()))) for row in _table("kinds.csv")}


def _kind(row: dict[str, str], seats: tuple[Seat, ...]) -> Kind:
    return Kind(
        code=row["code"],
        slug=row["slug"],
        family=Family(row["family"]),
        shared=row["shared"] == "1",
        sensitive=row["sensitive"] == "1",
        fields=frozenset(row["fields"].split()),
        outputs=tuple(outputs()[code] for code in row["outputs"].split()),
        seats=seats,
    )


def of(family: Family) -> list[Kind]:
    """Kinds of a family, in the order in which they were declared."""
    return [kind for kind in _declared().values() if kind.family == family]


def called(slug: str, family: Family) -> Kind | None:
    """The kind with this part of an address."""
    return next((kind for kind in of(family) if kind.slug == slug), None)


def by_id(category: int) -> Kind:
    """The kind that a category stands for; raises KeyError for one of another room."""
    return by_ids()[category]


def by_ids() -> dict[int, Kind]:
    """All kinds by the ids of their categories."""
    ids = {one.code: one.pk for one in catalogue.categories("standing")}
    return {ids[code]: kind for code, kind in _declared().items() if code in ids}
