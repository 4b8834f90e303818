"""By whom it was done, what it is made of, and what share of its named base it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.reports.proposing.numbers import Number, live
from ketnoi.reports.proposing.observations import Kind, Observation, listed
from ketnoi.reports.proposing.things import RateOf, Thing

TURN = "lượt"
Named = tuple[str, Number]


@dataclass(frozen=True)
class Parties(Observation):
    """Which agencies took part, in the administrative order; those that did not are not named."""

    thing: Thing
    whole: Number
    agencies: tuple[Named, ...]

    @property
    def kind(self) -> Kind:
        return Kind.PARTIES

    @property
    def name(self) -> str:
        return f"parties:{self.thing.code}"

    @property
    def case(self) -> str:
        there = _there(self.agencies)
        if len(there) <= 1 or not self.whole.value:
            return ""
        joint = sum(number.value for _agency, number in there) > self.whole.value
        return "parties.joint" if joint else "parties.apart"

    @property
    def sense(self) -> str:
        return f"{self.case} {_words(self.agencies)}"

    def blanks(self) -> Mapping[str, str]:
        unit, there = self.thing.unit, _there(self.agencies)
        return {
            "viec": self.thing.noun,
            "lam": self.thing.does or _("thực hiện"),
            "dv": unit,
            "so": self.whole.live,
            "tham_gia": listed([f"{agency} tham gia {number.live} {unit}" for agency, number in there]),
            "co_mat": listed([f"{agency} ({number.live} {unit})" for agency, number in there]),
        }


@dataclass(frozen=True)
class Makeup(Observation):
    """What is "trong đó" of a whole, or (`partition`) the parts it is made of. Parts of 0 are left out.

    Parts that do not make up the whole as they should, or exceed it, are not told.
    """

    thing: Thing
    whole: Number
    parts: tuple[Named, ...]
    partition: bool = False

    @property
    def kind(self) -> Kind:
        return Kind.MAKEUP

    @property
    def name(self) -> str:
        return f"makeup:{self.thing.code}:{'whole' if self.partition else 'within'}"

    @property
    def case(self) -> str:
        values = [number.value for _part, number in _there(self.parts)]
        if not values or max(values) > self.whole.value:
            return ""
        if not self.partition:
            return "makeup.within"
        return "makeup.whole" if len(values) > 1 and sum(values) == self.whole.value else ""

    @property
    def sense(self) -> str:
        return f"{self.case} {_words(self.parts)}"

    def blanks(self) -> Mapping[str, str]:
        # "12 lượt học sinh", but "12 học sinh": who is counted as a person needs no other word for it
        unit = f"{self.thing.unit} " if self.thing.unit == TURN else ""
        parts = [f"{number.live} {unit}{part}" for part, number in _there(self.parts)]
        told = "; ".join(parts) if self.partition else listed(parts)
        return {"viec": self.thing.counted, "so": self.whole.live, "phan": told}


@dataclass(frozen=True)
class Rate(Observation):
    """A part of its named base. `base` None: not known; 0: confirmed that nothing came up. `percent` where declared."""

    rate: RateOf
    unit: str
    part: Number
    base: Number | None
    period: str
    percent: Number | None = None

    @property
    def kind(self) -> Kind:
        return Kind.RATE

    @property
    def name(self) -> str:
        return f"rate:{self.rate.part}"

    @property
    def case(self) -> str:
        if self.base is None or self.base.qualifier or self.part.qualifier or self.part.value > self.base.value:
            return ""
        if not self.base.value:
            return "rate.no_base"
        if self.base.value == 1:
            return "rate.one" if self.part.value else ""
        if not self.part.value:
            return "rate.none"
        if self.part.value == self.base.value:
            return "rate.all"
        return "rate.some_percent" if self.percent else "rate.some"

    def blanks(self) -> Mapping[str, str]:
        return {
            "cua": self.rate.of,
            "la": self.rate.are,
            "dv": self.unit,
            "so": self.part.live,
            "goc": live(self.base),
            "phan_tram": live(self.percent),
            "ky": self.period,
        }


def _there(named: tuple[Named, ...]) -> list[Named]:
    return [(words, number) for words, number in named if number.value]


def _words(named: tuple[Named, ...]) -> str:
    return ", ".join(words for words, _number in _there(named))
