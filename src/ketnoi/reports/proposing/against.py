"""Targets: what was asked, what is done, and what is said of it, as the programme judges it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from ketnoi.programmes.enums import Verdict
from ketnoi.reports.proposing.numbers import Number, live
from ketnoi.reports.proposing.observations import Kind, Observation, plain
from ketnoi.reports.proposing.things import Thing
from ketnoi.ui.text import lower_first

WORDS = {
    Verdict.ABOVE: "above",
    Verdict.MET: "met",
    Verdict.NEARLY: "nearly",
    Verdict.BELOW: "below",
    Verdict.ON_PACE: "on_pace",
    Verdict.BEHIND: "behind",
}
LAGGING = frozenset({Verdict.BELOW, Verdict.BEHIND})


@dataclass(frozen=True)
class OfTarget(Observation):
    """What is said of one target."""

    target: int

    @property
    def name(self) -> str:
        return f"target:{self.target}"

    @property
    def kind(self) -> Kind:
        return Kind.LAG if self.lags else Kind.TARGET

    @property
    @abstractmethod
    def lags(self) -> bool:
        """Whether it belongs to what is behind."""


@dataclass(frozen=True)
class Judged(OfTarget):
    """What the programme gave a verdict on."""

    verdict: Verdict
    thing: Thing

    @property
    def lags(self) -> bool:
        return self.verdict in LAGGING


@dataclass(frozen=True)
class Against(Judged):
    """A count held against a goal. `done` None: nothing is known of it yet."""

    done: Number | None
    goal: Number

    @property
    def lags(self) -> bool:
        return self.done is None or super().lags

    @property
    def case(self) -> str:
        if self.done is None:
            return "target.missing"
        if not self.done.value and self.verdict in LAGGING:
            return "target.not_done"
        return f"target.{WORDS[self.verdict]}" if self.verdict in WORDS else ""

    @property
    def sense(self) -> str:
        return f"{self.case} {self.goal.value}"

    def blanks(self) -> Mapping[str, str]:
        return {"viec": self.thing.counted, "dv": self.thing.unit, "so": live(self.done), "dich": self.goal.live}


@dataclass(frozen=True)
class Each(Judged):
    """How many units or years did what is asked of each: `who` they are, `asked` the target in words."""

    done: Number
    of: Number
    who: str
    asked: str

    @property
    def case(self) -> str:
        if not self.of.value or self.verdict not in WORDS:
            return ""
        if not self.done.value:
            return "each.none" if self.verdict in LAGGING else ""
        return f"each.{WORDS[self.verdict]}"

    @property
    def sense(self) -> str:
        return f"{self.case} {self.done.value} {self.of.value} {self.asked}"

    def blanks(self) -> Mapping[str, str]:
        return {
            "viec": self.thing.counted,
            "so": self.done.live,
            "dich": self.of.live,
            "ai": self.who,
            "hoi": plain(self.asked),
        }


@dataclass(frozen=True)
class Promise(OfTarget):
    """Something that is done or is not, by its own title. Nothing is said before somebody told."""

    title: str
    fulfilled: bool | None

    @property
    def lags(self) -> bool:
        return not self.fulfilled

    @property
    def case(self) -> str:
        if self.fulfilled is None:
            return ""
        return "promise.met" if self.fulfilled else "promise.below"

    def blanks(self) -> Mapping[str, str]:
        return {"ten": plain(self.title)}


@dataclass(frozen=True)
class Share(Judged):
    """A part of a named base against the percentage asked. Of a base of 0 nothing is said."""

    base: Thing
    part: Number
    whole: Number
    percents: Number

    @property
    def case(self) -> str:
        told = self.whole.value and self.part.value and self.verdict in WORDS
        return f"share.{WORDS[self.verdict]}" if told else ""

    @property
    def sense(self) -> str:
        return f"{self.case} {self.percents.value}"

    def blanks(self) -> Mapping[str, str]:
        return {
            "viec": self.thing.counted,
            "viec_goc": self.base.counted,
            "so": self.part.live,
            "goc": self.whole.live,
            "muc": self.percents.live,
        }


@dataclass(frozen=True)
class Missed(Observation):
    """How many of the targets that can be judged are met, nearly met, missed, and which: never who lagged."""

    judged: Number
    met: Number
    nearly: Number
    missed: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        return Kind.LAG if self.missed else Kind.TARGET

    @property
    def name(self) -> str:
        return "missed"

    @property
    def case(self) -> str:
        if self.judged.value <= 1 or not (self.met.value or self.missed):
            return ""
        if not self.missed:
            return "missed.nearly" if self.nearly.value else "missed.none"
        return "missed.all" if len(self.missed) == self.judged.value else "missed.some"

    @property
    def sense(self) -> str:
        return f"{self.case} {self.judged.value} {self.nearly.value} {'; '.join(self.missed)}"

    def blanks(self) -> Mapping[str, str]:
        return {
            "tong": self.judged.live,
            "so": Number(len(self.missed)).live,
            "co_ban": self.nearly.live,
            "dat": self.met.live,
            "ke": "; ".join(plain(lower_first(title)) for title in self.missed),
        }
