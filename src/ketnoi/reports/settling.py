"""What becomes of a figure: the fixed number stays or the new one is taken, and what a leader writes over it.

Each is one verb, one transaction, one journal line; the report's row is locked first. What an officer decides holds of
what he saw: where that is no longer what stands, versions.Stale is raised and nothing is written.
"""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import moments, versions
from ketnoi.figures import clocks, links
from ketnoi.reports import actions, editions, given, moved, telling, tokens
from ketnoi.reports.models import Edition, FrozenFigure, GivenNumber, KeptRecords, Report
from ketnoi.ui.text import tidy


@transaction.atomic
def keep_fixed(report: Report, key: str, seen: Collection[int], actor: int | None = None) -> None:
    """Let a fixed number stand though its records have changed since; said again only when they change once more.

    `seen`: what its questions count now (`moved.now`), as the officer saw it.
    """
    locked = actions.locked_draft(report.pk)
    edition, row = _fixed(locked, key)
    touched = _touched(row)
    if sorted(seen) != moved.now(touched):
        raise versions.Stale(touched, _("Số này lại vừa thay đổi sau khi trang được mở."))
    at = moments.now()
    edition.settled |= {links.query(one.said.figure): {"now": one.now, "at": at, "by": actor} for one in touched}
    edition.save(update_fields=["settled"])
    actions.saved(locked, "keep_fixed", actor, key=key, edition=edition.number)


def take_new(report: Report, key: str, actor: int | None = None) -> Edition:
    """Fix one figure again, as known now, in an edition of its own; the other figures stay as they were fixed.

    Wherever the same question stands, exact, rounded or compared, it is fixed again with it.
    """
    with transaction.atomic():
        moment = clocks.stamp(None)
    return _taken(report, key, moment, actor)


@transaction.atomic
def _taken(report: Report, key: str, moment: int, actor: int | None) -> Edition:
    locked = actions.locked_draft(report.pk)
    earlier, row = _fixed(locked, key)
    if earlier.frozen_at >= moment:
        raise ValidationError(_("Báo cáo này vừa được người khác chốt số liệu."))
    _touched(row)
    editions.close(earlier)
    report.frozen_at = locked.frozen_at = moment
    locked.save(update_fields=["frozen_at"])
    edition = Edition.objects.create(
        report=locked,
        number=earlier.number + 1,
        frozen_at=moment,
        frozen_by=actor,
        reason=_("Lấy số mới: %(name)s") % {"name": row.name},
        settled=earlier.settled,
    )
    _carry(earlier, edition, _standing(locked, earlier, row))
    actions.saved(locked, "take_new", actor, key=key, edition=edition.number)
    return edition


@transaction.atomic
def give(report: Report, key: str, number: given.Given, seen: int = 0, actor: int | None = None) -> None:
    """Let a leader's number stand in the text. Raises ValidationError by field where something is not said.

    `seen`: the moment of the leader's number that stood there (`Given.at`); 0 where none did.
    """
    said = {name: tidy(getattr(number, name)) for name in ("words", "source", "reason")}
    _check(said)
    locked = actions.locked_draft(report.pk)
    if key not in {token.key for token in editions.tokens_of(editions.texts(locked))}:
        raise ValidationError(_("Không có số liệu này trong báo cáo."))
    _end(locked, key, seen, actor)
    row = GivenNumber.objects.create(report=locked, key=key, at=moments.now(), by=actor, **said)
    _in_edition(locked, key, given.of_row(row))
    actions.saved(locked, "give", actor, key=key)


@transaction.atomic
def take_back(report: Report, key: str, seen: int, actor: int | None = None) -> None:
    """Let the counted number stand again; `seen` as for `give`."""
    locked = actions.locked_draft(report.pk)
    if not _end(locked, key, seen, actor):
        raise ValidationError(_("Số này đang là số tổng hợp."))
    _in_edition(locked, key, None)
    actions.saved(locked, "take_back", actor, key=key)


def _check(said: dict[str, str]) -> None:
    wrong = {
        "words": "" if any(sign.isdigit() for sign in said["words"]) else _("Hãy ghi một số, ví dụ 47 hoặc trên 40."),
        "source": "" if said["source"] else _("Hãy ghi số này lấy từ đâu."),
        "reason": "" if said["reason"] else _("Hãy ghi lý do."),
    }
    if problems := {name: problem for name, problem in wrong.items() if problem}:
        raise ValidationError(problems)


def _touched(row: FrozenFigure) -> list[moved.Difference]:
    """What has changed behind a fixed figure. Raises ValidationError where nothing has."""
    touched = [one for one in moved.of({row.key: editions.read(row)}) if row.key in one.keys]
    if not touched:
        raise ValidationError(_("Số này chưa thay đổi từ khi chốt."))
    return touched


def _fixed(report: Report, key: str) -> tuple[Edition, FrozenFigure]:
    edition = editions.current(report)
    row = edition.figures.filter(key=key).first() if edition else None
    if edition is None or row is None:
        raise ValidationError(_("Không có số liệu này trong bản đã chốt."))
    return edition, row


def _standing(report: Report, earlier: Edition, taken: FrozenFigure) -> list[FrozenFigure]:
    """What the next edition has from the earlier one: all but the figures of the same question, and the parts of these
    that only charts show, so that years or quarters add up to the number beside them.
    """
    rows = list(earlier.figures.all())
    anew = [one for one in rows if not _asked(one).isdisjoint(_asked(taken))]
    parts = {part.key for one in anew for part in telling.parts_of(tokens.from_key(one.key), report)}
    drawn = parts - {token.key for token in editions.tokens_of(editions.texts(report))}
    return [one for one in rows if one not in anew and one.key not in drawn]


def _carry(earlier: Edition, later: Edition, figures: list[FrozenFigure]) -> None:
    """Figures of an edition as they are in the next one, with the records that were kept behind them."""
    questions = {query for one in figures for query in _asked(one)}
    for one in figures:
        one.pk, one.edition = None, later
    FrozenFigure.objects.bulk_create(figures)
    behind = earlier.kept_records.filter(query__in=questions)
    KeptRecords.objects.bulk_create(KeptRecords(edition=later, query=one.query, lines=one.lines) for one in behind)


def _asked(row: FrozenFigure) -> set[str]:
    """The questions behind a fixed figure."""
    return {row.query, row.basis.get("query") or row.query}


def _end(report: Report, key: str, seen: int, actor: int | None) -> int:
    """Take back what holds, when it is what was seen; how many that were."""
    holding = GivenNumber.objects.filter(report=report, key=key, taken_back_at=None)
    stands = holding.first()
    if (stands.at if stands else 0) != seen:
        raise versions.Stale(stands, _("Số này vừa có lãnh đạo khác quyết định."))
    return holding.update(taken_back_at=moments.now(), taken_back_by=actor)


def _in_edition(report: Report, key: str, number: given.Given | None) -> None:
    edition = editions.current(report)
    if edition is not None:
        edition.figures.filter(key=key).update(given=given.written(number))
