"""How a work ends: evaluated, dropped, carried over; and back again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.officers import policy as officers
from ketnoi.registers.forms import ReasonForm
from ketnoi.works import entry as entries
from ketnoi.works import judging
from ketnoi.works.enums import Verb
from ketnoi.works.models import Work
from ketnoi.works.policy import WRITERS
from ketnoi.works.step_forms import DropForm, FinishForm
from ketnoi.works.views.access import doable, doer, page, shown, step


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def finish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.FINISH)
    form = FinishForm(request.POST or None, initial={"version": found.version, "day": entries.today()})

    def act(said: dict[str, Any]) -> None:
        achieved, told, day = (said[name] for name in ("achieved", "evaluation", "day"))
        judging.finish(found, achieved, told, day, said["version"], **doer(request), reason=form.why)
        messages.success(request, _("Đã đánh giá, kết thúc."))

    lede = _("Nói cả điều chưa được: nơi khác học được từ đó.")
    return step(request, form, act, shown(found, _("Đánh giá, kết thúc"), lede), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.DROP)
    form = DropForm(request.POST or None, initial={"version": found.version, "day": entries.today()})

    def act(said: dict[str, Any]) -> None:
        judging.drop(found, said["reason"], said["day"], said["version"], **doer(request))
        messages.success(request, _("Đã dừng thực hiện."))

    lede = _("Công trình vẫn xem được cùng lý do; vẫn tính là đã đăng ký trong năm.")
    return step(request, form, act, shown(found, _("Dừng thực hiện"), lede, danger=True), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.REOPEN)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        judging.reopen(found, said["reason"], said["version"], **doer(request))
        messages.success(request, _("Đã mở lại."))

    lede = _("Chỉ dùng khi đã kết thúc hoặc dừng nhầm.")
    return step(request, form, act, shown(found, _("Mở lại"), lede), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def carry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.CARRY)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    made: list[Work] = []

    def act(said: dict[str, Any]) -> None:
        made.append(judging.carry_over(found, said["reason"], said["version"], **doer(request)))
        messages.success(request, _("Đã chuyển; bản của năm sau chờ cấp trên duyệt."))

    said = {"year": found.year + 1}
    lede = _("Làm tiếp năm %(year)s: không tính là mới, kết quả năm nay giữ ở năm nay.") % said
    answer = step(request, form, act, shown(found, _("Chuyển sang năm %(year)s") % said, lede), found)
    if made:
        answer["Location"] = page(made[0])
    return answer
