"""Reads of releases: what is published, what waits for whom."""

from __future__ import annotations

from django.db.models import QuerySet

from ketnoi.figures.models import Release
from ketnoi.figures.released import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post

Status = Release.Status
SHOWN = 100  # in one list; earlier ones are found by their period


def published() -> QuerySet[Release]:
    """Tables in force, the newest first."""
    return Release.objects.filter(status=Status.PUBLISHED).select_related("unit")[:SHOWN]


def in_work(officer: Officer) -> QuerySet[Release]:
    """Drafts of the officer's organisation, those that wait for a signature first."""
    rows = policy.visible_to(officer).filter(status__in=policy.WORKED_ON)
    return rows.select_related("unit").order_by("status", "-pk")


def versions(release: Release) -> QuerySet[Release]:
    """All published versions of the same period and area."""
    same = {name: getattr(release, name) for name in ("source", "agency", "area", "period")}
    return Release.objects.filter(**same, published_at__isnull=False).order_by("number")


def waiting(post: Post) -> QuerySet[Release]:
    """What waits for this leader's signature."""
    asked = Release.objects.filter(status=Status.ASKED, unit=policy.home(post))
    return asked.exclude(made_by=post.officer_id) if post.role == Role.LEAD else asked.none()
