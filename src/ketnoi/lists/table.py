"""A list, described: what it reads, its columns, filters, orders and what can be done to many rows at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnoi.lists.columns import Column
from ketnoi.officers.models import Officer, Post

Rows = QuerySet[Any, Any]
RESERVED: Final = frozenset({"q", "thu_tu", "cot", "sau", "truoc", "dem"})  # what a list reads from its address itself
ROW: Final = _("dòng")
SEARCH: Final = _("Tìm")
NONE_YET: Final = _("Chưa có dòng nào")


@dataclass(frozen=True)
class Filter:
    """One question with a few answers. `choices` are (value, label); any other value is not asked.

    `unasked` narrows the rows while nothing is chosen; `everything` names that choice.
    """

    code: str
    label: str | Promise
    everything: str | Promise
    choices: Callable[[Officer], Sequence[tuple[str, str | Promise]]]
    narrow: Callable[[Rows, str], Rows]
    unasked: Callable[[Rows], Rows] | None = None


@dataclass(frozen=True)
class Order:
    """An order by fields that are never empty, the last one unique: "-starts_on", "-pk"."""

    code: str
    label: str | Promise
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Doer:
    """Who does something to many rows: as `actor` and `unit` of an action, and the post he acts under."""

    officer: Officer
    post: Post

    @property
    def stamp(self) -> dict[str, int]:
        return {"actor": self.officer.pk, "unit": self.post.unit_id}


@dataclass(frozen=True)
class Result:
    """What became of one row; `said` is for the person."""

    pk: int
    done: bool
    said: str | Promise


@dataclass(frozen=True)
class Bulk:
    """Something done to many rows at once, after a page that shows them and asks what `form` asks.

    allowed   who may, acting under a post; to others it does not exist
    form      made as form(data, doer)
    apply     does it to rows the officer may see, by pk; answers one Result for each
    """

    code: str
    label: str | Promise
    icon: str
    explained: str | Promise
    allowed: Callable[[Post], bool]
    form: Callable[[Any, Doer], forms.Form]
    apply: Callable[[Sequence[int], dict[str, Any], Doer], Iterable[Result]]
    grave: bool = False


def to(address: str) -> Callable[[Any], str]:
    """For a table's `link`: the page of this address about one row."""
    return lambda key: reverse(address, args=[key])


@dataclass(frozen=True)
class Table:
    """A list by its code (as in its addresses). `address` names its page ("room:list"), `parts` what stands in it.

    `visible` gives the rows an officer may read: pages, sheets and bulk actions start from nothing else.
    `link` makes a row's address of the value at `key`; `noun` counts rows. The first order is the usual one.
    """

    code: str
    label: str | Promise
    address: str
    visible: Callable[[Officer], Rows]
    columns: tuple[Column, ...]
    orders: tuple[Order, ...]
    parts: tuple[str, ...] = ()
    noun: str | Promise = ROW
    key: str = "pk"
    link: Callable[[Any], str] | None = None
    search: Callable[[Rows, str], Rows] | None = None
    search_label: str | Promise = SEARCH
    filters: tuple[Filter, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    none_yet: str | Promise = NONE_YET
    none_yet_hint: str | Promise = ""

    def __post_init__(self) -> None:
        codes = [column.code for column in self.columns]
        assert len(set(codes)) == len(codes), "a column's code stands once"
        assert sum(column.main for column in self.columns) == 1, "one column names the row"
        assert RESERVED.isdisjoint(one.code for one in self.filters), "a filter's code is not one of the list's own"

    @property
    def page(self) -> str:
        """The address of its page."""
        return reverse(self.address, args=self.parts)

    @property
    def main(self) -> Column:
        return next(column for column in self.columns if column.main)

    def columns_for(self, post: Post) -> tuple[Column, ...]:
        """The columns that somebody acting under this post may see."""
        return tuple(column for column in self.columns if column.main or column.allowed(post))

    def bulk_for(self, post: Post) -> tuple[Bulk, ...]:
        return tuple(one for one in self.bulk if one.allowed(post))


_tables: dict[str, Table] = {}


def register(table: Table) -> Table:
    """Make a list known under its code, so that its sheets, saved views and bulk actions have addresses."""
    _tables[table.code] = table
    return table


def registered(code: str) -> Table | None:
    """The list of that code."""
    return _tables.get(code)
