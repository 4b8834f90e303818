"""How a release is told on its page and in its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.figures import words
from ketnoi.figures.models import Release
from ketnoi.figures.released import spans
from ketnoi.figures.released.protecting import THRESHOLD
from ketnoi.figures.released.tables import NATION
from ketnoi.orgs.models import Agency
from ketnoi.ui.numbers import grouped

Status = Release.Status
LOOKS = {  # kind and icon of a badge
    Status.DRAFT: ("mute", "pencil"),
    Status.ASKED: ("warn", "clock"),
    Status.PUBLISHED: ("ok", "circle-check"),
    Status.REPLACED: ("info", "info"),
    Status.WITHDRAWN: ("bad", "ban"),
    Status.DROPPED: ("mute", "ban"),
}


def hidden() -> str:
    """What stands in a cell that is not shown: the same whatever the reason, or the reason would tell."""
    return _("giữ kín")


def note() -> str:
    """What a reader must know of hidden numbers."""
    return _(
        "“Giữ kín” là số dưới %(least)s, hoặc số khác phải che cùng để không ai tính ra được số dưới %(least)s. "
        "Số 0 là không có."
    ) % {"least": THRESHOLD}


def area(code: int) -> str:
    """The nation, or a province by its name."""
    return _("Cả nước") if code == NATION else words.keys("province", [code])[code]


def agency(number: int) -> str:
    return Agency.objects.get(pk=number).name


def period(release: Release) -> str:
    return spans.read(release.period).name


def lines(table: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """(name, numbers in words) of each line of a table; the line of totals last, its own total last in each."""
    names = [_("Cộng"), *table["rows"]]
    shown = zip(names, table["cells"], strict=True)
    written = [(name, [_cell(cell) for cell in _total_last(cells)]) for name, cells in shown]
    yield from _total_last(written)


def columns(table: dict[str, Any]) -> list[str]:
    return [*table["columns"], _("Cộng")]


def count_hidden(content: dict[str, Any]) -> tuple[int, int]:
    """How many cells stay hidden, of how many."""
    cells = [cell for table in content["tables"] for line in table["cells"] for cell in line]
    return sum(cell is None for cell in cells), len(cells)


def _total_last(line: list[Any]) -> list[Any]:
    return [*line[1:], line[0]]


def _cell(number: int | None) -> str:
    return hidden() if number is None else grouped(number)
