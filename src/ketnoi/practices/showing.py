"""What pages show of practices: cards of the library, and one practice's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ketnoi.audit import kept
from ketnoi.orgs import queries as orgs
from ketnoi.practices import content as contents
from ketnoi.practices import library, vocabulary
from ketnoi.practices.models import Practice

MOST_LEVELS = 3
RELATED = 4
SHORT = 180  # letters of the problem on a card


@dataclass(frozen=True)
class Card:
    """A practice in the library."""

    practice: Practice
    unit: str
    field: str
    evidence: str
    level: tuple[bool, ...]
    adopters: int
    said: str


def cards(ids: Sequence[int]) -> list[Card]:
    """Cards of these, in this order; three questions."""
    found = Practice.objects.in_bulk(ids)
    units = orgs.names(one.unit_id for one in found.values())
    adopted = library.index().adopted
    return [_card(found[one], units, adopted.get(one, 0)) for one in ids if one in found]


def _card(one: Practice, units: dict[int, str], adopters: int) -> Card:
    level = vocabulary.levels().get(one.evidence, 0)
    return Card(
        practice=one,
        unit=units.get(one.unit_id, ""),
        field=vocabulary.names("fields").get(one.field, ""),
        evidence=vocabulary.names("evidence").get(one.evidence, ""),
        level=bars(level),
        adopters=adopters,
        said=one.problem if len(one.problem) <= SHORT else one.problem[:SHORT].rsplit(" ", 1)[0] + "…",
    )


def bars(level: int) -> tuple[bool, ...]:
    """Three marks, as many filled as the level has."""
    return tuple(place < level for place in range(MOST_LEVELS))


def words(practice: Practice) -> list[tuple[str, str, str]]:
    """[(name, label, words)] of what is filled in, in the order of a page; what stands elsewhere is left out."""
    said = contents.shown(contents.of(practice))
    elsewhere = {"name", "steps", "lessons", "evidence", "contact", "telephone", "video", "outcome", "reuse"}
    return [
        (name, str(label), said[name])
        for name, label in contents.LABELS.items()
        if said[name] and name not in elsewhere
    ]


def related(practice: Practice) -> list[Card]:
    """Others of the same field or alike in name, none of its own family; the likest first."""
    return cards(kept.once(("practices related", practice.pk), lambda: _related(practice)))


def _related(practice: Practice) -> list[int]:
    known = library.index()
    alike = [one for one in known.find(practice.name) if one.family != practice.first and one.original]
    same = [one for one in known.cards if one.field == practice.field and one.family != practice.first and one.original]
    return list(dict.fromkeys(one.id for one in [*alike[:2], *same, *alike]))[:RELATED]
