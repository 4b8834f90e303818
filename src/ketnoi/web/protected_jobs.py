"""What waits and may be about something protected: who may know of it ends by the clock, without a write.

So it stands beside what Hôm nay keeps until somebody writes. Calls are asked for each time; of what waits in protected
rooms only numbers are shown, for whoever may act, and kept for a minute. In a weak session nothing is told of either.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.access import answering, glass, policy, reader
from ketnoi.access.reader import Reader
from ketnoi.audit import kept
from ketnoi.notices import call_queries
from ketnoi.officers import policy as officers
from ketnoi.officers import strength
from ketnoi.officers.models import Officer, Post
from ketnoi.people import contacting
from ketnoi.privacy import desk
from ketnoi.privacy.enums import BreachState, Outcome
from ketnoi.privacy.models import KIND as REQUEST
from ketnoi.ui import dates
from ketnoi.ui.numbers import grouped
from ketnoi.web.section import Job, Section
from ketnoi.web.waiting import SHOWN

WORK = (  # what each of `_counts` is, and the page that it leads to
    (gettext_lazy("Đề nghị phối hợp chờ trả lời"), "access:index"),
    (gettext_lazy("Thông báo phải xác nhận đã nhận"), "access:index"),
    (gettext_lazy("Lần mở khẩn cấp chờ xem lại"), "access:index"),
    (gettext_lazy("Đề nghị liên hệ chờ trả lời"), "people:contacts"),
    (gettext_lazy("Yêu cầu về dữ liệu cá nhân chưa trả lời"), "privacy:index"),
    (gettext_lazy("Sự cố dữ liệu chưa kết thúc"), "privacy:breaches"),
)


def sections(request: HttpRequest) -> list[Section]:
    """Those in which something waits for whoever acts in this session."""
    staff, strong = officers.staff(request), strength.has_second_factor(request)
    found = [_called(staff.user, staff.post, strong=strong)]
    if strong:
        key = ("protected jobs", officers.reader(staff.user), strong)
        found.append(_in_rooms(kept.for_a_minute(key, lambda: _counts(reader.of(request), staff.user))))
    return [one for one in found if one.count]


def _called(officer: Officer, post: Post, *, strong: bool) -> Section:
    """What a unit must know at once and nobody took yet: until then an e-mail counts for nothing."""
    found = call_queries.waiting(officer, post, lambda: strong)
    home = officers.home(post.unit).pk
    jobs = [
        Job(
            _("Phải nhận việc ngay") if one.unit_id == home else _("Phải báo ngay cho %(unit)s") % {"unit": one.unit},
            _("từ %(moment)s") % {"moment": dates.moment(one.begun_at)},
            _("chưa có người nhận"), "warn", "phone", reverse("duty:call", args=[one.uuid]),
            _("Nhận việc") if one.unit_id == home else _("Gọi"),
        )
        for one in found[:SHOWN]
    ]  # fmt: skip
    return Section(gettext_lazy("Việc phải biết ngay"), jobs, len(found))


def _in_rooms(counts: tuple[int, ...]) -> Section:
    jobs = [
        Job(str(title), "", grouped(count), "warn", "lock", reverse(address), _("Xem"))
        for (title, address), count in zip(WORK, counts, strict=True)
        if count
    ]
    return Section(gettext_lazy("Hồ sơ cần bảo vệ"), jobs, sum(counts))


def _counts(who: Reader, officer: Officer) -> tuple[int, ...]:
    """How much of each kind of WORK waits, by the rules of the pages that it leads to."""
    return (
        len(answering.offered(who)),
        policy.told(who).filter(answered_at=None).count(),
        glass.to_review(who).filter(reviewed_at=None).count(),
        contacting.waiting(who),
        policy.visible_to(who, REQUEST).filter(outcome=Outcome.OPEN).count(),
        desk.breaches(officer).exclude(state=BreachState.CLOSED).count(),
    )
