"""The own password, PIN and form of address; and taking over a post."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ketnoi.audit import versions
from ketnoi.officers import actions, handing, policy, reading, sessions
from ketnoi.officers.forms import AddressForm, PasswordForm, PinForm
from ketnoi.officers.models import HandOver, Officer
from ketnoi.ui.forms import hold_against

Text = str | Promise


def _page(request: HttpRequest, form: forms.Form, title: Text, lede: Text, save: Text, status: int = 0) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "lede": lede, "save": save}
    return render(request, "officers/own.html", context, status=status or (422 if form.is_bound else 200))


@policy.reproved
@policy.at_the_door
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change the own password; with a first one, everything else waits for this."""
    officer = cast(Officer, request.user)
    form = PasswordForm(request.POST or None, officer)
    if form.is_valid():
        changed = actions.choose_password(officer.pk, form.cleaned_data["new"])
        update_session_auth_hash(request, changed)
        sessions.end_others(changed, request.session.session_key, changed.pk)
        messages.success(request, _("Đã đổi mật khẩu. Các phiên đăng nhập ở máy khác đã kết thúc."))
        return redirect("officers:account")
    first = officer.start_until is not None
    lede = gettext_lazy("Đây là lần đăng nhập đầu tiên. Hãy thay mật khẩu ban đầu bằng mật khẩu chỉ mình bạn biết.")
    other = gettext_lazy("Sau khi đổi, các phiên đăng nhập ở máy khác kết thúc.")
    return _page(request, form, _("Đổi mật khẩu"), lede if first else other, _("Đổi mật khẩu"))


@policy.account
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """Set the PIN of the quick lock."""
    officer = cast(Officer, request.user)
    form = PinForm(request.POST or None, officer)
    if form.is_valid():
        actions.choose_pin(officer.pk, form.cleaned_data["pin"])
        messages.success(request, _("Đã đặt mã PIN. Bấm “Khóa nhanh” khi rời máy."))
        return redirect("officers:account")
    lede = _(
        "Dùng máy chung: bấm “Khóa nhanh” khi rời máy, nhập mã này khi trở lại. Sai năm lần thì phải đăng nhập lại."
    )
    return _page(request, form, _("Mã PIN khóa nhanh"), lede, _("Đặt mã PIN"))


@policy.account
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Change the own name and form of address."""
    officer = cast(Officer, request.user)
    first = {"name": officer.name, "address": officer.address, "version": officer.version}
    form = AddressForm(request.POST or None, initial=first)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.describe(officer.pk, said["name"], said["address"], said["version"], actor=officer.pk)
        except versions.Stale as stale:
            form.add_error(None, _standing(stale.current))
            hold_against(form, stale.current.version)
            return _page(request, form, _("Hồ sơ của tôi"), "", _("Lưu"), status=409)
        messages.success(request, _("Đã lưu."))
        return redirect("officers:account")
    return _page(request, form, _("Hồ sơ của tôi"), _("Tên và cách xưng hô hiện trên các trang."), _("Lưu"))


def _standing(officer: Officer) -> str:
    """What stands now, beside what was typed."""
    said = {"name": officer.name, "address": officer.address}
    return (
        _("Quản trị vừa sửa hồ sơ này, đang là: %(name)s, xưng hô “%(address)s”. Bấm Lưu để thay bằng bản của bạn.")
        % said
    )


@policy.account
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A record of handing over, for its receiver: read it, confirm it."""
    officer = cast(Officer, request.user)
    mine = HandOver.objects.filter(receiver=officer, withdrawn=False).select_related("post__unit", "post__officer")
    record = get_object_or_404(mine, uuid=uuid)
    if request.method == "POST" and record.confirmed_at is None:
        _take_over(request, record, officer)
        return redirect("officers:account")
    (words,) = reading.typed(request, handing.RECORD, record.pk, record)
    return render(request, "officers/hand_over.html", {"record": record, "note": words["note"]})


def _take_over(request: HttpRequest, record: HandOver, officer: Officer) -> None:
    """Confirm the record, unless it was confirmed or taken back a moment ago."""
    try:
        handing.confirm(record.pk, officer.pk)
    except HandOver.DoesNotExist:
        messages.warning(request, _("Biên bản này vừa được xác nhận hoặc hủy; xem lại các vị trí dưới đây."))
    else:
        messages.success(request, _("Đã nhận bàn giao. Vị trí mới hiện trong tài khoản từ ngày bắt đầu."))
