"""Members of the Union: how many joined and left each month, and how many there are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.audit import kept
from ketnoi.figures import answers, links, months, together
from ketnoi.figures.figure import Figure
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers import entry as entries
from ketnoi.registers import membership as actions
from ketnoi.registers import trail
from ketnoi.registers.enums import Of
from ketnoi.registers.forms import MembershipForm
from ketnoi.registers.models import MembershipMonth
from ketnoi.registers.policy import WRITERS
from ketnoi.registers.views.access import doer, step, writes
from ketnoi.registers.views.monthly import asked, code, words
from ketnoi.ui import numbers

SHOWN = 12
COUNTED = ("hoi_vien", "hoi_vien_vao", "hoi_vien_ra")


@require_GET
@officers.signed_in
def months_of(request: HttpRequest) -> HttpResponse:
    """The last twelve months of the unit with those under it: in, out, net, and what there were at each end."""
    home = officers.home(staff(request).post.unit)
    day = entries.today()
    first, last = months.of(day) - SHOWN + 1, months.of(day)
    about = Figure("hoi_vien", start=months.first_day(first), end=day, unit=home.pk)
    stock, came, went, now = kept.once(("members", about), lambda: _numbers(about))
    own = set(MembershipMonth.objects.filter(unit=home, month__gte=first).values_list("month", flat=True))
    lines = [_line(one, came, went, stock, own) for one in range(last, first - 1, -1)]
    context = {
        "lines": lines,
        "now": now,
        "url": links.url(about),
        "unit": home,
        "tells": writes(request) and home.agency.code == actions.UNION,
    }
    return render(request, "registers/membership.html", context)


def _numbers(about: Figure) -> tuple[Any, Any, Any, answers.Answer]:
    """Members at the end of each month, who came and who went in it, and how many there are now."""
    with together.asked():
        by_month = [answers.breakdown(about.but(indicator=one), "month") for one in COUNTED]
        return by_month[0], by_month[1], by_month[2], answers.answer(about)


def _line(
    month: int, came: Any, went: Any, stock: Any, own: set[int]
) -> tuple[str, str, int, int, int, int | None, bool]:
    inside, out = came.get((month,), 0), went.get((month,), 0)
    return words(month), code(month), inside, out, inside - out, stock.get((month,)), month in own


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def tell(request: HttpRequest) -> HttpResponse:
    """A month of the officer's own unit."""
    home, month = officers.home(staff(request).post.unit), asked(request.GET.get("thang", ""))
    if home.agency.code != actions.UNION:
        raise Http404
    known = MembershipMonth.objects.filter(unit=home, month=month).first()
    initial = {"version": known.version, "came": known.came, "went": known.went} if known else {"version": 0}
    form = MembershipForm(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> None:
        actions.tell(home.pk, month, said["came"], said["went"], said["version"], **doer(request), reason=form.why)
        messages.success(request, _("Đã lưu hội viên tháng %(month)s.") % {"month": words(month)})

    def theirs(other: MembershipMonth) -> list[tuple[str, str, str]]:
        return [
            (str(form.fields[name].label), request.POST.get(name, ""), numbers.grouped(getattr(other, name)))
            for name in ("came", "went")
        ]

    back = reverse("registers:membership")
    crumbs = [(reverse("registers:overview"), _("Sổ bộ")), (back, _("Hội viên"))]
    title = _("Hội viên tháng %(month)s") % {"month": words(month)}
    lede = _("Chỉ ghi hội viên của %(unit)s; chi hội và cấp dưới ghi riêng. Không có ai thì ghi 0.")
    shown: dict[str, Any] = {
        "title": title,
        "lede": lede % {"unit": home.label},
        "submit": _("Lưu"),
        "back": back,
        "crumbs": crumbs,
    }
    shown["steps"] = trail.shown(Of.MEMBERSHIP, [known.pk]) if known else []
    return step(request, form, act, shown, "registers:membership", theirs)
