"""Who told, changed or took back what, when and why: of months, lines of rosters, members and products."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.officers.queries import names as officer_names
from ketnoi.registers import kinds
from ketnoi.registers.enums import Done, Of
from ketnoi.registers.models import Step
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped

BETWEEN: Final = "; "
LABELS: Final = {
    "came": gettext_lazy("kết nạp, chuyển đến"),
    "went": gettext_lazy("chuyển đi, thôi tham gia"),
    "items": gettext_lazy("số bản"),
    "times": gettext_lazy("số lần phát"),
    "day": gettext_lazy("ngày"),
    "since": gettext_lazy("từ ngày"),
    "until": gettext_lazy("đến ngày"),
}


@dataclass(frozen=True)
class Told:
    """One step to keep: of which record, what it says from now on. Numbers and days only: nobody is named."""

    record: int
    number: int
    said: dict[str, int | str]


@dataclass(frozen=True)
class Shown:
    """One step in words: what was done, by whom, what it said then."""

    record: int
    verb: str
    who: str
    at: int
    reason: str
    said: str


def keep(of: Of, verb: Done, told: Iterable[Told], at: int, actor: int, unit: int, reason: str = "") -> None:
    """Keep what was done to these records at one moment, that of their facts."""
    Step.objects.bulk_create(
        [
            Step(
                of=of, record=one.record, number=one.number, at=at, actor=actor, unit=unit, verb=verb, reason=reason,
                told=one.said,
            )
            for one in told
        ]
    )  # fmt: skip


def shown(of: Of, records: Collection[int]) -> list[Shown]:
    """The steps of these records, the last first, in two queries."""
    steps = list(Step.objects.filter(of=of, record__in=records).order_by("-at", "-pk"))
    names = officer_names(one.actor for one in steps)
    return [
        Shown(one.record, str(Done(one.verb).label), names.get(one.actor, ""), one.at, one.reason, _words(one.told))
        for one in steps
    ]


def _words(told: dict[str, Any]) -> str:
    """What a record said then: "Ca tư vấn 4", "số lần phát 3; ngày 02/09/2025"."""
    return BETWEEN.join(_said(told))


def _said(told: dict[str, Any]) -> Iterator[str]:
    outputs = kinds.outputs()
    for code, value in told.items():
        if code == "nothing":
            yield _("không phát sinh")
        elif code in outputs:
            yield f"{outputs[code].name} {grouped(value)}"
        else:
            number = dates.day(dt.date.fromisoformat(value)) if isinstance(value, str) else grouped(value)
            yield f"{LABELS[code]} {number}"
