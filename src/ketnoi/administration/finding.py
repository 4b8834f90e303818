"""What is found by name on the pages of this room: units and officers of the domain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from ketnoi.officers import authority
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.ui.text import fold

MOST = 12
WIDE = 200  # looked through for those of the domain


@dataclass(frozen=True)
class Person:
    """An officer as something to pick."""

    pk: int
    label: str
    name: str


def units(post: Post, text: str, agency: str = "", without: Collection[int] = ()) -> list[Unit]:
    """Units of the domain that exist today and are called so."""
    return units_among(authority.domain(post) - frozenset(without), text, agency)


def units_among(ids: Collection[int], text: str, agency: str = "") -> list[Unit]:
    """Units among these that exist today and are called so."""
    found = orgs.find(text, timezone.localdate(), agencies=[agency] if agency else None, limit=WIDE)
    return [one for one in found if one.pk in ids][:MOST]


def people(post: Post, text: str, without: int = 0) -> list[Person]:
    """Officers of the domain in service whose name or user name has every word typed; never the one who looks."""
    words = fold(text).split()
    rows = (
        authority.officers_of(post)
        .filter(is_active=True)
        .exclude(pk__in=[without, post.officer_id])
        .order_by("name_key")
    )
    found = (
        Person(pk, f"{name} ({username})", name)
        for pk, name, username in rows.values_list("pk", "name", "username")
        if words and all(word in fold(f"{name} {username}") for word in words)
    )
    return [person for person, _ in zip(found, range(MOST), strict=False)]


def officer(person: Person | None) -> Officer | None:
    """The account behind what was picked."""
    return Officer.objects.get(pk=person.pk) if person else None
