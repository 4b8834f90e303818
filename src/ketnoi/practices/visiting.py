"""Ask to come and learn, answer, agree on days, and plan it as an activity of both units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ketnoi.activities import actions as activities
from ketnoi.activities import policy as activity_policy
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status as ActivityStatus
from ketnoi.activities.models import Activity
from ketnoi.audit import journal, moments, versions
from ketnoi.figures import catalogue
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.practices import content as contents
from ketnoi.practices import nameless, policy, telling
from ketnoi.practices.actions import By
from ketnoi.practices.enums import Status
from ketnoi.practices.models import Exchange, Practice, Visit, VisitState
from ketnoi.registers.queries import own_units

KIND: Final = "practice_visit"
MEETING: Final = "TOA_DAM"  # the kind of activity that an exchange is counted as
LONGEST: Final = 500
MOST_PEOPLE: Final = 500
LONGEST_STAY: Final = dt.timedelta(days=31)
OPEN: Final = (VisitState.ASKED, VisitState.OFFERED, VisitState.ACCEPTED)
Days = tuple[dt.date, dt.date]  # the first and the last


@dataclass(frozen=True)
class Wish:
    """When a unit would like to come, how many, and what for."""

    first_day: dt.date
    last_day: dt.date
    people: int
    purpose: str


def visible_to(officer: Officer) -> QuerySet[Visit]:
    """A request is read by the two sides."""
    scope = officers.scope_query(officer)
    return Visit.objects.filter(Q(unit__in=scope) | Q(practice__unit__in=scope))


def waiting(post: Post) -> QuerySet[Visit]:
    """Requests that the post's own unit has to answer, and other days that it was offered; the earliest first."""
    if post.role not in policy.WRITERS:
        return Visit.objects.none()
    own = own_units(post)
    asked = Q(state=VisitState.ASKED, practice__unit__in=own) | Q(state=VisitState.OFFERED, unit__in=own)
    return Visit.objects.filter(asked).select_related("practice", "unit").order_by("first_day", "pk")


