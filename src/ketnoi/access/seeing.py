"""Who can see a record and by which rule, and who saw it and when."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnoi.access import policy, protecting, reader, watching
from ketnoi.access.models import Glass, Grant, ProtectedRecord
from ketnoi.access.protecting import Protected
from ketnoi.access.reader import CASEWORK
from ketnoi.audit import moments
from ketnoi.audit.models import Line
from ketnoi.officers import policy as doors
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs

MOST: Final = 200  # officers on one page

WHY: Final[dict[str, str | Promise]] = {
    "R1": _("được phân công"),
    "R2": _("lãnh đạo đơn vị giữ hồ sơ"),
    "R3": _("theo dõi cấp dưới: chỉ mã số, bước xử lý, thời hạn"),
    "R3b": _("theo dõi cấp dưới, đã ghi lý do cần biết danh tính"),
    "R4a": _("đơn vị được thông báo theo luật"),
    "R5": _("đơn vị đã nhận phối hợp"),
    "R8": _("mở khẩn cấp"),
}
VERBS: Final[dict[str, str | Promise]] = {
    "read": _("đã xem"),
    "reveal": _("đã mở phần đang che, có ghi mục đích"),
    "denied": _("bị từ chối"),
    "break_glass": _("đã mở khẩn cấp"),
    "export": _("đã xuất tệp"),
}


@dataclass(frozen=True)
class Seer:
    """An officer who can see a record under this post: the rule, in words, and the sections, in words."""

    post: Post
    rule: str
    why: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """A line of the journal about a record: who (none: nobody signed in), when (microseconds), what he read."""

    at: int
    officer: Officer | None
    verb: str
    sections: tuple[str, ...]


def who_can(record: ProtectedRecord) -> list[Seer]:
    """Everybody who can see the record now, given a second factor; whoever could by several rules stands with each."""
    protected = protecting.of_record(record)
    officers = Officer.objects.filter(pk__in=_candidates(record).values("officer"), is_active=True)
    known = list(officers.order_by("name_key")[:MOST])
    doors.held_by_each(known)
    return [seer for officer in known for seer in _of(officer, protected, record)]


def _of(officer: Officer, protected: Protected, record: ProtectedRecord) -> Iterator[Seer]:
    who = reader.at(officer, moments.now())
    posts = {post.pk: post for post in doors.posts_of(officer)}
    for one in who.holdings:
        post = posts[one.post]
        post.officer = officer
        for rule, opens in policy.by_rule(replace(who, holdings=(one,)), protected.kind, [record.pk]):
            for sections in opens.values():
                yield Seer(post, rule, str(WHY[rule]), _words(protected, sections))


def _candidates(record: ProtectedRecord) -> QuerySet[Post]:
    """Posts by which somebody might: the policy then says whether he does."""
    kind, day, now = protecting.of_record(record).kind, timezone.localdate(), moments.now()
    grants = Grant.objects.of(kind, record.pk).live(now)
    glasses = Glass.objects.of(kind, record.pk).live(now)
    named = Q(pk__in=grants.values("post")) | Q(pk__in=glasses.values("post"))
    asked = {orgs.heir(unit) for unit in grants.exclude(unit=None).values_list("unit", flat=True)}
    above = watching.upward(record)
    at_units = Q(unit__in=asked, role__in=CASEWORK) | Q(unit=above[-1], role=Role.LEAD)
    overseeing = Q(watching.in_or_inside(above), role=Role.SUPERVISOR)
    held: QuerySet[Post] = Post.objects.working(day).filter(named | at_units | overseeing)
    return held


def reads_of(record: ProtectedRecord) -> QuerySet[Line]:
    """What the journal says of reading it, the latest first."""
    kind = protecting.of_record(record).kind
    return Line.objects.filter(kind=kind, object=str(record.pk), verb__in=VERBS).order_by("-at", "-pk")


def who_saw(record: ProtectedRecord, lines: Collection[Line]) -> list[Seen]:
    """Some of these lines in words."""
    protected = protecting.of_record(record)
    officers: dict[int, Officer] = Officer.objects.in_bulk([line.actor for line in lines if line.actor])
    return [_seen(protected, line, officers) for line in lines]


def _seen(protected: Protected, line: Line, officers: dict[int, Officer]) -> Seen:
    detail: dict[str, Any] = line.detail
    sections = _words(protected, detail.get("sections", ()))
    return Seen(line.at, officers.get(line.actor or 0), str(VERBS[line.verb]), sections)


def _words(protected: Protected, sections: Any) -> tuple[str, ...]:
    return tuple(protected.word(section) for section in sorted(sections))
