"""A set of values: numbers of a paper, by indicator, unit and period, as health and statistics systems send them."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from ketnoi.api import values
from ketnoi.api.bearer import Bearer, caller
from ketnoi.api.enums import Scope
from ketnoi.api.problems import Problem, Refused, declared
from ketnoi.api.shapes import LARGEST_ID, Body, Code, Day, Flag, Text
from ketnoi.api.tokens import Caller
from ketnoi.api.values import Conflict
from ketnoi.figures import catalogue
from ketnoi.figures.entered import Entry
from ketnoi.figures.models import Category, EnteredValue
from ketnoi.officers import policy
from ketnoi.orgs.models import Unit
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.enums import Status as ProgrammeStatus

router = Router(tags=["Số nhập"])
MOST_VALUES: Final = 200  # in one set: another officer's save waits no longer than that
LARGEST_VALUE: Final = 10**15
_DIGITS: Final = 16


def _number(value: Any) -> int:
    """A whole number, as such (5.0 too, as JSON has it) or in digits."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    if type(value) is int or (isinstance(value, float) and value.is_integer()):
        return int(value)
    raise PydanticCustomError("number", "%s", {"said": _("Phải là số nguyên không âm.")})


_SHAPE: Final = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]{1,9}$"}]}
Value = Annotated[int, BeforeValidator(_number), Field(ge=0, le=LARGEST_VALUE), WithJsonSchema(_SHAPE)]
UnitId = Annotated[int, BeforeValidator(_number), Field(ge=1, le=LARGEST_ID), WithJsonSchema(_SHAPE)]
Period = Annotated[Text, Field(min_length=4, max_length=8)]


