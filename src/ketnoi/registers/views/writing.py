"""Open, correct, close, reopen and hand on a thing; let people work in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers import actions, kinds, queries
from ketnoi.registers import entry as entries
from ketnoi.registers.forms import CloseForm, CorrectionForm, DayForm, MemberForm, ReasonForm, ThingForm, TransferForm
from ketnoi.registers.models import Member, Standing
from ketnoi.registers.policy import WRITERS
from ketnoi.registers.views.access import doer, kind_called, step, writable
from ketnoi.ui import dates


def _shown(found: Standing, title: str, lede: str = "", submit: str = "", *, danger: bool = False) -> dict[str, Any]:
    """What the page of a step on a thing says."""
    back = reverse("registers:thing", args=[found.uuid])
    kind = kinds.by_id(found.kind_id)
    crumbs = [
        (reverse("registers:overview"), _("Sổ bộ")),
        (reverse("registers:kind", args=[kind.slug]), kind.name),
        (back, found.name),
    ]
    return {
        "title": title, "lede": lede, "submit": submit or title, "back": back, "crumbs": crumbs, "danger": danger,
    }  # fmt: skip


def _page(found: Standing) -> str:
    return reverse("registers:thing", args=[found.uuid])


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    kind, acting = kind_called(slug), staff(request)
    units = queries.keepers(acting.post, entries.today())
    form = ThingForm(request.POST or None, initial={"version": 0}, kind=kind, units=units)
    made: list[Standing] = []

    def act(_said: dict[str, Any]) -> None:
        made.append(actions.open_thing(form.entry(), **doer(request), reason=form.why))
        messages.success(request, _("Đã ghi vào sổ; số hiện có đã tính nơi này."))

    crumbs = [(reverse("registers:overview"), _("Sổ bộ")), (reverse("registers:kind", args=[slug]), kind.name)]
    lede = _("Ghi một lần khi bắt đầu hoạt động; sau đó chỉ ghi kết quả từng tháng.")
    shown = {"title": kind.name, "lede": lede, "submit": _("Ghi vào sổ"), "back": crumbs[-1][0], "crumbs": crumbs}
    answer = step(request, form, act, shown, "registers:overview")
    if made:
        answer["Location"] = _page(made[0])
    return answer


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, acting = writable(request, uuid), staff(request)
    units = queries.keepers(acting.post, entries.today())
    if found.unit_id not in {one.pk for one in units}:
        units = [found.unit, *units]
    initial = entries.of(found).__dict__ | {"version": found.version}
    if found.place is not None and found.place_id != found.unit.place_id:
        initial["place_typed"] = found.place.name
    form = CorrectionForm(
        request.POST or None, initial=initial, kind=kinds.by_id(found.kind_id), thing=found, units=units
    )

    def act(said: dict[str, Any]) -> None:
        actions.correct(found, form.entry(), said["reason"], said["version"], **doer(request))
        messages.success(request, _("Đã đính chính; bản cũ vẫn xem được trong lịch sử."))

    def theirs(other: Standing) -> list[tuple[str, str, str]]:
        mine, now = form.entry(), entries.of(other)
        ours, others = entries.shown(mine), entries.shown(now)
        return [(str(entries.LABELS[name]), ours[name], others[name]) for name in entries.differing(mine, now)]

    shown = _shown(found, _("Đính chính"), _("Bản cũ vẫn giữ trong lịch sử."), _("Lưu đính chính"))
    return step(request, form, act, shown, _page(found), theirs)


def _now(other: Standing) -> list[tuple[str, str, str]]:
    """What stands now, where a step has nothing of its own to set beside it."""
    words = {name: word for name, word in entries.shown(entries.of(other)).items() if word and name != "address"}
    said = [(str(entries.LABELS[name]), "", words[name]) for name in entries.LABELS if name in words]
    return [*said, (_("Ngày đóng"), "", dates.day(other.closed_on))] if other.closed_on else said


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = writable(request, uuid)
    form = CloseForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        actions.close(found, said["day"], said["reason"], said["version"], **doer(request))
        messages.success(request, _("Đã ghi đóng; từ ngày đó không tính vào số hiện có."))

    lede = _("Nơi này vẫn xem được cùng lý do; số các kỳ trước giữ nguyên.")
    shown = _shown(found, _("Đóng %(noun)s") % {"noun": kinds.by_id(found.kind_id).noun}, lede, danger=True)
    return step(request, form, act, shown, _page(found), _now)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def reopen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = writable(request, uuid)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        actions.reopen(found, said["reason"], said["version"], **doer(request))
        messages.success(request, _("Đã bỏ ghi đóng; nơi này lại tính vào số hiện có."))

    lede = _("Chỉ dùng khi đã ghi đóng nhầm.")
    return step(request, form, act, _shown(found, _("Bỏ ghi đóng"), lede), _page(found), _now)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def transfer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, acting = writable(request, uuid), staff(request)
    units = [one for one in queries.keepers(acting.post, entries.today()) if one.pk != found.unit_id]
    form = TransferForm(request.POST or None, initial={"version": found.version}, units=units)
    homes = {one.pk: one.place_id for one in units}

    def act(said: dict[str, Any]) -> None:
        to = said["to"]
        actions.transfer(found, to, homes[to], said["day"], said["reason"], said["version"], **doer(request))
        messages.success(request, _("Đã chuyển; không tính là mở mới hay đóng."))

    lede = _("Khi đơn vị sáp nhập thì không phải chuyển: sổ tự theo đơn vị mới.")
    return step(request, form, act, _shown(found, _("Chuyển đơn vị giữ"), lede), _page(found), _now)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def add_member(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = writable(request, uuid)
    form = MemberForm(request.POST or None, initial={"version": found.version}, kind=kinds.by_id(found.kind_id))

    def act(said: dict[str, Any]) -> None:
        fields = {name: said[name] for name in ("name", "role", "organisation", "since", "telephone")}
        actions.add_member(found, Member(**fields), said["version"], **doer(request))
        messages.success(request, _("Đã thêm thành viên."))

    lede = _("Chỉ ghi cán bộ, người tình nguyện làm việc ở đây; không ghi người được giúp đỡ.")
    return step(request, form, act, _shown(found, _("Thêm thành viên"), lede), _page(found), _now)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def end_member(request: HttpRequest, uuid: UUID, member: int) -> HttpResponse:
    found = writable(request, uuid)
    one = found.members.filter(pk=member, until=None).first()
    if one is None:
        raise Http404
    form = DayForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        actions.end_member(found, one.pk, said["day"], said["version"], **doer(request))
        messages.success(request, _("Đã ghi thôi tham gia."))

    return step(request, form, act, _shown(found, _("Thôi tham gia"), one.name), _page(found), _now)
