"""What waits around practices: questions of other units, visits to answer, proposals before a council."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.officers.models import Post
from ketnoi.practices import recognised, talking, visiting
from ketnoi.ui import dates
from ketnoi.web.section import Job, Section, first

LONGEST = 160  # characters of a question; its page has all of it


def sections(post: Post) -> Iterator[Section]:
    """Of the post, the most pressing kind first."""
    yield _questions(post)
    yield _visits(post)
    yield _proposals(post)


def _questions(post: Post) -> Section:
    found, count = first(talking.waiting(post))
    jobs = [
        Job(
            Truncator(one.words).chars(LONGEST), f"{one.practice.name} · {one.unit.label}",
            _("chờ trả lời"), "info", "inbox", reverse("practices:answer", args=[one.uuid]), _("Trả lời"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Câu hỏi về mô hình của đơn vị"), jobs, count, reverse("practices:own"))


def _visits(post: Post) -> Section:
    found, count = first(visiting.waiting(post))
    jobs = [
        Job(
            one.practice.name, f"{one.unit.label} · {dates.day(one.first_day)}", _("chờ trả lời"), "info", "inbox",
            reverse("practices:visit", args=[one.uuid]), _("Xem và trả lời"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Đăng ký đến học tập mô hình"), jobs, count)


def _proposals(post: Post) -> Section:
    found, count = first(recognised.waiting(post))
    jobs = [
        Job(
            one.practice.name, one.practice.unit.label, _("chờ hội đồng xét"), "info", "award",
            reverse("practices:recognition", args=[one.uuid]), _("Xem và ghi quyết định"),
        )
        for one in found
    ]  # fmt: skip
    return Section(gettext_lazy("Mô hình đề nghị công nhận"), jobs, count)