class Sent(Body):
    """Names as those systems write them: dataElement, orgUnit."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)


class ValueIn(Sent):
    """One number. Period and unit may stand here or once for the whole set."""

    data_element: Code = Field(description="mã chỉ tiêu thống kê")
    value: Value = Field(description="số nguyên không âm")
    period: Period | None = Field(None, description="kỳ: 2022, 202209, 20220930, 2022Q3, 2022S1")
    org_unit: UnitId | None = Field(None, description="đơn vị")
    kind: Code | None = Field(None, description="mã loại")
    audience: Code | None = Field(None, description="mã đối tượng")
    programmes: list[Code] = Field([], max_length=20, description="mã chương trình")
    qualifier: EnteredValue.Qualifier = Field(EnteredValue.Qualifier.EXACT, description="trên, gần, khoảng, ít nhất")
    incomplete: Flag = Field(default=False, description="thống kê chưa đầy đủ")


class ValueSetIn(Sent):
    """The numbers of one paper; `dataSet` names the paper, which shows as their source wherever they do."""

    data_set: Annotated[Text, Field(min_length=1, max_length=200)] = Field(description="văn bản nguồn")
    source_number: Annotated[Text, Field(max_length=60)] = Field("", description="số, ký hiệu của văn bản")
    source_day: Day | None = Field(None, description="ngày văn bản")
    period: Period | None = Field(None, description="kỳ chung")
    org_unit: UnitId | None = Field(None, description="đơn vị chung")
    reason: Annotated[Text, Field(max_length=500)] = Field("", description="lý do, khi kỳ đã xác nhận")
    data_values: list[ValueIn] = Field(..., min_length=1, max_length=MOST_VALUES)


class Shown(Body):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class CountOut(Shown):
    imported: int
    updated: int
    ignored: int


class ConflictOut(Shown):
    """Why one value is not taken; `index` counts from 0."""

    index: int
    field: str
    message: str


class ImportOut(Shown):
    """What was done, or with dryRun would be done."""

    dry_run: bool
    import_count: CountOut
    conflicts: list[ConflictOut]


class NotTaken(Problem):
    """Some values are refused, and so none was taken."""

    conflicts: list[ConflictOut]


class Options(Shown):
    dry_run: bool = Field(default=False, description="chỉ kiểm tra, không ghi")


@router.post(
    "/so-nhap/",
    auth=Bearer(Scope.WRITE_VALUES),
    response=declared({200: ImportOut, 409: NotTaken}, 400, 413),
    by_alias=True,
    summary=_("Nhập một bộ số liệu"),
)
def take(request: HttpRequest, sent: ValueSetIn, asked: Query[Options]) -> dict[str, Any]:
    """Nhập số liệu có văn bản nguồn. Nhận cả bộ hoặc không nhận gì; gửi lại đúng bộ cũ thì không đổi gì."""
    acting = caller(request)
    outcome = values.take(acting, _read(acting, sent), dry=asked.dry_run)
    conflicts = [vars(one) for one in outcome.conflicts]
    if conflicts and not asked.dry_run:
        raise Refused(409, _("Có dòng chưa nhận được nên chưa ghi dòng nào."), conflicts=conflicts)
    count = {"imported": outcome.imported, "updated": outcome.updated, "ignored": outcome.ignored}
    return {"dry_run": asked.dry_run, "import_count": count, "conflicts": conflicts}


def _read(acting: Caller, sent: ValueSetIn) -> list[Entry | Conflict]:
    known = _Known(acting, sent)
    return [_entry(index, one, sent, known) for index, one in enumerate(sent.data_values)]


class _Known:
    """What the values may name, read once for all of them."""

    def __init__(self, acting: Caller, sent: ValueSetIn) -> None:
        asked = {one.org_unit or sent.org_unit or 0 for one in sent.data_values}
        within = asked & policy.scope(acting.officer)
        days = Unit.objects.filter(pk__in=within).values_list("pk", "valid_from", "valid_to")
        self.units = {pk: (first, last) for pk, first, last in days}
        self.indicators = {one.code for one in catalogue.indicators()}
        self.categories = {
            (dimension, code): pk for dimension, code, pk in Category.objects.values_list("dimension", "code", "pk")
        }
        slugs = {slug for one in sent.data_values for slug in one.programmes}
        seen = programmes.visible_to(acting.officer).exclude(status=ProgrammeStatus.DRAFT).filter(slug__in=slugs)
        self.programmes = dict(seen.values_list("slug", "pk"))
        self.today = timezone.localdate()


def _entry(index: int, one: ValueIn, sent: ValueSetIn, known: _Known) -> Entry | Conflict:
    unit, period = one.org_unit or sent.org_unit, one.period or sent.period
    try:
        holds_on = values.last_day(period or "")
    except ValueError as error:
        return Conflict(index, "period", str(error))
    said = _unknown(one, unit or 0, known)
    if said is None and holds_on > known.today:
        said = ("period", _("Kỳ này chưa kết thúc."))
    first, last = known.units.get(unit or 0, (None, None))
    if said is None and ((first and holds_on < first) or (last and holds_on > last)):
        said = ("orgUnit", _("Đơn vị không hoạt động vào ngày cuối kỳ."))
    if said is not None:
        return Conflict(index, *said)
    return Entry(
        indicator=one.data_element, unit=unit or 0, value=one.value, holds_on=holds_on,
        source_name=sent.data_set, source_number=sent.source_number, source_day=sent.source_day,
        qualifier=one.qualifier, incomplete=one.incomplete,
        programmes=tuple(sorted(programmes.closed_upward(known.programmes[slug] for slug in one.programmes))),
        kind=known.categories.get(("kind", one.kind or ""), 0),
        audience=known.categories.get(("audience", one.audience or ""), 0), reason=sent.reason,
    )  # fmt: skip


def _unknown(one: ValueIn, unit: int, known: _Known) -> tuple[str, str] | None:
    """The first thing the value names that is not there, or not the caller's, with what to say."""
    if one.data_element not in known.indicators:
        return "dataElement", _("Không có chỉ tiêu thống kê mang mã này.")
    if unit not in known.units:
        return "orgUnit", _("Không có đơn vị này trong phạm vi của khóa kết nối.")
    for name, code in (("kind", one.kind), ("audience", one.audience)):
        if code is not None and (name, code) not in known.categories:
            return name, _("Không có mã này.")
    if not known.programmes.keys() >= set(one.programmes):
        return "programmes", _("Không có chương trình này trong phạm vi của khóa kết nối.")
    return None
