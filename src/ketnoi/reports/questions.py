"""From a token of a report to the question it asks, and from the answer to the words in the sentence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue, formulas, maps
from ketnoi.figures.figure import Figure, Level
from ketnoi.figures.models import Category
from ketnoi.orgs.models import Agency, Unit
from ketnoi.orgs.models import Level as UnitLevel
from ketnoi.places.models import Place
from ketnoi.reports import against, tokens
from ketnoi.reports.against import Basis
from ketnoi.reports.given import Given
from ketnoi.reports.models import Report
from ketnoi.reports.tokens import Against, Token, TokenError, UnknownWord
from ketnoi.ui import numbers

MOST = 400  # different figures in one paragraph; a table has some dozens


@dataclass(frozen=True)
class Said:
    """A figure as a sentence says it: its question, its number, the words, and what was counted.

    `entered` names the sources of the part that has no records behind it. `basis` is the number it is compared with.
    Where a leader wrote over it, `shown` are his words, `given` says from where, and `counted` are the words it has.
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
    basis: Basis | None = None
    given: Given | None = None
    counted: str = ""

    def overwritten(self, number: Given | None) -> Said:
        """The figure with what a leader wrote over it; itself where nobody did."""
        return replace(self, shown=number.words, given=number, counted=self.shown) if number else self

    @property
    def earlier(self) -> Said | None:
        """The number of the period it is compared with, as a figure of its own; None where it is no such comparison."""
        if self.basis is None or self.basis.figure is None:
            return None
        number = formulas.written_number(self.basis.figure, self.basis.value)
        return replace(
            self,
            figure=self.basis.figure,
            value=self.basis.value,
            shown=number,
            entered=(),
            given=None,
            counted="",
            name=f"{self.name} ({self.basis.label})",
            basis=None,
        )

    @property
    def questions(self) -> list[Said]:
        """Every question behind the words: its own, and that of the earlier period."""
        return [self, self.earlier] if self.earlier else [self]


def figure(token: Token, report: Report, moment: int | None = None) -> Figure:
    """What the token asks in this report, as known when it was frozen, else at `moment`, else now. Raises UnknownWord.

    The scope is the programme (without one, all work) within the report's period, of all agencies' units in the
    issuing unit's area.
    """
    _known(token.code)
    asked = Figure(
        token.code,
        start=report.starts_on,
        end=report.ends_on,
        programme=report.programme_id or 0,
        kind=_category("kind", token.kind),
        audience=_category("audience", token.audience),
        topic=_category("topic", token.topic),
        agency=_agency(token.agency),
        as_of=report.frozen_at or moment,
    )
    return _during(_where(asked, token, report), token)


def said(token: Token, report: Report, moment: int | None = None) -> Said:
    """The figure with its answer, known at the same moment as `figure`. Raises UnknownWord."""
    asked = _on_map(figure(token, report, moment))
    answer = answers.answer(asked)
    indicator = catalogue.of(asked)
    basis, words = _compared(token, report, asked, answer)
    return Said(
        token,
        asked,
        answer.value,
        words,
        answer.entered,
        indicator.name,
        indicator.unit,
        indicator.definition,
        indicator.leaves_out,
        indicator.version,
        basis,
    )


def _compared(token: Token, report: Report, asked: Figure, answer: answers.Answer) -> tuple[Basis | None, str]:
    """What it is held against, and the words."""
    if token.against is None:
        return None, shown(answer, rounded=token.rounded)
    if token.against == Against.TARGET:
        try:
            promised = _goal(asked, report)
        except UnknownWord:  # it was there when the sentence was written
            return None, _("không có chỉ tiêu để so")
        words = _("chưa có số để so") if answer.blank else against.reached(answer.value, promised.value)
        return promised, words
    basis, then = against.basis(asked, token.against)
    return basis, against.change(answer, then, catalogue.of(asked).unit)


def _goal(asked: Figure, report: Report) -> Basis:
    programme = report.programme
    if programme is None:
        raise UnknownWord(_("báo cáo không theo chương trình nào nên không có chỉ tiêu để so."))
    whole = Figure(asked.indicator, start=asked.start, end=asked.end, programme=programme.pk, as_of=asked.as_of)
    return against.goal(asked, _of(programme.chair, whole), programme)


def shown(answer: answers.Answer, *, rounded: bool) -> str:
    """The number in words. A qualifier that came with an entered number stays, and is not rounded over."""
    if answer.ratio or answer.blank:
        return answer.words
    if answer.qualifier:
        return f"{answer.qualifier} {numbers.grouped(answer.value)}"
    return numbers.official(answer.value) if rounded else numbers.grouped(answer.value)


def check(text: str, report: Report) -> None:
    """Raise TokenError, naming the sentence, when a figure of the text is not written right or cannot be asked.

    Each figure is asked once, however often it stands, and no more than MOST of them.
    """
    found = list(dict.fromkeys(tokens.figures(text)))
    if len(found) > MOST:
        problem = _("đoạn có quá %(most)s số liệu khác nhau: hãy chia thành nhiều đoạn.") % {"most": MOST}
        raise TokenError(tokens.around(text, found[MOST]), problem)
    for token in found:
        try:
            answerable(token, report)
        except (UnknownWord, maps.LaterThanMap) as error:
            raise TokenError(tokens.around(text, token), str(error)) from error


def answerable(token: Token, report: Report) -> None:
    """Raise UnknownWord or maps.LaterThanMap where this report cannot ask the figure."""
    asked = figure(token, report)
    maps.check(asked)
    if asked.start and asked.end and asked.start > asked.end:
        raise UnknownWord(_("không có ngày nào trong kỳ này."))
    if token.against == Against.TARGET:
        _goal(asked, report)
    elif token.against:
        against.before(asked, token.against)


def _on_map(asked: Figure) -> Figure:
    """The same question, up to the last day of a place that has ended since the sentence was written."""
    try:
        maps.check(asked)
    except maps.LaterThanMap:
        ended = Place.objects.filter(pk=asked.place).values_list("valid_to", flat=True).first()
        return asked.within(None, ended)
    return asked


def _during(asked: Figure, token: Token) -> Figure:
    """The days the token names, inside or outside the report's; of a year within the report's those of both."""
    if token.year:
        first, last = dt.date(token.year, 1, 1), dt.date(token.year, 12, 31)
        inside = asked.within(first, last)
        within_report = inside.start and inside.end and inside.start <= inside.end
        return inside if within_report else asked.but(start=first, end=last)
    return asked.but(start=token.start or asked.start, end=token.end or asked.end)


def _where(asked: Figure, token: Token, report: Report) -> Figure:
    """The unit with all under it, or the place where it happened; where the token names neither, the report's area."""
    if not (token.unit or token.place):
        return _of(report.unit, asked)
    return asked.but(unit=_known_id(Unit, token.unit), place=_known_id(Place, token.place))


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


def _known_id(of: type[Unit | Place], number: int | None) -> int:
    if number and not of.objects.filter(pk=number).exists():
        raise UnknownWord(_("không có đơn vị hoặc nơi mang số %(number)s.") % {"number": number})
    return number or 0


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
