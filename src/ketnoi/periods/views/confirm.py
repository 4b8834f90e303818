"""A unit confirms its period: its numbers, what looks unusual in them, "đủ" or "không phát sinh"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.audit import kept, versions
from ketnoi.figures import links
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.policy import staff
from ketnoi.orgs.models import Unit
from ketnoi.periods import actions, figures
from ketnoi.periods.forms import ConfirmForm
from ketnoi.periods.models import Confirmation, Regime, Statement
from ketnoi.periods.spans import Span
from ketnoi.periods.views import access


@dataclass(frozen=True)
class Line:
    """One indicator of the form. `before` and `year_before` are None where there is no such period."""

    name: str
    unit: str
    now: int
    before: int | None
    year_before: int | None
    url: str


@require_http_methods(["GET", "POST"])
@policy.roles(Role.RECORDER, Role.LEAD)
def confirm(request: HttpRequest, code: str, start: dt.date) -> HttpResponse:
    """The page of one's own unit; a second one who confirms meanwhile sees what the first one said."""
    regime, span = access.period(code, start)
    unit = access.own_unit(request, regime, span)
    last = _last(regime, unit, span)
    look = kept.once(("look", regime.pk, unit.pk, start), lambda: actions.look(regime, unit.pk, span))
    form = ConfirmForm(request.POST or None, look, _version(last), last.answered if last else ())
    status = 200
    if form.is_valid():
        status = _confirmed(request, regime, unit, span, form)
        if not status:
            return redirect("periods:unit", code, start, unit.pk)
        if status == CONFLICT:
            last, form = _last(regime, unit, span), _fresh(request, regime, unit, span)
    elif form.is_bound:
        status = REFUSED
    shown = {
        "regime": regime, "span": span, "unit": unit, "form": form, "last": last,
        "lines": _lines(regime, unit, span, form.look), "ended": span.end <= timezone.localdate(),
    }  # fmt: skip
    return render(request, "periods/confirm.html", shown, status=status)


REFUSED, CONFLICT = 422, 409


def _confirmed(request: HttpRequest, regime: Regime, unit: Unit, span: Span, form: ConfirmForm) -> int:
    """Confirm; 0 when it was done, else the status of the page that says why not."""
    acting = staff(request)
    try:
        actions.confirm(regime, unit, span, form.word(), acting.user.pk, acting.post.unit_id)
    except (versions.Stale, actions.NumbersMoved) as error:
        messages.warning(request, str(error))
        return CONFLICT
    except ValidationError as error:
        for name, told in error.message_dict.items():
            form.add_error(name if name in form.fields else None, told)
        return REFUSED
    messages.success(request, _("Đã xác nhận số liệu kỳ %(period)s.") % {"period": span.title})
    return 0


def _fresh(request: HttpRequest, regime: Regime, unit: Unit, span: Span) -> ConfirmForm:
    """The form over the numbers and the version of now, with what was typed."""
    last = _last(regime, unit, span)
    form = ConfirmForm(None, actions.look(regime, unit.pk, span), _version(last), last.answered if last else ())
    form.initial.update({name: request.POST[name] for name in ("answer", "reason") if name in request.POST})
    return form


def _last(regime: Regime, unit: Unit, span: Span) -> Statement | None:
    said = Confirmation.objects.filter(regime=regime, unit=unit, start=span.start)
    return Statement.objects.filter(confirmation__in=said).order_by("-number").first()


def _version(last: Statement | None) -> int:
    return last.number if last else 0


def _lines(regime: Regime, unit: Unit, span: Span, look: actions.Look) -> list[Line]:
    return [
        Line(
            one.name, one.unit, look.now[one.code], look.before.get(one.code), look.year_before.get(one.code),
            links.url(figures.asked(regime, unit.pk, one.code, span)),
        )
        for one in figures.known(regime)
    ]  # fmt: skip
