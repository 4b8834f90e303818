"""What waits for whoever acts under a post. Each question is a fixed number of queries, however much waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from ketnoi.activities import facts
from ketnoi.activities import policy as activities
from ketnoi.activities.enums import SentStatus, Status
from ketnoi.activities.models import Activity, ActivityUnit, SentReport
from ketnoi.figures import changes
from ketnoi.figures.sources import Row
from ketnoi.officers import policy
from ketnoi.officers.models import Post
from ketnoi.programmes.enums import Outcome, PartyRole
from ketnoi.programmes.enums import Status as Stages
from ketnoi.programmes.models import Comment, Party, Request, Round
from ketnoi.reports import flow, questions
from ketnoi.reports import queries as reports
from ketnoi.reports.enums import Move, Stage
from ketnoi.reports.models import Report
from ketnoi.reports.tokens import Token
from ketnoi.workbooks.enums import Status as BatchStatus
from ketnoi.workbooks.models import Batch

SHOWN = 5
REPORTS = 3  # the newest ones; a report on an old period is looked at when it is opened
AHEAD = dt.timedelta(days=7)
COUNTED = ("hoat_dong", "luot")


@dataclass(frozen=True)
class ChangedReport:
    """A report with fixed figures, and how many records have come or changed since."""

    report: Report
    records: int


def unrecorded(post: Post, day: dt.date) -> QuerySet[Activity]:
    """Activities of my unit whose day has passed and whose numbers are missing, the oldest first."""
    if post.role not in activities.WRITERS:
        return Activity.objects.none()
    past = Q(status=Status.HELD) | Q(status=Status.PLANNED, last_day__lt=day)
    return of_unit(post).annotate(last_day=Coalesce("ends_on", "starts_on")).filter(past).order_by("starts_on", "pk")


def planned(post: Post, day: dt.date) -> QuerySet[Activity]:
    """What my unit plans for today and the week after, the next first."""
    soon = of_unit(post).filter(status=Status.PLANNED, starts_on__gte=day, starts_on__lte=day + AHEAD)
    return soon.order_by("starts_on", F("start_time").asc(nulls_last=True), "pk")


def recent(post: Post) -> QuerySet[Activity]:
    """What was last recorded of my unit."""
    return of_unit(post).filter(status=Status.RECORDED).order_by("-pk")


def rows(found: QuerySet[Activity]) -> list[Row]:
    """The first few, as lists show them."""
    return facts.SOURCE.rows(list(found.values_list("pk", flat=True)[:SHOWN]), None)


def staged(post: Post) -> QuerySet[Batch]:
    """Workbooks of my unit that were read and not yet published."""
    if post.role not in activities.WRITERS:
        return Batch.objects.none()
    return Batch.objects.filter(unit__in=_own(post), status=BatchStatus.STAGED)


def recommended(post: Post) -> QuerySet[Request]:
    """Recommendations to my unit that nobody has answered, the earliest due first."""
    if post.role not in activities.WRITERS:
        return Request.objects.none()
    own = Request.objects.filter(unit__in=_own(post), outcome=Outcome.OPEN).select_related("programme")
    return own.order_by(F("due_on").asc(nulls_last=True), "pk")


def drafts(post: Post) -> QuerySet[Round]:
    """Drafts of programmes that my unit is asked about and said nothing of in this round, the earliest due first."""
    if post.role not in activities.WRITERS:
        return Round.objects.none()
    home = policy.home(post.unit).pk
    party = Party.objects.filter(unit=home, role=PartyRole.PARTY).values("programme")
    asked = Round.objects.filter(closed_on=None, programme__in=party, programme__status=Stages.CIRCULATED)
    said = Comment.objects.filter(unit=home).values("round")
    open_ones = asked.exclude(programme__chair=home).exclude(pk__in=said)
    return open_ones.select_related("programme").order_by("due_on", "pk")


def sent(post: Post) -> QuerySet[SentReport]:
    """What came for my own unit by a link and nobody has confirmed, the oldest first."""
    if post.role not in activities.WRITERS:
        return SentReport.objects.none()
    own = SentReport.objects.filter(link__unit__in=_own(post), status=SentStatus.WAITING)
    return own.select_related("link__unit").order_by("pk")


def submitted(post: Post) -> QuerySet[Report]:
    """Reports of my unit that were submitted to me: to approve or to send back, the longest waiting first."""
    if Move.APPROVE not in flow.possible(Stage.SUBMITTED, post.role):
        return Report.objects.none()
    return reports.editable_in(post).filter(stage=Stage.SUBMITTED).order_by("saved_at", "pk")


def returned(post: Post) -> QuerySet[Report]:
    """Reports of my unit that were sent back to be written in again, each with its `remark`."""
    return reports.sent_back(reports.editable_in(post)).order_by("saved_at", "pk")


def approved(post: Post) -> QuerySet[Report]:
    """Reports of my unit that only have to be issued, the longest waiting first."""
    return reports.editable_in(post).filter(stage=Stage.APPROVED).order_by("saved_at", "pk")


def changed_reports(post: Post) -> list[ChangedReport]:
    """Reports I may edit whose figures have moved since they were fixed."""
    fixed = reports.editable_in(post).filter(frozen_at__isnull=False).order_by("-saved_at", "-pk")[:REPORTS]
    counted = [ChangedReport(report, _moved(report)) for report in fixed]
    return [one for one in counted if one.records]


def _moved(report: Report) -> int:
    asked = [questions.figure(Token(code), report).but(as_of=None) for code in COUNTED]
    found = [one for figure in asked for one in changes.since(figure, report.frozen_at or 0)]
    return len({(one.record_kind, one.record) for one in found})


def of_unit(post: Post) -> QuerySet[Activity]:
    """Activities that my unit took part in."""
    return Activity.objects.filter(pk__in=ActivityUnit.objects.filter(unit__in=_own(post)).values("activity"))


def _own(post: Post) -> set[int]:
    """The section I sit in and the organisation it belongs to."""
    return {post.unit_id, policy.home(post.unit).pk}
