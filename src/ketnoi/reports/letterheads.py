"""The letterheads that units have set for their papers, kept as rows; else what `documents` knows to be usual."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ketnoi.documents import letterheads
from ketnoi.orgs.models import Unit
from ketnoi.reports.enums import Stage
from ketnoi.reports.models import Edition, Letterhead, Report

WORDS = ("layout", "issuer_lines", "number_sign", "place_name", "recipients", "authority", "signer_title")


def of(unit: Unit) -> Letterhead:
    """The unit's letterhead; one that is not saved where it has set none."""
    return Letterhead.objects.filter(unit=unit).first() or usual(unit)


def on(report: Report) -> Letterhead:
    """The letterhead of a report's paper; from its issuing on the one it was issued under."""
    edition = report.editions.last() if report.stage == Stage.ISSUED else None
    return Letterhead(unit=report.unit, **edition.letterhead) if edition and edition.letterhead else of(report.unit)


def numbered(report: Report) -> str:
    """Number and sign of an issued report as its paper has them, in a sentence: "Số 12/BC-BTV"."""
    head = on(report)
    return _("Số %(number)s/%(sign)s") % {"number": report.number, "sign": head.number_sign}


def keep(edition: Edition) -> None:
    """Keep the unit's letterhead as it is with the edition that is issued."""
    head = of(edition.report.unit)
    edition.letterhead = {name: getattr(head, name) for name in WORDS}
    edition.save(update_fields=["letterhead"])


def usual(unit: Unit) -> Letterhead:
    """What is usual for the unit's agency and level, its own names in place. Not saved."""
    known = letterheads.usual(unit)
    return Letterhead(
        unit=unit,
        layout=known.layout,
        issuer_lines="\n".join(known.issuer_lines),
        number_sign=known.number_sign,
        place_name=known.place_name,
        recipients="\n".join(known.recipients),
        authority=known.authority,
        signer_title=known.signer_title,
    )


def find(unit: Unit) -> letterheads.Letterhead | None:
    """What the unit has set, as other rooms' papers take it."""
    saved = Letterhead.objects.filter(unit=unit).first()
    if saved is None:
        return None
    return letterheads.Letterhead(
        layout=saved.layout,
        issuer_lines=tuple(saved.issuer_lines.splitlines()),
        number_sign=saved.number_sign,
        place_name=saved.place_name,
        recipients=tuple(saved.recipients.splitlines()),
        authority=saved.authority,
        signer_title=saved.signer_title,
    )
