"""What is asked of a list, read from an address and written into one; whatever cannot be read is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from django.http import QueryDict
from django.utils.functional import Promise

from ketnoi.audit import kept
from ketnoi.lists.columns import Column
from ketnoi.lists.table import Filter, Order, Rows, Table
from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post
from ketnoi.ui.numbers import plain
from ketnoi.ui.text import tidy

LONGEST: Final = 100  # characters of a search
Choices = Sequence[tuple[str, str | Promise]]


@dataclass(frozen=True)
class Asked:
    """A question to a list: who asks, what is searched, chosen and shown, and after or before which row."""

    table: Table
    officer: Officer
    text: str
    chosen: Mapping[str, str]
    choices: Mapping[str, Choices]
    order: Order
    columns: tuple[Column, ...]
    columns_named: bool
    after: int | None = None
    before: int | None = None
    all_counted: bool = False

    @property
    def narrowed(self) -> bool:
        return bool(self.text or any(self.chosen.values()))

    @property
    def conditions(self) -> list[str]:
        """What is chosen in the filters, in words: "Năm: 2022"."""
        told = []
        for one in self.table.filters:
            if value := self.chosen[one.code]:
                label = next(label for choice, label in self.choices[one.code] if choice == value)
                told.append(f"{one.label}: {label}")
        return told

    @cached_property
    def seen(self) -> Rows:
        """All rows this reader may see."""
        return self.table.visible(self.officer)

    @cached_property
    def rows(self) -> Rows:
        """All rows that answer, in order."""
        found = self.seen
        if self.text and self.table.search:
            found = self.table.search(found, self.text)
        for one in self.table.filters:
            value = self.chosen[one.code]
            if value:
                found = one.narrow(found, value)
            elif one.unasked:
                found = one.unasked(found)
        return found.order_by(*self.order.fields)

    def query(self, **more: int | str) -> str:
        """The question as an address's query, from its first row on; with `more` said."""
        told = QueryDict(mutable=True)
        if self.text:
            told["q"] = self.text
        for code, value in self.chosen.items():
            if value:
                told[code] = value
        if self.order != self.table.orders[0]:
            told["thu_tu"] = self.order.code
        if self.columns_named:
            told.setlist("cot", [column.code for column in self.columns])
        for code, said in more.items():
            told[code] = str(said)
        return told.urlencode()


def read(table: Table, given: QueryDict, officer: Officer, post: Post, kept: Sequence[str] = ()) -> Asked:
    """Read a question. `kept` are the codes of the columns the officer chose before; an address says its own."""
    choices = {one.code: _choices(table, one, officer) for one in table.filters}
    named = given.getlist("cot")
    return Asked(
        table=table,
        officer=officer,
        text=tidy(given.get("q", ""))[:LONGEST] if table.search else "",
        chosen={code: _known(given.get(code, ""), offered) for code, offered in choices.items()},
        choices=choices,
        order=next((one for one in table.orders if one.code == given.get("thu_tu")), table.orders[0]),
        columns=shown(table, post, named or kept),
        columns_named=bool(named),
        after=_pk(given.get("sau", "")),
        before=_pk(given.get("truoc", "")),
        all_counted="dem" in given,
    )


def shown(table: Table, post: Post, wanted: Sequence[str]) -> tuple[Column, ...]:
    """The columns of these codes that this post may see, in the table's order; the usual ones when none is left."""
    offered = table.columns_for(post)
    found = tuple(one for one in offered if one.main or one.code in wanted)
    return found if len(found) > 1 else tuple(one for one in offered if one.main or one.usual)


def _choices(table: Table, one: Filter, officer: Officer) -> Choices:
    """What a filter offers this reader; asked anew only after somebody wrote."""
    return kept.once(("choices", table.code, one.code, policy.reader(officer)), partial(one.choices, officer))


def _known(value: str, offered: Choices) -> str:
    return value if any(value == one for one, _label in offered) else ""


def _pk(text: str) -> int | None:
    return plain(text) or None
