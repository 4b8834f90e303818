"""Long lists, page by page: the next page begins after the last row of this one, whatever came in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from django.db.models import QuerySet
from pydantic import Field

from ketnoi.api.shapes import Text

LONGEST_SEARCH: Final = 100
Cursor = Annotated[Text, Field(pattern=r"^[0-9]{1,18}$")]


def page(
    rows: QuerySet[Any, Any], cursor: str | None, limit: int, shown: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """One page of rows that are dicts with their "id", by rising id; `next` is None at the end."""
    after = int(cursor or 0)
    found = list(rows.filter(pk__gt=after).order_by("pk")[: limit + 1])
    more = found[limit:] and str(found[limit - 1]["id"])
    return {"items": [shown(row) for row in found[:limit]], "next": more or None}
