"""What waits around reports: sent back, to approve or issue, to write for others, what others sent, moved figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.figures.released import queries as releases
from ketnoi.figures.released import words
from ketnoi.officers.models import Officer, Post
from ketnoi.reports import contributions, following, periodic
from ketnoi.reports.models import Report
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped
from ketnoi.web import waiting
from ketnoi.web.section import Job, Section, due, first
from ketnoi.web.waiting import SHOWN

LONGEST_REMARK = 160  # characters of what is to be changed; the report's page has all of it


def sections(officer: Officer, post: Post, day: dt.date) -> Iterator[Section]:
    """Of the post, the most pressing kind first."""
    yield _returned(post)
    yield _owed(post, day)
    yield _periodic(post, day)
    yield _received(post)
    yield _submitted(post)
    yield _approved(post)
    yield _released(post)
    yield _reports(post)
    yield _followed(officer)


def _returned(post: Post) -> Section:
    found, count = first(waiting.returned(post))
    jobs = [
        Job(
            one.title,
            Truncator(one.remark).chars(LONGEST_REMARK),  # type: ignore[attr-defined]  # as the question annotates it
            _("trả lại"), "warn", "triangle-alert", reverse("reports:report", args=[one.uuid]), _("Xem và sửa"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Báo cáo được trả lại"), jobs, count, reverse("reports:index"))


def _owed(post: Post, day: dt.date) -> Section:
    found, count = first(contributions.owed(post))
    jobs = [
        Job(
            f"{one.heading}: {one.report.title}",
            _("%(unit)s giao viết") % {"unit": one.report.unit.name},
            *due(one.due_on, day),
            reverse("reports:assignment", args=[one.uuid]),
            _("Viết và gửi"),
        )
        for one in found
    ]
    return Section(gettext_lazy("Phần viết cho báo cáo"), jobs, count, reverse("reports:assignments"))


def _periodic(post: Post, day: dt.date) -> Section:
    found, count = first(periodic.waiting(post).exclude(pk__in=waiting.returned(post).values("pk")))
    jobs = [
        Job(
            one.title,
            _("dự thảo lập sẵn, kỳ %(days)s") % {"days": dates.period(one.starts_on, one.ends_on)},
            *due(one.due_on or day, day),
            reverse("reports:report", args=[one.uuid]),
            _("Xem và hoàn thiện"),
        )
        for one in found
    ]
    return Section(gettext_lazy("Báo cáo định kỳ đến hạn"), jobs, count, reverse("reports:index"))


def _received(post: Post) -> Section:
    found, count = first(contributions.received(post))
    jobs = [
        Job(
            f"{one.unit.name}: {one.heading}", one.report.title, _("mới gửi"), "info", "inbox",
            reverse("reports:collect", args=[one.report.uuid]), _("Đọc và tập hợp"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Phần viết đã gửi đến, chờ tập hợp"), jobs, count)


def _followed(officer: Officer) -> Section:
    """What kind of report was issued, and where it is: never what it says."""
    found = following.notices(officer)
    jobs = [
        Job(
            one.words, "", dates.day(dates.from_us(one.at)), "info", "bell",
            reverse("reports:report", args=[one.report.uuid]), _("Xem báo cáo"),
        )
        for one in found[:SHOWN]
    ]  # fmt: skip
    return Section(gettext_lazy("Báo cáo đang theo dõi"), jobs, len(found), reverse("reports:following"))


def _submitted(post: Post) -> Section:
    found, count = first(waiting.submitted(post))
    jobs = [_on_its_way(one, _("chờ phê duyệt"), _("Xem và phê duyệt")) for one in found]
    return Section(gettext_lazy("Báo cáo trình, chờ phê duyệt"), jobs, count, reverse("reports:index"))


def _approved(post: Post) -> Section:
    found, count = first(waiting.approved(post))
    jobs = [_on_its_way(one, _("chờ ban hành"), _("Ghi số và ban hành")) for one in found]
    return Section(gettext_lazy("Đã phê duyệt, chờ ban hành"), jobs, count, reverse("reports:index"))


def _on_its_way(one: Report, state: str, action: str) -> Job:
    page, way = (reverse(f"reports:{name}", args=[one.uuid]) for name in ("report", "way"))
    return Job(one.title, _about(one), state, "info", "inbox", page, action, way)


def _about(report: Report) -> str:
    """Its programme, else its days."""
    return report.programme.short_name if report.programme else dates.period(report.starts_on, report.ends_on)


def _released(post: Post) -> Section:
    """Tables that this leader looks at and signs; their numbers stand on their own page only."""
    found, count = first(releases.waiting(post).order_by("pk"))
    jobs = [
        Job(
            f"{one.content['source']}: {words.period(one)}", words.area(one.area), _("chờ ký"), "info", "file-text",
            reverse("figures:release", args=[one.uuid]), _("Xem và ký"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Bảng công bố chờ ký"), jobs, count, reverse("figures:releases"))


def _reports(post: Post) -> Section:
    told = _("%(number)s phiếu ghi thêm hoặc đính chính sau khi chốt số liệu lúc %(moment)s.")
    found = waiting.changed_reports(post)
    jobs = [
        Job(
            one.report.title,
            told % {"number": grouped(one.records), "moment": dates.moment(one.report.frozen_at or 0)},
            _("đã thay đổi"), "warn", "triangle-alert", reverse("reports:report", args=[one.report.uuid]),
            _("Xem thay đổi"), reverse("reports:changes", args=[one.report.uuid]),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Báo cáo có số liệu đã thay đổi"), jobs, len(jobs))
