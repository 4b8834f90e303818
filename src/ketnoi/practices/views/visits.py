"""Visits to learn from a practice: asked for, answered, planned; and meetings of units about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.activities.models import Activity
from ketnoi.audit import versions
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.practices import policy, visiting
from ketnoi.practices.models import Visit, VisitState
from ketnoi.practices.policy import WRITERS
from ketnoi.practices.views.access import by, page, readable, shown, writable
from ketnoi.practices.visit_forms import ACCEPT, OFFER, MeetingForm, VisitAnswerForm, VisitForm
from ketnoi.registers.views.access import home, step
from ketnoi.ui.dates import day as written


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = readable(request, uuid)
    form = VisitForm(request.POST or None, initial={"version": 0})
    made: list[Visit] = []

    def act(_said: dict[str, Any]) -> None:
        made.append(visiting.ask(found, form.wish(), home(request), by(request), sure=form.sure))
        messages.success(request, _("Đã gửi. Đơn vị khởi xướng trả lời thì đơn vị của bạn nhận được thông báo."))

    lede = _("Ghi những ngày thuận tiện và số người; đơn vị khởi xướng nhận lời hoặc đề nghị ngày khác.")
    answer = step(request, form, act, shown(found, _("Xin đến học tập"), lede, _("Gửi đăng ký")), page(found))
    if made:
        answer["Location"] = _page(made[0])
    return answer


@require_safe
@officers.signed_in
def visit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One request, and what comes next, for whose turn it is."""
    found = _found(request, uuid)
    post = staff(request).post
    writes = post.role in WRITERS
    hosts, guests = policy.may_write(post, found.practice), writes and found.unit_id == home(request)
    activity = visiting.planned(found)
    context = {
        "visit": found,
        "practice": found.practice,
        "activity": activity,
        "answers": hosts and found.state == VisitState.ASKED,
        "agrees": guests and found.state == VisitState.OFFERED,
        "plans": (hosts or guests) and found.state == VisitState.ACCEPTED and activity is None,
        "withdraws": guests and activity is None and found.state in visiting.OPEN,
    }
    return render(request, "practices/visit.html", context)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _found(request, uuid)
    if not policy.may_write(staff(request).post, found.practice):
        raise Http404
    initial = {"version": found.version, "choice": ACCEPT}
    form = VisitAnswerForm(request.POST or None, initial=initial)

    def act(said: dict[str, Any]) -> None:
        _answered(found, said, request, sure=form.sure)
        messages.success(request, _("Đã trả lời. Đơn vị xin đến nhận được thông báo."))

    asked = _("%(unit)s, %(people)s người, từ %(first)s đến %(last)s: %(purpose)s") % {
        "unit": found.unit.label, "people": found.people, "first": written(found.first_day),
        "last": written(found.last_day), "purpose": found.purpose,
    }  # fmt: skip
    return step(request, form, act, shown(found.practice, _("Trả lời đăng ký"), asked, _("Gửi trả lời")), _page(found))


def _answered(found: Visit, said: dict[str, Any], request: HttpRequest, *, sure: bool) -> None:
    version, reply, doer = said["version"], said["reply"], by(request)
    if said["choice"] == ACCEPT:
        visiting.accept(found, reply, version, doer, sure=sure)
    elif said["choice"] == OFFER:
        visiting.offer(found, (said["first_day"], said["last_day"]), reply, version, doer, sure=sure)
    else:
        visiting.decline(found, reply, version, doer, sure=sure)


@require_POST
@officers.roles(*WRITERS)
def agree(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The guests take the days offered."""
    return _turned(request, _guests(request, uuid), visiting.agree, _("Đã đồng ý; bên nào cũng lập được kế hoạch."))


@require_POST
@officers.roles(*WRITERS)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The guests do not come."""
    return _turned(request, _guests(request, uuid), visiting.withdraw, _("Đã rút đăng ký."))


@require_POST
@officers.roles(*WRITERS)
def plan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Either side plans the visit as an activity of both."""
    found = _found(request, uuid)
    if found.unit_id != home(request) and not policy.may_write(staff(request).post, found.practice):
        raise Http404
    return _turned(request, found, visiting.plan, _("Đã lập kế hoạch; có trong lịch công tác của cả hai đơn vị."))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def meet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Plan a meeting about a practice with units that follow or adopted it."""
    found = writable(request, uuid)
    units = visiting.partners(found)
    form = MeetingForm(request.POST or None, initial={"version": 0}, units=units)
    made: list[Activity] = []

    def act(said: dict[str, Any]) -> None:
        made.append(visiting.meet(found, said["day"], tuple(said["guests"]), by(request)))
        messages.success(request, _("Đã lập kế hoạch giao lưu; có trong lịch công tác của các đơn vị."))

    lede = _("Buổi giao lưu là hoạt động chung, tính một lần; ghi số liệu sau khi diễn ra.")
    if not units:
        lede = _("Chưa có đơn vị nào theo dõi hoặc áp dụng mô hình để mời.")
    words = shown(found, _("Giao lưu, trao đổi kinh nghiệm"), lede, _("Lập kế hoạch")) | {"nothing": not units}
    response = step(request, form, act, words, page(found))
    if made:
        response["Location"] = reverse("activities:detail", args=[made[0].uuid])
    return response


def _turned(request: HttpRequest, found: Visit, act: Any, said: str) -> HttpResponse:
    try:
        act(found, versions.seen(request), by(request))
    except versions.Stale as stale:
        messages.warning(request, str(stale))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect(_page(found))


def _page(found: Visit) -> str:
    return reverse("practices:visit", args=[found.uuid])


def _found(request: HttpRequest, uuid: UUID) -> Visit:
    rows = visiting.visible_to(staff(request).user).filter(uuid=uuid)
    found = rows.select_related("practice__unit", "unit").first()
    if found is None:
        raise Http404
    return found


def _guests(request: HttpRequest, uuid: UUID) -> Visit:
    """A request of the officer's own organisation, else Http404."""
    found = _found(request, uuid)
    if found.unit_id != home(request):
        raise Http404
    return found
