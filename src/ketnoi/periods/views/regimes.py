"""Reporting regimes: which there are, and how those of one's own units are set and changed."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketnoi.audit import versions
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.policy import staff
from ketnoi.orgs.models import Unit
from ketnoi.periods import programmes, queries, regimes
from ketnoi.periods.forms import RegimeForm, initial
from ketnoi.periods.models import Regime
from ketnoi.ui.numbers import plain

MANAGERS: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR)


@policy.roles(*MANAGERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every regime that asks units of mine, each with its versions; those I may change lead to their form."""
    acting = staff(request)
    seen = queries.seen_by(acting.user)
    managed = queries.within_post(acting.post, "under__")
    mine = set(queries.in_force().filter(managed).values_list("code", flat=True))
    by_code: dict[str, list[Regime]] = {}
    for regime in seen:
        by_code.setdefault(regime.code, []).append(regime)
    shown = [(versions[0], versions[1:], versions[0].code in mine) for versions in by_code.values()]
    return render(request, "periods/regimes.html", {"regimes": shown, "day": timezone.localdate()})


@policy.roles(*MANAGERS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    acting = staff(request)
    home = policy.home(acting.post.unit)
    form = _form(request, home, {})
    if form.is_valid():
        try:
            made = regimes.create(form.terms(), acting.user.pk, acting.post.unit_id)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã đặt chế độ báo cáo “%(name)s”.") % {"name": made.name})
            return redirect("periods:regimes")
    return _page(request, form, None)


@policy.roles(*MANAGERS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a regime from a day on."""
    acting, latest = staff(request), _own(request, code)
    form = _form(request, latest.under, initial(latest, timezone.localdate()))
    if not form.is_valid():
        return _page(request, form, latest)
    version = plain(request.POST.get("version", ""))
    try:
        regimes.revise(code, form.terms(), latest.version if version is None else version,
                       acting.user.pk, acting.post.unit_id)  # fmt: skip
    except versions.Stale as conflict:
        messages.warning(request, str(conflict))
        return _page(request, form, conflict.current, status=409)
    except ValidationError as error:
        form.refuse(error)
        return _page(request, form, latest)
    messages.success(request, _("Đã lưu; các kỳ trước ngày áp dụng giữ nguyên."))
    return redirect("periods:regimes")


def _own(request: HttpRequest, code: str) -> Regime:
    """The newest version of a regime set within what the post he acts under looks after, or Http404."""
    mine = Regime.objects.filter(queries.within_post(staff(request).post, "under__"), code=code)
    found = mine.select_related("under__agency").order_by("-version").first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, under: Unit, start: dict[str, object]) -> RegimeForm:
    return RegimeForm(request.POST or None, under, programmes.offered(staff(request).user), start)


def _page(request: HttpRequest, form: RegimeForm, latest: Regime | None, status: int = 422) -> HttpResponse:
    """The form; after a conflict the newest version stands beside it, and saving once more puts mine after it."""
    shown = {"form": form, "latest": latest, "conflict": status == 409, "under": form.under}  # noqa: PLR2004 - Conflict
    return render(request, "periods/regime.html", shown, status=status if form.is_bound else 200)
