"""What requests count for in released tables: their kind and what became of them; no one's lateness.

The limits of the desk are not verified yet, so whether an answer was late is no figure (decision 0042).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from ketnoi.access import unscoped
from ketnoi.access.unscoped import Because
from ketnoi.figures.released import ledger, sources
from ketnoi.figures.released.sources import Counted, Dimension, ProtectedSource
from ketnoi.privacy import kinds
from ketnoi.privacy.enums import Outcome
from ketnoi.privacy.models import SubjectRequest
from ketnoi.ui import dates

NUMBER = 1  # of the first protected source; never given to another


def _counted(request: SubjectRequest) -> Counted:
    day: dt.date = dates.from_us(request.received_at).date()
    owner = request.owner
    return Counted(request.pk, owner.agency_id, owner.province, day, (request.kind, request.outcome))


def _count(ids: Sequence[int]) -> Iterable[Counted]:
    rows = unscoped.rows(SubjectRequest, Because.COUNTED).select_related("owner").filter(pk__in=ids, sealed=False)
    return [_counted(row) for row in rows]


def _ids() -> Iterable[int]:
    return (
        unscoped.rows(SubjectRequest, Because.COUNTED).filter(sealed=False).order_by("pk").values_list("pk", flat=True)
    )


SOURCE = ProtectedSource(
    NUMBER,
    "subject_requests",
    "Yêu cầu của chủ thể dữ liệu",
    "yêu cầu",
    "Số yêu cầu đơn vị nhận trong kỳ, theo kết quả đến lúc lập bảng.",
    (
        Dimension("kind", "Loại yêu cầu", tuple((one.code, one.name) for one in kinds.every().values())),
        Dimension("outcome", "Kết quả", tuple((str(code), str(name)) for code, name in Outcome.choices)),
    ),
    _count,
    _ids,
)


def register() -> None:
    sources.register(SOURCE)


def post(request: SubjectRequest) -> None:
    """Count the request as it stands now, a sealed one not at all (R7); in its transaction, before any journal line."""
    ledger.post(SOURCE, [] if request.sealed else [_counted(request)], removed=[request.pk])
