"""The way in: a bearer token, made for what is asked, and not more often than it may."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from ketnoi.api import limits, tokens
from ketnoi.api.enums import Scope
from ketnoi.api.problems import Refused
from ketnoi.api.tokens import Caller


class Bearer(HttpBearer):
    """Lets a token in that was made for all these scopes; a token made for anything when there are none."""

    def __init__(self, *scopes: Scope) -> None:
        super().__init__()
        self.scopes = scopes

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:  # noqa: ARG002  # ninja's signature
        caller = tokens.caller(token)
        if caller is None:
            return None
        seconds = limits.wait(caller.token.pk)
        if seconds:
            raise Refused(429, headers={"Retry-After": str(seconds)})
        lacking = [scope for scope in self.scopes if not tokens.may(caller, scope)]
        if lacking:
            raise Refused(403, _("Cần quyền: %(scopes)s.") % {"scopes": ", ".join(str(one.label) for one in lacking)})
        tokens.seen(caller.token)
        return caller


def caller(request: HttpRequest) -> Caller:
    """Who calls, as `Bearer` has found out."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]  # set by ninja
