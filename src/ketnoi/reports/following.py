"""Following reports: what was issued since an officer last looked, and a notice of each. No content is told.

What the officer may read is asked again whenever it is shown or sent: who has left a unit hears no more of its reports.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.audit import journal, moments
from ketnoi.notices import actions as telling
from ketnoi.notices import kinds
from ketnoi.notices.enums import Said
from ketnoi.officers.models import Officer
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.models import Programme
from ketnoi.reports import outline, queries
from ketnoi.reports.enums import Move
from ketnoi.reports.models import Following, Report, Step

KIND = "report_following"
ISSUED = "report_issued"
MOST = 50  # notices that are looked at; older ones are found in the list of reports


@dataclass(frozen=True)
class Notice:
    """A report was issued: what kind of report it is, and where to open it."""

    report: Report
    at: int

    @property
    def words(self) -> str:
        """Read "Báo cáo tổng kết: đã ban hành"; no name, no number."""
        kind = outline.every().get(self.report.outline)
        done = _("bản đính chính đã ban hành") if self.report.corrects_id else _("đã ban hành")
        return f"{kind.name if kind else _('Báo cáo')}: {done}"


@transaction.atomic
def follow(officer: Officer, what: Report | Programme) -> Following:
    """Hear of it from now on; following twice changes nothing."""
    named = {"report": what} if isinstance(what, Report) else {"programme": what}
    made, new = Following.objects.get_or_create(officer=officer, **named, defaults={"since": moments.now()})
    if new:
        journal.write("follow", KIND, made.pk, actor=officer.pk, **{name: one.pk for name, one in named.items()})
    return made


@transaction.atomic
def unfollow(officer: Officer, number: int) -> None:
    """Hear no more of it. Raises Following.DoesNotExist for one of somebody else."""
    row = Following.objects.select_for_update().get(officer=officer, pk=number)
    row.delete()
    journal.write("unfollow", KIND, number, actor=officer.pk)


@transaction.atomic
def saw(officer: Officer, until: int) -> None:
    """Everything issued up to this moment has been seen; never later than now."""
    moment = min(until, moments.now())
    if of(officer).filter(since__lt=moment).update(since=moment):
        journal.write("see", KIND, officer.pk, actor=officer.pk)


def announce(report: Report, actor: int | None) -> None:
    """Tell those who follow it, or its programme, that it was issued: in the transaction that issues it."""
    about = Q(report__in=[report.pk, report.corrects_id])
    if report.programme_id is not None:
        about |= Q(programme=report.programme_id)
    who = Following.objects.filter(about).exclude(officer=actor).values_list("officer", flat=True)
    telling.tell(list(who), ISSUED, report.uuid)


def _may_still_see(officer: Officer, codes: Collection[str]) -> list[str]:
    wanted = [uuid.UUID(code) for code in codes]
    return [str(code) for code in queries.visible_to(officer).filter(uuid__in=wanted).values_list("uuid", flat=True)]


NOTICE = kinds.Kind(
    ISSUED,
    gettext_lazy("Báo cáo đang theo dõi đã được ban hành"),
    _may_still_see,
    lambda code: reverse("reports:report", args=[code]),
    Said.NEWS,
)


def of(officer: Officer) -> QuerySet[Following]:
    return Following.objects.filter(officer=officer)


def shown(officer: Officer) -> list[Following]:
    """What the officer follows and may still open."""
    readable = Q(report__in=queries.visible_to(officer).values("pk")) | Q(programme__in=programmes.visible_ids(officer))
    return list(of(officer).filter(readable).select_related("report__unit", "programme"))


def notices(officer: Officer) -> list[Notice]:
    """Reports he follows and may read that others issued since he last looked, the newest first."""
    followed = shown(officer)
    if not followed:
        return []
    since = min(one.since for one in followed)
    issued = Step.objects.filter(move=Move.ISSUE, at__gt=since, report__in=queries.visible_to(officer).values("pk"))
    steps = issued.exclude(actor=officer.pk).filter(_about(followed)).select_related("report").order_by("-at")[:MOST]
    return [Notice(step.report, step.at) for step in steps if any(_tells(one, step) for one in followed)]


def _about(followed: list[Following]) -> Q:
    reports = [one.report_id for one in followed if one.report_id]
    about = Q(report__in=reports) | Q(report__corrects__in=reports)
    return about | Q(report__programme__in=[one.programme_id for one in followed if one.programme_id])


def _tells(one: Following, step: Step) -> bool:
    """Whether this following asks for that step; a correction belongs to the report it takes the place of."""
    report = step.report
    of_report = one.report_id is not None and one.report_id in {report.pk, report.corrects_id}
    of_programme = one.programme_id is not None and one.programme_id == report.programme_id
    return step.at > one.since and (of_report or of_programme)
