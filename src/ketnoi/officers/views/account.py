"""Sign in, sign out, the own account, and which post to act under."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ketnoi.audit import installation
from ketnoi.officers import devices, handing, policy
from ketnoi.officers.forms import SignInForm
from ketnoi.officers.models import Officer, Post


class SignIn(auth.LoginView):
    form_class = SignInForm
    template_name = "officers/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(demo=installation.is_demo(), **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        officer = form.get_user()
        assert isinstance(officer, Officer)
        devices.note(self.request, officer)
        if not officer.strong_since:  # else once the second factor is given
            devices.remember(self.request, response, officer)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Who has to wait is told by the status, too."""
        response = super().form_invalid(form)
        if isinstance(form, SignInForm) and form.wait:
            response.status_code = 429
            response.headers["Retry-After"] = str(form.wait)
        return response


sign_in = policy.public(SignIn.as_view())


class SignOut(auth.LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Nothing of the pages seen stays on a shared PC. Cookies stay: they know the device, and open nothing."""
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_out = policy.at_the_door(SignOut.as_view())


@policy.account
def account(request: HttpRequest) -> HttpResponse:
    """Who I am, the posts I hold, and those that wait for me to take them over."""
    officer = cast(Officer, request.user)
    return render(request, "officers/account.html", {"waiting": handing.waiting_for(officer)})


@policy.account
@require_POST
def act_under(request: HttpRequest, pk: int) -> HttpResponse:
    """Act under another of my posts from now on; somebody else's post does not exist for me."""
    officer = cast(Officer, request.user)
    held = {post.pk for post in policy.posts_of(officer)}
    post = get_object_or_404(Post, pk=pk if pk in held else None)
    request.session["post"] = post.pk
    return redirect("web:today")
