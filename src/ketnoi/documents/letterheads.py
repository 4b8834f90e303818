"""How a unit's papers begin and end: what the unit has set, or what is usual for its agency and level.

What units have set is kept by the room that lets them set it; it tells this one where to ask (`register`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from ketnoi.orgs.models import Unit

DATA = Path(__file__).parent / "data" / "letterheads.json"


@dataclass(frozen=True)
class Letterhead:
    """`layout` is a layout's code; `number_sign` that of a report ("BC-BTV"); `recipients` superiors first."""

    layout: str
    issuer_lines: tuple[str, ...]
    number_sign: str
    place_name: str
    recipients: tuple[str, ...]
    authority: str
    signer_title: str

    def sign_of(self, kind: str) -> str:
        """The sign of another kind of paper from the same issuer: "BC-BTV" gives "KH-BTV" for a plan."""
        issuer = self.number_sign.partition("-")[2]
        return f"{kind}-{issuer}" if issuer else kind


Find = Callable[[Unit], Letterhead | None]
_found_by: list[Find] = []


def register(find: Find) -> None:
    """Let `find(unit)` answer with what the unit has set, or None; the first that knows is believed."""
    if find not in _found_by:
        _found_by.append(find)


def of(unit: Unit) -> Letterhead:
    """The unit's own letterhead, or the usual one."""
    set_by_unit = (find(unit) for find in _found_by)
    return next((one for one in set_by_unit if one is not None), None) or usual(unit)


def usual(unit: Unit) -> Letterhead:
    """What is usual for the unit's agency and level, its own names in place."""
    raw, words = _usual(unit.agency.code, unit.level), _words(unit)
    return Letterhead(
        layout=raw["layout"],
        issuer_lines=_lines(raw["issuer_lines"], words),
        number_sign=raw["number_sign"],
        place_name=words["place"],
        recipients=_lines(raw["recipients"], words),
        authority=raw["authority"],
        signer_title=raw["signer_title"],
    )


@cache
def _data() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return read


def _usual(agency: str, level: str) -> dict[str, Any]:
    """The first that fits: of the agency and level, of the agency at any level, of any agency."""
    known = {(one["agency"], one["level"]): one for one in _data()["letterheads"]}
    found: dict[str, Any] = known.get((agency, level)) or known.get((agency, "")) or known["", ""]
    return found


def _words(unit: Unit) -> dict[str, str]:
    division = unit.place.division if unit.place else ""
    committees = _data()["party_committees"]
    return {
        "unit": unit.label,
        "superior": unit.parent.label if unit.parent else "",
        "place": unit.place.bare if unit.place else _data()["capital"],
        "division": division,
        "party": committees.get(division, committees[""]),
    }


def _lines(patterns: list[str], words: dict[str, str]) -> tuple[str, ...]:
    """One line each; those about a superior are left out where there is none."""
    said = (one for one in patterns if words["superior"] or "$superior" not in one)
    return tuple(Template(one).substitute(words).strip() for one in said)
