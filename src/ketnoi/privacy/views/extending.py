"""More time for the answer to a data subject: why its limit ends when it does, and the form that extends it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.access import policy, reader, reading
from ketnoi.access.enums import Action
from ketnoi.audit import versions
from ketnoi.deadlines import showing
from ketnoi.officers import policy as doors
from ketnoi.officers.enums import Role
from ketnoi.privacy import actions, kinds
from ketnoi.privacy.forms import ExtendForm
from ketnoi.privacy.models import KIND
from ketnoi.ui.numbers import plain

CONFLICT = 409


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
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            actions.extend(who, found, form.extension(), plain(request.POST.get("version", "")) or 0)
            messages.success(request, _("Đã gia hạn. Hãy gửi văn bản báo gia hạn cho người yêu cầu."))
            return redirect("privacy:request", found.code)
        except versions.Stale as stale:
            messages.warning(request, str(stale))
            found, status = reading.found(request, KIND, code), CONFLICT
        except PermissionDenied as denied:
            raise Http404 from denied
        except ValidationError as error:
            form.add_error(None, error)
    shown = showing.shown([clock], timezone.now())
    context = {"request_kept": found, "kind": kinds.name(found.kind), "clocks": shown, "form": form}
    return render(request, "privacy/extend.html", context, status=status)
