"""Messages that did not go out."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketnoi.notices import troubles
from ketnoi.notices.models import Delivery
from ketnoi.officers import policy
from ketnoi.officers.enums import Role

PER_PAGE = 30


@policy.roles(Role.ADMINISTRATOR)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Whom a message did not reach, by which channel and why; never what it was about."""
    page = Paginator(troubles.under(policy.staff(request).post), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "notices/troubles.html", {"page": page})


@policy.roles(Role.ADMINISTRATOR)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    wanted = request.POST.get("viec") != "bo"
    try:
        troubles.again(policy.staff(request).post, pk, wanted=wanted)
    except (Delivery.DoesNotExist, OverflowError) as error:
        raise Http404 from error
    messages.success(request, _("Đã đưa lại vào danh sách gửi.") if wanted else _("Đã bỏ, không gửi nữa."))
    return redirect("notices:troubles")
