"""The policy's questions as text: put together once for whoever holds the same posts, asked anew every time.

Putting a question together costs a hundred times what the database needs to answer it. So its text is kept, under
everything that it is made of: the kind, the parts of the policy, and the reader with his posts and units as they stand
now. Only the moment is left open, and put in whenever it is asked. Nothing of an answer is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, Expression, F, Model, QuerySet

from ketnoi.access import protecting
from ketnoi.access.protecting import Protected
from ketnoi.access.reader import Reader
from ketnoi.access.rules import Policy
from ketnoi.audit import kept

MOMENT: Final = -4_611_686_018_427_387_904  # stands for the moment in a draft: no key and no moment is that number
ROW: Final = "asked_row"  # stands for the table's name in the question that a draft becomes part of
MOST: Final = 1_000  # drafts at once, some kilobytes each; the one used longest ago makes room

Parts = tuple[str, ...]
Chosen = Callable[[Parts, Reader, Protected, Policy], QuerySet[Any]]


@dataclass(frozen=True)
class Draft:
    """A condition on a row of a table, with its parameters."""

    text: str
    parameters: tuple[Any, ...]


class Asked(Expression):
    """A draft as a condition of a query, at a moment; None is known to give nothing without asking."""

    def __init__(self, draft: Draft | None, moment: int) -> None:
        super().__init__(output_field=BooleanField())
        self.row: Any = F("pk")
        self.draft, self.moment = draft, moment

    def get_source_expressions(self) -> list[Any]:
        return [self.row]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.row,) = exprs

    def as_sql(self, compiler: Any, _connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The text about the rows of the query it stands in, whatever they are called there.

        It asks for protected records, so nothing that it is asked in is kept for a day.
        """
        kept.refuse()
        if self.draft is None:
            raise EmptyResultSet
        named = f"{compiler.quote_name_unless_alias(self.row.alias)}."
        values = [self.moment if one == MOMENT else one for one in self.draft.parameters]
        return self.draft.text.replace(f"{ROW}.", named), values


def condition(chosen: Chosen, parts: Parts, reader: Reader, protected: Protected, policy: Policy) -> Asked:
    """What `chosen` puts together of these parts of the policy for the reader, to filter its rows by.

    `chosen` may ask nothing of the database itself: it says what is to be asked.
    """
    same = replace(reader, moment=MOMENT)
    return Asked(_draft(chosen, parts, same, protected.kind, protected.model, policy, connection.vendor), reader.moment)


def forget() -> None:
    """Begin empty: for a proof that changes the rules themselves, as nothing else does while a process lives."""
    _draft.cache_clear()


@lru_cache(MOST)
def _draft(
    chosen: Chosen, parts: Parts, reader: Reader, kind: str, _model: type[Model], policy: Policy, _vendor: str
) -> Draft | None:
    rows = chosen(parts, reader, protecting.of(kind), policy)
    query = rows.query.chain()
    query.change_aliases({query.get_initial_alias(): ROW})
    try:
        if sum(map(bool, query.alias_refcount.values())) > 1:  # it joins: its rows are named by their keys
            text, parameters = rows.order_by().values("pk").query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
            text = f"{ROW}.{connection.ops.quote_name(str(query.get_meta().pk.column))} IN ({text})"
        else:
            text, parameters = query.get_compiler(DEFAULT_DB_ALIAS).compile(query.where)
    except EmptyResultSet:
        return None
    return Draft(text, tuple(parameters))
