"""Editions: figures fixed at a moment, kept as rows, and read back as what a sentence says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from ketnoi.figures import links, together
from ketnoi.figures.figure import Figure
from ketnoi.reports import behind, given, questions, tokens
from ketnoi.reports.against import Basis
from ketnoi.reports.models import Edition, FrozenFigure, Paragraph, Report
from ketnoi.reports.questions import Said
from ketnoi.reports.tokens import Token

Text = tuple[str, str]


def current(report: Report) -> Edition | None:
    """The edition whose figures the report shows; None while they are live."""
    return report.editions.last() if report.frozen_at is not None else None


def texts(report: Report, edition: Edition | None = None) -> list[Text]:
    """(kind, text) of the paragraphs: as they stand, or as they stood when the edition was replaced."""
    if edition is not None and edition.paragraphs:
        return [(kind, text) for kind, text in edition.paragraphs]
    return list(report.paragraphs.values_list("kind", "text"))


def said(
    report: Report, written: Iterable[Text], edition: Edition | None = None, moment: int | None = None
) -> dict[str, Said]:
    """The figures of these texts by key, in their order: an edition's as kept, others asked (at `moment`)."""
    kept = {} if edition is None else {row.key: read(row) for row in edition.figures.all()}
    found = {token.key: token for token in tokens_of(written)}
    numbers = given.standing(report) if edition is None else {}
    with together.asked():
        return {
            key: kept.get(key) or questions.said(token, report, moment).overwritten(numbers.get(key))
            for key, token in found.items()
        }


def counted(report: Report, written: Iterable[Text]) -> dict[str, Said]:
    """The figures of texts that are not the report's own, by key: as counted, whatever a leader wrote in the report."""
    with together.asked():
        return {token.key: questions.said(token, report) for token in tokens_of(written)}


def tokens_of(written: Iterable[Text]) -> list[Token]:
    return [token for _kind, text in written for token in tokens.figures(text)]


def words(text: str, said: Mapping[str, Said]) -> str:
    """The text as it reads, its figures in it."""
    return "".join(part if isinstance(part, str) else said[part.key].shown for part in tokens.parse(text))


def keep(edition: Edition, also: Iterable[Token] = ()) -> None:
    """Fix the figures of the report's text that the edition does not hold yet, with the records behind them, and
    `also` these (of charts) as numbers only; all as known at its moment.
    """
    report = edition.report
    kept = set(edition.figures.values_list("key", flat=True))
    written = {token.key: token for token in tokens_of(texts(report))}
    missing = {token.key: token for token in (*written.values(), *also) if token.key not in kept}
    numbers = given.standing(report)
    answers = [questions.said(one, report).overwritten(numbers.get(one.key)) for one in missing.values()]
    FrozenFigure.objects.bulk_create([_row(edition, one) for one in answers])
    told = [one for one in answers if one.token.key in written]
    behind.keep(edition, [asked.figure for one in told for asked in one.questions])


def close(edition: Edition) -> None:
    """Keep the words of an edition whose place a later one takes."""
    rows = Paragraph.objects.filter(report=edition.report_id).values_list("kind", "text")
    edition.paragraphs = [list(row) for row in rows]
    edition.save(update_fields=["paragraphs"])


def _row(edition: Edition, one: Said) -> FrozenFigure:
    return FrozenFigure(
        edition=edition,
        key=one.token.key,
        query=links.query(one.figure),
        value=one.value,
        shown=one.counted or one.shown,
        entered=list(one.entered),
        name=one.name,
        unit=one.unit,
        definition=one.definition,
        leaves_out=one.leaves_out,
        definition_version=one.definition_version,
        basis=_basis_row(one.basis) if one.basis else {},
        given=given.written(one.given),
    )


def _basis_row(basis: Basis) -> dict[str, Any]:
    query = links.query(basis.figure) if basis.figure else ""
    return {"label": basis.label, "query": query, "value": basis.value, "notes": list(basis.notes)}


def read(row: FrozenFigure) -> Said:
    """A figure as it was fixed."""
    fixed = Said(
        tokens.from_key(row.key),
        _question(row.query),
        row.value,
        row.shown,
        tuple(row.entered),
        row.name,
        row.unit,
        row.definition,
        row.leaves_out,
        row.definition_version,
        _read_basis(row.basis) if row.basis else None,
    )
    return fixed.overwritten(given.read(row.given))


def _read_basis(kept: Mapping[str, Any]) -> Basis:
    asked = _question(kept["query"]) if kept["query"] else None
    return Basis(kept["label"], asked, kept["value"], tuple(kept["notes"]))


def _question(query: str) -> Figure:
    return links.read(dict(parse_qsl(query)))
