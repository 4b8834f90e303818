"""The page of a figure: its number, what it means, and the records that make it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.audit.models import Check
from ketnoi.figures import (
    answers,
    catalogue,
    changes,
    clocks,
    confirmed,
    formulas,
    links,
    maps,
    records,
    together,
    words,
)
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import VerifyRun
from ketnoi.officers import policy
from ketnoi.orgs.models import Agency, Unit
from ketnoi.places.models import Place
from ketnoi.ui import dates

PAGE = 50
SPLITS = {
    "nam": ("year", "Năm"),
    "thang": ("month", "Tháng"),
    "loai": ("kind", "Loại"),
    "doi-tuong": ("audience", "Đối tượng"),
    "co-quan": ("agency", "Cơ quan"),
    "xa": ("commune", "Xã, phường nay"),
    "huyen": ("district", "Huyện cũ"),
}

NAMED: dict[str, type[Model]] = {"unit": Unit, "agency": Agency, "place": Place}


@dataclass(frozen=True)
class Part:
    """One line of a breakdown."""

    name: str
    value: int
    url: str
    words: str


@dataclass(frozen=True)
class Component:
    """A term of a formula: its number, and the way to its records."""

    name: str
    words: str
    unit: str
    url: str


def asked(request: HttpRequest) -> Figure:
    """The figure the address asks; an address that asks nothing does not exist."""
    try:
        figure = links.read(request.GET)
    except (links.BadLink, catalogue.UnknownIndicator) as error:
        raise Http404 from error
    if not all(_exists(model, getattr(figure, name)) for name, model in NAMED.items()):
        raise Http404
    return figure


def _exists(model: type[Model], number: int) -> bool:
    """Whether what a figure names is there; 0 names nothing."""
    return not number or model._default_manager.filter(pk=number).exists()  # noqa: SLF001 - Django's documented way


def _as_typed(request: HttpRequest, figure: Figure) -> tuple[Figure, dict[str, str]]:
    """The figure with the days typed into the form, and what was wrong with them."""
    errors: dict[str, str] = {}
    changed: dict[str, Any] = {}
    for name, field in (("tu-ngay", "start"), ("den-ngay", "end"), ("tinh-den-ngay", "as_of")):
        text = request.GET.get(name, "").strip()
        try:
            day = dates.parse_day(text) if text else None
        except ValueError as error:
            errors[name] = str(error)
            continue
        changed[field] = _end_of(day) if field == "as_of" else day
    if not errors and changed["start"] and changed["end"] and changed["start"] > changed["end"]:
        errors["den-ngay"] = _("Ngày cuối phải từ ngày đầu trở đi.")
    return (figure if errors else figure.but(**changed)), errors


def _end_of(day: dt.date | None) -> int | None:
    """The last moment of a day in Viet Nam."""
    if day is None:
        return None
    return dates.to_us(dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=dates.ZONE)) - 1


@policy.signed_in
def figure(request: HttpRequest) -> HttpResponse:
    """A figure's page. A form with days answers with the address of the figure it asks."""
    shown = asked(request)
    errors: dict[str, str] = {}
    if "xem" in request.GET:
        shown, errors = _as_typed(request, shown)
        if not errors:
            return redirect(links.url(shown))
    try:
        context = _context(request, shown)
    except maps.LaterThanMap as error:
        return render(request, "figures/refused.html", {"reason": error, "figure": shown}, status=400)
    return render(request, "figures/figure.html", context | {"errors": errors}, status=400 if errors else 200)


def _context(request: HttpRequest, shown: Figure) -> dict[str, Any]:
    split = request.GET.get("chia", "")
    told = kept.once(("figure", shown, split), lambda: _told(shown, split))
    key = ("records behind", request.GET.urlencode(), policy.reader(policy.staff(request).user))
    listed = kept.once(key, lambda: _listed(request, shown, told["answer"]))
    return told | {
        "figure": shown,
        "listed": listed,
        "confirmed": confirmed.beside(shown, policy.staff(request).user),
        "query": links.query(shown),
        "typed": _typed(request, shown),
        "hidden_fields": [(links.NAMES[name], value) for name, value in _unchanged(shown)],
        "split": split,
        "split_label": SPLITS[split][1] if split in SPLITS else "",
        "now": links.url(shown.but(as_of=None)) if shown.as_of else "",
        "verified": VerifyRun.objects.order_by("-ran_at").first(),
        "walked": Check.objects.order_by("-ran_at").first(),
    }


