"""What waits, as the page shows it: one section for each kind of work, a job for each thing to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.administration import dues
from ketnoi.officers import confirming, handing, policy
from ketnoi.officers.models import Officer, Post
from ketnoi.periods import overseeing
from ketnoi.periods import queries as periods
from ketnoi.programmes import following
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped
from ketnoi.ui.text import joined
from ketnoi.web import contest_jobs, practice_jobs, report_jobs, waiting, work_jobs
from ketnoi.web.section import Job, Section, due, first
from ketnoi.web.waiting import SHOWN


def sections(officer: Officer, post: Post, day: dt.date) -> list[Section]:
    """Everything that waits, until somebody writes, for whoever acts under this post."""
    found = [
        _handed(officer),
        _to_confirm(post),
        _unrecorded(post, day),
        _sent(post),
        _periods(post, day),
        _tasks(post, day),
        _asked(post, day),
        _drafts(post, day),
        _overdue(officer, post, day),
        *work_jobs.sections(post, day),
        *report_jobs.sections(officer, post, day),
        *practice_jobs.sections(post),
        *contest_jobs.sections(officer, post, day),
        _kept(post),
    ]
    return [one for one in found if one.count]


def _handed(officer: Officer) -> Section:
    found = handing.waiting_for(officer)
    jobs = [
        Job(
            f"{one.post.title or one.post.get_role_display()}, {one.post.unit.label}",
            _("%(name)s bàn giao, đến hết %(day)s") % {"name": one.post.officer.name, "day": dates.day(one.last_day)},
            _("chờ nhận"), "info", "handshake", reverse("officers:hand_over", args=[one.uuid]), _("Xem và nhận"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Bàn giao vị trí công tác"), jobs, len(jobs))


def _to_confirm(post: Post) -> Section:
    """Posts that open nothing protected until this officer confirmed them."""
    found = [one for one in confirming.waiting_for(post) if confirming.is_ready(one)]
    jobs = [
        Job(
            one.officer.name, joined(one.title or one.get_role_display(), one.unit.label),
            _("chờ xác nhận"), "info", "shield", reverse("officers:confirm_posts"), _("Xem và xác nhận"),
        )
        for one in found[:SHOWN]
    ]  # fmt: skip
    return Section(gettext_lazy("Vị trí chờ bạn xác nhận"), jobs, len(found), reverse("officers:confirm_posts"))


def _unrecorded(post: Post, day: dt.date) -> Section:
    rows, found = [], waiting.unrecorded(post, day)
    count = found.count()
    if count:
        rows = waiting.rows(found)
    jobs = [
        Job(
            row.title, joined(str(row.extra["kind"]), row.where), dates.day(row.day), "warn", "clock", row.url,
            _("Ghi số liệu"),
        )
        for row in rows
    ]  # fmt: skip
    rest = reverse("activities:list")
    return Section(gettext_lazy("Đã đến ngày, chưa ghi số liệu"), jobs, count, rest)


def _sent(post: Post) -> Section:
    found, count = first(waiting.sent(post))
    jobs = [
        Job(
            str(one.said["title"]), one.link.unit.label, _("chờ xác nhận"), "info", "inbox",
            reverse("activities:sent", args=[one.uuid]), _("Xem và ghi"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Thôn, bản gửi đến, chờ xác nhận"), jobs, count, reverse("activities:links"))


def _periods(post: Post, day: dt.date) -> Section:
    owed = periods.waiting(post, day)
    jobs = [
        Job(
            one.span.title, one.regime.name, *due(one.span.due, day),
            reverse("periods:confirm", args=[one.regime.code, one.span.start]), _("Xem và xác nhận"),
        )
        for one in owed[:SHOWN]
    ]  # fmt: skip
    return Section(gettext_lazy("Kỳ báo cáo phải xác nhận"), jobs, len(owed), reverse("periods:index"))


def _tasks(post: Post, day: dt.date) -> Section:
    found, count = first(following.waiting(post))
    jobs = [
        Job(
            one.text, one.conference.name, *due(one.due_on, day), reverse("programmes:task", args=[one.pk]),
            _("Báo kết quả"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Việc hội nghị giao"), jobs, count)


def _asked(post: Post, day: dt.date) -> Section:
    found, count = first(waiting.recommended(post))
    jobs = [
        Job(
            _short(one.text), one.programme.short_name,
            *(due(one.due_on, day) if one.due_on else (_("chờ trả lời"), "info", "inbox")),
            reverse("programmes:request", args=[one.programme.slug, one.pk]), _("Trả lời"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Kiến nghị chờ đơn vị trả lời"), jobs, count)


def _drafts(post: Post, day: dt.date) -> Section:
    found, count = first(waiting.drafts(post))
    jobs = [
        Job(
            one.programme.short_name, _("Dự thảo chương trình gửi xin ý kiến"), *due(one.due_on, day),
            reverse("programmes:comments", args=[one.programme.slug]), _("Xem và góp ý"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Dự thảo chờ đơn vị góp ý"), jobs, count)


def _overdue(officer: Officer, post: Post, day: dt.date) -> Section:
    """Of units below only how many are missing: their names stand on the period's page."""
    found = overseeing.overdue(officer, policy.home(post.unit), day)
    told = _("%(missing)s trong %(asked)s đơn vị chưa gửi")
    jobs = [
        Job(
            f"{one.regime.name}, {one.span.title}",
            told % {"missing": grouped(one.counts.missing), "asked": grouped(one.counts.asked)},
            *due(one.span.due, day), reverse("periods:period", args=[one.regime.code, one.span.start]),
            _("Xem và nhắc"),
        )
        for one in found[:SHOWN]
    ]  # fmt: skip
    rest = reverse("periods:index")
    return Section(gettext_lazy("Đơn vị cấp dưới chưa gửi số liệu"), jobs, len(found), rest)


def _kept(post: Post) -> Section:
    """What an administrator has to put in order."""
    found = dues.of(post)
    jobs = [Job(one.text, "", _("cần làm"), "info", "settings", one.url, _("Xem")) for one in found[:SHOWN]]
    return Section(gettext_lazy("Quản trị"), jobs, len(found), reverse("administration:index"))


def staged(post: Post) -> Section:
    """Workbooks that were read. Reading one leaves no line in the journal: so they are asked for each time."""
    told = _("%(total)s dòng, %(bad)s dòng có lỗi · tải lên %(moment)s")
    found, count = first(waiting.staged(post))
    jobs = [
        Job(
            one.file_name,
            told % {"total": grouped(one.total), "bad": grouped(one.bad), "moment": dates.moment(one.created_at)},
            _("chờ nhập"), "info", "table", reverse("activities:batch", args=[one.pk]), _("Xem và nhập"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Tệp đã đọc, chờ nhập"), jobs, count)


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def waits(found: Iterable[Section]) -> int:
    """How many things wait in all."""
    return sum(one.count for one in found)
