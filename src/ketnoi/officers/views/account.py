"""Sign in, sign out, the own account, and which post to act under."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ketnoi.audit import installation
from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra rồi nhập lại."),
        "inactive": _("Tài khoản này đã ngừng sử dụng. Hãy liên hệ quản trị của đơn vị."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")


class SignIn(auth.LoginView):
    form_class = SignInForm
    template_name = "officers/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(demo=installation.is_demo(), **kwargs)


sign_in = policy.public(SignIn.as_view())
sign_out = policy.account(auth.LogoutView.as_view())


@policy.account
def account(request: HttpRequest) -> HttpResponse:
    """Who I am and the posts I hold."""
    return render(request, "officers/account.html")


@policy.account
@require_POST
def act_under(request: HttpRequest, pk: int) -> HttpResponse:
    """Act under another of my posts from now on; somebody else's post does not exist for me."""
    officer = cast(Officer, request.user)
    held = {post.pk for post in policy.posts_of(officer)}
    post = get_object_or_404(Post, pk=pk if pk in held else None)
    request.session["post"] = post.pk
    return redirect("web:today")
