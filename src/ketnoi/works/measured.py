"""What a work achieved, as its page and its report show it: figures that open their records, and own numbers apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import parse_qsl

from ketnoi.figures import answers, catalogue, links, together
from ketnoi.figures.figure import Figure
from ketnoi.figures.maps import LaterThanMap
from ketnoi.figures.words import period
from ketnoi.works.models import Question, Work


@dataclass(frozen=True)
class Measured:
    """One indicator's number, over which days, and where its records open. `value` is None where it has no answer."""

    question: Question
    name: str
    unit: str
    period: str
    value: int | None
    url: str


def figure(question: Question) -> Figure:
    """The question that was chosen, as a value."""
    return links.read(dict(parse_qsl(question.query)))


def results(work: Work) -> list[Measured]:
    """Its indicators with their numbers of now, in the order in which they were chosen."""
    with together.asked():
        return [_measured(question) for question in work.questions.all()]


def _measured(question: Question) -> Measured:
    asked = figure(question)
    indicator = catalogue.indicator(asked.indicator)
    return Measured(question, indicator.name, indicator.unit, period(asked), _value(asked), links.url(asked))


def _value(asked: Figure) -> int | None:
    try:
        return answers.value(asked)
    except LaterThanMap:
        return None


def own_figure(work: Work, measure: int) -> Figure:
    """All that units like this one entered of one kind of result in its year: what a number of its own is part of."""
    first, last = dt.date(work.year, 1, 1), dt.date(work.year, 12, 31)
    return Figure("ket_qua_viec", first, last, unit=work.unit_id, below=False, kind=measure)
