"""Statistical forms: the list, a unit's form of a period, filled in, fixed, taken out, and by units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ketnoi.audit import journal, kept
from ketnoi.figures import maps
from ketnoi.officers import policy
from ketnoi.orgs.models import Unit
from ketnoi.periods import spans
from ketnoi.periods.spans import Span
from ketnoi.reports import queries
from ketnoi.reports.models import FixedForm
from ketnoi.reports.statistical import by_units, definitions, entering, exporting, filled, fixing, shown
from ketnoi.reports.statistical.definitions import Form
from ketnoi.reports.statistical.filled import Filled
from ketnoi.reports.statistical.forms import FillForm, FixForm
from ketnoi.ui.numbers import plain

SPANS = 4  # newest periods of a form in the list
ON_A_PAGE = 100
FILES = {
    "xlsx": (exporting.sheets, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (exporting.as_json, "application/json"),
    "xml": (exporting.as_xml, "application/xml"),
}


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All forms, each with the newest periods of the reader's own unit."""
    unit, today = policy.home(policy.staff(request).post.unit), timezone.localdate()
    fixed = {(one.form, one.start): one for one in FixedForm.objects.filter(unit=unit).defer("content")}
    listed = [
        {
            "form": form,
            "spans": [(span, fixed.pop((form.code, span.start), None)) for span in _listed(form, today, fixed)]
            if unit.level in form.levels
            else [],
        }
        for form in definitions.every().values()
    ]
    context = {"forms": listed, "unit": unit, "others": _of_other_days(fixed.values())}
    return render(request, "reports/statistical/index.html", context)


@policy.signed_in
@require_safe
def form(request: HttpRequest, code: str, start: dt.date, unit: int) -> HttpResponse:
    """A unit's form as it stands now."""
    asked, span, one = _found(request, code, start, unit)
    live = kept.once(("form", code, start, unit), lambda: _filled(asked, one, span))
    return render(request, "reports/statistical/form.html", _context(request, live, span, one))


@policy.signed_in
@require_safe
def edition(request: HttpRequest, code: str, start: dt.date, unit: int, number: int) -> HttpResponse:
    """The form as it was fixed."""
    row, read, one = _fixed(request, code, start, unit, number)
    context = _context(request, read, read.span, one)
    return render(
        request, "reports/statistical/form.html", context | {"edition": row, "may_fill": False, "may_fix": False}
    )


@policy.signed_in
@require_safe
def units(request: HttpRequest, code: str, start: dt.date, unit: int) -> HttpResponse:
    """One cell (`?o=` its key), unit by unit; who has told nothing says so."""
    asked, span, one = _found(request, code, start, unit)
    choices = by_units.choices(asked)
    key = request.GET.get("o") or choices[0][0]
    if key not in dict(choices):
        raise Http404
    cell = asked.cell(key)
    assert cell is not None, "choices are cells"
    with _on_map():
        rows = kept.once(("form by units", key, code, start, unit), lambda: by_units.rows(cell[2], one, span))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {"form": asked, "span": span, "unit": one, "cell": cell, "key": key, "choices": choices, "page": page}
    return render(request, "reports/statistical/units.html", context)


@policy.roles(*queries.EDITORS)
def fill(request: HttpRequest, code: str, start: dt.date, unit: int) -> HttpResponse:
    """Fill in what no record holds."""
    asked, span, one = _own(request, code, start, unit)
    sent = request.POST if request.method == "POST" else None
    entry = FillForm(sent, cells=entering.cells(asked), standing=entering.standing(asked, one, span))
    status = 422 if sent is not None else 200
    if sent is not None and entry.is_valid():
        try:
            said, reason = entry.said, entry.cleaned_data["reason"]
            changed = entering.fill_in(asked, one, span, said, reason, policy.staff(request).user.pk)
        except entering.Meanwhile as conflict:
            entry, status = entry.beside(conflict.theirs), 409
        except ValidationError as error:
            entry.add_error(None, error)
        else:
            messages.success(request, _("Đã lưu: %(count)s ô thay đổi.") % {"count": changed})
            return redirect("reports:statistical_form", code, start, unit)
    context = {"form": asked, "span": span, "unit": one, "entry": entry}
    return render(request, "reports/statistical/fill.html", context, status=status)


