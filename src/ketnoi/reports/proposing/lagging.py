"""What lags, as counts and never as names, and the causes that somebody recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.observations import Kind, Observation, listed, plain
from ketnoi.reports.proposing.things import Thing


@dataclass(frozen=True)
class Sent(Observation):
    """How many confirmations were due in the period, came late, or are missing."""

    due: Number
    late: Number
    missing: Number

    @property
    def lacks(self) -> bool:
        return bool(self.late.value or self.missing.value)

    @property
    def kind(self) -> Kind:
        return Kind.LAG if self.lacks else Kind.DONE

    @property
    def name(self) -> str:
        return "sent"

    @property
    def case(self) -> str:
        if not self.due.value:
            return ""
        return "sent.lacking" if self.lacks else "sent.complete"

    @property
    def sense(self) -> str:
        return f"{self.case} {self.due.value} {self.late.value} {self.missing.value}"

    def blanks(self) -> Mapping[str, str]:
        lacking = [
            _("%(count)s lượt chưa gửi") % {"count": self.missing.live} if self.missing.value else "",
            _("%(count)s lượt gửi chậm") % {"count": self.late.live} if self.late.value else "",
        ]
        how = [_("đầy đủ") if self.missing.value else "", _("kịp thời") if self.late.value else ""]
        return {
            "phai": self.due.live,
            "con": listed([one for one in lacking if one]),
            "the_nao": ", ".join(one for one in how if one),
        }


@dataclass(frozen=True)
class Unknown(Observation):
    """Of these `codes`, the things that nothing is known of in the period: blank, which is not zero."""

    codes: tuple[str, ...]
    things: tuple[Thing, ...]
    period: str

    @property
    def kind(self) -> Kind:
        return Kind.LAG

    @property
    def name(self) -> str:
        return f"unknown:{'+'.join(self.codes)}"

    @property
    def case(self) -> str:
        return "unknown.some" if self.things else ""

    @property
    def sense(self) -> str:
        return f"{self.case} {'+'.join(thing.code for thing in self.things)}"

    def blanks(self) -> Mapping[str, str]:
        return {"ky": self.period, "ke": "; ".join(thing.counted for thing in self.things)}


@dataclass(frozen=True)
class Cause(Observation):
    """The reason, in its own words, that was recorded with so many records that came after the confirmation."""

    records: Number
    reason: str
    place: int = 0

    @property
    def kind(self) -> Kind:
        return Kind.CAUSE

    @property
    def name(self) -> str:
        return f"cause:late:{self.place}"

    @property
    def case(self) -> str:
        return "cause.late" if self.records.value and plain(self.reason) else ""

    @property
    def sense(self) -> str:
        return f"{self.case} {self.records.value} {self.reason}"

    def blanks(self) -> Mapping[str, str]:
        return {"so": self.records.live, "ly_do": plain(self.reason)}
