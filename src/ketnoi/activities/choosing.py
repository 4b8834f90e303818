"""What was typed instead of chosen: found by its name, or offered as choices when several are called so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from django.utils.translation import gettext as _

from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place
from ketnoi.ui import dates
from ketnoi.ui.text import fold

MOST = 20


class Named(Protocol):
    """A place or a unit."""

    @property
    def pk(self) -> int: ...
    @property
    def label(self) -> str: ...


Found = TypeVar("Found", bound=Named)


def places_called(text: str, day: dt.date, province: int) -> list[Place]:
    """Communes and villages of that name on that day: those of the unit's own province where there are any."""
    found = places.find(text, day, kinds=[Kind.COMMUNE, Kind.VILLAGE, Kind.DISTRICT], limit=MOST)
    lying = places.today_province(place.pk for place in found)
    own = [place for place in found if lying[place.pk] == province]
    return own or found


def units_called(text: str, day: dt.date, province: int) -> list[Unit]:
    """Units of that name on that day: those of the unit's own province where there are any."""
    found = orgs.find(text, day, limit=MOST)
    own = [unit for unit in found if unit.province == province]
    return own or found


def told_apart(found: Iterable[Named]) -> list[tuple[int, str]]:
    """(id, label) of each once; of two that are called the same, one that is gone says until when it was."""
    once = {one.pk: one for one in found}
    called = Counter(one.label for one in once.values())
    return [(pk, _until(one) if called[one.label] > 1 else one.label) for pk, one in once.items()]


def _until(one: Named) -> str:
    last: dt.date | None = getattr(one, "valid_to", None)
    return one.label if last is None else _("%(name)s (đến %(day)s)") % {"name": one.label, "day": dates.day(last)}


def certain(text: str, found: Sequence[Found]) -> Found | None:
    """The one that is meant, when there can be no doubt: the only one found, or the only one called exactly so."""
    if len(found) == 1:
        return found[0]
    typed = fold(text)
    exact = [one for one in found if typed in {fold(one.label), fold(getattr(one, "name", ""))}]
    return exact[0] if len(exact) == 1 else None
