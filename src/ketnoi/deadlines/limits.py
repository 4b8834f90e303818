"""Limits of the law as data: which there are, what each says on a day, and how far that was verified."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.deadlines.enums import Kind, Measure, Status
from ketnoi.deadlines.models import LimitChange
from ketnoi.ui.text import fold

GUARDS = frozenset({Kind.LIMIT, Kind.CONDITION})


class UnknownLimit(LookupError):
    """There is no limit of this code."""


@dataclass(frozen=True)
class Limit:
    """One version of a limit; `amount` is negative where it counts back, 0 where the law says "at once".

    `caveat`: there is a doubt about it. `successors` are the codes that took its place. `number` counts the versions
    that the centre added; 0 is the one that came with the product.
    """

    code: str
    group: str
    kind: Kind
    trigger: str
    actor: str
    amount: int
    measure: Measure
    extension: str
    basis: str
    article: str
    effective_from: dt.date
    effective_to: dt.date | None
    status: Status
    caveat: bool
    successors: tuple[str, ...]
    source: str
    number: int = 0
    reason: str = ""

    @property
    def verified(self) -> bool:
        """Whether it may be held against another agency: read somewhere, and in no doubt."""
        return self.status in {Status.GAZETTE, Status.SECONDARY} and not self.caveat

    @property
    def standing(self) -> str:
        """How far it was verified, as people are told."""
        return str((self.status if self.verified or self.status == Status.INTERNAL else Status.MEMORY).label)

    @property
    def is_clock(self) -> bool:
        return self.kind not in GUARDS

    @property
    def term(self) -> str:
        """How long, in words: "3 ngày làm việc", "ngay"."""
        return f"{abs(self.amount)} {self.measure.label}" if self.amount else _("ngay")

    @property
    def law(self) -> str:
        """Where it stands: article and clause, then the text."""
        return f"{self.article}, {self.basis}" if self.article else self.basis

    def in_force(self, day: dt.date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


def versions(code: str) -> list[Limit]:
    """All versions of a limit, the newest first. Raises UnknownLimit."""
    try:
        first = declared()[code]
    except KeyError as error:
        raise UnknownLimit(_("Không có thời hạn mang mã “%(code)s”.") % {"code": code}) from error
    return [*(_changed(first, row) for row in reversed(_changes().get(code, []))), first]


def newest(code: str) -> Limit:
    """The last version that was made. Raises UnknownLimit."""
    return versions(code)[0]


def on(code: str, day: dt.date) -> Limit | None:
    """What the limit says on a day; None where no version is in force then. Raises UnknownLimit."""
    begun = [one for one in versions(code) if one.effective_from <= day]
    latest = max(begun, key=lambda one: (one.effective_from, one.number), default=None)
    return latest if latest and latest.in_force(day) else None


def every() -> list[Limit]:
    """The newest version of each, by group and then in the order of the data."""
    return [versions(code)[0] for code in declared()]


def having_words(rows: Sequence[Limit], text: str) -> list[Limit]:
    """Those that say every word of `text` somewhere, marks or not."""
    words = fold(text).split()
    return [one for one in rows if all(word in _told(one) for word in words)]


def caveats(code: str) -> list[str]:
    """Why a limit is in doubt, where that is known."""
    return [why for codes, why in _caveats() if any(fnmatchcase(code, pattern) for pattern in codes)]


@cache
def groups() -> dict[str, str]:
    """Names of the fields of law by code."""
    return {row["code"]: row["name"] for row in _table("groups.csv")}


@cache
def declared() -> dict[str, Limit]:
    """The limits that came with the product, by code."""
    return {row["code"]: _limit(row) for row in _table("limits.csv")}


def _limit(row: dict[str, str]) -> Limit:
    return Limit(
        code=row["code"],
        group=row["group"],
        kind=Kind(row["kind"]),
        trigger=row["trigger"],
        actor=row["actor"],
        amount=int(row["amount"]),
        measure=Measure(row["unit"]),
        extension=row["extension"],
        basis=row["basis"],
        article=row["article"],
        effective_from=dt.date.fromisoformat(row["effective_from"]),
        effective_to=dt.date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
        status=Status(row["status"]),
        caveat=bool(row["caveat"]),
        successors=tuple(row["successors"].split()),
        source=row["source"],
    )


def _changed(first: Limit, row: LimitChange) -> Limit:
    """What somebody of the centre read later is in no other doubt than its own status says."""
    return replace(
        first,
        amount=row.amount,
        measure=Measure(row.measure),
        basis=row.basis,
        article=row.article,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        status=Status(row.status),
        caveat=False,
        source=row.source,
        number=row.number,
        reason=row.reason,
    )


def _changes() -> dict[str, list[LimitChange]]:
    return kept.once(("deadlines.changes",), _read_changes)


def _read_changes() -> dict[str, list[LimitChange]]:
    found: dict[str, list[LimitChange]] = {}
    for row in LimitChange.objects.order_by("code", "number"):
        found.setdefault(row.code, []).append(row)
    return found


@cache
def _caveats() -> list[tuple[list[str], str]]:
    return [(row["codes"].split(), row["caveat"]) for row in _table("caveats.csv")]


def _told(one: Limit) -> str:
    words = (groups()[one.group], one.trigger, one.actor, one.extension, one.basis, one.article, one.code)
    return fold(" ".join(words))


def _table(name: str) -> list[dict[str, str]]:
    with (resources.files("ketnoi.deadlines") / "data" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