def unplanned(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Those that became no activity, or one that was withdrawn since."""
    return visits.filter(Q(exchange=None) | Q(exchange__activity__status=ActivityStatus.WITHDRAWN))


def planned(visit: Visit) -> Activity | None:
    """The activity that it became and that stands."""
    return _standing(Exchange.objects.filter(visit=visit)).first()


def _standing(some: QuerySet[Exchange]) -> QuerySet[Activity]:
    return Activity.objects.exclude(status=ActivityStatus.WITHDRAWN).filter(pk__in=some.values("activity"))


@transaction.atomic
def ask(practice: Practice, wish: Wish, unit: int, by: By, *, sure: bool = False) -> Visit:
    """Ask to come, one visit at a time. Raises ValidationError by field of Wish."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if practice.status != Status.PUBLISHED:
        raise ValidationError(_("Mô hình đang không áp dụng nên chưa nhận đăng ký đến học tập."))
    if practice.unit_id == unit:
        raise ValidationError(_("Đây là mô hình của đơn vị của bạn."))
    purpose = nameless.checked("purpose", wish.purpose, LONGEST, sure=sure)
    _check_days(wish.first_day, wish.last_day)
    if not 0 < wish.people <= MOST_PEOPLE:
        raise ValidationError({"people": [_("Số người từ 1 đến %(most)s.") % {"most": MOST_PEOPLE}]})
    open_ones = practice.visits.filter(unit=unit, state__in=OPEN, last_day__gte=contents.today())
    if unplanned(open_ones).exists():
        raise ValidationError(_("Đơn vị của bạn đã xin đến học tập mô hình này; xem ở trang mô hình, phần Giao lưu."))
    made = Visit.objects.create(
        practice=practice, unit_id=unit, first_day=wish.first_day, last_day=wish.last_day, people=wish.people,
        purpose=purpose, asked_by=by.actor, asked_at=moments.now(),
    )  # fmt: skip
    telling.to_unit(practice.unit_id, telling.VISIT, made.uuid, besides=by.actor)
    _tell("ask", made, by)
    return made


@transaction.atomic
def accept(visit: Visit, reply: str, version: int, by: By, *, sure: bool = False) -> Visit:
    """The host says yes to the days that were asked for. Raises versions.Stale, ValidationError."""
    found = _locked(visit, version, VisitState.ASKED)
    return _replied(found, VisitState.ACCEPTED, _optional(reply, sure=sure), by)


@transaction.atomic
def offer(
    visit: Visit, days: tuple[dt.date, dt.date], reply: str, version: int, by: By, *, sure: bool = False
) -> Visit:
    """The host names other days; the guests have to agree. Raises versions.Stale, ValidationError."""
    found = _locked(visit, version, VisitState.ASKED)
    _check_days(*days)
    found.first_day, found.last_day = days
    return _replied(found, VisitState.OFFERED, _optional(reply, sure=sure), by)


@transaction.atomic
def decline(visit: Visit, reply: str, version: int, by: By, *, sure: bool = False) -> Visit:
    """The host cannot receive them, and says why. Raises versions.Stale, ValidationError."""
    found = _locked(visit, version, VisitState.ASKED)
    told = nameless.checked("reply", reply, LONGEST, sure=sure)
    return _replied(found, VisitState.DECLINED, told, by)


@transaction.atomic
def agree(visit: Visit, version: int, by: By) -> Visit:
    """The guests take the days that they were offered. Raises versions.Stale, ValidationError."""
    found = _locked(visit, version, VisitState.OFFERED)
    found.state = VisitState.ACCEPTED
    telling.to_unit(found.practice.unit_id, telling.VISIT_ANSWER, found.uuid, besides=by.actor)
    return _changed("agree", found, by)


@transaction.atomic
def withdraw(visit: Visit, version: int, by: By) -> Visit:
    """The guests do not come after all, before it was planned. Raises versions.Stale, ValidationError."""
    found = _locked(visit, version, *OPEN)
    if planned(found):
        raise ValidationError(_("Đã lập kế hoạch; hãy rút phiếu hoạt động."))
    found.state = VisitState.WITHDRAWN
    telling.to_unit(found.practice.unit_id, telling.VISIT_ANSWER, found.uuid, besides=by.actor)
    return _changed("withdraw", found, by)


@transaction.atomic
def plan(visit: Visit, version: int, by: By) -> Activity:
    """Plan an accepted visit as an activity of both units, led by the host; anew where that was withdrawn.

    Raises versions.Stale, ValidationError.
    """
    found = _locked(visit, version, VisitState.ACCEPTED)
    if planned(found):
        raise ValidationError(_("Chuyến này đã có kế hoạch."))
    Exchange.objects.filter(visit=found).update(visit=None)
    made = _meeting(found.practice, found.first_day, found.last_day, (found.unit_id,), by)
    Exchange.objects.create(practice=found.practice, activity=made, visit=found)
    _changed("plan", found, by)
    return made


@transaction.atomic
def meet(practice: Practice, day: dt.date, guests: tuple[int, ...], by: By) -> Activity:
    """Plan a meeting of the practice's unit with others about it, one a day. Raises ValidationError by field."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    if not guests:
        raise ValidationError({"guests": [_("Chọn ít nhất một đơn vị cùng giao lưu.")]})
    _check_days(day, day, "day")
    if _standing(Exchange.objects.filter(practice=practice, visit=None)).filter(starts_on=day).exists():
        raise ValidationError({"day": [_("Ngày này đã có một buổi giao lưu về mô hình; xem ở phần Giao lưu.")]})
    made = _meeting(practice, day, day, guests, by)
    row = Exchange.objects.create(practice=practice, activity=made)
    journal.write("meet", "practice_exchange", row.pk, actor=by.actor, unit=by.unit, practice=practice.pk)
    return made


def exchanges(practice: Practice, officer: Officer) -> list[Activity]:
    """Exchanges about a practice that the officer may read, the latest first."""
    linked = Exchange.objects.filter(practice=practice).values("activity")
    return list(activity_policy.visible_to(officer).filter(pk__in=linked).order_by("-starts_on", "-pk"))


def partners(practice: Practice) -> list[Unit]:
    """Units that follow the practice or adopted it: whom its own unit may invite."""
    following = practice.follows.values("unit")
    adopted = Practice.objects.filter(root=practice.first).exclude(unit=practice.unit_id).values("unit")
    near = Unit.objects.on(contents.today()).filter(Q(pk__in=following) | Q(pk__in=adopted))
    return list(near.order_by("folded"))


def _meeting(practice: Practice, first: dt.date, last: dt.date, guests: tuple[int, ...], by: By) -> Activity:
    host = Unit.objects.get(pk=orgs.heir(practice.unit_id))
    entry = Entry(
        kind=catalogue.category("kind", MEETING).pk,
        title=_("Giao lưu, trao đổi kinh nghiệm: %(name)s") % {"name": practice.name},
        starts_on=first,
        ends_on=last,
        lead=host.pk,
        place=host.place_id,
        venue="" if host.place_id else host.label,
        partners=tuple(orgs.heir(one) for one in guests),
    )
    return activities.plan(entry, by.actor, by.unit)


def _check_days(first: dt.date, last: dt.date, name: str = "first_day") -> None:
    if first < contents.today():
        raise ValidationError({name: [_("Chọn ngày từ hôm nay trở đi.")]})
    if not first <= last <= first + LONGEST_STAY:
        raise ValidationError({"last_day": [_("Ngày cuối phải từ ngày đầu, trong vòng một tháng.")]})


def _optional(reply: str, *, sure: bool) -> str:
    return nameless.checked("reply", reply, LONGEST, sure=sure) if reply.strip() else ""


def _replied(found: Visit, state: VisitState, reply: str, by: By) -> Visit:
    found.state, found.reply, found.replied_at = state, reply, moments.now()
    telling.to_unit(found.unit_id, telling.VISIT_ANSWER, found.uuid, besides=by.actor)
    return _changed(state.value, found, by)


def _locked(visit: Visit, version: int, *states: VisitState) -> Visit:
    """The row, held until the transaction ends, in one of these states. Raises versions.Stale, ValidationError."""
    found = Visit.objects.select_for_update().get(pk=visit.pk)
    versions.check(found, version, _("Đăng ký này vừa được người khác xử lý."))
    if found.state not in states:
        raise ValidationError(_("Đăng ký đang ở trạng thái “%(state)s”.") % {"state": found.get_state_display()})
    return found


def _changed(verb: str, found: Visit, by: By) -> Visit:
    found.version += 1
    found.save()
    _tell(verb, found, by)
    return found


def _tell(verb: str, found: Visit, by: By) -> None:
    told = {"practice": found.practice_id, "version": found.version}
    journal.write(verb, KIND, found.pk, actor=by.actor, unit=by.unit, **told)
