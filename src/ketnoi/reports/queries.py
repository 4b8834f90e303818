"""What is asked about reports."""

from __future__ import annotations

import uuid

from django.db.models import OuterRef, QuerySet, Subquery

from ketnoi.attachments.models import Attachment
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.programmes.models import Programme
from ketnoi.reports.enums import Move, Stage
from ketnoi.reports.models import Report, Step
from ketnoi.ui.text import fold

EDITORS = (Role.LEAD, Role.RECORDER, Role.ANALYST)
LOOKED_AT = 2_000  # the newest reports a search compares; older ones are found under their programme
HEADS = (Role.LEAD, Role.ADMINISTRATOR)  # who may say how the unit's papers begin and end


def by_code(code: str) -> Report:
    """The report with this uuid, as a command line names it. Raises Report.DoesNotExist."""
    try:
        return _named().get(uuid=uuid.UUID(code))
    except ValueError as error:
        raise Report.DoesNotExist(code) from error


def visible_to(officer: Officer) -> QuerySet[Report]:
    """Reports of the units the officer may read."""
    return _named().filter(unit__in=policy.scope_query(officer))


def having_words(rows: QuerySet[Report], text: str) -> QuerySet[Report]:
    """Those of the newest that have every word of `text` in title or subject, marks or not. Few: compared here."""
    words = fold(text).split()
    read = rows.order_by("-saved_at", "-pk").values_list("pk", "title", "about")[:LOOKED_AT]
    told = ((pk, fold(f"{title} {about}")) for pk, title, about in read)
    return rows.filter(pk__in=[pk for pk, folded in told if all(word in folded for word in words)])


def sees_signed(officer: Officer, report: int) -> bool:
    """Who may open the report may open its signed copies."""
    return visible_to(officer).filter(pk=report).exists()


def official(report: Report) -> Attachment | None:
    """The signed paper that is the official one: the newest; None while none was bound."""
    newest = report.signed_copies.last() if report.stage == Stage.ISSUED else None
    return Attachment.objects.get(pk=newest.attachment) if newest else None


def sent_back(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Those drafts that were sent back and not submitted again, each with the `remark` of that step."""
    steps = Step.objects.filter(report=OuterRef("pk")).order_by("-pk")
    newest = rows.filter(stage=Stage.DRAFT).annotate(last_move=Subquery(steps.values("move")[:1]))
    return newest.filter(last_move=Move.RETURN).annotate(remark=Subquery(steps.values("remark")[:1]))


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
