"""A result as it is shown: its number, the number before it, how it was measured; every number opens its records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue, links, records, together
from ketnoi.figures.answers import Answer
from ketnoi.figures.figure import Figure
from ketnoi.practices.measuring import Question
from ketnoi.practices.models import Measured
from ketnoi.ui import dates


@dataclass(frozen=True)
class Number:
    """An answered figure: its words ("85,71"), its value, its address, its days, how many records stand behind it."""

    words: str
    value: int
    url: str
    period: str
    days: int
    records: int


@dataclass(frozen=True)
class Result:
    """A measured result. `way` says how its records were counted."""

    measured: Measured
    question: Question
    name: str
    unit: str
    ratio: bool
    now: Number
    before: Number | None
    way: str

    @property
    def change(self) -> int | None:
        """How much more than before; of a ratio in hundredths of a percentage point."""
        return None if self.before is None else self.now.value - self.before.value


def question(one: Measured) -> Question:
    return Question(one.indicator, one.kind, one.topic)


def results(measured: Iterable[Measured]) -> list[Result]:
    """These results answered now, in their order."""
    with together.asked():
        return [_result(one) for one in measured]


def _result(one: Measured) -> Result:
    figure = Figure(one.indicator, start=one.start, end=one.end, unit=one.unit_id, kind=one.kind, topic=one.topic)
    indicator = catalogue.of(figure)
    earlier = one.before_start is not None and one.before_end is not None
    return Result(
        measured=one,
        question=question(one),
        name=title(question(one)),
        unit=indicator.unit,
        ratio=indicator.is_ratio,
        now=_number(figure, one.start, one.end),
        before=_earlier(figure, one.before_start, one.before_end) if earlier else None,
        way=_way(figure),
    )


def _earlier(figure: Figure, start: dt.date | None, end: dt.date | None) -> Number:
    assert start is not None and end is not None  # noqa: PT018 - asked of results that have both
    return _number(figure.but(start=start, end=end), start, end)


def _number(figure: Figure, start: dt.date, end: dt.date) -> Number:
    told = answers.answer(figure)
    behind = len(records.behind(figure, None))
    return Number(_words(told), told.value, links.url(figure), dates.period(start, end), (end - start).days, behind)


def _words(told: Answer) -> str:
    return told.words + ("%" if told.ratio else "")


def title(asked: Question) -> str:
    """The indicator's name with the kind and topic that narrow it."""
    named = catalogue.names(one for one in (asked.kind, asked.topic) if one)
    narrowed = [named[one] for one in (asked.kind, asked.topic) if one in named]
    return " · ".join([catalogue.indicator(asked.indicator).name, *narrowed])


def _way(figure: Figure) -> str:
    """How the records behind it were counted: ways of counting in their order, and numbers entered from papers."""
    if catalogue.of(figure).formula or catalogue.of(figure).covers:
        return _("tính từ các chỉ tiêu thành phần")
    counted = answers.breakdown(figure, "counting")
    found = [key for (key,), number in counted.items() if number]
    named = catalogue.names(one for one in found if one)
    ways = sorted(named[one].lower() for one in found if one in named)
    told = [*ways, *([_("số nhập theo văn bản")] if answers.answer(figure).entered else [])]
    return ", ".join(told) or _("đếm phiếu")
