"""Whether a practice fits a unit: four questions, each answered yes, no or unknown, in plain words.

Nothing is guessed: where the unit has not said, or the practice does not, the answer is that it is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, kept, versions
from ketnoi.orgs.models import Unit
from ketnoi.practices import library, terrains, vocabulary
from ketnoi.practices.actions import By
from ketnoi.practices.enums import Outcome, Verb
from ketnoi.practices.library import Card
from ketnoi.practices.models import Practice, Profile

SHOWN: Final = 12


class Verdict(StrEnum):
    """One answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Fit:
    """One question answered, and why."""

    verdict: Verdict
    words: str


@dataclass(frozen=True)
class Own:
    """What is known of a unit: kind of place (a code, "" unknown), staff and means (None unknown), fields it needs."""

    terrain: str = ""
    staff: int | None = None
    means: frozenset[str] | None = None
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wants:
    """What a practice says it needs; empty or None is not said."""

    field: str
    terrains: tuple[str, ...]
    staff_least: int | None
    means: tuple[str, ...]


def own(unit: Unit) -> Own:
    """What is known of this unit."""
    said = Profile.objects.filter(unit=unit).first()
    terrain = terrains.of([unit]).get(unit.pk, "")
    if said is None:
        return Own(terrain)
    means = None if said.means is None else frozenset(said.means)
    return Own(terrain, said.staff, means, frozenset(said.fields))


def wants(practice: Practice) -> Wants:
    return Wants(practice.field, tuple(practice.terrains), practice.staff_least, tuple(practice.means))


def fits(asked: Wants, has: Own) -> list[Fit]:
    """Kind of place, problem, size, means: in this order."""
    return [_place(asked, has), _problem(asked, has), _size(asked, has), _means(asked, has)]


def _place(asked: Wants, has: Own) -> Fit:
    named = vocabulary.names("terrains")
    if not has.terrain:
        return Fit(Verdict.UNKNOWN, _("Chưa biết kiểu địa bàn của đơn vị của bạn."))
    if not asked.terrains:
        return Fit(Verdict.UNKNOWN, _("Mô hình chưa ghi hợp với kiểu địa bàn nào."))
    told = {"place": named[has.terrain].lower()}
    if has.terrain in asked.terrains:
        return Fit(Verdict.YES, _("Hợp kiểu địa bàn: %(place)s.") % told)
    return Fit(Verdict.NO, _("Chưa nơi nào ghi là hợp với %(place)s.") % told)


def _problem(asked: Wants, has: Own) -> Fit:
    if not has.fields:
        return Fit(Verdict.UNKNOWN, _("Đơn vị của bạn chưa ghi đang cần lĩnh vực nào."))
    told = {"field": vocabulary.names("fields").get(asked.field, "").lower()}
    if asked.field in has.fields:
        return Fit(Verdict.YES, _("Đúng vấn đề đơn vị đang cần: %(field)s.") % told)
    return Fit(Verdict.NO, _("Không thuộc vấn đề đơn vị ghi đang cần."))


def _size(asked: Wants, has: Own) -> Fit:
    if has.staff is None:
        return Fit(Verdict.UNKNOWN, _("Chưa biết đơn vị của bạn có bao nhiêu người tham gia được."))
    if asked.staff_least is None:
        return Fit(Verdict.UNKNOWN, _("Mô hình chưa ghi cần ít nhất bao nhiêu người."))
    told = {"least": asked.staff_least, "staff": has.staff}
    if has.staff >= asked.staff_least:
        return Fit(Verdict.YES, _("Đủ người: cần %(least)s, đơn vị có %(staff)s.") % told)
    return Fit(Verdict.NO, _("Thiếu người: cần %(least)s, đơn vị có %(staff)s.") % told)


def _means(asked: Wants, has: Own) -> Fit:
    if not asked.means:
        return Fit(Verdict.UNKNOWN, _("Mô hình chưa ghi cần phương tiện gì."))
    if has.means is None:
        return Fit(Verdict.UNKNOWN, _("Chưa biết đơn vị của bạn có phương tiện gì."))
    named = vocabulary.names("means")
    missing = [named[code].lower() for code in asked.means if code not in has.means]
    if missing:
        return Fit(Verdict.NO, _("Đơn vị chưa có: %(means)s.") % {"means": "; ".join(missing)})
    return Fit(Verdict.YES, _("Đủ phương tiện cần có."))


def suggested(unit: Unit) -> list[tuple[Card, list[Fit]]]:
    """What fits the unit best: nothing that is known not to fit, what is known to fit first; what failed never."""
    return kept.once(("practices suggested", unit.pk), lambda: _suggested(unit))


def _suggested(unit: Unit) -> list[tuple[Card, list[Fit]]]:
    has = own(unit)
    found = []
    for card in library.index().cards:
        if card.original and card.outcome != Outcome.FAILED and card.unit != unit.pk:
            told = fits(Wants(card.field, card.terrains, card.staff_least, card.means), has)
            if all(one.verdict != Verdict.NO for one in told):
                found.append((card, told))
    found.sort(key=lambda pair: -sum(one.verdict == Verdict.YES for one in pair[1]))
    return found[:SHOWN]


@transaction.atomic
def describe(unit: Unit, said: Own, version: int, by: By) -> Profile:
    """Keep what the unit says of itself. Raises versions.Stale where somebody else did meanwhile."""
    Profile.objects.get_or_create(unit=unit, defaults={"version": 0})
    found = Profile.objects.select_for_update().get(unit=unit)
    versions.check(found, version)
    found.terrain, found.staff = said.terrain, said.staff
    found.means = None if said.means is None else sorted(said.means)
    found.fields = sorted(said.fields)
    found.version += 1
    found.save()
    journal.write(Verb.DESCRIBE, "practice_profile", found.pk, actor=by.actor, unit=by.unit, version=found.version)
    return found