def _told(shown: Figure, split: str) -> dict[str, Any]:
    """What the page says of a figure to everybody."""
    with together.asked():
        return {
            "indicator": catalogue.of(shown),
            "answer": answers.answer(shown),
            "about": words.about(shown),
            "components": _components(shown),
            "splits": _splits(shown),
            "parts": _parts(shown, SPLITS[split][0]) if split in SPLITS else [],
            "changes": _changes(shown),
            "fresh": clocks.latest(),
        }


def _components(shown: Figure) -> list[Component]:
    """The terms of a figure by formula, in their order; none of any other."""
    formula = catalogue.of(shown).formula
    found = []
    for _sign, one in formulas.terms(shown, formula) if formula else ():
        counting = catalogue.of(one)
        found.append(Component(counting.name, answers.answer(one).words, counting.unit, links.url(one)))
    return found


def _listed(request: HttpRequest, shown: Figure, answer: answers.Answer) -> SafeString:
    """One page of the records, drawn for this reader: others may open others."""
    behind = records.behind(shown, policy.staff(request).user)
    page: Page[records.Behind] = Paginator(cast(Any, behind), PAGE).get_page(request.GET.get("trang"))
    indicator = catalogue.of(shown)
    context = {"page": page, "hidden": behind.hidden(), "indicator": indicator, "answer": answer}
    return render_to_string("figures/behind.html", context | {"request": request})


def _unchanged(shown: Figure) -> list[tuple[str, object]]:
    """What the form of days leaves as it is."""
    usual = Figure(shown.indicator)
    asked_for = [(name, getattr(shown, name)) for name in links.NAMES if name not in {"start", "end", "as_of"}]
    return [
        (name, int(v) if isinstance(v, int) else v)
        for name, v in asked_for
        if name == "indicator" or v != getattr(usual, name)
    ]


def _typed(request: HttpRequest, shown: Figure) -> dict[str, str]:
    """What stands in the form's fields: as typed, else as asked."""
    as_of = dates.from_us(shown.as_of).date() if shown.as_of else None
    usual = {"tu": shown.start, "den": shown.end, "tinh": as_of}
    names = {"tu": "tu-ngay", "den": "den-ngay", "tinh": "tinh-den-ngay"}
    return {key: request.GET.get(names[key]) or (dates.day(day) if day else "") for key, day in usual.items()}


def _splits(shown: Figure) -> list[tuple[str, str, str]]:
    """[(code, label, address)]: the ways this figure can be divided; by old districts only in their time."""
    then = maps.answers(shown, "district")
    possible = [(code, label) for code, (by, label) in SPLITS.items() if then or by != "district"]
    return [(code, label, f"{links.url(shown)}&chia={code}") for code, label in possible]


def _parts(shown: Figure, by: str) -> list[Part]:
    """The breakdown, in the order of months and years, categories and names; never by size."""
    numbers = {key[0]: number for key, number in answers.breakdown(shown, by).items()}
    names = words.keys(by, numbers)
    for commune in answers.converted(shown) if by == "commune" else ():
        names[commune] = words.converted(names[commune])
    ordered = (
        sorted(numbers)
        if by in {"month", "year", "kind", "audience", "agency"}
        else sorted(numbers, key=names.__getitem__)
    )
    parts = []
    for key in ordered:
        one = words.narrowed(shown, by, key)
        said = formulas.written_number(shown, numbers[key])
        parts.append(Part(names[key], numbers[key], links.url(one) if one else "", said))
    return parts


def _changes(shown: Figure) -> int:
    """How many records differ since the moment asked."""
    return len(changes.since(shown.but(as_of=None), shown.as_of)) if shown.as_of else 0
