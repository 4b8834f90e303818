"""A protected room in miniature: records in a notebook, counted by kind and timeliness."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from ketnoi.figures.released import ledger
from ketnoi.figures.released.sources import Counted, Dimension, ProtectedSource
from ketnoi.figures.released.tables import Table

KIND = Dimension("kind", "Loại", (("a", "Loại A"), ("b", "Loại B"), ("c", "Loại C")))
TIMELY = Dimension("timeliness", "Thời hạn", (("in_time", "Đúng hạn"), ("late", "Quá hạn")))
BOTH, SPANS = frozenset(["nation", "province"]), frozenset(["year", "half", "quarter"])
TABLES = {
    "so-tay-thoi-han": Table("so-tay-thoi-han", "notebook", "Theo loại và thời hạn", "kind", "timeliness", SPANS, BOTH),
    "so-tay-tinh": Table(
        "so-tay-tinh", "notebook", "Theo tỉnh và loại", "province", "kind", SPANS, frozenset(["nation"])
    ),
}


@dataclass
class Notebook:
    """Records by their number; `source` counts them."""

    records: dict[int, Counted] = field(default_factory=dict)

    @property
    def source(self) -> ProtectedSource:
        return ProtectedSource(
            900, "notebook", "Sổ tay mẫu", "việc", "Việc ghi trong sổ tay mẫu", (KIND, TIMELY), self._count, self._ids
        )

    def _count(self, ids):
        return [self.records[one] for one in ids]

    def _ids(self):
        return sorted(self.records)

    @transaction.atomic
    def write(self, agency, numbers, day=dt.date(2025, 3, 5), province=1):
        """So many records of each (kind, timeliness)."""
        rows = [key for key, number in numbers.items() for _each in range(number)]
        first = len(self.records) + 1
        new = [Counted(first + i, agency, province, day, key) for i, key in enumerate(rows)]
        self.records |= {one.record: one for one in new}
        ledger.post(self.source, new)


def register(monkeypatch) -> Notebook:
    """A notebook that the released tables know, for as long as a test."""
    from ketnoi.figures.released import sources, tables

    book = Notebook()
    monkeypatch.setitem(sources._registered, 900, book.source)
    for code, table in TABLES.items():
        monkeypatch.setitem(tables.every(), code, table)
    return book
