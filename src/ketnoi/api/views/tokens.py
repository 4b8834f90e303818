"""My tokens: make one, see when it was last used, revoke it. The secret is shown once, on the answer itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.api import actions
from ketnoi.api import tokens as keys
from ketnoi.api.enums import Scope
from ketnoi.api.forms import TokenForm
from ketnoi.api.models import Token
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.officers.policy import staff


@require_http_methods(["GET", "POST"])
@policy.stepped_up
def tokens(request: HttpRequest) -> HttpResponse:
    acting = staff(request)
    form = TokenForm(request.POST or None, acting.post)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            made, secret = actions.issue(acting.post, asked["name"], asked["scopes"], asked["expires_on"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            shown = {"form": TokenForm(None, acting.post), "made": made, "secret": secret}
            return render(request, "api/tokens.html", shown | _listed(acting.user))
    shown = {"form": form} | _listed(acting.user)
    return render(request, "api/tokens.html", shown, status=422 if form.is_bound else 200)


def _listed(officer: Officer) -> dict[str, Any]:
    """My tokens with what each may do, those in force first."""
    today, held = timezone.localdate(), {post.pk for post in policy.posts_of(officer)}
    rows = [(one, _words(one), _in_force(one, officer, held) and one.expires_on >= today) for one in keys.of(officer)]
    return {"rows": sorted(rows, key=lambda row: not row[2])}


def _in_force(token: Token, officer: Officer, held: set[int]) -> bool:
    return token.revoked_at is None and token.post_id in held and token.made_at > officer.trusted_since


def _words(token: Token) -> list[str]:
    return [str(Scope(scope).label) for scope in token.scopes]


@require_POST
@policy.signed_in
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my own tokens; another's does not exist for me."""
    acting = staff(request)
    token = get_object_or_404(keys.of(acting.user), pk=pk)
    actions.revoke(token, acting.user.pk, acting.post.unit_id)
    messages.success(request, _("Đã thu hồi khóa; phần mềm dùng khóa này không vào được nữa."))
    return redirect("api:tokens")
