"""Rows that cannot be asked for without saying for whom.

The guard sits in the query itself, at the point where it becomes SQL: so it does not matter whether somebody lists,
counts, aggregates, tests, updates or builds a subquery. A query passes when `admit` has let it, which only the policy
(`policy.visible_to`) and the maintenance door (`unscoped.rows`) do; every query made from it keeps the pass.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Model, Value, sql
from django.db.models.lookups import Exact
from django.db.models.sql.where import AND

from ketnoi.audit import kept

Row = TypeVar("Row", bound=Model)


class Unscoped(Exception):
    """A protected table was asked without a reader. Nothing has been read or written."""


class GuardedQuery(sql.Query):
    """`admitted` says by which door the query came in; empty: by none."""

    admitted: str = ""

    def pass_or_raise(self) -> None:
        """Raise Unscoped unless somebody vouches for the query, or it is known to be empty."""
        if not self.admitted and not self.is_empty():
            raise Unscoped(f"{self.model}: ask policy.visible_to(reader, kind).")

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        self.pass_or_raise()
        kept.refuse()
        return super().get_compiler(using, connection, elide_empty)

    def chain(self, klass: Any = None) -> Any:
        """An update is another class of query, which guards nothing: so it is asked for here."""
        if klass is not None:
            self.pass_or_raise()
        return super().chain(klass)

    def combine(self, rhs: Any, connector: str) -> None:
        """`seen | everything` would be everything."""
        if connector != AND:
            rhs.pass_or_raise()
        super().combine(rhs, connector)


class _SavingQuery(GuardedQuery):
    """What `save()` of a record that one holds needs: to update its own row, by its key, or ask whether it is there."""

    def pass_or_raise(self) -> None:
        if not (self._is_one_row() and self._shows_nothing()):
            super().pass_or_raise()

    def chain(self, klass: Any = None) -> Any:
        """Its own row may be updated; an update answers no more than how many rows it met."""
        if klass is sql.UpdateQuery and self._is_one_row():
            return sql.Query.chain(self, klass)
        return super().chain(klass)

    def _is_one_row(self) -> bool:
        """By a key that is at hand: one of another row's would be a question about all rows."""
        found = self.where.children
        if len(found) != 1 or not isinstance(found[0], Exact):
            return False
        return bool(found[0].lhs.target.primary_key) and not hasattr(found[0].rhs, "as_sql")

    def _shows_nothing(self) -> bool:
        """As `exists()` asks: a constant instead of columns."""
        shown = self.annotation_select.values()
        return not (self.default_cols or self.select) and all(isinstance(one, Value) for one in shown)


class ProtectedQuerySet(models.QuerySet[Row]):
    """A queryset over a `GuardedQuery`."""

    query: GuardedQuery
    query_class: ClassVar[type[GuardedQuery]] = GuardedQuery

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, query if query is not None else self.query_class(model), using, hints)

    def raw(self, *_args: Any, **_kwargs: Any) -> Any:
        raise Unscoped(f"{self.model}: no raw SQL over protected rows.")

    def _raw_delete(self, using: str | None) -> Any:
        self.query.pass_or_raise()
        return super()._raw_delete(using)


class _SavingQuerySet(ProtectedQuerySet[Row]):
    query_class = _SavingQuery


class ProtectedManager(models.Manager[Row]):
    """The manager of a protected model: it creates; it answers nothing without a reader."""

    def get_queryset(self) -> ProtectedQuerySet[Row]:
        return ProtectedQuerySet(self.model, using=self._db)


class SavingManager(models.Manager[Row]):
    """What Django uses to save a record, which it may, and to follow a key from elsewhere, which it may not.

    Whoever follows a key hints at the row that it stands in.
    """

    def get_queryset(self) -> ProtectedQuerySet[Row]:
        rows = ProtectedQuerySet if self._hints else _SavingQuerySet  # type: ignore[attr-defined]  # left out of the stubs
        return rows(self.model, using=self._db)


def admit(rows: ProtectedQuerySet[Row], door: str) -> ProtectedQuerySet[Row]:
    """The same rows, allowed to be asked. For `policy` and `unscoped` only; a test names every caller."""
    admitted = rows.all()
    admitted.query.admitted = door
    return admitted
