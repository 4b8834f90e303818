"""Who may open a page, and which units he may read.

Every view carries one of the decorators below; `PolicyMiddleware` refuses a view without one, so that a new
address is closed until somebody decides. What an officer may not open answers as if it did not exist. `protected` and
`stepped_up` stand alone or beside another decorator, above or below it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any, Protocol, TypeVar, cast

from django.http import HttpRequest
from django.utils import timezone

from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Level, Unit, UnitQuerySet

PUBLIC = "public"
ACCOUNT = "account"
SIGNED_IN = "signed_in"
Policy = str | frozenset[str]
View = TypeVar("View", bound=Callable[..., Any])


class StaffRequest(Protocol):
    """A request of a signed-in officer who acts under a post."""

    user: Officer
    post: Post


def _marked(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]  # read by PolicyMiddleware and the matrix test
    return view


def public(view: View) -> View:
    """Open to everybody."""
    return _marked(view, PUBLIC)


def account(view: View) -> View:
    """Open to everybody who signed in, with a post or without: the own account and the way out."""
    return _marked(view, ACCOUNT)


def at_the_door(view: View) -> View:
    """Open as `account` is, even while the session is locked or the first password still stands."""
    view.at_the_door = True  # type: ignore[attr-defined]  # read by doors.halt
    return _marked(view, ACCOUNT)


def signed_in(view: View) -> View:
    """Open to every officer who holds a post today."""
    return _marked(view, SIGNED_IN)


def roles(*allowed: Role) -> Callable[[View], View]:
    """Open to officers who hold one of these roles in the post they act under.

    What is an administrator's alone is protected by that.
    """
    stated = frozenset(role.value for role in allowed)

    def mark(view: View) -> View:
        return _marked(protected(view) if stated == {Role.ADMINISTRATOR.value} else view, stated)

    return mark


def protected(view: View) -> View:
    """Open to officers who hold a post (one that a `roles` beside it names) and gave a second factor in this session.

    Whoever has none yet is led to get one, whoever has not given it is asked, and comes back (`challenge.halt`).
    """
    view.protected = True  # type: ignore[attr-defined]  # read by the middleware and challenge
    return view if hasattr(view, "policy") else _marked(view, SIGNED_IN)


def stepped_up(view: View) -> View:
    """As `protected`; asks again when the second factor was given some minutes ago: for exports, grants, the glass."""
    view.stepped_up = True  # type: ignore[attr-defined]  # read by challenge
    return protected(view)


def reproved(view: View) -> View:
    """Beside another decorator: wants a proof given some minutes ago at most, of the second factor where the account
    has one, else of the password. For what changes how one signs in.
    """
    view.reproved = True  # type: ignore[attr-defined]  # read by challenge
    return view


def is_protected(view: Callable[..., Any]) -> bool:
    """Does the view ask for a second factor?"""
    return getattr(view, "protected", False)


def is_stepped_up(view: Callable[..., Any]) -> bool:
    """Does it ask for a fresh one?"""
    return getattr(view, "stepped_up", False)


def is_reproved(view: Callable[..., Any]) -> bool:
    """Does it want a proof anew, of whatever the account has?"""
    return getattr(view, "reproved", False)


def is_at_the_door(view: Callable[..., Any]) -> bool:
    """Does it stay open while the session is locked?"""
    return getattr(view, "at_the_door", False)


def allows(policy: Policy, post: Post | None, *, authenticated: bool) -> bool:
    """Does this policy let somebody acting under `post` in? Whatever is not allowed here is denied."""
    if policy == PUBLIC:
        return True
    if policy == ACCOUNT:
        return authenticated
    if post is None:
        return False
    return policy == SIGNED_IN or (isinstance(policy, frozenset) and post.role in policy)


def staff(request: HttpRequest) -> StaffRequest:
    """The same request, typed as what PolicyMiddleware has made sure of."""
    return cast(StaffRequest, request)


def posts_of(officer: Officer, day: dt.date | None = None) -> list[Post]:
    """The posts an officer holds on that day (today by default), each with its unit."""
    today = timezone.localdate()
    known = officer.__dict__.get("_held") if day in {None, today} else None
    if known is not None:
        return list(cast(list[Post], known))
    held = officer.posts.on(day or today)
    alone = officer.__dict__.get("_alone")
    if alone is not None:
        held = held.filter(pk=alone)
    return list(held.select_related("unit__agency", "unit__parent"))


def confined(officer: Officer, post: Post) -> Officer:
    """The officer with this one of his posts alone, for as long as this object lives: whom a program acts for."""
    officer.__dict__["_alone"] = post.pk
    for known in ("_held", "_paths", "_scope"):
        officer.__dict__.pop(known, None)
    return officer


def held_by(officer: Officer) -> list[Post]:
    """The posts held today, asked once for a request and remembered with its officer."""
    officer.__dict__["_held"] = posts_of(officer)
    return posts_of(officer)


def held_by_each(officers: Collection[Officer]) -> None:
    """The same for several officers, in one question."""
    found: dict[int, list[Post]] = {one.pk: [] for one in officers}
    today = Post.objects.on(timezone.localdate()).filter(officer__in=found)
    for post in today.select_related("unit__agency", "unit__parent"):
        found[post.officer_id].append(post)
    for one in officers:
        one.__dict__["_held"] = found[one.pk]


def reader(officer: Officer) -> tuple[int, ...]:
    """Whose eyes an answer was made for: the officer and the posts he holds. What is kept of him is kept under this."""
    return (officer.pk, *(post.pk for post in posts_of(officer)))


def homes(officer: Officer) -> list[int]:
    """Ids of the organisations he holds posts in, ascending; of a section, the unit it belongs to."""
    return sorted({home(post.unit).pk for post in posts_of(officer)})


def scope(officer: Officer) -> frozenset[int]:
    """Ids of the units an officer may read: those of his posts, all under them, and all that became part of them."""
    known = officer.__dict__.get("_scope")
    if known is None:
        known = orgs.scope(homes(officer))
        officer.__dict__["_scope"] = known
    return cast(frozenset[int], known)


def scope_query(officer: Officer) -> UnitQuerySet:
    """The same units as a question of a few paths, to stand inside another one, where ids may be ten thousand."""
    paths = officer.__dict__.get("_paths")
    if paths is None:
        paths = orgs.scope_paths(homes(officer))
        officer.__dict__["_paths"] = paths
    return Unit.objects.under(paths)


def reads_nation(officer: Officer) -> bool:
    """Does one of his posts belong to a unit of the centre? Most of what there is then lies in his scope."""
    return any(home(post.unit).level == Level.CENTRE for post in posts_of(officer))


def home(unit: Unit) -> Unit:
    """The organisation a section belongs to; the unit itself when it is no section."""
    while unit.level == Level.SECTION and unit.parent is not None:
        unit = unit.parent
    return unit
