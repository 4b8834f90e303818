"""Communication products: what was made, in which languages, how often it was on the air."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.lists import listing
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers import entry as entries
from ketnoi.registers import kinds, policy, products, queries, tables, trail
from ketnoi.registers.enums import Of
from ketnoi.registers.forms import BroadcastForm, ProductForm, ReasonForm
from ketnoi.registers.kinds import Family
from ketnoi.registers.models import Broadcast, Product
from ketnoi.registers.views.access import doer, product, step, writes


@require_GET
@officers.signed_in
def made(request: HttpRequest) -> HttpResponse:
    """What the officer's units made, the newest first."""
    return render(
        request, "registers/products.html", {"list": listing.of(request, tables.PRODUCTS), "writes": writes(request)}
    )


@require_GET
@officers.signed_in
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, named = product(request, uuid), kinds.languages()
    context = {
        "product": found,
        "languages": ", ".join(named.get(code, code) for code in found.languages),
        "broadcasts": list(found.broadcasts.all()),
        "times": found.broadcasts.aggregate(all=Sum("times"))["all"] or 0,
        "steps": trail.shown(Of.PRODUCT, [found.pk]),
        "can": policy.can_write(staff(request).post, found.unit_id) and not found.withdrawn,
    }
    return render(request, "registers/product.html", context)


def _shown(title: str, submit: str, found: Product | None = None, lede: str = "") -> dict[str, Any]:
    back = reverse("registers:products")
    crumbs = [(reverse("registers:overview"), _("Sổ bộ")), (back, _("Sản phẩm truyền thông"))]
    if found is not None:
        back = reverse("registers:product", args=[found.uuid])
        crumbs.append((back, found.title))
    return {"title": title, "lede": lede, "submit": submit, "back": back, "crumbs": crumbs}


@require_http_methods(["GET", "POST"])
@officers.roles(*policy.WRITERS)
def make(request: HttpRequest) -> HttpResponse:
    units = queries.keepers(staff(request).post, entries.today())
    form = ProductForm(request.POST or None, initial={"version": 0}, units=units, kinds=kinds.of(Family.PRODUCT))

    def act(said: dict[str, Any]) -> None:
        fields = {name: said[name] for name in ("title", "items", "languages", "made_on")}
        products.make(Product(kind_id=said["kind"], unit_id=said["unit"], **fields), **doer(request), reason=form.why)
        messages.success(request, _("Đã ghi sản phẩm."))

    lede = _("Mỗi tên gọi một dòng; số bản là số băng, đĩa, tờ đã phát hành.")
    return step(request, form, act, _shown(_("Thêm sản phẩm"), _("Lưu"), lede=lede), "registers:products")


@require_http_methods(["GET", "POST"])
@officers.roles(*policy.WRITERS)
def broadcast(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = product(request, uuid, write=True)
    form = BroadcastForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        told = Broadcast(day=said["day"], channel=said["channel"], times=said["times"])
        products.broadcast(found, told, **doer(request), reason=form.why)
        messages.success(request, _("Đã ghi lần phát."))

    shown = _shown(_("Ghi lần phát"), _("Lưu"), found)
    return step(request, form, act, shown, reverse("registers:product", args=[uuid]))


@require_http_methods(["GET", "POST"])
@officers.roles(*policy.WRITERS)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = product(request, uuid, write=True)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        products.withdraw(found, said["reason"], said["version"], **doer(request))
        messages.success(request, _("Đã rút; số liệu không còn tính sản phẩm này."))

    def theirs(other: Product) -> list[tuple[str, str, str]]:
        return [(_("Lý do rút"), "", other.withdrawn)] if other.withdrawn else []

    lede = _("Sản phẩm và các lần phát của nó không còn được tính.")
    shown = _shown(_("Rút sản phẩm"), _("Rút sản phẩm"), found, lede) | {"danger": True}
    return step(request, form, act, shown, reverse("registers:product", args=[uuid]), theirs)
