"""What is open under a post when it is handed over: work of its unit that somebody has to finish."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity
from ketnoi.officers import handing, policy
from ketnoi.officers.handing import Item
from ketnoi.officers.models import Post
from ketnoi.reports.assigning import OWED
from ketnoi.reports.models import Assignment, Report
from ketnoi.ui import dates
from ketnoi.workbooks.enums import Status as BatchStatus
from ketnoi.workbooks.models import Batch

MOST = 200  # of each kind; a record longer than that is read by nobody


def of(post: Post) -> list[Item]:
    """Everything open, in words, the oldest first within its kind."""
    units = {post.unit_id, policy.home(post.unit).pk}
    listed = [*_activities(units), *_reports(units), *_contributions(units), *_batches(units)]
    return [*handing.open_under(post), *listed]


def _activities(units: set[int]) -> Iterator[Item]:
    waiting = Activity.objects.filter(units__in=units, status__in=[Status.PLANNED, Status.HELD]).distinct()
    for one in waiting.order_by("starts_on", "pk")[:MOST]:
        planned = one.status == Status.PLANNED
        kind = _("Hoạt động dự kiến") if planned else _("Hoạt động chờ ghi số liệu")
        yield {"kind": kind, "title": one.title, "day": dates.day(one.starts_on)}


def _reports(units: set[int]) -> Iterator[Item]:
    for one in Report.objects.filter(unit__in=units, frozen_at=None).order_by("pk")[:MOST]:
        yield {"kind": _("Báo cáo đang dự thảo"), "title": one.title, "day": dates.day(dates.from_us(one.saved_at))}


def _contributions(units: set[int]) -> Iterator[Item]:
    for one in Assignment.objects.filter(unit__in=units, state__in=OWED).order_by("due_on", "pk")[:MOST]:
        yield {"kind": _("Phần viết báo cáo chưa gửi"), "title": one.heading, "day": dates.day(one.due_on)}


def _batches(units: set[int]) -> Iterator[Item]:
    for one in Batch.objects.filter(unit__in=units, status=BatchStatus.STAGED).order_by("pk")[:MOST]:
        day = dates.day(dates.from_us(one.created_at))
        yield {"kind": _("Tệp đã đọc, chờ nhập"), "title": one.file_name, "day": day}
