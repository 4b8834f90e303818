"""What became of single practices (mô hình) in a period: published, adopted by whom from whom, recognised by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ketnoi.reports.proposing.observations import Kind, Observation, plain
from ketnoi.ui import dates


@dataclass(frozen=True)
class Told(Observation):
    """One practice of a figure's list, by its name and its units; nobody else is named.

    `what` is "published", "adopted" or "recognised", `code` the figure's indicator, `record` the practice; `other` is
    the unit it was adopted from or whose council recognised it, empty where it was published.
    """

    what: str
    code: str
    record: int
    title: str
    unit: str
    day: dt.date
    other: str = ""

    @property
    def kind(self) -> Kind:
        return Kind.PRACTICE

    @property
    def name(self) -> str:
        return f"practice:{self.code}:{self.record}"

    @property
    def case(self) -> str:
        return f"practice.{self.what}" if self.unit and (self.other or self.what == "published") else ""

    @property
    def sense(self) -> str:
        return f"{self.case} {self.day} {self.title} {self.unit} {self.other}"

    def blanks(self) -> Mapping[str, str]:
        return {
            "ten": plain(self.title),
            "don_vi": plain(self.unit),
            "noi": plain(self.other),
            "ngay": dates.day(self.day),
        }
