"""What waits, as the page shows it: one section for each kind of work, a job for each thing to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.administration import dues
from ketnoi.officers import handing, policy
from ketnoi.officers.models import Officer, Post
from ketnoi.periods import overseeing
from ketnoi.periods import queries as periods
from ketnoi.programmes import following
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped
from ketnoi.web import waiting
from ketnoi.web.waiting import SHOWN

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Job:
    """One thing to do. `mark` is a day or a word, `state` how pressing it is (warn, bad, info)."""

    title: str
    note: str
    mark: str
    state: str
    icon: str
    url: str
    action: str | Promise
    door: str = ""  # where the button leads, when not where the title does


@dataclass(frozen=True)
class Section:
    """Jobs of one kind, the most pressing first; `count` of them, of which some are shown."""

    title: str | Promise
    jobs: Sequence[Job]
    count: int
    rest: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.jobs)


def sections(officer: Officer, post: Post, day: dt.date) -> list[Section]:
    """Everything that waits for whoever acts under this post."""
    found = [
        _handed(officer),
        _unrecorded(post, day),
        _sent(post),
        _periods(post, day),
        _tasks(post, day),
        _asked(post, day),
        _drafts(post, day),
        _overdue(officer, post, day),
        _submitted(post),
        _reports(post),
        _kept(post),
    ]
    return [one for one in found if one.count]


def _first(rows: QuerySet[Row]) -> tuple[list[Row], int]:
    """The first few and how many there are; the count is asked only where there are more."""
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], len(found) if len(found) <= SHOWN else rows.count()


def _due(due: dt.date, day: dt.date) -> tuple[str, str, str]:
    """A due day as a mark, and how pressing it is."""
    return dates.day(due), "bad" if due < day else "warn", "circle-alert" if due < day else "clock"


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


def _unrecorded(post: Post, day: dt.date) -> Section:
    rows, found = [], waiting.unrecorded(post, day)
    count = found.count()
    if count:
        rows = waiting.rows(found)
    jobs = [
        Job(
            row.title, _joined(str(row.extra["kind"]), row.where), dates.day(row.day), "warn", "clock", row.url,
            _("Ghi số liệu"),
        )
        for row in rows
    ]  # fmt: skip
    rest = reverse("activities:list")
    return Section(gettext_lazy("Đã đến ngày, chưa ghi số liệu"), jobs, count, rest)


def _sent(post: Post) -> Section:
    found, count = _first(waiting.sent(post))
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
            one.span.title, one.regime.name, *_due(one.span.due, day),
            reverse("periods:confirm", args=[one.regime.code, one.span.start]), _("Xem và xác nhận"),
        )
        for one in owed[:SHOWN]
    ]  # fmt: skip
    return Section(gettext_lazy("Kỳ báo cáo phải xác nhận"), jobs, len(owed), reverse("periods:index"))


def _tasks(post: Post, day: dt.date) -> Section:
    found, count = _first(following.waiting(post))
    jobs = [
        Job(
            one.text, one.conference.name, *_due(one.due_on, day), reverse("programmes:task", args=[one.pk]),
            _("Báo kết quả"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Việc hội nghị giao"), jobs, count)


def _asked(post: Post, day: dt.date) -> Section:
    found, count = _first(waiting.recommended(post))
    jobs = [
        Job(
            _short(one.text), one.programme.short_name,
            *(_due(one.due_on, day) if one.due_on else (_("chờ trả lời"), "info", "inbox")),
            reverse("programmes:request", args=[one.programme.slug, one.pk]), _("Trả lời"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Kiến nghị chờ đơn vị trả lời"), jobs, count)


def _drafts(post: Post, day: dt.date) -> Section:
    found, count = _first(waiting.drafts(post))
    jobs = [
        Job(
            one.programme.short_name, _("Dự thảo chương trình gửi xin ý kiến"), *_due(one.due_on, day),
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
            *_due(one.span.due, day), reverse("periods:period", args=[one.regime.code, one.span.start]),
            _("Xem và nhắc"),
        )
        for one in found[:SHOWN]
    ]  # fmt: skip
    rest = reverse("periods:index")
    return Section(gettext_lazy("Đơn vị cấp dưới chưa gửi số liệu"), jobs, len(found), rest)


def _submitted(post: Post) -> Section:
    found, count = _first(waiting.submitted(post))
    jobs = [
        Job(
            one.title, one.programme.short_name if one.programme else dates.period(one.starts_on, one.ends_on),
            _("chờ phê duyệt"), "info", "inbox",
            reverse("reports:report", args=[one.uuid]), _("Xem và phê duyệt"),
            reverse("reports:way", args=[one.uuid]),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Báo cáo trình, chờ phê duyệt"), jobs, count, reverse("reports:index"))


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


def _kept(post: Post) -> Section:
    """What an administrator has to put in order."""
    found = dues.of(post)
    jobs = [Job(one.text, "", _("cần làm"), "info", "settings", one.url, _("Xem")) for one in found[:SHOWN]]
    return Section(gettext_lazy("Quản trị"), jobs, len(found), reverse("administration:index"))


def staged(post: Post) -> Section:
    """Workbooks that were read. Reading one leaves no line in the journal: so they are asked for each time."""
    told = _("%(total)s dòng, %(bad)s dòng có lỗi · tải lên %(moment)s")
    found, count = _first(waiting.staged(post))
    jobs = [
        Job(
            one.file_name,
            told % {"total": grouped(one.total), "bad": grouped(one.bad), "moment": dates.moment(one.created_at)},
            _("chờ nhập"), "info", "table", reverse("activities:batch", args=[one.pk]), _("Xem và nhập"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Tệp đã đọc, chờ nhập"), jobs, count)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def waits(found: Iterable[Section]) -> int:
    """How many things wait in all."""
    return sum(one.count for one in found)
