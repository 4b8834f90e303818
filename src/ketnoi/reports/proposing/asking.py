"""A report's figures as numbers for sentences: asked once each, and not known where nothing was recorded."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.figures.catalogue import Counting
from ketnoi.reports import filling, questions
from ketnoi.reports.models import Report
from ketnoi.reports.proposing import confirming, things
from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.things import Thing
from ketnoi.reports.questions import Said
from ketnoi.reports.tokens import Token, UnknownWord
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped


class Asking:
    """One report's questions, all at its moment. Figures of indicators that are not declared are not known."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.period = filling.period(report.starts_on, report.ends_on)
        self.work = _("chương trình") if report.programme_id else _("công tác phối hợp")
        self._said: dict[str, Said | None] = {}

    @property
    def today(self) -> dt.date:
        """The day of the report's knowledge."""
        frozen = self.report.frozen_at
        return dates.from_us(frozen).date() if frozen else timezone.localdate()

    def said(self, token: Token) -> Said | None:
        """The figure with its answer; None where it cannot be asked in this report."""
        if token.key not in self._said:
            try:
                questions.check("{" + token.text + "}", self.report)
                self._said[token.key] = questions.said(token, self.report)
            except (UnknownWord, ValueError):
                self._said[token.key] = None
        return self._said[token.key]

    def number(self, token: Token) -> Number | None:
        """The number as a sentence says it; None where nothing is known: blank is not zero."""
        said = self.said(token)
        if said is None or not (said.value or said.entered or self._is_confirmed(said)):
            return None
        return number(said)

    def thing(self, code: str) -> Thing:
        return things.of(catalogue.indicator(code))

    def _is_confirmed(self, said: Said) -> bool:
        """Has every unit asked confirmed all of the figure's days, so that nothing recorded is nothing done?"""
        days = (said.figure.start or self.report.starts_on, said.figure.end or self.report.ends_on)
        return confirming.is_complete(self.report, said.token.code, days)


def number(said: Said) -> Number:
    """A figure's answer as a number of a sentence."""
    exact = grouped(said.value)
    if said.shown.endswith(exact):
        return Number(said.value, said.token, said.shown.removesuffix(exact).strip())
    return Number(said.value, said.token, said=said.shown)


def known(codes: list[str]) -> list[Counting]:
    """Those of these indicators that are declared, each once."""
    offered = {one.code: one for one in catalogue.offered()}
    return [offered[code] for code in dict.fromkeys(codes) if code in offered]
