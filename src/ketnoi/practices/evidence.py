"""What a level of evidence demands of the results, and how results are kept with a published version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.practices import vocabulary
from ketnoi.practices.models import Measured, Practice

MEASURED, COMPARED = 2, 3  # levels of `data/evidence.csv`


def check(practice: Practice) -> None:
    """Raise ValidationError of "evidence" where the results do not bear the level that is claimed."""
    level = vocabulary.levels().get(practice.evidence, 0)
    results = list(practice.measured.all())
    if level >= MEASURED and not results:
        raise ValidationError({"evidence": [_refused(practice, _("chưa có kết quả nào lấy từ số liệu"))]})
    if level >= COMPARED and not any(is_compared(one) for one in results):
        raise ValidationError({"evidence": [_refused(practice, _("chưa có khoảng thời gian trước đó để đối chiếu"))]})


def is_compared(result: Measured) -> bool:
    """Does it stand beside a period of the same length before it?"""
    if result.before_start is None or result.before_end is None:
        return False
    return result.before_end < result.start and same_length(
        (result.before_end - result.before_start).days, (result.end - result.start).days
    )


def same_length(one: int, other: int) -> bool:
    """Do two periods, in days, last equally long? Months and leap years differ by up to three days."""
    return abs(one - other) <= 3  # noqa: PLR2004 - February


def kept(practice: Practice) -> list[dict[str, Any]]:
    """The results as they stand, for a published version."""
    measured = [
        {
            "indicator": one.indicator, "unit": one.unit_id, "kind": one.kind, "topic": one.topic,
            "start": one.start.isoformat(), "end": one.end.isoformat(),
            "before_start": one.before_start.isoformat() if one.before_start else None,
            "before_end": one.before_end.isoformat() if one.before_end else None,
        }
        for one in practice.measured.all()
    ]  # fmt: skip
    return measured + [{"words": one.words, "source": one.source} for one in practice.stated.all()]


def _refused(practice: Practice, why: str) -> str:
    name = vocabulary.names("evidence")[practice.evidence]
    return _("“%(level)s” chưa đủ căn cứ: %(why)s. Thêm kết quả hoặc chọn mức thấp hơn.") % {"level": name, "why": why}
