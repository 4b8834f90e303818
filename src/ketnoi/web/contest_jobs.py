"""What waits around contests: entries to mark, rounds that end soon, lists of entries to settle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.contests import marking, queries
from ketnoi.contests.models import Round
from ketnoi.officers.models import Officer, Post
from ketnoi.ui.numbers import grouped
from ketnoi.web.section import Job, Section, due, first
from ketnoi.web.waiting import SHOWN


def sections(officer: Officer, post: Post, day: dt.date) -> Iterator[Section]:
    yield _to_mark(officer, day)
    yield _ending(post, day)
    yield _entered(post, day)


def _to_mark(officer: Officer, day: dt.date) -> Section:
    found = marking.left(officer)
    jobs = [
        Job(
            f"{one.contest.title}, {one.name}",
            _("còn %(count)s bài bạn chưa chấm") % {"count": grouped(count)},
            *due(one.marks_until, day), _address(one), _("Chấm bài"),
        )
        for one, count in found[:SHOWN]
    ]  # fmt: skip
    return Section(gettext_lazy("Bài dự thi chờ bạn chấm"), jobs, len(found), reverse("contests:list"))


def _ending(post: Post, day: dt.date) -> Section:
    found = queries.ending(post, day)
    jobs = [
        Job(
            f"{one.contest.title}, {one.name}",
            _("đến hạn chấm"),
            *due(one.marks_until, day), _address(one), _("Xem và khóa điểm"),
        )
        for one in found[:SHOWN]
    ]  # fmt: skip
    return Section(gettext_lazy("Vòng chấm sắp đến hạn"), jobs, len(found), reverse("contests:list"))


def _entered(post: Post, day: dt.date) -> Section:
    found, count = first(queries.entered(post, day))
    jobs = [
        Job(
            one.title, _("hết ngày nhận bài"), *due(one.closes_on, day),
            reverse("contests:contest", args=[one.uuid]), _("Xem và chốt"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Hội thi chờ chốt danh sách bài"), jobs, count, reverse("contests:list"))


def _address(one: Round) -> str:
    return reverse("contests:round", args=[one.contest.uuid, one.number])
