"""What the level above decides about works, what partners answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers.forms import ReasonForm
from ketnoi.works import judging, policy, queries
from ketnoi.works.enums import Verb
from ketnoi.works.policy import AGREEING, WRITERS
from ketnoi.works.step_forms import AgreeForm, AnswerForm
from ketnoi.works.views.access import doable, doer, shown, step


@require_GET
@officers.roles(*AGREEING)
def waiting(request: HttpRequest) -> HttpResponse:
    """All that waits for this leader's word."""
    return render(request, "works/waiting.html", {"works": queries.to_agree(staff(request).post)})


@require_http_methods(["GET", "POST"])
@officers.roles(*AGREEING)
def agree(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.AGREE)
    form = AgreeForm(request.POST or None, initial={"version": found.version, "key": found.key})

    def act(said: dict[str, Any]) -> None:
        judging.agree(found, said["version"], **doer(request), key=said["key"], reason=form.why)
        messages.success(request, _("Đã duyệt; công trình được tính vào số liệu năm %(year)s.") % {"year": found.year})

    lede = _("Duyệt rồi thì được tính là đăng ký trong năm; đơn vị ghi tiến độ và kết quả từ đó.")
    return step(request, form, act, shown(found, _("Duyệt đăng ký"), lede, _("Duyệt")), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*AGREEING)
def send_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.RETURN)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        judging.send_back(found, said["reason"], said["version"], **doer(request))
        messages.success(request, _("Đã trả lại đơn vị kèm lý do."))

    lede = _("Đơn vị thấy lý do, sửa rồi gửi lại.")
    return step(request, form, act, shown(found, _("Trả lại đăng ký"), lede, _("Trả lại")), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.CONSENT)
    part = policy.asked_of(staff(request).post, found)
    if part is None:
        raise Http404
    form = AnswerForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        judging.answer(found, part.unit_id, said["version"], **doer(request), joins=said["joins"])
        messages.success(request, _("Đã trả lời."))

    lede = _("%(unit)s được mời cùng làm; đồng ý thì công trình cũng được tính cho đơn vị.") % {"unit": part.unit.label}
    return step(request, form, act, shown(found, _("Trả lời lời mời"), lede, _("Trả lời")), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def mark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.MARK)
    form = AgreeForm(request.POST or None, initial={"version": found.version, "key": found.key})

    def act(said: dict[str, Any]) -> None:
        judging.mark(found, said["version"], **doer(request), key=said["key"])
        messages.success(request, _("Đã lưu."))

    lede = _("Công trình trọng điểm được theo dõi riêng, tính vào số công trình trọng điểm đang duy trì.")
    return step(request, form, act, shown(found, _("Công trình trọng điểm"), lede, _("Lưu")), found)
