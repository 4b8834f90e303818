"""What was done, how that stands to an earlier number, and what stands on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ketnoi.reports.proposing.numbers import Number, live
from ketnoi.reports.proposing.observations import Kind, Observation
from ketnoi.reports.proposing.things import Thing
from ketnoi.ui import dates
from ketnoi.ui.text import fold


@dataclass(frozen=True)
class Done(Observation):
    """What was done in a period, and how many it reached. `number` None: not known; 0: confirmed as nothing.

    `work` is what was being carried out: "chương trình", "công tác phối hợp".
    """

    thing: Thing
    number: Number | None
    period: str
    work: str
    reached: Number | None = None

    @property
    def kind(self) -> Kind:
        return Kind.DONE

    @property
    def name(self) -> str:
        return f"done:{self.thing.code}"

    @property
    def case(self) -> str:
        if self.number is None:
            return ""
        if not self.thing.does:
            return "done.there_are" if self.number.value else "done.there_are_none"
        if not self.number.value:
            return "done.none"
        return "done.reaching" if self.reached and self.reached.value else "done.some"

    def blanks(self) -> Mapping[str, str]:
        return {
            "ky": self.period,
            "cong_viec": self.work,
            "lam": self.thing.does,
            "viec": self.thing.noun if self.thing.does else self.thing.counted,
            "so": live(self.number),
            "luot": live(self.reached),
            "nguoi": self.thing.people,
        }


@dataclass(frozen=True)
class Compared(Observation):
    """A number beside an earlier one: `now_words` "năm 2022" against `then_words` "năm 2021".

    `change` is the figure that tells the difference ("tăng 9,2% (22 buổi)") where the earlier period has one. A number
    that is not known, or known as "trên 400" only, is compared with nothing.
    """

    thing: Thing
    now: Number | None
    then: Number | None
    now_words: str
    then_words: str
    change: Number | None = None

    @property
    def kind(self) -> Kind:
        return Kind.CHANGE

    @property
    def name(self) -> str:
        return f"compared:{self.thing.code}:{fold(self.then_words).replace(' ', '-')}"

    @property
    def case(self) -> str:
        if self.now is None or self.then is None or self.now.qualifier or self.then.qualifier:
            return ""
        now, then = self.now.value, self.then.value
        if now == then:
            return "compared.equal" if now else ""
        if now and then and self.change:
            return "compared.told"
        if not (now and then):
            return "compared.from_zero" if now else "compared.to_zero"
        return "compared.up" if now > then else "compared.down"

    def blanks(self) -> Mapping[str, str]:
        return {
            "viec": self.thing.counted,
            "dv": self.thing.unit,
            "so": live(self.now),
            "truoc": live(self.then),
            "thay_doi": live(self.change),
            "nay": self.now_words,
            "moc": self.then_words,
        }


@dataclass(frozen=True)
class Stock(Observation):
    """What stands on a day. `number` None: not known, and nothing is said."""

    thing: Thing
    number: Number | None
    day: dt.date

    @property
    def kind(self) -> Kind:
        return Kind.STOCK

    @property
    def name(self) -> str:
        return f"stock:{self.thing.code}"

    @property
    def case(self) -> str:
        if self.number is None:
            return ""
        if not self.number.value:
            return "stock.none"
        return "stock.kept" if self.thing.does else "stock.there_are"

    def blanks(self) -> Mapping[str, str]:
        return {"viec": self.thing.counted, "so": live(self.number), "ngay": dates.day(self.day)}