@policy.roles(*queries.EDITORS)
def fix(request: HttpRequest, code: str, start: dt.date, unit: int) -> HttpResponse:
    """Fix the cells; the second time with a reason."""
    asked, span, one = _own(request, code, start, unit)
    again = fixing.of(asked, one, span).exists()
    asking = FixForm(request.POST or None) if again else None
    if request.method == "POST" and (asking is None or asking.is_valid()):
        reason = asking.cleaned_data["reason"] if asking else ""
        try:
            with _on_map():
                made = fixing.fix(asked, one, span, reason, policy.staff(request).user.pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("reports:statistical_fix", code, start, unit)
        messages.success(request, _("Đã chốt số liệu của biểu."))
        return redirect("reports:statistical_edition", code, start, unit, made.number)
    live = _filled(asked, one, span)
    context = {"form": asked, "span": span, "unit": one, "asking": asking, "filled": live}
    context |= {"is_over": fixing.is_over(span)}
    return render(request, "reports/statistical/fix.html", context)


@policy.signed_in
@require_safe
def file(request: HttpRequest, code: str, start: dt.date, unit: int, kind: str) -> HttpResponse:
    """The form as a sheet or as packets; `?ban=` the number of a fixed one."""
    if kind not in FILES:
        raise Http404
    write, media = FILES[kind]
    number = request.GET.get("ban", "")
    if number:
        _row, read, one = _fixed(request, code, start, unit, plain(number) or 0)
    else:
        asked, span, one = _found(request, code, start, unit)
        read = _filled(asked, one, span)
    name, content = f"{code}-{start:%Y-%m-%d}-{plain(number) or 'hien-nay'}.{kind}", write(read)
    with transaction.atomic():
        officer = policy.staff(request).user
        journal.write("export", "statistical_form", one.pk, actor=officer.pk, unit=one.pk, form=code, file=kind)
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _listed(form: Form, today: dt.date, fixed: Iterable[tuple[str, dt.date]]) -> list[Span]:
    """The newest periods, then those before them that were fixed."""
    newest = list(islice(spans.back(form.period, today), SPANS))
    earlier = sorted((start for code, start in fixed if code == form.code and start < newest[-1].start), reverse=True)
    kept = (spans.starting(form.period, start) for start in earlier)
    return [*newest, *(span for span in kept if span)]


def _of_other_days(fixed: Iterable[FixedForm]) -> list[tuple[FixedForm, Filled]]:
    """What was fixed of forms that today have no such period, are not asked of the unit, or are no more."""
    rows = FixedForm.objects.filter(pk__in=[one.pk for one in fixed]).order_by("form", "-start")
    return [(row, filled.read(row.content)) for row in rows]


def _found(request: HttpRequest, code: str, start: dt.date, unit: int) -> tuple[Form, Span, Unit]:
    """The form, its period that begins on this day, and the unit, which the reader may read."""
    one = _unit(request, unit)
    form, span = _today(code, start)
    if form is None or span is None or one.level not in form.levels:
        raise Http404
    return form, span, one


def _today(code: str, start: dt.date) -> tuple[Form | None, Span | None]:
    """The form as it is defined today, and its period that begins on this day; None where there is none."""
    form = definitions.every().get(code)
    span = spans.starting(form.period, start) if form and start <= timezone.localdate() else None
    return form, span


def _fixed(request: HttpRequest, code: str, start: dt.date, unit: int, number: int) -> tuple[FixedForm, Filled, Unit]:
    """What was fixed under this number, of the form as it was then; and the unit, which the reader may read."""
    one = _unit(request, unit)
    row = get_object_or_404(FixedForm, form=code, unit=one, start=start, number=number)
    return row, filled.read(row.content), one


def _unit(request: HttpRequest, unit: int) -> Unit:
    may = Unit.objects.filter(pk__in=policy.scope_query(policy.staff(request).user))
    return get_object_or_404(may.select_related("agency"), pk=unit)


def _own(request: HttpRequest, code: str, start: dt.date, unit: int) -> tuple[Form, Span, Unit]:
    """The same of the officer's own unit, for writing."""
    form, span, one = _found(request, code, start, unit)
    if policy.home(policy.staff(request).post.unit).pk != one.pk:
        raise Http404
    return form, span, one


def _filled(form: Form, unit: Unit, span: Span) -> Filled:
    with _on_map():
        return filled.fill(form, unit, span)


@contextmanager
def _on_map() -> Iterator[None]:
    """An old unit has no number on days when it was no more."""
    try:
        yield
    except maps.LaterThanMap as error:
        raise Http404(str(error)) from error


def _context(request: HttpRequest, read: Filled, span: Span, unit: Unit) -> dict[str, Any]:
    post = policy.staff(request).post
    own = policy.home(post.unit).pk == unit.pk and post.role in queries.EDITORS
    editions = list(fixing.of(read.form, unit, span).defer("content"))
    today, now = _today(read.form.code, span.start)
    return {
        "form": read.form,
        "filled": read,
        "sections": shown.sections(read),
        "span": span,
        "unit": unit,
        "editions": editions,
        "may_fill": own,
        "may_fix": own and fixing.is_over(span),
        "is_asked": today is not None and now is not None and unit.level in today.levels,
        "fills": any(cell.entered for _s, _r, _c, cell in read.form.cells()),
        "formats": list(FILES),
    }
