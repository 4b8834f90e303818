"""Follow a practice; thank for it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.officers import policy as officers
from ketnoi.practices import following
from ketnoi.practices.policy import WRITERS
from ketnoi.practices.talk_forms import ThanksForm
from ketnoi.practices.views.access import by, page, readable, shown
from ketnoi.registers.views.access import home, step


@require_POST
@officers.roles(*WRITERS)
def follow(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Follow, or no longer."""
    found = readable(request, uuid)
    if request.POST.get("follow") == "0":
        following.unfollow(found, home(request), by(request))
        messages.success(request, _("Đơn vị của bạn thôi theo dõi mô hình này."))
        return redirect(page(found))
    try:
        following.follow(found, home(request), by(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Có phiên bản, kết quả mới hoặc khi mô hình thôi, đơn vị của bạn nhận thông báo."))
    return redirect(page(found))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def thank(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, unit = readable(request, uuid), home(request)
    said = found.thanks.filter(unit=unit).first()
    form = ThanksForm(request.POST or None, initial={"version": 0, "words": said.words if said else ""})

    def act(told: dict[str, Any]) -> None:
        following.thank(found, told["words"], unit, by(request), sure=form.sure)
        messages.success(request, _("Đã gửi lời cảm ơn."))

    lede = _("Một câu, đứng tên đơn vị của bạn: mô hình đã giúp được gì.")
    return step(request, form, act, shown(found, _("Gửi lời cảm ơn"), lede, _("Gửi")), page(found))


@require_POST
@officers.roles(*WRITERS)
def unthank(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = readable(request, uuid)
    following.unthank(found, home(request), by(request))
    messages.success(request, _("Đã rút lời cảm ơn."))
    return redirect(page(found))
