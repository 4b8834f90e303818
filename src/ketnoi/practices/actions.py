"""Writes of a practice: each is one verb, one transaction, one journal line; facts are posted before that line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.attachments.models import Attachment
from ketnoi.audit import journal, moments, versions
from ketnoi.figures import ledger
from ketnoi.practices import born, evidence, facts, library, sources, telling
from ketnoi.practices import content as contents
from ketnoi.practices.content import Content
from ketnoi.practices.enums import Status, Verb
from ketnoi.practices.models import Edition, Measured, Practice
from ketnoi.ui.text import tidy
from ketnoi.works.models import Work

KIND = "practice"
LONGEST_NOTE = 500
NEWS = frozenset({Verb.REVISE, Verb.PUBLISH, Verb.RETIRE, Verb.MEASURE})
"""What units that follow a practice are told of."""


@dataclass(frozen=True)
class By:
    """Who writes, and for which unit: ids."""

    actor: int
    unit: int


@transaction.atomic
def write(
    content: Content, unit: int, by: By, work: Work | None = None, pictures: Iterable[Attachment] = ()
) -> Practice:
    """Begin to write a practice of this unit, afresh or from a work, whose figures come along as its results, and
    those of its pictures that were chosen.

    Raises ValidationError by field of Content.
    """
    said = content.tidied()
    contents.validate(said)
    made = contents.fill(Practice(unit_id=unit, work=work, created_by=by.actor, created_unit=by.unit), said)
    made.save()
    if work is not None:
        Measured.objects.bulk_create(born.results(work, made))
    born.take(pictures, made, by.actor)
    tell(Verb.WRITE, made, by)
    return made


@transaction.atomic
def revise(practice: Practice, content: Content, note: str, version: int, by: By) -> Practice:
    """Put the content in place of what stands; of a published practice that is a new version for everybody.

    Raises versions.Stale when `version` is no longer the current one, ValidationError by field of Content and "note".
    """
    found = locked(practice, version)
    said = content.tidied()
    if said == contents.of(found):
        return found
    contents.validate(said)
    contents.fill(found, said)
    if found.status == Status.PUBLISHED:
        evidence.check(found)
        return _out(found, Verb.REVISE, by, noted(note))
    return changed(found, Verb.REVISE, by)


@transaction.atomic
def publish(practice: Practice, version: int, by: By, note: str = "") -> Practice:
    """Let every unit see it, for the first time or again. Raises versions.Stale, ValidationError by field."""
    found = locked(practice, version)
    if found.status == Status.PUBLISHED:
        raise ValidationError(_("Mô hình này đã công bố."))
    contents.validate(contents.of(found))
    _whole(found)
    evidence.check(found)
    found.status, found.retired_on, found.retiring_reason = Status.PUBLISHED, None, ""
    found.published_on = found.published_on or contents.today()
    return _out(found, Verb.PUBLISH, by, tidy(note)[:LONGEST_NOTE])


@transaction.atomic
def retire(practice: Practice, reason: str, version: int, by: By) -> Practice:
    """Say that the unit no longer works this way, or stops writing it; it stays readable to whoever could read it.

    Raises versions.Stale, ValidationError.
    """
    found = locked(practice, version)
    if found.status == Status.RETIRED:
        raise ValidationError(_("Mô hình này đã ghi thôi áp dụng."))
    told = noted(reason, "reason")
    if found.sites.filter(closed_on=None).exists():
        raise ValidationError({"reason": [_("Còn điểm mô hình đang hoạt động; hãy ghi thôi từng điểm trước.")]})
    found.status, found.retired_on, found.retiring_reason = Status.RETIRED, contents.today(), told
    found.public = False
    library.changed()
    return changed(found, Verb.RETIRE, by)


@transaction.atomic
def share(practice: Practice, public: bool, version: int, by: By) -> Practice:
    """Choose whether the part for everybody may be shown outside. Raises versions.Stale, ValidationError."""
    found = locked(practice, version)
    if public and found.status != Status.PUBLISHED:
        raise ValidationError(_("Công bố mô hình trước khi đưa ra công khai."))
    found.public = public
    return changed(found, Verb.SHARE, by, public=public)


def locked(practice: Practice, version: int) -> Practice:
    """The practice's row, held until the transaction ends. Raises versions.Stale."""
    found = Practice.objects.select_for_update().get(pk=practice.pk)
    versions.check(found, version)
    return found


def noted(text: str, name: str = "note") -> str:
    """The words, tidied; raises ValidationError for `name` when there are none, or too many."""
    told = tidy(text)
    if not told:
        raise ValidationError({name: [_("Ghi ngắn gọn, ví dụ: thêm góc trẻ em, đổi lịch trực.")]})
    if len(told) > LONGEST_NOTE:
        raise ValidationError({name: [_("Dài quá %(most)s chữ cái.") % {"most": LONGEST_NOTE}]})
    return told


def changed(found: Practice, verb: Verb, by: By, **detail: int) -> Practice:
    """Write the row, post what it counts for, tell the journal."""
    found.version += 1
    found.save()
    if found.published_on is not None:
        ledger.post(sources.PRACTICES, list(facts.count_practices([found.pk])))
    if verb == Verb.PUBLISH and found.edition == 1:
        telling.first_published(found, by.actor)
    if verb in NEWS:
        telling.news(found, by.actor)
    tell(verb, found, by, **detail)
    return found


def tell(verb: Verb, found: Practice, by: By, **detail: int) -> None:
    """The journal's line: numbers only, never a word of it."""
    journal.write(verb, KIND, found.pk, actor=by.actor, unit=by.unit, version=found.version, **detail)


def _whole(found: Practice) -> None:
    """What a reader needs before he can do the same."""
    missing = {
        name: [_("Ghi mục này trước khi công bố.")] for name in ("steps", "audience") if not getattr(found, name)
    }
    if missing:
        raise ValidationError(missing)


def _out(found: Practice, verb: Verb, by: By, note: str) -> Practice:
    """Keep the version that everybody sees from now on."""
    found.edition += 1
    library.changed()
    Edition.objects.create(
        practice=found, number=found.edition, at=moments.now(), actor=by.actor, unit=by.unit, note=note,
        content=contents.kept(contents.of(found)), results=evidence.kept(found),
    )  # fmt: skip
    return changed(found, verb, by, edition=found.edition)
