"""A figure as the API asks it: categories and agencies by code, programmes by their name in an address."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.db.models import Model
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

from ketnoi.api.problems import Refused, wrong
from ketnoi.api.shapes import AskedId, AskedNumber, Code, Day, Moment
from ketnoi.figures import catalogue, maps
from ketnoi.figures.figure import Figure, Level
from ketnoi.figures.models import Category
from ketnoi.orgs.models import Agency, Unit
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place
from ketnoi.programmes.enums import UNSIGNED
from ketnoi.programmes.models import Programme
from ketnoi.ui import dates

LevelName = Literal["nation", "province", "province_then", "district_then", "commune_then", "commune_now"]
LEVELS: Final[dict[str, Level]] = {level.name.lower(): level for level in Level}
DIMENSIONS: Final = ("kind", "audience", "topic")
PLAIN: Final = ("indicator", "start", "end", "below", "lead", "as_of")


class Asked(Schema):
    """The question. What is left out means "all"; `area` is a province's code of today or a place, by `level`."""

    indicator: Code = Field(description="mã chỉ tiêu thống kê")
    start: Day | None = Field(None, description="từ ngày")
    end: Day | None = Field(None, description="đến hết ngày")
    programme: Code | None = Field(None, description="mã chương trình; tính cả chương trình cấp dưới")
    unit: AskedId | None = Field(None, description="đơn vị")
    below: bool = Field(default=True, description="tính cả đơn vị trực thuộc")
    agency: Code | None = Field(None, description="mã cơ quan có tham gia")
    level: LevelName = Field("nation", description="cấp của địa bàn; …_then theo địa giới cũ")
    area: AskedNumber = Field(0, description="mã tỉnh nay, hoặc địa bàn theo cấp; 0 là cấp trung ương")
    place: AskedId | None = Field(None, description="nơi diễn ra")
    kind: Code | None = Field(None, description="mã loại")
    audience: Code | None = Field(None, description="mã đối tượng")
    topic: Code | None = Field(None, description="mã chuyên đề")
    lead: bool = Field(default=False, description="chỉ tính cho đơn vị chủ trì")
    as_of: Moment | None = Field(None, description="như đã biết đến lúc (micro giây từ 1970)")


def figure(asked: Asked) -> Figure:
    """The figure; raises Refused with the fields that name nothing."""
    errors: dict[str, list[str]] = {}
    fields: dict[str, Any] = {name: getattr(asked, name) for name in PLAIN}
    fields |= _named(asked, errors)
    if asked.start and asked.end and asked.start > asked.end:
        errors["end"] = [_("Ngày cuối phải từ ngày đầu trở đi.")]
    if asked.indicator not in {one.code for one in catalogue.indicators()}:
        errors["indicator"] = [_("Không có chỉ tiêu thống kê mang mã này.")]
    if asked.level != "nation" and not _is_area(asked):
        errors["area"] = [_("Không có địa bàn này ở cấp đã chọn.")]
    if errors:
        raise Refused(422, errors=errors)
    return Figure(**fields, level=LEVELS[asked.level], area=asked.area if asked.level != "nation" else 0)


def _named(asked: Asked, errors: dict[str, list[str]]) -> dict[str, int]:
    """What the question names, by id; what names nothing is an error of its field."""
    categories = {(one.dimension, one.code): one.pk for one in Category.objects.filter(dimension__in=DIMENSIONS)}
    found: dict[str, int | None] = {name: categories.get((name, getattr(asked, name))) for name in DIMENSIONS}
    found["agency"] = _pk(Agency, code=asked.agency)
    found["programme"] = _programme(asked.programme)
    found["unit"], found["place"] = _pk(Unit, pk=asked.unit), _pk(Place, pk=asked.place)
    for name, number in found.items():
        if number is None and getattr(asked, name) is not None:
            errors[name] = [_("Không có mã này.")]
    return {name: number or 0 for name, number in found.items()}


def _programme(slug: str | None) -> int | None:
    """A programme that was signed; a draft answers as if it did not exist."""
    signed = Programme.objects.filter(slug=slug or "").exclude(status__in=UNSIGNED)
    return signed.values_list("pk", flat=True).first()


def _pk(model: type[Model], **by: Any) -> int | None:
    """The id of what is named; None for nothing, named or found."""
    if None in by.values():
        return None
    return model._default_manager.filter(**by).values_list("pk", flat=True).first()  # noqa: SLF001 - Django's way


def _is_area(asked: Asked) -> bool:
    if asked.level == "province":
        named = Place.objects.filter(kind=Kind.PROVINCE, code=f"{asked.area:02d}", valid_to=None)
        return not asked.area or named.exists()
    return Place.objects.filter(pk=asked.area).exists()


def refuse_later(error: maps.LaterThanMap) -> Refused:
    """A question by old units about days on which they were no more."""
    return wrong("end", str(error))


def map_name(figure: Figure) -> str:
    """The map on which the question is asked: an old one where it names an old area, else that of its last day."""
    old = maps.old_map() if maps.asks_old(figure) else None
    return str(old or places.map_on(figure.end or dates.LAST_DAY))
