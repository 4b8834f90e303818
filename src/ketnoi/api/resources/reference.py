"""Catalogues: indicators with their definitions, categories, agencies, units, places, programmes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from ketnoi.api import pages
from ketnoi.api.bearer import Bearer, caller
from ketnoi.api.problems import Refused, declared
from ketnoi.api.shapes import AskedId, Code, Day, Limit, Text
from ketnoi.figures.models import Category, Indicator
from ketnoi.orgs.models import Agency, Unit
from ketnoi.orgs.models import Level as UnitLevel
from ketnoi.places.models import Kind, Place
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.models import Programme
from ketnoi.ui.search import having_words

router = Router(tags=["Danh mục"], auth=Bearer())


class IndicatorOut(Schema):
    """What is counted, and how. `version` rises with every change of the definition."""

    code: str
    name: str
    unit: str
    measure: str
    base: str | None
    kinds: list[str]
    audiences: list[str]
    lead_only: bool
    on_last_day: bool
    owner: str
    definition: str
    leaves_out: str
    version: int


class CategoryOut(Schema):
    """A word of a dimension. A retired one is not entered any more, but stands in older records."""

    code: str
    dimension: str
    name: str
    noun: str
    retired: bool


class AgencyOut(Schema):
    code: str
    name: str
    short: str


class UnitOut(Schema):
    """A unit; `province` is the code of today's province, 0 for the centre."""

    id: int
    name: str
    short_name: str
    agency: str
    level: str
    parent: int | None
    place: int | None
    province: int
    valid_from: dt.date | None
    valid_to: dt.date | None


class UnitPage(Schema):
    items: list[UnitOut]
    next: str | None


class PlaceOut(Schema):
    """A place on one map, from a day to a day."""

    id: int
    code: str
    kind: str
    name: str
    parent: int | None
    valid_from: dt.date | None
    valid_to: dt.date | None


class PlacePage(Schema):
    items: list[PlaceOut]
    next: str | None


class ProgrammeOut(Schema):
    """A programme whose page the officer may open; `chair` is a unit."""

    code: str
    name: str
    short_name: str
    document_number: str
    starts_on: dt.date
    ends_on: dt.date
    status: str
    chair: int
    parent: str | None


class AskedUnits(Schema):
    q: Text = ""
    agency: Code | None = None
    level: UnitLevel | None = None
    on: Day | None = None
    cursor: pages.Cursor | None = None
    limit: Limit = 100


class AskedPlaces(Schema):
    q: Text = ""
    kind: Kind | None = None
    parent: AskedId | None = None
    on: Day | None = None
    cursor: pages.Cursor | None = None
    limit: Limit = 100


@router.get("/chi-tieu/", response=declared({200: list[IndicatorOut]}), summary=_("Chỉ tiêu thống kê"))
def indicators(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001  # ninja's signature
    """Mọi chỉ tiêu cùng định nghĩa và phiên bản."""
    return [_indicator(one) for one in Indicator.objects.select_related("base")]


@router.get("/chi-tieu/{code}/", response=declared({200: IndicatorOut}, 404), summary=_("Một chỉ tiêu thống kê"))
def indicator(request: HttpRequest, code: Code) -> dict[str, Any]:  # noqa: ARG001  # ninja's signature
    """Định nghĩa của một chỉ tiêu."""
    found = Indicator.objects.select_related("base").filter(code=code).first()
    if found is None:
        raise Refused(404)
    return _indicator(found)


def _indicator(one: Indicator) -> dict[str, Any]:
    plain = ("code", "name", "unit", "measure", "kinds", "audiences", "owner", "definition", "leaves_out", "version")
    base = one.base or one
    return {name: getattr(one, name) for name in plain} | {
        "base": one.base.code if one.base else None,
        "lead_only": base.lead_only,
        "on_last_day": base.on_last_day,
    }


@router.get("/danh-muc/", response=declared({200: list[CategoryOut]}), summary=_("Danh mục phân loại"))
def categories(  # ninja's signature
    request: HttpRequest,  # noqa: ARG001
    dimension: Category.Dimension | None = None,
) -> list[dict[str, Any]]:
    """Loại hoạt động, đối tượng, cách đếm, chuyên đề; phiếu dùng mã ở đây."""
    rows = Category.objects.filter(dimension=dimension) if dimension else Category.objects.all()
    return [dict(row) for row in rows.values("code", "dimension", "name", "noun", "retired")]


@router.get("/co-quan/", response=declared({200: list[AgencyOut]}), summary=_("Cơ quan"))
def agencies(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001  # ninja's signature
    """Các ngành cùng tham gia."""
    return [dict(row) for row in Agency.objects.values("code", "name", "short")]


@router.get("/don-vi/", response=declared({200: UnitPage}), summary=_("Đơn vị"))
def units(request: HttpRequest, asked: Query[AskedUnits]) -> dict[str, Any]:  # noqa: ARG001  # ninja's signature
    """Đơn vị theo tên (có dấu hay không dấu), ngành, cấp, ngày hoạt động."""
    rows: QuerySet[Unit] = Unit.objects.on(asked.on) if asked.on else Unit.objects.all()
    rows = rows.filter(agency__code=asked.agency) if asked.agency else rows
    rows = rows.filter(level=asked.level) if asked.level else rows
    plain = ("id", "name", "short_name", "level", "province", "valid_from", "valid_to")
    found = having_words(rows, asked.q[: pages.LONGEST_SEARCH]).values(*plain, "agency__code", "parent_id", "place_id")
    return pages.page(found, asked.cursor, asked.limit, _renamed)


@router.get("/dia-ban/", response=declared({200: PlacePage}), summary=_("Địa bàn"))
def places(request: HttpRequest, asked: Query[AskedPlaces]) -> dict[str, Any]:  # noqa: ARG001  # ninja's signature
    """Tỉnh, huyện cũ, xã, thôn bản trên mọi địa giới."""
    rows: QuerySet[Place] = Place.objects.on(asked.on) if asked.on else Place.objects.all()
    rows = rows.filter(kind=asked.kind) if asked.kind else rows
    rows = rows.filter(parent=asked.parent) if asked.parent else rows
    columns = ("id", "code", "kind", "name", "valid_from", "valid_to", "parent_id")
    found = having_words(rows, asked.q[: pages.LONGEST_SEARCH]).values(*columns)
    return pages.page(found, asked.cursor, asked.limit, _renamed)


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    """Columns under the names that the API shows."""
    return {name.removesuffix("_id").removesuffix("__code"): value for name, value in row.items()}


@router.get("/chuong-trinh/", response=declared({200: list[ProgrammeOut]}), summary=_("Chương trình phối hợp"))
def visible_programmes(request: HttpRequest) -> list[dict[str, Any]]:
    """Các chương trình mà vị trí công tác của khóa được xem."""
    rows = programmes.visible_to(caller(request).officer).select_related("parent").order_by("-ends_on", "pk")
    return [_programme(one) for one in rows]


def _programme(one: Programme) -> dict[str, Any]:
    plain = ("name", "short_name", "document_number", "starts_on", "ends_on", "status")
    return {name: getattr(one, name) for name in plain} | {
        "code": one.slug,
        "chair": one.chair_id,
        "parent": one.parent.slug if one.parent else None,
    }
