"""Figures: the number, its breakdown, and the records behind it as far as the caller may open them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import BeforeValidator, Field

from ketnoi.api import questions
from ketnoi.api.bearer import Bearer, caller
from ketnoi.api.enums import Scope
from ketnoi.api.problems import Refused, declared
from ketnoi.api.questions import Asked
from ketnoi.api.shapes import Limit, from_address
from ketnoi.figures import answers, catalogue, clocks, links, maps, records, words
from ketnoi.figures.figure import Figure

router = Router(tags=["Số liệu"])
reads = Bearer(Scope.READ_FIGURES)
opens = Bearer(Scope.READ_FIGURES, Scope.READ_ACTIVITIES)

By = Literal["year", "month", "kind", "audience", "counting", "topic", "programme", "unit", "agency", "province", "commune", "district", "place"]  # fmt: skip  # noqa: E501
MOST_LINES: Final = 10_000
FURTHEST: Final = 1_000_000
Offset = Annotated[int, BeforeValidator(from_address), Field(ge=0, le=FURTHEST)]


class Said(Schema):
    """One thing that must be said beside the number: what is counted, of whom, when."""

    label: str
    text: str


class FigureOut(Schema):
    """A number and all that makes it one.

    `as_of` is the moment asked (None: now), `latest` the newest moment the ledger knows: asking again with it as
    `as_of` gives this number for ever. `entered` are the papers that numbers without records come from.
    """

    value: int | None = Field(description="để trống khi chưa ai nhập: chưa gửi, không phải số 0")
    qualifier: str
    entered: list[str]
    indicator: str
    version: int
    unit: str
    map: str
    as_of: int | None
    latest: int
    about: list[Said]
    link: str


class LineOut(Schema):
    """One line of a breakdown: ids and names in the order of `by`; id 0 is what is not known."""

    ids: list[int]
    names: list[str]
    value: int


class BreakdownOut(Schema):
    by: list[By]
    lines: list[LineOut]
    link: str


class RecordOut(Schema):
    """A record as a figure's list shows it."""

    day: dt.date
    title: str
    where: str
    who: str
    note: str
    link: str


class BehindOut(Schema):
    """What one record adds to the figure; the record is None where the caller may not open it."""

    value: int
    record: RecordOut | None


class RecordsOut(Schema):
    """`total` records make the figure, `hidden` of them lie outside the caller's scope."""

    total: int
    hidden: int
    items: list[BehindOut]
    next: int | None


class AskedBy(Asked):
    by: list[By] = Field(..., min_length=1, max_length=2, description="chia theo")


class AskedRecords(Asked):
    offset: Offset = 0
    limit: Limit = 50


@router.get("/so-lieu/", auth=reads, response=declared({200: FigureOut}), summary=_("Một con số"))
def value(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Giá trị của một chỉ tiêu theo kỳ, đơn vị, địa bàn, phân loại; kèm địa chỉ cố định mở ra trang của con số."""
    figure = questions.figure(asked)
    indicator = catalogue.indicator(figure.indicator)
    try:
        answer = answers.answer(figure)
    except maps.LaterThanMap as error:
        raise questions.refuse_later(error) from error
    return {
        "value": None if answer.blank else answer.value,
        "qualifier": answer.qualifier,
        "entered": list(answer.entered),
        "indicator": indicator.code,
        "version": indicator.version,
        "unit": indicator.unit,
        "map": questions.map_name(figure),
        "as_of": figure.as_of,
        "latest": clocks.latest(),
        "about": [{"label": label, "text": text} for label, text in words.about(figure)],
        "link": _link(request, figure),
    }


@router.get("/so-lieu/chia/", auth=reads, response=declared({200: BreakdownOut}), summary=_("Con số chia theo"))
def breakdown(request: HttpRequest, asked: Query[AskedBy]) -> dict[str, Any]:
    """Con số chia theo một hoặc hai chiều. Đơn vị, cơ quan, chương trình, chuyên đề có thể chồng lên nhau."""
    figure, by = questions.figure(asked), tuple(dict.fromkeys(asked.by))
    try:
        numbers = answers.breakdown(figure, *by)
    except maps.LaterThanMap as error:
        raise questions.refuse_later(error) from error
    if len(numbers) > MOST_LINES:
        raise Refused(422, _("Kết quả nhiều hơn %(most)s dòng; hãy hỏi hẹp hơn.") % {"most": MOST_LINES})
    named = [words.keys(name, {key[place] for key in numbers}) for place, name in enumerate(by)]
    lines = [
        {"ids": list(key), "names": [names[one] for names, one in zip(named, key, strict=True)], "value": number}
        for key, number in sorted(numbers.items())
    ]
    return {"by": list(by), "lines": lines, "link": _link(request, figure)}


@router.get("/so-lieu/phieu/", auth=opens, response=declared({200: RecordsOut}), summary=_("Phiếu làm nên con số"))
def behind(request: HttpRequest, asked: Query[AskedRecords]) -> dict[str, Any]:
    """Các phiếu làm nên con số, cũ nhất trước. Phiếu ngoài phạm vi chỉ hiện phần đóng góp vào con số."""
    figure = questions.figure(asked)
    try:
        maps.check(figure)
    except maps.LaterThanMap as error:
        raise questions.refuse_later(error) from error
    found = records.behind(figure, caller(request).officer)
    total, until = len(found), asked.offset + asked.limit
    return {
        "total": total,
        "hidden": found.hidden(),
        "items": [_behind(request, one) for one in found[asked.offset : until]],
        "next": until if until < min(total, FURTHEST) else None,
    }


def _behind(request: HttpRequest, one: records.Behind) -> dict[str, Any]:
    if one.row is None:
        return {"value": one.value, "record": None}
    shown = {name: getattr(one.row, name) for name in ("day", "title", "where", "who", "note")}
    link = request.build_absolute_uri(one.row.url) if one.row.url else ""
    return {"value": one.value, "record": shown | {"link": link}}


def _link(request: HttpRequest, figure: Figure) -> str:
    """The permanent address of the figure's page."""
    return request.build_absolute_uri(links.url(figure))
