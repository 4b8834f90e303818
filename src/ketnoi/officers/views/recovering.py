"""Getting in again without a second factor: the second person's page, and the officer's own."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ketnoi.officers import challenge, devices, guessing, policy, recovering, strength
from ketnoi.officers.enums import Role
from ketnoi.officers.factor_forms import RecoveryForm
from ketnoi.officers.factors.giving import Wait
from ketnoi.officers.models import Officer, Post, Recovery


@policy.stepped_up
@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The second person: who is it, who started; confirming shows the code, once."""
    post = policy.staff(request).post
    recovery = _asked(post, uuid)
    if request.method == "GET":
        return render(request, "officers/confirm_recovery.html", {"recovery": recovery})
    try:
        code = recovering.confirm(uuid, post)
    except Recovery.DoesNotExist:
        messages.warning(request, _("Yêu cầu này vừa được hủy hoặc đã hết hạn."))
        return redirect("officers:security")
    return render(request, "officers/confirm_recovery.html", {"recovery": recovery, "code": code})


def _asked(post: Post, uuid: UUID) -> Recovery:
    """What this post may confirm; anything else does not exist."""
    found = next((one for one in recovering.waiting_for(post) if one.uuid == uuid), None)
    if found is None:
        raise Http404
    return found


@policy.at_the_door
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def use(request: HttpRequest) -> HttpResponse:
    """The officer: what to do without the telephone, the key and the card; and the code he was handed."""
    officer = cast(Officer, request.user)
    begun = request.session.get(challenge.RECOVERED) or not officer.strong_since
    if begun or request.session.get(strength.LOCKED):
        return redirect("officers:security")
    form = RecoveryForm(request.POST or None)
    wait = 0
    if form.is_valid():
        try:
            if recovering.recover(
                officer, devices.known(request), request.session.session_key, form.cleaned_data["code"]
            ):
                return _begin_anew(request)
            form.add_error("code", _("Mã cấp lại chưa đúng hoặc đã hết hạn."))
        except Wait as waiting:
            wait = waiting.seconds
            form.add_error("code", guessing.told(wait))
    answer = render(request, "officers/use_recovery.html", {"form": form}, status=422 if form.is_bound else 200)
    if wait:
        answer.status_code, answer.headers["Retry-After"] = 429, str(wait)
    return answer


def _begin_anew(request: HttpRequest) -> HttpResponse:
    """New factors are added at once, before anything else."""
    request.session.pop(challenge.ASKED, None)
    request.session[challenge.ENROLLING] = request.session[challenge.RECOVERED] = True
    strength.weaken(request)
    messages.success(request, _("Mã cấp lại đúng. Các cách xác thực cũ đã hết hiệu lực; hãy thêm cách mới ngay."))
    return redirect("officers:security")
