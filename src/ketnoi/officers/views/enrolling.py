"""Add a second factor: an app, a key, a printed card. Each is proved once before it counts."""

from __future__ import annotations

import json
import secrets
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.officers import policy
from ketnoi.officers.factor_forms import CodeForm, FirstCodeForm, PasskeyForm
from ketnoi.officers.factors import authenticator, cards, passkeys
from ketnoi.officers.models import Officer
from ketnoi.officers.views.security import go_on
from ketnoi.ui import qr

NONCE = "authenticator-nonce"
GROUP = 4  # letters of the secret that are typed by hand stand in groups


@policy.reproved
@policy.account
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def add_authenticator(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture and as letters; take it with the first code that the app shows."""
    officer = cast(Officer, request.user)
    nonce = request.session.setdefault(NONCE, secrets.token_hex(16))
    secret = authenticator.offered(officer, nonce)
    form = CodeForm(request.POST or None, secret)
    if form.is_valid():
        authenticator.add(officer.pk, secret, form.cleaned_data["code"])
        del request.session[NONCE]
        messages.success(request, _("Từ nay mỗi lần đăng nhập, nhập thêm mã sáu số trên điện thoại."))
        return go_on(request)
    address = authenticator.address(officer, secret)
    context: dict[str, Any] = {
        "form": form,
        "picture": qr.picture(address),
        "address": address,
        "letters": [secret[at : at + GROUP] for at in range(0, len(secret), GROUP)],
    }
    return render(request, "officers/add_authenticator.html", context, status=422 if form.is_bound else 200)


@policy.reproved
@policy.account
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Have the browser make a key, and keep it under a name."""
    officer = cast(Officer, request.user)
    form = PasskeyForm(request.POST or None)
    if form.is_valid() and passkeys.possible(request):
        try:
            passkeys.add(request, officer.pk, form.cleaned_data["name"], form.cleaned_data["answer"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã thêm khóa. Từ nay đăng nhập cần thêm khóa này hoặc một cách khác đã thêm."))
            return go_on(request)
    possible = passkeys.possible(request)
    offered = json.dumps(passkeys.offer(request, officer)) if possible else ""
    context = {"form": form, "offered": offered, "possible": possible}
    return render(request, "officers/add_passkey.html", context, status=422 if form.is_bound else 200)


@policy.reproved
@policy.account
@require_http_methods(["GET", "POST"])
def make_card(request: HttpRequest) -> HttpResponse:
    """Draw a card's codes; they are shown on this one answer and never again."""
    if request.method == "GET":
        return render(request, "officers/make_card.html", {"count": cards.COUNT})
    codes = cards.make(cast(Officer, request.user).pk)
    context = {"codes": [f"{code[:4]} {code[4:]}" for code in codes], "form": FirstCodeForm(None)}
    return render(request, "officers/card.html", context)


@policy.reproved
@policy.account
@sensitive_post_parameters()
@require_POST
def begin_card(request: HttpRequest) -> HttpResponse:
    """Take the card into use with its first code; a wrong one may be typed again."""
    officer = cast(Officer, request.user)
    form = FirstCodeForm(request.POST)
    if form.is_valid():
        if cards.begin(officer.pk, form.cleaned_data["code"]):
            messages.success(request, _("Thẻ đã dùng được. Cất thẻ ở nơi chỉ mình bạn lấy được."))
            return go_on(request)
        form.add_error("code", _("Đây chưa phải mã số 01 của thẻ vừa in. Hãy nhìn lại dòng đầu của thẻ."))
    return render(request, "officers/card.html", {"codes": [], "form": form}, status=422)
