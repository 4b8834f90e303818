"""What waits around works: to agree, to answer, to put right, milestones near or past, evaluations that are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.officers.models import Post
from ketnoi.web.section import Job, Section, due, first
from ketnoi.works import queries
from ketnoi.works.models import Work
from ketnoi.works.policy import AGREEING


def sections(post: Post, day: dt.date) -> Iterator[Section]:
    """Of the post, the most pressing kind first."""
    yield _milestones(post, day)
    yield _of(
        gettext_lazy("Công trình trả lại, phải sửa"), queries.returned(post), (_("trả lại"), "warn", "triangle-alert"),
        "correct", _("Xem và sửa"),
    )  # fmt: skip
    if post.role in AGREEING:
        waits = (_("chờ duyệt"), "info", "inbox")
        title, rest = gettext_lazy("Công trình chờ duyệt"), reverse("works:waiting")
        yield _of(title, queries.to_agree(post), waits, "work", _("Xem và duyệt"), rest)
    asked = (_("chờ trả lời"), "info", "handshake")
    yield _of(gettext_lazy("Được mời cùng làm công trình"), queries.asked(post), asked, "answer", _("Trả lời"))
    ends = (_("phải đánh giá"), "warn", "clock")
    title = gettext_lazy("Công trình phải đánh giá cuối năm")
    yield _of(title, queries.to_evaluate(post, day), ends, "finish", _("Đánh giá"))


def _milestones(post: Post, day: dt.date) -> Section:
    found, count = first(queries.milestones_due(post, day))
    jobs = [
        Job(
            one.text, one.work.title, *due(one.day, day), reverse("works:work", args=[one.work.uuid]), _("Ghi tiến độ"),
            reverse("works:note", args=[one.work.uuid]),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Mốc công trình đến hạn"), jobs, count)


def _of(
    title: str | Promise,
    works: QuerySet[Work],
    mark: tuple[str, str, str],
    door: str,
    action: str,
    rest: str = "",
) -> Section:
    """Works of one kind: the title leads to the work, the button to what is to be done."""
    found, count = first(works.select_related("unit"))
    jobs = [
        Job(
            one.title, f"{one.unit.label} · {one.year}", *mark, reverse("works:work", args=[one.uuid]), action,
            reverse(f"works:{door}", args=[one.uuid]),
        )
        for one in found
    ]  # fmt: skip
    return Section(title, jobs, count, rest)
