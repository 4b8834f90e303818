"""What a programme's targets say in its chair's report, judged when the report's period ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from ketnoi.figures.figure import Figure
from ketnoi.programmes import grading, targets
from ketnoi.programmes.enums import Per, TargetKind, Verdict
from ketnoi.programmes.models import Programme
from ketnoi.programmes.targets import Result
from ketnoi.reports.models import Report
from ketnoi.reports.proposing.against import Against, Each, Missed, Promise, Share
from ketnoi.reports.proposing.asking import Asking
from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.observations import Observation
from ketnoi.reports.tokens import Token

WHO = {Per.UNIT: _("đơn vị"), Per.YEAR: _("năm")}


def indicators(report: Report) -> list[str]:
    """Codes that the report's programme has targets for."""
    if report.programme is None:
        return []
    return list(report.programme.targets.exclude(indicator="").values_list("indicator", flat=True))


def observed(ask: Asking) -> Iterator[tuple[str, Observation]]:
    """(indicator's code, what its target says); all of them together come last, under no code."""
    programme = ask.report.programme
    if programme is None or programme.chair_id != ask.report.unit_id:
        return  # targets are of the whole programme
    results = _results(ask, programme)
    for result in results:
        if said := _observation(ask, programme, result):
            yield result.target.indicator, said
    yield from (("", one) for one in _missed(results))


def _results(ask: Asking, programme: Programme) -> list[Result]:
    day = min(ask.report.ends_on, programme.ends_on)
    base = Figure("", start=programme.starts_on, end=day, programme=programme.pk, as_of=ask.report.frozen_at)
    wanted = [one for one in programme.targets.select_related("agency") if targets.computable(one)]
    for target in wanted:
        target.programme = programme
    return [targets.evaluate(target, base, day) for target in wanted]


def _observation(ask: Asking, programme: Programme, result: Result) -> Observation | None:
    """None for what no words were written for: an amount asked of each unit in each year."""
    target, verdict = result.target, result.verdict
    if target.kind == TargetKind.YES_NO:
        return Promise(target.pk, target.title, target.fulfilled)
    thing = ask.thing(target.indicator)
    if target.kind == TargetKind.PERCENT_OF:
        return _share(ask, programme, result)
    if result.summed:
        done = _whole(ask, programme, target.indicator)
        if done is not None and done.value != result.done:
            return None  # the report's area is not all of the programme's: the figure would be another one
        return Against(target.pk, verdict, thing, done, Number(int(result.goal)))
    if target.per not in WHO:
        return None
    who, asked = str(WHO[Per(target.per)]), targets.asked(target)
    return Each(target.pk, verdict, thing, Number(result.done), Number(int(result.goal)), who, asked)


def _share(ask: Asking, programme: Programme, result: Result) -> Observation | None:
    target = result.target
    part, whole = (_whole(ask, programme, code) for code in (target.indicator, target.base_indicator))
    if part is None or whole is None or part.value != result.done:
        return None
    thing, base = ask.thing(target.indicator), ask.thing(target.base_indicator)
    return Share(target.pk, result.verdict, thing, base, part, whole, Number(target.amount))


def _whole(ask: Asking, programme: Programme, code: str) -> Number | None:
    """The number from the programme's first day to the report's last, live."""
    token = Token(code)
    if ask.report.starts_on != programme.starts_on:
        token = replace(token, start=programme.starts_on, end=min(ask.report.ends_on, programme.ends_on))
    return ask.number(token)


def _missed(results: list[Result]) -> Iterator[Observation]:
    """Only once none is on its way."""
    judged = [one for one in results if one.verdict not in grading.UNJUDGED]
    if not judged or any(one.verdict not in grading.FINAL for one in judged):
        return
    met = sum(one.verdict in grading.REACHED for one in judged)
    missed = tuple(one.title for one in judged if one.verdict == Verdict.BELOW)
    yield Missed(Number(len(judged)), Number(met), Number(len(judged) - met - len(missed)), missed)
