"""What is asked about reports."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.programmes.models import Programme
from ketnoi.reports.models import Report

EDITORS = (Role.LEAD, Role.RECORDER, Role.ANALYST)
HEADS = (Role.LEAD, Role.ADMINISTRATOR)  # who may say how the unit's papers begin and end


def by_code(code: str) -> Report:
    """The report with this uuid, as a command line names it. Raises Report.DoesNotExist."""
    try:
        return _named().get(uuid=uuid.UUID(code))
    except ValueError as error:
        raise Report.DoesNotExist(code) from error


def visible_to(officer: Officer) -> QuerySet[Report]:
    """Reports of the units the officer may read."""
    return _named().filter(unit__in=policy.scope(officer))


def sees_signed(officer: Officer, report: int) -> bool:
    """Who may open the report may open its signed copies."""
    return visible_to(officer).filter(pk=report).exists()


def editable_in(post: Post) -> QuerySet[Report]:
    """Reports that may be written under this post: those of its own unit, by who records, sums up or leads there."""
    if post.role not in EDITORS:
        return Report.objects.none()
    return _named().filter(unit=policy.home(post.unit))


def of_programme(programme: Programme, officer: Officer) -> QuerySet[Report]:
    """Reports on a programme that the officer may read, the newest first."""
    return visible_to(officer).filter(programme=programme)


def _named() -> QuerySet[Report]:
    return Report.objects.select_related("programme", "unit__agency", "unit__place__parent", "unit__parent")
