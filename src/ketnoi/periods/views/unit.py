"""What one unit confirmed, and what has changed since: for itself and for those above it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ketnoi.audit import kept
from ketnoi.figures import changes as ledger
from ketnoi.figures import links, records, sources, together
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.officers.policy import staff
from ketnoi.officers.queries import names as officer_names
from ketnoi.orgs.models import Unit
from ketnoi.periods import figures, queries
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.periods.spans import Span
from ketnoi.periods.views import access

SHOWN = 50  # records in the list of changes


@dataclass(frozen=True)
class Line:
    """One indicator: as it was confirmed (None: never), and as it is now."""

    name: str
    unit: str
    confirmed: int | None
    now: int
    url: str

    @property
    def moved(self) -> bool:
        return self.confirmed is not None and self.confirmed != self.now


@dataclass(frozen=True)
class Changed:
    """A record that counts for something else than when the unit confirmed; `row` None where it may not be opened."""

    name: str
    before: int
    after: int
    row: sources.Row | None


@policy.signed_in
@require_safe
def unit(request: HttpRequest, code: str, start: dt.date, unit: int) -> HttpResponse:
    """One unit's period."""
    regime, span = access.period(code, start)
    one = access.readable_unit(request, regime, span, unit)
    said = Confirmation.objects.filter(regime=regime, unit=one, start=span.start).first()
    officer, moment = staff(request).user, said.at if said else 0
    statements = list(said.statements.order_by("-number")) if said else []
    numbers = statements[0].numbers if statements else {}
    lines, changes = kept.once(
        ("unit's period", regime.pk, start, one.pk, policy.reader(officer)),
        lambda: (_lines(regime, one, span, numbers), _changes(regime, one, span, moment, officer) if moment else []),
    )
    shown = {
        "regime": regime,
        "span": span,
        "unit": one,
        "said": said,
        "statements": statements,
        "names": officer_names(row.actor for row in statements),
        "state": queries.state(span, said, timezone.localdate()),
        "lines": lines,
        "changes": changes,
        "own": queries.may_confirm(staff(request).post, one) and span.end <= timezone.localdate(),
    }
    return render(request, "periods/unit.html", shown)


def _lines(regime: Regime, one: Unit, span: Span, confirmed: dict[str, int]) -> list[Line]:
    now = figures.numbers(regime, one.pk, [span])
    return [
        Line(
            line.name, line.unit, confirmed.get(line.code), now[line.code][0],
            links.url(figures.asked(regime, one.pk, line.code, span)),
        )
        for line in figures.known(regime)
    ]  # fmt: skip


def _changes(regime: Regime, one: Unit, span: Span, moment: int, officer: Officer) -> list[Changed]:
    """Record by record and indicator by indicator, what differs from the moment of the last word."""
    with together.asked():
        found = [
            (line.name, change)
            for line in figures.known(regime)
            for change in ledger.since(figures.asked(regime, one.pk, line.code, span), moment)
        ][:SHOWN]
    rows = records.opened({(change.record_kind, change.record) for _name, change in found}, officer)
    return [
        Changed(name, change.before, change.after, rows.get((change.record_kind, change.record)))
        for name, change in found
    ]
