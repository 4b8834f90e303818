"""Lists of a programme that are edited whole: clauses, legal bases, witnesses, contents, grades.

A row keeps its id, so that comments and placed records stay with it. What the editor saw is sealed; when the list has
changed since, nothing is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.programmes.models import Basis, Clause, Content, Grade, Programme, Witness
from ketnoi.ui.text import tidy

Row = Mapping[str, Any]
PROSE = {"body"}  # keeps its lines


@dataclass(frozen=True)
class Kind:
    """A list: its name on a programme, its table and the columns that people write."""

    name: str
    model: type[Basis | Clause | Content | Grade | Witness]
    columns: tuple[str, ...]


CLAUSES = Kind("clauses", Clause, ("heading", "body"))
BASES = Kind("bases", Basis, ("clause_id", "document", "number", "issued_on", "agency", "article", "status"))
WITNESSES = Kind("witnesses", Witness, ("organisation", "name", "title"))
CONTENTS = Kind("contents", Content, ("title", "code", "kind"))
GRADES = Kind("grades", Grade, ("name", "least_percent"))


class Moved(Exception):
    """Somebody changed the list after the editor opened it: nothing is written. `rows` is what stands now."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__(len(rows))
        self.rows = rows


def standing(programme: Programme, kind: Kind) -> list[Row]:
    """The list as it stands: "pk" and the columns of each row, in order."""
    return list(getattr(programme, kind.name).values("pk", *kind.columns))


def seal(rows: Sequence[Row]) -> str:
    """A mark of exactly these rows, to be held against the list at the time of saving."""
    return hashlib.sha256(json.dumps([dict(row) for row in rows], default=str).encode()).hexdigest()


@transaction.atomic
def write(pk: int, kind: Kind, rows: Sequence[Row], seen: str, actor: int | None = None) -> None:
    """Let these rows be the list, in this order. `pk` of a row may be None for a new one; foreign ids count as new.

    Raises Moved when what the editor saw is no more, ValidationError where a row that goes has records under it.
    """
    programme = Programme.objects.select_for_update().get(pk=pk)
    now = standing(programme, kind)
    if seal(now) != seen:
        raise Moved(now)
    try:
        _replace(programme, kind, rows)
    except ProtectedError as held:
        raise ValidationError(_("Có nội dung đã xếp phiếu hoạt động: hãy chuyển phiếu trước khi bỏ.")) from held
    journal.write(f"set_{kind.name}", "programme", pk, actor=actor, unit=programme.chair_id, count=len(rows))


def _replace(programme: Programme, kind: Kind, rows: Sequence[Row]) -> None:
    known = {row.pk: row for row in getattr(programme, kind.name).all()}
    for order, said in enumerate(rows):
        row = known.pop(said.get("pk"), None) or kind.model(programme=programme)
        for column in kind.columns:
            setattr(row, column, _said(column, said[column]))
        row.order = order
        row.save()
    getattr(programme, kind.name).filter(pk__in=known).delete()


def _said(column: str, value: Any) -> Any:
    return tidy(value) if isinstance(value, str) and column not in PROSE else value
