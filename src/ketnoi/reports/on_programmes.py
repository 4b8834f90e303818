"""What a programme's page shows of its reports."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.programmes.links import Link
from ketnoi.programmes.models import Programme
from ketnoi.reports import moved, queries
from ketnoi.reports.models import Report
from ketnoi.ui import dates


def shown(programme: Programme, officer: Officer) -> list[Link]:
    """The newest report the officer may read, when its figures were frozen, and what changed since.

    While there is none, those who write for the chairing unit are offered to start one.
    """
    report = queries.of_programme(programme, officer).first()
    if report is None:
        return _start(programme) if _writes_for_chair(programme, officer) else []
    url = reverse("reports:report", args=[report.uuid])
    return [Link(label=report.title, url=url, kind="button"), *_state(report)]


def _start(programme: Programme) -> list[Link]:
    url = f"{reverse('reports:new')}?{urlencode({'chuong-trinh': programme.slug})}"
    return [Link(label=_("Soạn báo cáo"), url=url, kind="button")]


def _writes_for_chair(programme: Programme, officer: Officer) -> bool:
    held = (post for post in policy.posts_of(officer) if post.role in queries.EDITORS)
    return any(policy.home(post.unit).pk == programme.chair_id for post in held)


def _state(report: Report) -> list[Link]:
    if report.frozen_at is None:
        return []
    day = dates.day(dates.from_us(report.frozen_at))
    frozen = Link(label=_("Chốt số liệu %(day)s") % {"day": day}, url="", kind="badge")
    changed = kept.once(("moved", report.pk), lambda: moved.summary(moved.of_report(report)))
    url = reverse("reports:changes", args=[report.uuid])
    return [frozen, Link(label=changed, url=url, kind="note")] if changed else [frozen]
