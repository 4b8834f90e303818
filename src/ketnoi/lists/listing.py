"""A list as its page shows it: what was asked and offered, the lines, how many there are, what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ketnoi.audit import kept
from ketnoi.lists import asked, body, lines, paging, queries
from ketnoi.lists.asked import Asked
from ketnoi.lists.columns import Column
from ketnoi.lists.models import SavedView
from ketnoi.lists.table import Bulk, Table
from ketnoi.officers import policy
from ketnoi.officers.models import Post
from ketnoi.officers.policy import staff

ON_A_PAGE: Final = 50
COUNTED: Final = 1_000  # rows counted unasked: counting all costs more than showing a page of them


@dataclass(frozen=True)
class Select:
    """A filter as the page offers it."""

    code: str
    label: str | Promise
    everything: str | Promise
    choices: asked.Choices
    value: str


@dataclass(frozen=True)
class Answer:
    """A page of rows, already written. `total` is how many answer, `over` that there are more than that."""

    rows: SafeString
    number: int
    total: int
    over: bool
    after: int | None
    before: int | None


@dataclass(frozen=True)
class Listing:
    """All that the templates of this room need."""

    asked: Asked
    answer: Answer
    heads: list[tuple[Column, str]]
    bulk: tuple[Bulk, ...]
    choosable: list[tuple[Column, bool]]
    views: list[SavedView]
    post: Post

    @property
    def table(self) -> Table:
        return self.asked.table

    @property
    def selects(self) -> list[Select]:
        return [
            Select(one.code, one.label, one.everything, self.asked.choices[one.code], self.asked.chosen[one.code])
            for one in self.table.filters
        ]

    @property
    def address(self) -> str:
        return self.table.page

    @property
    def query(self) -> str:
        return self.asked.query()

    @property
    def count_all(self) -> str:
        """The query that counts them all."""
        return self.asked.query(dem=1)

    @property
    def forward(self) -> str:
        """The query of the next page; empty where there is none."""
        return self.asked.query(sau=self.answer.after) if self.answer.after else ""

    @property
    def back(self) -> str:
        """The query of the page before."""
        return self.asked.query(truoc=self.answer.before) if self.answer.before else ""

    @property
    def searchable(self) -> bool:
        return self.table.search is not None

    @property
    def conditions(self) -> list[str]:
        """What is chosen in the filters, in words."""
        return self.asked.conditions

    @property
    def changeable(self) -> bool:
        """Whether the reader may change the saved view he looks at."""
        return self.current is not None and queries.may_change(self.current, self.asked.officer, self.post)

    @property
    def current(self) -> SavedView | None:
        """The saved view that asks the same."""
        return next((view for view in self.views if view.query == self.query), None)


def of(request: HttpRequest, table: Table) -> Listing:
    """Answer what the request asks of a list: a page, its count up to a limit, what was kept (constant queries)."""
    acting = staff(request)
    kept_columns = queries.columns_of(table, acting.user)
    question = asked.read(table, request.GET, acting.user, acting.post, kept_columns)
    bulk = table.bulk_for(acting.post)
    return Listing(
        asked=question,
        answer=_answer(question, chosen=bool(bulk)),
        heads=body.heads(question.columns),
        bulk=bulk,
        choosable=[(one, one in question.columns) for one in table.columns_for(acting.post) if not one.main],
        views=list(queries.views(acting.user, acting.post).filter(table=table.code)),
        post=acting.post,
    )


def _answer(question: Asked, *, chosen: bool) -> Answer:
    """Worked out anew only after somebody wrote; but what was searched is kept nowhere."""
    work = partial(_worked_out, question, chosen=chosen)
    if question.text:
        return work()
    columns = tuple(column.code for column in question.columns)
    place = (question.query(), question.after, question.before, question.all_counted)
    return kept.once(("list", question.table.code, place, columns, chosen, policy.reader(question.officer)), work)


def _worked_out(question: Asked, *, chosen: bool) -> Answer:
    table, columns = question.table, question.columns
    found = paging.page(
        question.rows, question.seen, question.order.fields, lines.fields(table, columns), ON_A_PAGE,
        question.after, question.before,
    )  # fmt: skip
    written = body.rows(columns, lines.of(table, columns, found.rows), chosen=chosen)
    return Answer(written, len(found.rows), *_counted(question), after=found.after, before=found.before)


def _counted(question: Asked) -> tuple[int, bool]:
    """How many answer, and whether there are more than were counted."""
    rows = question.rows.order_by()
    if question.all_counted:
        return rows.count(), False
    counted = rows[: COUNTED + 1].count()
    return min(counted, COUNTED), counted > COUNTED
