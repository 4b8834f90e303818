"""From a token of a report to the question it asks, and from the answer to the words in the sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue
from ketnoi.figures.figure import Figure, Level
from ketnoi.figures.models import Category
from ketnoi.orgs.models import Agency, Unit
from ketnoi.orgs.models import Level as UnitLevel
from ketnoi.reports import tokens
from ketnoi.reports.models import Report
from ketnoi.reports.tokens import Token, TokenError
from ketnoi.ui import numbers


class UnknownWord(ValueError):
    """A token names an indicator, a category or an agency that there is not."""


@dataclass(frozen=True)
class Said:
    """A figure as a sentence says it: its question, its number, the words, and what was counted.

    `entered` names the sources of the part that has no records behind it.
    """

    token: Token
    figure: Figure
    value: int
    shown: str
    entered: tuple[str, ...]
    name: str
    unit: str
    definition: str
    leaves_out: str
    definition_version: int


def figure(token: Token, report: Report, moment: int | None = None) -> Figure:
    """What the token asks in this report, as known when it was frozen, else at `moment`, else now. Raises UnknownWord.

    The scope is the programme within the report's period, of all agencies' units in the issuing unit's area.
    """
    _known(token.code)
    asked = Figure(
        token.code,
        start=report.starts_on,
        end=report.ends_on,
        programme=report.programme_id,
        kind=_category("kind", token.kind),
        audience=_category("audience", token.audience),
        topic=_category("topic", token.topic),
        agency=_agency(token.agency),
        as_of=report.frozen_at or moment,
    )
    asked = _of(report.unit, asked)
    return asked.within(dt.date(token.year, 1, 1), dt.date(token.year, 12, 31)) if token.year else asked


def said(token: Token, report: Report, moment: int | None = None) -> Said:
    """The figure with its answer, known at the same moment as `figure`. Raises UnknownWord."""
    asked = figure(token, report, moment)
    answer = answers.answer(asked)
    indicator = catalogue.of(asked)
    return Said(
        token,
        asked,
        answer.value,
        shown(answer, rounded=token.rounded),
        answer.entered,
        indicator.name,
        indicator.unit,
        indicator.definition,
        indicator.leaves_out,
        indicator.version,
    )


def shown(answer: answers.Answer, *, rounded: bool) -> str:
    """The number in words. A qualifier that came with an entered number stays, and is not rounded over."""
    if answer.ratio:
        return answer.words
    if answer.qualifier:
        return f"{answer.qualifier} {numbers.grouped(answer.value)}"
    return numbers.official(answer.value) if rounded else numbers.grouped(answer.value)


def check(text: str, report: Report) -> None:
    """Raise TokenError, naming the sentence, when a figure of the text is not written right or names nothing known."""
    for token in tokens.figures(text):
        try:
            figure(token, report)
        except UnknownWord as error:
            raise TokenError(tokens.around(text, token), str(error)) from error


def _of(unit: Unit, asked: Figure) -> Figure:
    """Narrow a question to the area that the unit stands for; the unit and all under it where it stands for none."""
    areas = {
        UnitLevel.CENTRE: [(Level.NATION, 0)],
        UnitLevel.PROVINCE: [(Level.PROVINCE, unit.province)],
        UnitLevel.DISTRICT: [(Level.DISTRICT_THEN, unit.district_then)],
        # a commune of today counts the old ones it was made of; one of the old map itself
        UnitLevel.COMMUNE: [(Level.COMMUNE_THEN, unit.commune_then), (Level.COMMUNE_NOW, unit.commune_now)],
    }
    for level, area in areas.get(UnitLevel(unit.level), []):
        if area or level == Level.NATION:
            return asked.but(level=level, area=area)
    return asked.but(unit=unit.pk)


def _known(code: str) -> None:
    try:
        catalogue.indicator(code)
    except catalogue.UnknownIndicator as error:
        raise UnknownWord(str(error)) from error


def _category(dimension: str, code: str) -> int:
    if not code:
        return 0
    try:
        return catalogue.category(dimension, code).pk
    except Category.DoesNotExist as error:
        raise UnknownWord(_("không có mục phân loại mang mã “%(code)s”.") % {"code": code}) from error


def _agency(code: str) -> int:
    if not code:
        return 0
    found = Agency.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise UnknownWord(_("không có cơ quan mang mã “%(code)s”.") % {"code": code})
    return found
