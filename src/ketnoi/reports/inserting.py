"""Finding a figure by what it counts, and the piece of a sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue
from ketnoi.figures.catalogue import Counting
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import EnteredValue
from ketnoi.orgs import queries as orgs
from ketnoi.places import queries as places
from ketnoi.places.models import Kind
from ketnoi.reports import editions, questions
from ketnoi.reports.models import Report
from ketnoi.reports.proposing import confirming
from ketnoi.reports.questions import Said
from ketnoi.reports.tokens import Against, Token, UnknownWord
from ketnoi.ui.text import fold

MOST = 8
FIRST = 4  # shown before anything was typed
ENTERED = 300  # of the newest entered numbers are looked at
MARK = "{}"  # typed where a figure is to stand
AREAS = (Kind.DISTRICT, Kind.COMMUNE, Kind.VILLAGE)


@dataclass(frozen=True)
class Found:
    """An indicator, and the sources of numbers that were entered for it."""

    indicator: Counting
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Where:
    """A unit or place to choose: `code` "don-vi:12" or "noi:34"."""

    code: str
    name: str
    note: str


def search(text: str, report: Report) -> list[Found]:
    """Indicators in use whose name, unit, definition or entered sources have every word, marks or not; names first."""
    wanted = fold(text).split()
    most = MOST if wanted else FIRST
    told = _sources(report)
    ranked: list[tuple[bool, Found]] = []
    for one in catalogue.offered():
        sources = told.get(one.code, ())
        name, rest = fold(one.name), fold(" ".join([one.unit, one.definition, one.code, *sources]))
        if all(word in name or word in rest for word in wanted):
            ranked.append((not all(word in name for word in wanted), Found(one, sources)))
    return [found for _rank, found in sorted(ranked, key=lambda pair: pair[0])][:most]


def _sources(report: Report) -> dict[str, tuple[str, ...]]:
    """The papers that entered numbers of the report's area come from, by indicator."""
    rows = EnteredValue.objects.filter(withdrawn=False, unit__in=orgs.scope([report.unit_id])).order_by("-pk")
    told: dict[str, dict[str, None]] = {}
    for code, name, number in rows.values_list("indicator__code", "source_name", "source_number")[:ENTERED]:
        told.setdefault(code, {})[" ".join(filter(None, [name, number]))] = None
    return {code: tuple(names) for code, names in told.items()}


def somewhere(text: str) -> list[Where]:
    """Units and places whose names have these words, those of today."""
    if not fold(text):
        return []
    today = timezone.localdate()
    units = [Where(f"don-vi:{one.pk}", one.label, one.agency.short) for one in orgs.find(text, today)[: MOST // 2]]
    found = places.find(text, today, kinds=list(AREAS))[: MOST // 2]
    return [*units, *(Where(f"noi:{one.pk}", one.label, _("mọi việc diễn ra ở đó")) for one in found)]


def piece(said: Said) -> str:
    """What is put into the text: the token with its unit, or with what it is compared with."""
    written = f"{{{said.token.text}}}"
    after = {
        None: "%" if said.unit == "%" else f" {said.unit}",
        Against.YEAR_BEFORE: _(" so với cùng kỳ năm trước"),
        Against.BEFORE: _(" so với kỳ trước"),
        Against.TARGET: "",
    }
    return f"{written}{after[said.token.against]}".rstrip()


def read_out(said: Said) -> str:
    """The piece as it reads now: "262 buổi"."""
    return editions.words(piece(said), {said.token.key: said})


def placed(text: str, added: str) -> str:
    """The text with the piece where `{}` stands, else at its end; nothing of what was typed is lost."""
    if MARK in text:
        return text.replace(MARK, added, 1)
    return f"{text.rstrip(' ')} {added}" if text.strip() else added


def asked(token: Token, report: Report) -> Said:
    """The figure as it would stand in this report. Raises UnknownWord or maps.LaterThanMap.

    Nothing is compared with a period that nothing is known of: blank is not zero.
    """
    questions.answerable(token, report)
    said = questions.said(token, report)
    if said.basis and said.earlier and not _is_known(said.earlier.figure, report):
        label = said.basis.label
        raise UnknownWord(_("%(period)s chưa có số liệu để so sánh.") % {"period": label[:1].upper() + label[1:]})
    return said


def _is_known(figure: Figure, report: Report) -> bool:
    """Was anything recorded or entered for it, or was it confirmed as nothing?"""
    answer = answers.answer(figure)
    if answer.value or answer.entered or (answer.ratio and answer.ratio.base):
        return True
    days = (figure.start or report.starts_on, figure.end or report.ends_on)
    return confirming.is_complete(report, figure.indicator, days)


def years(report: Report) -> Iterable[int]:
    """The calendar years the report's period touches."""
    return range(report.starts_on.year, report.ends_on.year + 1)
