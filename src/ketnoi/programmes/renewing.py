"""The chain of terms: carry a programme on into a new one, and hold the same indicators of its terms side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.figures import answers, catalogue, links
from ketnoi.programmes import actions
from ketnoi.programmes.drafts import ContentRow, Draft, PartyRow, TileRow, target_row, terms_of
from ketnoi.programmes.enums import UNSIGNED, Status
from ketnoi.programmes.lens import Lens, is_known
from ketnoi.programmes.models import Basis, Clause, Grade, Programme
from ketnoi.ui.numbers import decimal, grouped


@dataclass(frozen=True)
class Term:
    """An indicator in one programme of the chain. `change` compares it with the term before, in words; "" for none."""

    value: int
    url: str
    per_year: str
    change: str


@dataclass(frozen=True)
class Compared:
    """The same indicator in every term."""

    name: str
    unit: str
    terms: list[Term]


@transaction.atomic
def renew(pk: int, name: str, short_name: str, starts_on: dt.date, ends_on: dt.date, actor: int) -> Programme:
    """Draft the next term: parties, clauses, bases, contents, targets and thresholds as they are, to be rewritten."""
    before = Programme.objects.select_for_update().get(pk=pk)
    if starts_on <= before.ends_on:
        raise ValidationError(_("Giai đoạn mới phải sau giai đoạn trước."))
    if before.status in UNSIGNED:
        raise ValidationError(_("Chương trình chưa ký thì chưa có giai đoạn tiếp theo."))
    terms = replace(
        terms_of(before), name=name, short_name=short_name, starts_on=starts_on, ends_on=ends_on, document_number="",
        signed_on=None, signatory="", predecessor=before, status=Status.DRAFT, summary="",
    )  # fmt: skip
    made = actions.create(replace(_parts(before), terms=terms), actor=actor)
    _copy_paper(before, made)
    journal.write("renew", actions.KIND, pk, actor=actor, unit=before.chair_id, successor=made.pk)
    return made


def _parts(before: Programme) -> Draft:
    """Everything a draft has besides its terms. A yes-or-no is asked anew."""
    tiles = (
        TileRow(**{name: getattr(tile, name) for name in TileRow.__dataclass_fields__}) for tile in before.tiles.all()
    )
    return Draft(
        terms_of(before),
        tuple(PartyRow(party.unit_id, party.role) for party in before.parties.all()),
        tuple(ContentRow(row.title, row.code, row.kind) for row in before.contents.all()),
        tuple(tiles),
        tuple(replace(target_row(target), fulfilled=None) for target in before.targets.select_related("agency")),
    )


def _copy_paper(before: Programme, made: Programme) -> None:
    copies: dict[int | None, Clause | None] = {None: None}
    for clause in before.clauses.all():
        copies[clause.pk] = Clause.objects.create(
            programme=made, order=clause.order, heading=clause.heading, body=clause.body
        )
    columns = ("order", "document", "number", "issued_on", "agency", "article", "status")
    Basis.objects.bulk_create(
        Basis(programme=made, clause=copies[basis.clause_id], **{name: getattr(basis, name) for name in columns})
        for basis in before.bases.all()
    )
    Grade.objects.bulk_create(
        Grade(programme=made, order=one.order, name=one.name, least_percent=one.least_percent)
        for one in before.grades.all()
    )


def chain(programme: Programme, visible: Collection[int]) -> list[Programme]:
    """The programme with those it carries on and those that carry it on, oldest first; only visible ones."""
    found, at = [programme], programme
    while at.predecessor is not None and at.predecessor not in found:
        at = at.predecessor
        found.insert(0, at)
    fresh = [programme]
    while fresh:
        fresh = [one for one in Programme.objects.filter(predecessor__in=fresh) if one not in found]
        found += sorted(fresh, key=lambda one: (one.starts_on, one.pk))
    return [one for one in found if one.pk in visible or one == programme]


def compared(terms: list[Programme], day: dt.date) -> list[Compared]:
    """The indicators of the terms' head figures and targets, each asked of every term, as far as it got by that day."""
    codes: dict[str, None] = {}
    for one in terms:
        codes |= dict.fromkeys([tile.indicator for tile in one.tiles.all()])
        codes |= dict.fromkeys([target.indicator for target in one.targets.all() if target.indicator])
    return [_compared(code, terms, day) for code in codes if is_known(code)]


def _compared(code: str, terms: list[Programme], day: dt.date) -> Compared:
    counted = catalogue.indicator(code)
    figures = [Lens(one).figure(code) for one in terms]
    numbers = [Measured(answers.value(figure), _years(one, day)) for figure, one in zip(figures, terms, strict=True)]
    found = [
        Term(now.number, links.url(figure), _per_year(now, counted.unit), change(before, now, counted.unit))
        for figure, before, now in zip(figures, [None, *numbers[:-1]], numbers, strict=True)
    ]
    return Compared(counted.name, counted.unit, found)


@dataclass(frozen=True)
class Measured:
    """A term's number and how many calendar years it took, the one under way included."""

    number: int
    years: int


def change(before: Measured | None, now: Measured, unit: str) -> str:
    """Say "tăng 9,2% (22 buổi)" (eleventh rule of figures); terms of other length are held against each other by year.

    From zero there is no rate.
    """
    if before is None:
        return ""
    same = before.years == now.years
    was = Fraction(before.number, 1 if same else before.years)
    moved = Fraction(now.number, 1 if same else now.years) - was
    if not moved:
        return _("không đổi")
    word = _("tăng") if moved > 0 else _("giảm")
    amount = f"{_short(abs(moved))} {unit}" + ("" if same else " " + _("mỗi năm"))
    return f"{word} {decimal(abs(moved) * 100 / was, 1)}% ({amount})" if was else f"{word} {amount}"


def _years(programme: Programme, day: dt.date) -> int:
    return max(min(day, programme.ends_on).year - programme.starts_on.year + 1, 1)


def _per_year(now: Measured, unit: str) -> str:
    return _("%(number)s %(unit)s mỗi năm") % {"number": _short(Fraction(now.number, now.years)), "unit": unit}


def _short(number: Fraction) -> str:
    return grouped(int(number)) if number.denominator == 1 else decimal(number, 1)
