"""Reads of links to report by, and of what came by them: for officers who write for the unit, and by token."""

from __future__ import annotations

from django.db.models import QuerySet

from ketnoi.activities import link_tokens, policy
from ketnoi.activities.enums import SentStatus, Status
from ketnoi.activities.models import Activity, ActivityUnit, ReportLink, SentReport
from ketnoi.officers.models import Post
from ketnoi.officers.policy import home

SHOWN = 50
OFFERED = 20


def by_token(token: str) -> ReportLink | None:
    """The link of this token, with its unit and the plan it asks about."""
    digest = link_tokens.digest(token)
    if digest is None:
        return None
    found = ReportLink.objects.filter(digest=digest)
    return found.select_related("unit", "activity__kind").first()


def links_of(post: Post) -> QuerySet[ReportLink]:
    """Links of the units this post writes for, the newest first."""
    return ReportLink.objects.filter(unit__in=policy.writing_scope([post])).select_related("unit", "activity")


def sent_to(post: Post) -> QuerySet[SentReport]:
    """Reports that came for the units this post writes for, the newest first."""
    found = SentReport.objects.filter(link__unit__in=policy.writing_scope([post]))
    return found.select_related("link__unit", "link__activity", "record")


def waiting(post: Post) -> QuerySet[SentReport]:
    """Reports that nobody has confirmed or turned down yet, the oldest first."""
    return sent_to(post).filter(status=SentStatus.WAITING).order_by("id")


def plans(post: Post) -> list[Activity]:
    """Activities of the own unit whose numbers are missing, which a link may ask about."""
    own = ActivityUnit.objects.filter(unit=home(post.unit)).values("activity")
    missing = Activity.objects.filter(pk__in=own, status__in=[Status.PLANNED, Status.HELD])
    return list(missing.order_by("-starts_on", "-id")[:OFFERED])
