"""The figures of a report: each number with the words it has in the text, of the frozen edition where there is one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema

from ketnoi.api.bearer import Bearer, caller
from ketnoi.api.enums import Scope
from ketnoi.api.problems import declared
from ketnoi.figures import links
from ketnoi.reports import editions, queries
from ketnoi.reports.questions import Said

router = Router(tags=["Báo cáo"])
reads = Bearer(Scope.READ_FIGURES)


class GivenOut(Schema):
    """What a leader wrote over a counted number: `counted` are the words it would have; `at` in µs since 1970."""

    source: str
    reason: str
    at: int
    counted: str


class ReportFigureOut(Schema):
    """`shown` are the words of the text ("trên 41.000"), `value` the exact number as counted. `entered` as for a
    figure. `given`: `shown` is not what was counted, a leader wrote it; None where nobody did.
    """

    key: str
    indicator: str
    name: str
    unit: str
    value: int
    shown: str
    entered: list[str]
    given: GivenOut | None
    version: int
    link: str


class ReportFiguresOut(Schema):
    """`frozen_at` None: the figures are live. `edition` counts how often they were frozen, from 1."""

    title: str
    stage: str
    frozen_at: int | None
    edition: int | None
    figures: list[ReportFigureOut]


@router.get(
    "/bao-cao/{uuid}/so-lieu/", auth=reads, response=declared({200: ReportFiguresOut}, 404), summary=_("Số của báo cáo")
)
def report_figures(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    """Mọi số liệu trong lời văn của báo cáo, theo thứ tự xuất hiện: số chính xác và chữ viết trong báo cáo."""
    report = get_object_or_404(queries.visible_to(caller(request).officer), uuid=uuid)
    edition = editions.current(report)
    said = editions.said(report, editions.texts(report), edition)
    return {
        "title": report.title,
        "stage": report.stage,
        "frozen_at": report.frozen_at,
        "edition": edition.number if edition else None,
        "figures": [_figure(request, one) for one in said.values()],
    }


def _figure(request: HttpRequest, one: Said) -> dict[str, Any]:
    return {
        "key": one.token.key,
        "indicator": one.token.code,
        "name": one.name,
        "unit": one.unit,
        "value": one.value,
        "shown": one.shown,
        "entered": list(one.entered),
        "given": _given(one),
        "version": one.definition_version,
        "link": request.build_absolute_uri(links.url(one.figure)),
    }


def _given(one: Said) -> dict[str, Any] | None:
    number = one.given
    if number is None:
        return None
    return {"source": number.source, "reason": number.reason, "at": number.at, "counted": one.counted}
