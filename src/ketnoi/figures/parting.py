"""A number of a paper with the parts it is divided into. What the paper leaves undivided is "chưa xác định"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.figures import entered
from ketnoi.figures.entered import Entry
from ketnoi.figures.models import EnteredValue
from ketnoi.ui.numbers import grouped

DIMENSIONS: Final = ("kind", "audience")
_PAPER: Final = ("indicator_id", "unit_id", "place", "holds_on", "source_name", "source_number", "source_day")


@transaction.atomic
def enter(total: Entry, dimension: str, parts: Mapping[int, int], actor: int | None = None) -> list[EnteredValue]:
    """Enter the parts, {category of `dimension`: number}, and what is left of the total under no category.

    Parts that come to more than the total are refused; raises ValidationError, also as `entered.enter` does.
    """
    told = sum(parts.values())
    if told > total.value:
        said = {"parts": grouped(told), "total": grouped(total.value)}
        raise ValidationError(_("Các phần cộng lại là %(parts)s, nhiều hơn số chung %(total)s.") % said)
    numbers = dict(parts)
    if told < total.value:
        numbers[0] = total.value - told
    changes: list[dict[str, Any]] = [{"value": number, dimension: category} for category, number in numbers.items()]
    return [entered.enter(replace(total, **one), actor) for one in changes]


def left_over(rows: Iterable[EnteredValue]) -> list[str]:
    """What papers among these numbers divide only in part, in words: a warning beside the figure."""
    papers: dict[tuple[Any, ...], list[EnteredValue]] = defaultdict(list)
    for row in rows:
        papers[(*(getattr(row, name) for name in _PAPER), *row.programmes)].append(row)
    told = [_left(some) for some in papers.values()]
    return [_("còn %(rest)s chưa xác định, theo %(paper)s") % one for one in told if one["rest"] != "0"]


def _left(rows: list[EnteredValue]) -> dict[str, str]:
    """The undivided number of one paper: 0 where it divides nothing, or everything."""
    divided = any(row.kind or row.audience for row in rows)
    rest = sum(row.value for row in rows if not (row.kind or row.audience)) if divided else 0
    return {"rest": grouped(rest), "paper": entered.source_text(rows[0])}
