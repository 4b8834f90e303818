"""Which post the officer acts under, and whether the page lets him in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from ketnoi.officers import challenge, doors, policy
from ketnoi.officers.models import Officer, Post

MOST_OF_A_STRANGER = 256 * 1024  # bytes: many times what signing in or a link that works once sends
GetResponse = Callable[[HttpRequest], HttpResponse]


def acting_post(request: HttpRequest, held: Sequence[Post]) -> Post | None:
    """The post chosen in this session while it is still held, else the first."""
    chosen = request.session.get("post")
    return next((post for post in held if post.pk == chosen), held[0] if held else None)


class BodyMiddleware:
    """Takes no large body of whoever did not sign in: it would lie in memory (80 MB of uploads, 12 MB of fields)
    before anybody asked who sends it. To stand before whatever reads a form, the look for CSRF too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Sequence[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        reads_later = getattr(view, "csrf_exempt", False)  # the API: asks for its token first
        if reads_later or _length(request) <= MOST_OF_A_STRANGER or SESSION_KEY in request.session:
            return None
        if getattr(view, "policy", None) == policy.PUBLIC:
            raise RequestDataTooBig("A stranger sends more than any public form holds.")
        return redirect_to_login(doors.page_of(request))


def _length(request: HttpRequest) -> int:
    """Bytes that the request says it has; no more are read of it."""
    told = request.META.get("CONTENT_LENGTH") or ""
    return int(told) if told.isdecimal() else 0


class ActingPostMiddleware:
    """Sets `request.post` and `request.held_posts`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        held = policy.held_by(request.user) if isinstance(request.user, Officer) else []
        request.held_posts = held  # type: ignore[attr-defined]  # typed by policy.StaffRequest
        request.post = acting_post(request, held)  # type: ignore[attr-defined]  # the same
        return self.get_response(request)


class PolicyMiddleware:
    """Asks the view's policy, default deny; nothing an officer was shown stays in a cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in or request.user.is_authenticated:  # before a sign-out, or after a sign-in
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Sequence[Any], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        stated = getattr(view, "policy", None)
        if stated is None:
            raise ImproperlyConfigured(f"{view} states no policy.")
        post = request.post  # type: ignore[attr-defined]  # ActingPostMiddleware has set it
        homeless = post is None and policy.is_protected(view)
        if policy.allows(stated, post, authenticated=request.user.is_authenticated) and not homeless:
            return doors.halt(request, view) or challenge.halt(request, view)
        if not request.user.is_authenticated:
            return redirect_to_login(doors.page_of(request))
        if post is None:
            return redirect("officers:account")
        raise Http404
