"""How a unit's papers begin and end: its own letterhead, or what is usual for its agency and level."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from string import Template
from typing import Any

from ketnoi.orgs.models import Unit
from ketnoi.reports.models import Letterhead


def of(unit: Unit) -> Letterhead:
    """The unit's letterhead; one that is not saved where it has set none."""
    return Letterhead.objects.filter(unit=unit).first() or usual(unit)


def usual(unit: Unit) -> Letterhead:
    """What is usual for the unit's agency and level, its own names in place. Not saved."""
    raw, words = _usual(unit.agency.code, unit.level), _words(unit)
    return Letterhead(
        unit=unit,
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
    file = resources.files("ketnoi.reports") / "data" / "letterheads.json"
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
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


def _lines(patterns: list[str], words: dict[str, str]) -> str:
    """One line each; those about a superior are left out where there is none."""
    said = (one for one in patterns if words["superior"] or "$superior" not in one)
    return "\n".join(Template(one).substitute(words).strip() for one in said)
