"""The write of the centre: one part of a layout as it is prescribed from a day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.documents import layouts
from ketnoi.documents.models import LayoutChange
from ketnoi.documents.printed import METRIC_TWINS
from ketnoi.ui.numbers import measure
from ketnoi.ui.text import tidy

# what can be meant: mm for margins, paper and `indent`; points for `size`, `before`, `after`; lines for `spacing`
BOUNDS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("top", "bottom", "left", "right", "header"), (5, 60)),
    **dict.fromkeys(("width", "height"), (148, 420)),
    "size": (6, 40),
    "indent": (0, 40),
    "before": (0, 120),
    "after": (0, 120),
    "spacing": (0.5, 3),
}


@dataclass(frozen=True)
class Reading:
    """What a part is from a day on (`layouts.values`), where that was read, and why it is entered."""

    values: Mapping[str, Any]
    valid_from: dt.date
    status: str
    source: str
    reason: str


def change(
    code: str, part: str, reading: Reading, seen: int, actor: int | None = None, unit: int | None = None
) -> LayoutChange:
    """Add a version of one part of a layout; `seen` is the newest number its writer saw.

    From tomorrow at the earliest: a paper that was fixed or issued keeps the layout of its day. Raises
    UnknownLayoutError, versions.Stale, and ValidationError by field of the part or of Reading.
    """
    _check(reading)
    try:
        return _added(code, part, reading, seen, actor, unit)
    except IntegrityError as error:  # somebody added the same number in the same moment
        raise versions.Stale(LayoutChange.objects.filter(code=code, part=part).latest("number")) from error


@transaction.atomic
def _added(code: str, part: str, reading: Reading, seen: int, actor: int | None, unit: int | None) -> LayoutChange:
    rows = LayoutChange.objects.select_for_update().filter(code=code, part=part)
    last = max(rows, key=lambda row: row.number, default=None)
    if (last.number if last else 0) != seen:
        raise versions.Stale(last)
    made = LayoutChange.objects.create(
        code=code,
        part=part,
        number=seen + 1,
        values=_tidied(layouts.values(layouts.declared(code, timezone.localdate()), part), reading.values),
        valid_from=reading.valid_from,
        status=reading.status,
        source=tidy(reading.source),
        reason=tidy(reading.reason),
        at=moments.now(),
        actor=actor,
    )
    journal.write("change", "layout", made.pk, actor=actor, unit=unit, code=code, part=part, number=made.number)
    return made


def _tidied(first: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """The part's own values and no others; a dash before a point keeps its space."""
    found = {name: said[name] for name in first}
    if "text" in found:
        found["text"] = tidy(found["text"]) + (" " if first["text"].endswith(" ") else "")
    return found


def _check(reading: Reading) -> None:
    problems = {name: why for name, value in reading.values.items() if (why := _wrong(name, value))}
    if not tidy(reading.reason):
        problems["reason"] = _("Hãy ghi lý do thay đổi.")
    if reading.valid_from <= timezone.localdate():
        problems["valid_from"] = _("Thể thức mới dùng sớm nhất từ ngày mai; văn bản đã chốt giữ thể thức của ngày đó.")
    said = reading.values
    if "header" in said and "header" not in problems and said["header"] >= said["top"]:
        problems["header"] = _("Số trang phải nằm trong lề trên.")
    if problems:
        raise ValidationError(problems)


def _wrong(name: str, value: Any) -> str:
    """Why this cannot be; nothing where it can."""
    if name in BOUNDS:
        least, most = BOUNDS[name]
        if not least <= value <= most:
            return _("Số này phải từ %(least)s đến %(most)s.") % {"least": measure(least), "most": measure(most)}
        return _("Cỡ chữ tính đến nửa pt, ví dụ 13,5.") if name == "size" and value * 2 % 1 else ""
    if name == "font" and value not in METRIC_TWINS:
        return _("Chưa có phông này để nhúng vào tệp PDF.")
    return _("Hãy ghi lời in sẵn.") if name == "text" and not tidy(value) else ""
