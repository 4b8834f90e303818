"""The notices of this room: what they say, who may still see what they are about, and which page they lead to.

A notice carries no more than the number of a grant, a glass or a conflict; each is asked again when it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.access import glass, granting, policy, protecting, reader
from ketnoi.access.enums import State
from ketnoi.access.models import Conflict, Glass, Grant
from ketnoi.access.reader import CASEWORK, Reader
from ketnoi.access.rules import READING
from ketnoi.audit import moments
from ketnoi.notices.enums import Said
from ketnoi.notices.kinds import Kind, MayStillSee, all_of, register
from ketnoi.officers.models import Officer

Seen = Callable[[Reader, QuerySet[Any]], QuerySet[Any]]


def register_kinds() -> None:
    """Called when the room is ready."""
    answered, shared = _still(Grant, grants_of), _still(Grant, _standing)
    _about(Grant, Kind("access.assigned", _("Bạn được phân công một hồ sơ"), shared, _grant_page))
    _about(Grant, Kind("access.offered", _("Đơn vị được đề nghị phối hợp, chờ trả lời"), shared, _grant_page))
    _about(Grant, Kind("access.answered", _("Có trả lời về việc chia sẻ hồ sơ"), answered, _grant_page, Said.ANSWER))
    notice = _("Đơn vị nhận một thông báo theo luật, phải xác nhận")
    _about(Grant, Kind("access.notice", notice, shared, _grant_page, Said.URGENT))
    broken = _("Có người mở khẩn cấp một hồ sơ của đơn vị; cần xem lại")
    _about(Glass, Kind("access.glass", broken, _still(Glass, _glasses), _glass_page, Said.URGENT))
    left = _("Một hồ sơ không còn ai được phân công")
    _about(Grant, Kind("access.unassigned", left, _still(Grant, _of_watched), _record_page, Said.URGENT))
    lead = _("Bạn là lãnh đạo được xem một hồ sơ giữ kín")
    register(Kind("access.lead", lead, _led, _led_page, protected=all_of, hidden=_not_led))
    conflict = _("Một cán bộ có xung đột lợi ích với hồ sơ; cần phân công lại")
    _about(Conflict, Kind("access.conflict", conflict, _still(Conflict, _of_watched), _conflict_page))


def _about(model: type[Any], kind: Kind) -> None:
    """A kind of this room: protected, and hidden from whoever has a conflict of interest with the record."""

    def hidden(officer: Officer, codes: Collection[str]) -> Collection[str]:
        who = reader.at(officer, moments.now())
        left = _without_hidden(who, model.objects.filter(uuid__in=codes)).values_list("uuid", flat=True)
        return set(codes) - {str(code) for code in left}

    register(replace(kind, protected=all_of, hidden=hidden))


def _still(model: type[Any], seen: Seen) -> MayStillSee:
    def may_still_see(officer: Officer, codes: Collection[str]) -> Collection[str]:
        if not officer.is_active:
            return set()
        found = seen(reader.at(officer, moments.now()), model.objects.filter(uuid__in=codes))
        return {str(code) for code in found.values_list("uuid", flat=True)}

    return may_still_see


def grants_of(who: Reader, grants: QuerySet[Any]) -> QuerySet[Any]:
    """Those given to his post or his unit, and those his unit gave; never of a record he must not know of."""
    units = who.units(CASEWORK)
    mine = grants.filter(Q(post__in=who.posts(READING)) | Q(unit__in=units) | Q(giver__in=units))
    return _without_hidden(who, mine)


def _standing(who: Reader, grants: QuerySet[Any]) -> QuerySet[Any]:
    """Those that still hold, or wait for an answer."""
    standing: QuerySet[Any] = grants_of(who, grants).filter(Q(ends_at=None) | Q(ends_at__gt=who.moment), ended_at=None)
    return standing.exclude(state=State.RETURNED)


def _glasses(who: Reader, glasses: QuerySet[Any]) -> QuerySet[Any]:
    return glasses.filter(pk__in=glass.to_review(who).values("pk"))


def _led(officer: Officer, named: Collection[str]) -> Collection[str]:
    """Of "kind/code" those that he leads."""
    if not officer.is_active:
        return set()
    who, codes = reader.at(officer, moments.now()), {one.partition("/")[2] for one in named}
    kinds = [protected.kind for protected in protecting.every()]
    return {
        f"{kind}/{code}"
        for kind in kinds
        for code in policy.by_rules(who, kind, {"R2"}).filter(code__in=codes).values_list("code", flat=True)
    }


def _not_led(officer: Officer, named: Collection[str]) -> Collection[str]:
    return set(named) - set(_led(officer, named))


def _of_watched(who: Reader, said: QuerySet[Any]) -> QuerySet[Any]:
    """Those of records he leads or supervises."""
    any_of = Q(pk__in=())
    for protected in protecting.every():
        rows = policy.by_rules(who, protected.kind, {"R2", "R3"}).values("pk")
        any_of |= Q(kind=protected.kind, record__in=rows)
    return said.filter(any_of)


def _without_hidden(who: Reader, said: QuerySet[Any]) -> QuerySet[Any]:
    for protected in protecting.every():
        hidden = policy.THE_POLICY.hidden(who, protected)
        said = said.exclude(kind=protected.kind, record__in=hidden)
    return said


def _grant_page(code: str) -> str:
    return reverse("access:grant", args=(code,))


def _record_page(code: str) -> str:
    grant = Grant.objects.get(uuid=code)
    return reverse("access:record", args=(grant.kind, granting.record_of(grant).code))


def _led_page(named: str) -> str:
    return reverse("access:record", args=named.split("/"))


def _glass_page(code: str) -> str:
    return reverse("access:review", args=(code,))


def _conflict_page(code: str) -> str:
    return reverse("access:conflict", args=(code,))


def readable(kind: str, by: str = "pk") -> Callable[[Officer, Collection[Any]], set[Any]]:
    """What a room hands to `notices.kinds.Kind` and `deadlines.owners.Owner`: of these records, by key or by code,
    those that an officer may know of now.
    """

    def may_see(officer: Officer, named: Collection[Any]) -> set[Any]:
        rows = policy.visible_to(reader.at(officer, moments.now()), kind)
        return set(rows.filter(**{f"{by}__in": list(named)}).values_list(by, flat=True))

    return may_see
