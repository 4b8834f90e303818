"""What a report's figures say of an indicator: done, against earlier, made of what, by whom, standing on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue
from ketnoi.figures.catalogue import Counting
from ketnoi.orgs.models import Agency
from ketnoi.programmes.models import ATTENDANCE, WITHIN
from ketnoi.reports.proposing import asking, things
from ketnoi.reports.proposing.asking import Asking
from ketnoi.reports.proposing.lagging import Unknown
from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.observations import Observation
from ketnoi.reports.proposing.parts import Makeup, Parties, Rate
from ketnoi.reports.proposing.results import Compared, Done, Stock
from ketnoi.reports.tokens import Against, Token
from ketnoi.ui.text import lower_first

UNKNOWN_AUDIENCE = "CHUA_XAC_DINH"
MINORITY = "dân tộc thiểu số"


def observed(ask: Asking, codes: list[str]) -> Iterator[Observation]:
    """All that these indicators say, in the order in which an office tells it."""
    counted = asking.known(codes)
    told = {ask.thing(one.code).reaches for one in counted}
    for one in _flows(ask, counted):
        if one.code not in told:
            yield _done(ask, one.code)
        yield from _compared(ask, one.code)
        yield from _makeup(ask, one)
        if one.measure == "records":
            yield _parties(ask, one)
    yield from (_stock(ask, one.code) for one in counted if one.accumulates or one.covers)
    yield from _rates(ask, {one.code for one in counted})


def unknown(ask: Asking, codes: list[str]) -> Unknown:
    """Those of these indicators that nothing is known of."""
    flows = _flows(ask, asking.known(codes))
    reached = {ask.thing(one.code).reaches for one in flows}
    missing = [one.code for one in flows if one.code not in reached and ask.number(Token(one.code)) is None]
    return Unknown(tuple(codes), tuple(ask.thing(code) for code in missing), ask.period)


def _flows(ask: Asking, counted: list[Counting]) -> list[Counting]:
    """Without ratios and stocks; without what is told as "trong đó" of another one of them."""
    codes = {one.code for one in counted}
    attendance, within = _attendance(ask)
    parts = {code for code, _words in within} if attendance in codes else set()
    return [one for one in counted if not (one.is_ratio or one.accumulates or one.covers) and one.code not in parts]


def _attendance(ask: Asking) -> tuple[str, list[tuple[str, str]]]:
    """The code whose people are divided, and the codes of what is "trong đó", with the words for each."""
    programme = ask.report.programme
    code, within = (programme.attendance, programme.within) if programme else (ATTENDANCE, WITHIN)
    return code, [(part, _within(words)) for part, words in within]


def _done(ask: Asking, code: str) -> Observation:
    thing = ask.thing(code)
    reached = ask.number(Token(thing.reaches)) if thing.reaches else None
    return Done(thing, ask.number(Token(code)), ask.period, ask.work, reached)


def _stock(ask: Asking, code: str) -> Observation:
    return Stock(ask.thing(code), ask.number(Token(code)), ask.report.ends_on)


def _compared(ask: Asking, code: str) -> Iterator[Observation]:
    """The last year against the one before it; a shorter period against the same days a year before."""
    first, last = ask.report.starts_on, ask.report.ends_on
    if first.year < last.year:
        if last == dt.date(last.year, 12, 31):
            yield _against(ask, Token(code, year=last.year), Against.BEFORE, _year(last.year), _year(last.year - 1))
        return
    whole_year = (first, last) == (dt.date(last.year, 1, 1), dt.date(last.year, 12, 31))
    earlier = _year(last.year - 1) if whole_year else _("cùng kỳ năm trước")
    yield _against(ask, Token(code), Against.YEAR_BEFORE, ask.period, earlier)


def _against(ask: Asking, token: Token, against: Against, now_words: str, then_words: str) -> Observation:
    change = ask.said(Token(**(vars(token) | {"against": against})))
    now, then = ask.number(token), None
    if change is not None and change.basis is not None and change.basis.figure is not None:
        before = change.basis.figure
        then = ask.number(Token(token.code, start=before.start, end=before.end))
    told = asking.number(change) if change and now and then and then.value else None
    return Compared(ask.thing(token.code), now, then, now_words, then_words, told)


def _makeup(ask: Asking, one: Counting) -> Iterator[Observation]:
    whole = ask.number(Token(one.code))
    if whole is None or not whole.value:
        return
    attendance, within = _attendance(ask)
    if one.code == attendance:
        parts = ((words, ask.number(Token(code))) for code, words in within)
        yield Makeup(ask.thing(one.code), whole, tuple((words, part) for words, part in parts if part))
    if one.code in {ask.thing(other.code).reaches for other in catalogue.offered()}:
        yield Makeup(ask.thing(one.code), whole, tuple(_audiences(ask, one.code)), partition=True)


def _audiences(ask: Asking, code: str) -> Iterator[tuple[str, Number]]:
    said = ask.said(Token(code))
    found = answers.breakdown(said.figure, "audience") if said else {}
    for one in catalogue.categories("audience"):
        number = found.get((one.pk,), 0)
        if number:
            words = _("chưa xác định đối tượng") if one.code == UNKNOWN_AUDIENCE else lower_first(one.name)
            yield words, Number(number, Token(code, audience=one.code))


def _parties(ask: Asking, one: Counting) -> Observation:
    """Agencies in the administrative order."""
    said = ask.said(Token(one.code))
    found = answers.breakdown(said.figure, "agency") if said and said.value else {}
    told = tuple(
        (agency.short, Number(found[agency.pk,], Token(one.code, agency=agency.code)))
        for agency in Agency.objects.filter(pk__in=[key[0] for key in found])
    )
    return Parties(ask.thing(one.code), ask.number(Token(one.code)) or Number(0), told)


def _rates(ask: Asking, codes: set[str]) -> Iterator[Observation]:
    declared = {one.code for one in catalogue.offered()}
    for rate in things.rates():
        if not codes & {rate.part, rate.base, rate.ratio} or not {rate.part, rate.base} <= declared:
            continue
        part, base = ask.number(Token(rate.part)), ask.number(Token(rate.base))
        percent = ask.number(Token(rate.ratio)) if rate.ratio in declared else None
        if part is not None or base is None or not base.value:
            unit = catalogue.indicator(rate.part).unit
            yield Rate(rate, unit, part or Number(0, Token(rate.part)), base, ask.period, percent)


def _year(year: int) -> str:
    return _("năm %(year)s") % {"year": year}


def _within(words: str) -> str:
    """Words that follow "trong đó", as they follow a number of people."""
    return _("người %(words)s") % {"words": words} if words == MINORITY else words
