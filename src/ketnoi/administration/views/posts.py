"""Posts: give, end, hand over; leave and who acts."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketnoi.administration import access, finding, open_work
from ketnoi.administration.forms.people import EndForm, HandOverForm, LeaveForm, PostForm
from ketnoi.administration.views.form import form_page
from ketnoi.officers import actions, authority, handing, leaves, policy, reading
from ketnoi.officers.enums import Role
from ketnoi.officers.models import HandOver, Officer


def _form(request: HttpRequest, form: object, title: str, officer: Officer, lede: str = "") -> HttpResponse:
    return form_page(request, form, title, "people", lede=lede, officer=officer)


@require_http_methods(["GET", "POST"])
@policy.stepped_up
@policy.roles(Role.ADMINISTRATOR)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an officer another post; nobody gives one to himself."""
    post, found = access.post_of(request), access.officer(request, pk)
    if found.pk == post.officer_id or not found.is_active:
        raise Http404
    form = PostForm(request.POST or None, post, policy.home(post.unit))
    if form.is_valid():
        said = form.cleaned_data
        actions.give_post(
            found, said["unit"].pk, Role(said["role"]), said["title"], said["valid_from"], said["valid_to"],
            actor=access.actor_of(request),
        )  # fmt: skip
        messages.success(request, _("Đã giao vị trí. Người thứ hai xác nhận thì vị trí mới mở được hồ sơ bảo mật."))
        return redirect("administration:person", pk)
    return _form(request, form, _("Giao vị trí"), found)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a post end with a day."""
    found = access.kept(request, pk)
    form = EndForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if form.is_valid():
        try:
            actions.end_post(pk, form.cleaned_data["last_day"], access.actor_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã ghi ngày kết thúc vị trí."))
            return redirect("administration:person", found.officer_id)
    lede = _("Quyền xem và ghi ở vị trí này hết cùng ngày. Có người nhận việc thì nên lập biên bản bàn giao.")
    return _form(request, form, _("Kết thúc vị trí"), found.officer, lede)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw up the record of what is open; the receiver confirms it from the own account."""
    post, given = access.post_of(request), access.kept(request, pk)
    items = open_work.of(given)
    form = HandOverForm(request.POST or None, post, given)
    if form.is_valid():
        said = form.cleaned_data
        receiver = finding.officer(said["receiver"])
        assert receiver is not None
        try:
            made = handing.draw_up(
                given, receiver, said["last_day"], items, said["note"], actor=access.actor_of(request)
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã lập biên bản. Vị trí chuyển khi người nhận xác nhận."))
            return redirect("administration:hand_over", made.pk)
    context = {"form": form, "given": given, "items": items}
    status = 422 if request.method == "POST" else 200
    return render(request, "administration/hand_over_new.html", context, status=status)


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One record of handing over, to read and to print; its note in a confirmed post only."""
    record = access.hand_over(request, pk)
    may = access.post_of(request).confirmed_at is not None
    note = reading.typed(request, handing.RECORD, record.pk, record)[0]["note"] if may else ""
    return render(request, "administration/hand_over.html", {"record": record, "note": note})


@require_POST
@policy.roles(Role.ADMINISTRATOR)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a record that waits."""
    found = access.hand_over(request, pk)
    try:
        handing.withdraw(pk, access.actor_of(request))
    except HandOver.DoesNotExist:
        messages.warning(request, _("Người nhận đã xác nhận; không hủy được nữa."))
    else:
        messages.success(request, _("Đã hủy biên bản; vị trí giữ nguyên."))
    return redirect("administration:person", found.post.officer_id)


@require_http_methods(["GET", "POST"])
@policy.stepped_up
@policy.roles(Role.ADMINISTRATOR)
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a leave; who acts holds the officer's posts of this domain for its days."""
    post, found = access.post_of(request), access.governed(request, pk)
    form = LeaveForm(request.POST or None, post, found)
    if form.is_valid():
        said = form.cleaned_data
        held = [one for one in policy.posts_of(found, said["starts_on"]) if authority.keeps(post, one)]
        acting = finding.officer(said.get("acting") or None)
        try:
            leaves.grant(found, said["starts_on"], said["ends_on"], held, acting, actor=access.actor_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã ghi nghỉ phép."))
            return redirect("administration:person", pk)
    return _form(request, form, _("Nghỉ phép"), found)


@require_POST
@policy.roles(Role.ADMINISTRATOR)
def cancel_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a leave off, or end it early."""
    found = access.leave(request, pk)
    leaves.cancel(pk, access.actor_of(request))
    messages.success(request, _("Đã kết thúc lần nghỉ phép; quyền làm thay hết từ hôm nay."))
    return redirect("administration:person", found.officer_id)
