"""Adopt a practice; open and close the places where it runs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.officers import policy as officers
from ketnoi.orgs.models import Unit
from ketnoi.practices import adopting, sites
from ketnoi.practices import content as contents
from ketnoi.practices.enums import Status
from ketnoi.practices.models import Practice, Site
from ketnoi.practices.policy import WRITERS
from ketnoi.practices.result_forms import AdoptForm, CloseSiteForm, SiteForm
from ketnoi.practices.sites import Opening
from ketnoi.practices.views.access import by, page, readable, shown, units, writable
from ketnoi.registers.views.access import step


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def adopt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = readable(request, uuid)
    if found.status != Status.PUBLISHED:
        raise Http404
    start = {"version": found.version, "day": contents.today()}
    form = AdoptForm(request.POST or None, initial=start, units=units(request), practice=found)
    made: list[Practice] = []

    def act(said: dict[str, Any]) -> None:
        agreed = said.get("agreed", False)
        made.append(adopting.adopt(found, said["unit"], said["day"], by(request), agreed=agreed))
        messages.success(request, _("Đã chép cách làm. Sửa cho hợp nơi mình, rồi công bố và thêm kết quả của mình."))

    lede = _(
        "Đơn vị của bạn nhận một bản chép cách làm, ghi rõ nhận từ đâu. Kết quả, liên hệ, ảnh và tệp không chép theo; "
        "điều sửa đi được ghi lại để nơi khác học. Nơi khác thấy ngay là đơn vị của bạn đang áp dụng; bản đang "
        "viết thì chưa thấy cho đến khi công bố."
    )
    words = shown(found, _("Áp dụng ở đơn vị tôi"), lede, _("Áp dụng"))
    answer = step(request, form, act, words, page(found))
    if made:
        answer["Location"] = page(made[0])
    return answer


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def open_site(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = writable(request, uuid)
    form = SiteForm(request.POST or None, initial={"version": found.version}, units=_below(found))

    def act(said: dict[str, Any]) -> None:
        where = form.units[said["unit"]].place_id
        wanted = Opening(said["name"], said["unit"], said["opened_on"], where)
        sites.open_site(found, wanted, said["version"], by(request), form.why)
        messages.success(request, _("Đã ghi điểm mô hình; số điểm đã tính nơi này."))

    return step(request, form, act, shown(found, _("Thêm điểm mô hình")), page(found) + "#diem")


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def close_site(request: HttpRequest, uuid: UUID, site: UUID) -> HttpResponse:
    found = writable(request, uuid)
    one = Site.objects.filter(uuid=site, practice=found).first()
    if one is None:
        raise Http404
    form = CloseSiteForm(request.POST or None, initial={"version": one.version})

    def act(said: dict[str, Any]) -> None:
        sites.close_site(one, said["day"], said["reason"], said["version"], by(request))
        messages.success(request, _("Đã ghi thôi điểm mô hình."))

    words = shown(found, _("Thôi điểm mô hình"), one.name, danger=True)
    return step(request, form, act, words, page(found) + "#diem")


def _below(found: Practice) -> list[Unit]:
    """The practice's unit and those under it today: where it may run."""
    inside = Unit.objects.under([found.unit.path]).on(contents.today())
    return list(inside.order_by("path")[:MOST_UNITS])


MOST_UNITS = 500  # in one list of a form
