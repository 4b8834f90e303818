"""Writes of works: each is one verb, one transaction, one journal line; facts are posted before that line.

All take the version that the editor saw, and raise versions.Stale where it is no longer the current one,
states.NotPossible where the work's state does not allow it, and ValidationError by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.figures import ledger, together
from ketnoi.figures.sources import Source
from ketnoi.registers.actions import reasoned
from ketnoi.ui.text import fold
from ketnoi.works import facts, states, trail, validation
from ketnoi.works.entry import Entry
from ketnoi.works.enums import COUNTING, Consent, Verb
from ketnoi.works.models import Part, Resource, Result, Work

CHUNK = 500
WRITTEN = ("status", "version", "key", "ended_on", "achieved", "evaluation")
FILLED = ("kind", "title", "year", "registered_on", "aim", "people")


def register(entry: Entry, actor: int, unit: int) -> Work:
    """Register a work; it waits for the level above and counts from its word on. Raises ValidationError by field."""
    return register_many([entry], actor, unit)[0]


@transaction.atomic
def register_many(wanted: Sequence[Entry], actor: int, unit: int) -> list[Work]:
    """Register all or none, with one journal line. Raises ValidationError for the first bad one."""
    tidied = [one.tidied() for one in wanted]
    with together.asked():
        for one in tidied:
            validation.validate(one)
    made = [_filled(Work(created_by=actor, created_unit=unit), one) for one in tidied]
    Work.objects.bulk_create(made)
    _link(list(zip(made, tidied, strict=True)))
    moment = ledger.post(facts.SOURCE, [])
    trail.keep(fresh([work.pk for work in made]), Verb.REGISTER, moment, actor, unit)
    journal.write(Verb.REGISTER, "work", made[0].pk, actor=actor, unit=unit, count=len(made), last=made[-1].pk)
    return made


@transaction.atomic
def correct(work: Work, entry: Entry, reason: str, version: int, actor: int, unit: int) -> Work:
    """Put the entry in place of what stands; one that was returned is sent again by that.

    A reason is needed once the level above agreed. The unit that registered stays the one that did.
    """
    locked = locked_for(work, Verb.CORRECT, version)
    tidied = entry.tidied()
    if tidied.unit != locked.unit_id:
        raise ValidationError({"unit": [_("Đơn vị đăng ký không đổi được; hãy rút và đăng ký lại.")]})
    validation.validate(tidied)
    told = reasoned(reason) if locked.status in COUNTING else ""
    _filled(locked, tidied)
    said = dict(locked.parts.values_list("unit", "consent"))
    locked.resources.all().delete()
    locked.parts.all().delete()
    _link([(locked, tidied)], said)
    return changed(locked, Verb.CORRECT, actor, unit, told)


@transaction.atomic
def withdraw(work: Work, reason: str, version: int, actor: int, unit: int) -> Work:
    """Take back what nobody has agreed to yet; it stays to be read."""
    locked = locked_for(work, Verb.WITHDRAW, version)
    return changed(locked, Verb.WITHDRAW, actor, unit, reasoned(reason))


def locked_for(work: Work, verb: Verb, version: int) -> Work:
    """The work's row, held until the transaction ends, of the version the editor saw and in a state that allows it."""
    locked = Work.objects.select_for_update(of=("self",)).select_related("unit").get(pk=work.pk)
    versions.check(locked, version, _("Công trình này vừa được người khác sửa."))
    states.after(locked.status, verb)
    return locked


def changed(locked: Work, verb: Verb, actor: int, unit: int, reason: str = "") -> Work:
    """Write the row in the state that follows, post it and its results, keep the revision, tell the journal."""
    locked.status = states.after(locked.status, verb)
    locked.version += 1
    locked.save()
    trail.keep([locked], verb, post([locked.pk]), actor, unit, reason)
    journal.write(verb, "work", locked.pk, actor=actor, unit=unit, version=locked.version)
    return locked


def locked_many(ids: Sequence[int]) -> list[Work]:
    """The rows of these works, held until the transaction ends, with all that a revision says of them."""
    held = Work.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return list(held.select_related("unit").prefetch_related("parts", "resources"))


def changed_many(locked: Sequence[Work], verb: Verb, actor: int, unit: int, reason: str = "") -> None:
    """The same for several, under one moment, with one journal line; none is changed where one does not allow it."""
    for work in locked:
        work.status, work.version = states.after(work.status, verb), work.version + 1
    Work.objects.bulk_update(locked, WRITTEN, batch_size=CHUNK)
    trail.keep(locked, verb, post([work.pk for work in locked]), actor, unit, reason)
    first, last = locked[0].pk, locked[-1].pk
    journal.write(verb, "work", first, actor=actor, unit=unit, count=len(locked), last=last)


def fresh(ids: Sequence[int]) -> list[Work]:
    """These works as they stand, with all that a revision says of them."""
    return list(Work.objects.filter(pk__in=ids).order_by("pk").prefetch_related("parts", "resources"))


def post(works: Iterable[int]) -> int:
    """Let the ledger say what these works and their own results count for now; answers the moment."""
    ids = list(works)
    moment = _post(facts.SOURCE, ids)  # first: its provinces hold those of the results
    results = list(Result.objects.filter(work__in=ids).order_by("pk").values_list("pk", flat=True))
    if results:
        _post(facts.RESULT_SOURCE, results)
    return moment


def _post(source: Source, ids: Sequence[int]) -> int:
    counted = list(source.count(ids))
    return ledger.post(source, counted, removed=sorted(set(ids) - {one.record for one in counted}))


def _filled(work: Work, entry: Entry) -> Work:
    for name in FILLED:
        setattr(work, name, getattr(entry, name))
    work.unit_id, work.field_id, work.place_id = entry.unit, entry.field, entry.place
    work.programme_id, work.responsible_id = entry.programme, entry.responsible
    work.folded = fold(entry.title)
    return work


def _link(pairs: Sequence[tuple[Work, Entry]], said: Mapping[int, str] | None = None) -> None:
    """Write who takes part and from what means; what a unit `said` before stays answered."""
    Part.objects.bulk_create(
        Part(work=work, unit_id=unit, consent=consent, position=position)
        for work, entry in pairs
        for position, (unit, consent) in enumerate(_asked(entry, said or {}))
    )
    Resource.objects.bulk_create(
        Resource(work=work, source=source, amount=amount)
        for work, entry in pairs
        for source, amount in entry.resources.items()
    )


def _asked(entry: Entry, said: Mapping[int, str]) -> list[tuple[int, str]]:
    """[(unit, what it says)], the one that registers first."""
    return [(entry.unit, Consent.LEAD), *((unit, said.get(unit, Consent.ASKED)) for unit in entry.partners)]
