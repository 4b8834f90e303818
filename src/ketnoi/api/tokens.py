"""Who calls: from the secret of a token to the officer and the one post it acts for."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from ketnoi.api.enums import Scope
from ketnoi.api.models import Token
from ketnoi.audit import moments
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post

PREFIX: Final = "kn_"
HINT: Final = 9  # characters of the secret that a list shows
SEEN_EVERY: Final = 10 * 60 * 1_000_000  # microseconds between two notes of use: reading stays reading
OPEN_TO: Final = {
    Scope.READ_FIGURES: frozenset(Role),
    Scope.READ_ACTIVITIES: frozenset(Role),
    Scope.WRITE_ACTIVITIES: frozenset({Role.RECORDER, Role.LEAD}),
    Scope.WRITE_VALUES: frozenset({Role.LEAD, Role.ANALYST}),
}


@dataclass(frozen=True)
class Caller:
    """Who a call acts for: the officer, confined to one post, and the token it came with."""

    officer: Officer
    post: Post
    token: Token

    @property
    def doer(self) -> dict[str, int]:
        """The arguments of every action."""
        return {"actor": self.officer.pk, "unit": self.post.unit_id}


def fresh_secret() -> str:
    """256 bits by lot: too many to guess, so that a plain digest keeps them."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def offered(post: Post) -> list[Scope]:
    """What a token of this post may be made for."""
    return [scope for scope in Scope if post.role in OPEN_TO[scope]]


def caller(secret: str) -> Caller | None:
    """Whom this secret acts for at this moment; None when token, officer or post are no longer what they were."""
    found = Token.objects.select_related("officer", "post__unit__agency", "post__unit__parent")
    token = found.filter(digest=digest(secret)).first()
    if token is None or not in_force(token, timezone.localdate()):
        return None
    return Caller(policy.confined(token.officer, token.post), token.post, token)


def in_force(token: Token, day: dt.date) -> bool:
    """Neither revoked nor expired, its officer active and trusted then, and the post still his on that day."""
    if token.revoked_at is not None or token.expires_on < day or not token.officer.is_active:
        return False
    if token.made_at <= token.officer.trusted_since:
        return False
    return token.officer.posts.on(day).filter(pk=token.post_id).exists()


def may(caller: Caller, scope: Scope) -> bool:
    """Was the token made for this, and does the post's role still allow it?"""
    return scope in caller.token.scopes and caller.post.role in OPEN_TO[scope]


def seen(token: Token) -> None:
    """Note that the token is in use, at most once in ten minutes."""
    now = moments.now()
    if now - (token.last_used_at or 0) >= SEEN_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def of(officer: Officer) -> QuerySet[Token]:
    """An officer's own tokens, the newest first."""
    return Token.objects.filter(officer=officer).select_related("post__unit")
