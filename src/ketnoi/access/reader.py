"""Who asks, as a value: made once for a request, asked by the policy, never by name alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from ketnoi.audit import moments
from ketnoi.officers import policy as pages
from ketnoi.officers import strength
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.ui.dates import from_us

# R9: whoever counts or administers does so without reading a case.
BLIND: Final = frozenset({Role.ANALYST.value, Role.ADMINISTRATOR.value})
CASEWORK: Final = frozenset({Role.RECORDER.value, Role.LEAD.value})


@dataclass(frozen=True)
class Holding:
    """A post held now. `own` are the unit and what became part of it; `paths` those under the unit's organisation."""

    post: int
    unit: int
    agency: int
    role: str
    own: tuple[int, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Reader:
    """An officer with the posts he holds at this moment (microseconds since 1970).

    `second_factor` says whether this session gave one; without it, or with a stopped account, he sees nothing.
    `waiting` are posts that nobody confirmed yet: they open nothing (R9, `officers.confirming`).
    """

    officer: int
    active: bool
    second_factor: bool
    moment: int
    holdings: tuple[Holding, ...]
    waiting: tuple[Holding, ...] = ()

    @property
    def unit(self) -> int | None:
        """The unit of his first post: where the journal says that he is."""
        return self.holdings[0].unit if self.holdings else None

    def posts(self, roles: Collection[str]) -> list[int]:
        """His posts of these roles."""
        return [one.post for one in self.holdings if one.role in roles]

    def may_begin(self, post: Post) -> bool:
        """May he enter protected records in this post of his: one that does case work, and that was confirmed?"""
        return post.pk in self.posts(CASEWORK)

    def units(self, roles: Collection[str]) -> list[int]:
        """The units in which he holds such a post, with those that became part of them."""
        return [unit for one in self.holdings if one.role in roles for unit in one.own]

    def paths(self, role: str) -> list[str]:
        """The paths of his organisations, with what became part of them, where he holds such a post."""
        return [path for one in self.holdings if one.role == role for path in one.paths]


def of(request: HttpRequest) -> Reader:
    """Who asks with this request; nobody signed in is a reader without posts, who sees nothing."""
    officer: Any = request.user
    if not isinstance(officer, Officer):
        return Reader(0, active=False, second_factor=False, moment=moments.now(), holdings=())
    return _made(officer, pages.posts_of(officer), strength.has_second_factor(request), moments.now())


def at(officer: Officer, moment: int, *, second_factor: bool = True) -> Reader:
    """The officer as he stands at a moment; for notices and proofs, which have no session."""
    return _made(officer, pages.posts_of(officer, from_us(moment).date()), second_factor, moment)


def _made(officer: Officer, posts: Iterable[Post], second_factor: bool, moment: int) -> Reader:
    held = list(posts)
    waiting = {post.pk for post in held if post.confirmed_at is None}
    every = list(_holdings(held))
    holdings = tuple(one for one in every if one.post not in waiting)
    left = tuple(one for one in every if one.post in waiting)
    return Reader(officer.pk, officer.is_active, second_factor, moment, holdings, left)


def _holdings(posts: list[Post]) -> Iterator[Holding]:
    merged = orgs.came_into(post.unit_id for post in posts)
    for post in posts:
        supervises = post.role == Role.SUPERVISOR
        paths = orgs.scope_paths([pages.home(post.unit).pk]) if supervises else []
        own = (post.unit_id, *merged.get(post.unit_id, ()))
        yield Holding(post.pk, post.unit_id, post.unit.agency_id, post.role, own, tuple(paths))
