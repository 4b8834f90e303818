"""What has changed behind a report's figures since they were frozen: the records, each with its number then and now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue, changes, formulas, links, records, sources
from ketnoi.figures.changes import Change
from ketnoi.figures.figure import Figure
from ketnoi.officers.models import Officer
from ketnoi.reports import editions
from ketnoi.reports.models import Edition, Report
from ketnoi.reports.questions import Said
from ketnoi.ui import numbers


@dataclass(frozen=True)
class Moved:
    """A record that adds something else now. `row` is None where the reader may not open it."""

    change: Change
    row: sources.Row | None

    @property
    def before(self) -> int:
        return self.change.before

    @property
    def after(self) -> int:
        return self.change.after

    @property
    def signed(self) -> str:
        return signed(self.change.difference)

    @property
    def word(self) -> str:
        """What happened to it, seen from the figure."""
        if not self.before:
            return _("thêm sau khi chốt")
        return _("đính chính") if self.after else _("không còn tính")


@dataclass(frozen=True)
class Settled:
    """Somebody has seen the new number and let the fixed one stand."""

    at: int
    by: int | None


@dataclass(frozen=True)
class Difference:
    """A question of the report whose records have changed; its figures in the text (exact, rounded) are `keys`.

    `settled` says who let the fixed number stand against the number of now, and when.
    """

    said: Said
    keys: tuple[str, ...]
    changed: tuple[Change, ...]
    settled: Settled | None = None

    @property
    def amount(self) -> int:
        return sum(change.difference for change in self.changed)

    @property
    def live(self) -> Figure:
        return self.said.figure.but(as_of=None)

    @property
    def now(self) -> int:
        return self.said.value + self.amount

    @property
    def words(self) -> str:
        """Read "+56 lượt"."""
        return f"{signed(self.amount)} {self.said.unit}"


def signed(number: int) -> str:
    """Read +56, −1.200, 0."""
    if not number:
        return "0"
    return f"{'+' if number > 0 else '−'}{numbers.grouped(abs(number))}"


def of(said: Mapping[str, Said]) -> list[Difference]:
    """Questions among these figures whose records have changed since the figures' moment; live ones never have."""
    asked = [(key, one) for key, figure in said.items() for one in figure.questions]
    keys: dict[str, list[str]] = {}
    for key, one in asked:
        keys.setdefault(links.query(one.figure), []).append(key)
    first = {links.query(one.figure): one for _key, one in reversed(asked)}
    moments = {one.figure.as_of for one in first.values() if one.figure.as_of}
    touched = {moment: changes.touched(moment) for moment in moments}
    found = (_difference(first[query], tuple(same), touched) for query, same in keys.items())
    return [one for one in found if one.changed]


def _difference(said: Said, keys: tuple[str, ...], touched: Mapping[int, Collection[int]]) -> Difference:
    moment = said.figure.as_of
    if moment is None or formulas.stored(said.figure).isdisjoint(touched[moment]):
        return Difference(said, keys, ())
    return Difference(said, keys, tuple(changes.since(said.figure.but(as_of=None), moment)))


def redefined(report: Report) -> dict[str, int]:
    """{name of an indicator as fixed: the version of its definition now} where the definition has changed since."""
    edition = editions.current(report)
    rows = edition.figures.order_by("name").values_list("query", "name", "definition_version") if edition else []
    asked = ((links.read(dict(parse_qsl(query))), name, version) for query, name, version in rows)
    now = ((name, version, catalogue.of(figure.but(as_of=None)).version) for figure, name, version in asked)
    return {name: newest for name, version, newest in now if newest != version}


def of_report(report: Report) -> list[Difference]:
    """The same for a report as it stands."""
    edition = editions.current(report)
    return [] if edition is None else in_edition(edition, editions.said(report, editions.texts(report), edition))


def in_edition(edition: Edition, said: Mapping[str, Said]) -> list[Difference]:
    """What has changed behind an edition's figures; where somebody let the number stand, with that."""
    return [replace(one, settled=_settled(edition, one)) for one in of(said)]


def _settled(edition: Edition, difference: Difference) -> Settled | None:
    """Only while the number is the one that was seen then."""
    seen = edition.settled.get(links.query(difference.said.figure))
    return Settled(seen["at"], seen["by"]) if seen and seen["now"] == difference.now else None


def waiting(differences: Iterable[Difference]) -> list[Difference]:
    """Those that nobody has decided about."""
    return [one for one in differences if one.settled is None]


def now(differences: Iterable[Difference]) -> list[int]:
    """What is counted now, the smallest first: what somebody who lets the fixed numbers stand has seen."""
    return sorted(one.now for one in differences)


def opened(changed: Iterable[Change], officer: Officer) -> list[Moved]:
    """The records with what the officer may read of them, as they are now."""
    listed = list(changed)
    rows = records.opened([(one.record_kind, one.record) for one in listed], officer)
    return [Moved(one, rows.get((one.record_kind, one.record))) for one in listed]


def summary(differences: Iterable[Difference]) -> str:
    """Read "1 phiếu đính chính từ khi chốt: +56 lượt"; empty when nothing has changed."""
    listed = list(differences)
    touched = {(one.record_kind, one.record): one for each in listed for one in each.changed}
    if not touched:
        return ""
    corrected = all(one.before and one.after for one in touched.values())
    said = {"count": numbers.grouped(len(touched)), "by": ", ".join(one.words for one in listed if one.amount) or "0"}
    if corrected:
        return _("%(count)s phiếu đính chính từ khi chốt: %(by)s") % said
    return _("%(count)s phiếu thay đổi từ khi chốt: %(by)s") % said
