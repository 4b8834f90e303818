"""What the shell around every page shows: where one can go, who I am and for which unit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.notices import queries as notices
from ketnoi.officers import strength
from ketnoi.officers.models import Officer, Post
from ketnoi.web import destinations
from ketnoi.web.destinations import Destination


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return `nav`, `tabbar`, `who`, `bell`, `sign_out`, `lock`, `search` for a signed-in officer, else nothing."""
    officer = getattr(request, "user", None)
    if not isinstance(officer, Officer):
        return {}
    post: Post | None = getattr(request, "post", None)
    return {
        "nav": _nav(request.path, post),
        "tabbar": _tabbar(request.path, post),
        "who": _who(officer, post, getattr(request, "held_posts", ())),
        "bell": _bell(request, officer, post),
        "sign_out": reverse("officers:sign_out"),
        "lock": reverse("officers:lock"),
        "search": destinations.SEARCH.url if destinations.may_open(destinations.SEARCH, post) else "",
    }


def _nav(path: str, post: Post | None) -> list[dict[str, Any]]:
    groups = [{"title": group.title, "items": _items(group.destinations, path, post)} for group in destinations.GROUPS]
    return [group for group in groups if group["items"]]


def _tabbar(path: str, post: Post | None) -> list[dict[str, Any]]:
    """Five places for the thumb; the middle one records, where the post may record."""
    items = _items((destinations.TODAY, destinations.ACTIVITIES), path, post)
    items += [item | {"label": _("Ghi"), "make": True} for item in _items((destinations.RECORD,), path, post)]
    programmes = _items((destinations.PROGRAMMES,), path, post)
    items += [item | {"label": _("Phối hợp")} for item in programmes]
    return items + _items((destinations.EVERYTHING,), path, post)


def _items(wanted: tuple[Destination, ...], path: str, post: Post | None) -> list[dict[str, Any]]:
    open_to = [one for one in wanted if destinations.may_open(one, post)]
    return [
        {"label": one.label, "url": one.url, "icon": one.icon, "current": _is_current(one, path)} for one in open_to
    ]


def _is_current(destination: Destination, path: str) -> bool:
    """A page below a place belongs to it, except that recording is a place of its own."""
    if path.startswith(destinations.RECORD.url):
        return destination in (destinations.RECORD, destinations.ACTIVITIES)
    return path.startswith(destination.url)


def _bell(request: HttpRequest, officer: Officer, post: Post | None) -> dict[str, Any] | None:
    """Where the notices are, and how many were not opened; none for whoever holds no post."""
    if post is None:
        return None
    strong = partial(strength.has_second_factor, request)
    return {"url": reverse("notices:index"), "count": notices.bell(officer, strong)}


def _who(officer: Officer, post: Post | None, held: Sequence[Post]) -> dict[str, str]:
    """Who I am; with several posts the link leads to where they are changed."""
    several = len(held) > 1
    return {
        "name": officer.name,
        "initials": initials(officer.name),
        "unit": post.unit.label if post else "",
        "url": reverse("officers:account") + ("#vi-tri" if several else ""),
    }


def initials(name: str) -> str:
    """First and last word's first letters: "Lò Thị Mẫu" is LM; one word gives one letter."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()
