"""More time for the answer to a data subject: why its limit ends when it does, and the form that extends it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.access import policy, reader, reading
from ketnoi.access.enums import Action
from ketnoi.deadlines import showing
from ketnoi.officers import policy as doors
from ketnoi.officers.enums import Role
from ketnoi.privacy import actions, kinds
from ketnoi.privacy.forms import ExtendForm
from ketnoi.privacy.models import KIND
from ketnoi.privacy.views.asking import tried


@require_http_methods(["GET", "HEAD", "POST"])
@doors.protected
@doors.roles(Role.RECORDER, Role.LEAD)
def extend(request: HttpRequest, code: str) -> HttpResponse:
    """Extend the limit; where none can be extended any more there is no such page."""
    found = reading.found(request, KIND, code)
    who, clock = reader.of(request), actions.extensible(found)
    if clock is None or not policy.can(who, Action.WRITE, found):
        raise Http404
    form = ExtendForm(request.POST or None, clock.row.limit)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    if form.is_valid():
        status = tried(request, form, lambda seen: actions.extend(who, found, form.extension(), seen))
        if status == HTTPStatus.OK:
            messages.success(request, _("Đã gia hạn. Hãy gửi văn bản báo gia hạn cho người yêu cầu."))
            return redirect("privacy:request", found.code)
        found = reading.found(request, KIND, code)
    shown = showing.shown([clock], timezone.now())
    context = {"request_kept": found, "kind": kinds.name(found.kind), "clocks": shown, "form": form}
    return render(request, "privacy/extend.html", context, status=status)
