"""Writes of reports: each is one verb, one transaction, one journal line; the report's row is locked first."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.figures import clocks
from ketnoi.orgs.models import Unit
from ketnoi.programmes.models import Programme
from ketnoi.reports import annexes, drafts, editions, given, history, outline, questions, starting, telling, tokens
from ketnoi.reports.enums import Stage
from ketnoi.reports.models import Assignment, Edition, Letterhead, Paragraph, ParagraphVersion, Report
from ketnoi.reports.proposing import fitting
from ketnoi.reports.proposing.writing import Proposal
from ketnoi.reports.starting import Period, Subject
from ketnoi.ui.text import tidy

KIND = "report"


@transaction.atomic
def start(
    subject: Programme | Subject,
    unit: Unit,
    code: str,
    period: Period,
    actor: int | None = None,
    version: int | None = None,
) -> Report:
    """Start a report of the unit from an outline: its newest version, or the one asked for.

    Raises UnknownOutline, or ValidationError for days out of order and for an outline that needs more of its subject.
    """
    about = Subject(subject) if isinstance(subject, Programme) else subject
    plan = outline.load(code, version)
    starting.check(plan, about, period)
    words = starting.words(about, unit, period)
    report = starting.report(plan, about, unit, period, words)
    report.saved_at = moments.now()
    report.save()
    Paragraph.objects.bulk_create(starting.paragraphs(plan, report, words))
    journal.write("start", KIND, report.pk, actor=actor, unit=unit.pk, outline=plan.code)
    return report


@transaction.atomic
def describe(report: Report, title: str, about: str, actor: int | None = None) -> None:
    """Change what the report is called and what stands under its title (several lines)."""
    if not tidy(title) or not tidied(about):
        raise ValidationError(_("Hãy ghi tên báo cáo và trích yếu."))
    locked = locked_draft(report.pk)
    locked.title, locked.about = tidy(title), tidied(about)
    locked.save(update_fields=["title", "about"])
    saved(locked, "describe", actor)


@transaction.atomic
def edit_paragraph(paragraph: int, text: str, version: int, actor: int | None = None) -> Paragraph:
    """Write a paragraph anew; `version` is the one the writer saw.

    Raises versions.Stale or tokens.TokenError, and ValidationError where a leader's number would go.
    """
    row = _seen(paragraph, version)
    row.sense = _sense(row)
    _written(row, _checked(text, row.report, row.kind), actor)
    saved(row.report, "edit", actor, paragraph=row.pk, version=row.version)
    return row


@transaction.atomic
def restore(paragraph: int, number: int, version: int, actor: int | None = None) -> Paragraph:
    """Bring an earlier version of a paragraph back as a new one.

    Raises versions.Stale, ParagraphVersion.DoesNotExist, or tokens.TokenError for a figure that can be asked no more.
    """
    row = _seen(paragraph, version)
    earlier = ParagraphVersion.objects.get(paragraph=row, number=number)
    row.sense = _sense(row)
    _written(row, _checked(earlier.text, row.report, row.kind), actor, restores=number)
    saved(row.report, "restore", actor, paragraph=row.pk, version=row.version, number=number)
    return row


@transaction.atomic
def accept(paragraph: int, version: int, actor: int | None = None) -> Paragraph:
    """Let proposed words stand as they read now; `version` is the one that was read. Raises versions.Stale."""
    row = _seen(paragraph, version)
    row.accepted, row.sense = True, _sense(row)
    row.save(update_fields=["accepted", "sense"])
    saved(row.report, "accept", actor, paragraph=row.pk, version=row.version)
    return row


@transaction.atomic
def propose(report: Report, after: int, proposals: Sequence[Proposal], actor: int | None = None) -> list[Paragraph]:
    """Put proposed sentences after a paragraph, one each and in their order, to be read by somebody.

    One that somebody has put in meanwhile is not put in twice.
    """
    locked = locked_draft(report.pk)
    place = _place(locked, after)
    there = set(locked.paragraphs.exclude(proposed="").values_list("proposed", flat=True))
    fresh = [one for one in proposals if one.name not in there]
    locked.paragraphs.filter(order__gt=place).update(order=F("order") + len(fresh))
    rows = [
        Paragraph(report=locked, order=order, text=_checked(one.text, locked), proposed=one.name, sense=one.sense)
        for order, one in enumerate(fresh, place + 1)
    ]
    Paragraph.objects.bulk_create(rows)
    saved(locked, "propose", actor, count=len(rows))
    return rows


@transaction.atomic
def add_paragraph(
    report: Report,
    after: int | None,
    kind: str,
    text: str,
    actor: int | None = None,
    quoted_from: Assignment | None = None,
) -> Paragraph:
    """Add a heading or a text after another paragraph (None: at the end). Raises tokens.TokenError."""
    locked = locked_draft(report.pk)
    written = _checked(text, locked, kind)
    place = _place(locked, after)
    locked.paragraphs.filter(order__gt=place).update(order=F("order") + 1)
    row = Paragraph.objects.create(
        report=locked, order=place + 1, kind=kind, text=written, accepted=True, quoted_from=quoted_from
    )
    history.keep(row, actor)
    saved(locked, "add", actor, paragraph=row.pk)
    return row


@transaction.atomic
def remove(paragraph: int, version: int, actor: int | None = None) -> None:
    """Take a paragraph out; `version` is the one the writer saw.

    Raises versions.Stale, and ValidationError where a leader's number would go.
    """
    row = _seen(paragraph, version)
    report, number = row.report, row.pk
    _given_stays(row, "")
    drafts.outlive(row, actor)
    history.take_out(row, actor)
    row.delete()
    saved(report, "remove", actor, paragraph=number)


@transaction.atomic
def choose(report: Report, key: str, *, rounded: bool, actor: int | None = None) -> str:
    """Write a figure exactly, or as official reports round it, wherever it stands; answers its new key.

    Raises TokenError for a key that is none, or stands nowhere in the report: the journal keeps no other; and
    ValidationError where a leader wrote over it.
    """
    locked = locked_draft(report.pk)
    token = tokens.from_key(key)
    if not any(token in tokens.figures(row.text) for row in locked.paragraphs.all()):
        raise tokens.TokenError(key, _("không có số liệu này trong báo cáo."))
    chosen = tokens.Token(**(vars(token) | {"rounded": rounded}))
    if wrong := tokens.problem(chosen):
        raise tokens.TokenError(key, wrong)
    for row in locked.paragraphs.select_related("report"):
        parts = [chosen if part == token else part for part in tokens.parse(row.text)]
        if (text := tokens.write(parts)) != row.text:
            _written(row, text, actor, accepted=row.accepted)
    saved(locked, "choose", actor, key=chosen.key)
    return chosen.key


def freeze(report: Report, reason: str = "", actor: int | None = None) -> Edition:
    """Fix the figures at this moment; again only with a reason, and the earlier edition stays readable.

    Every clock is stamped, so that each writer of facts comes either wholly before the moment or wholly after it. That
    is a transaction of its own: what was known at a moment never changes any more, so the figures are asked while
    others write again.
    """
    with transaction.atomic():
        moment = clocks.stamp(None)
    return _fixed(report, moment, tidy(reason), actor)


@transaction.atomic
def _fixed(report: Report, moment: int, reason: str, actor: int | None) -> Edition:
    locked = locked_draft(report.pk)
    earlier = editions.current(locked)
    if earlier is not None:
        if not reason:
            raise ValidationError(_("Hãy ghi lý do chốt lại số liệu."))
        if earlier.frozen_at >= moment:
            raise ValidationError(_("Báo cáo này vừa được người khác chốt số liệu."))
        editions.close(earlier)
    report.frozen_at = locked.frozen_at = moment
    locked.save(update_fields=["frozen_at"])
    edition = Edition.objects.create(
        report=locked,
        number=earlier.number + 1 if earlier else 1,
        frozen_at=moment,
        frozen_by=actor,
        reason=reason,
    )
    saved(locked, "freeze", actor, edition=edition.number)
    return edition


@transaction.atomic
def set_letterhead(head: Letterhead, actor: int | None = None) -> None:
    """Save how the unit's papers begin and end; the first time this takes the place of what is usual."""
    known = Letterhead.objects.select_for_update().filter(unit=head.unit_id).first()
    head.pk = known.pk if known else None
    head.save()
    journal.write("set_letterhead", "unit", head.unit_id, actor=actor, unit=head.unit_id)


def locked_draft(pk: int) -> Report:
    """The report, locked, while it may be written in. Raises ValidationError once it was submitted."""
    report = Report.objects.select_for_update().get(pk=pk)
    if report.stage != Stage.DRAFT:
        stage = report.get_stage_display()
        raise ValidationError(
            _("Báo cáo đang ở bước “%(stage)s” nên không sửa được; lãnh đạo trả lại thì mới sửa tiếp.")
            % {"stage": stage}
        )
    return report


def _seen(pk: int, version: int) -> Paragraph:
    """The paragraph, its report locked, when it is still the one the writer saw."""
    report = Paragraph.objects.filter(pk=pk).values_list("report", flat=True).first()
    locked = locked_draft(report) if report is not None else None
    row = Paragraph.objects.filter(pk=pk).first()
    if locked is None or row is None or row.version != version:
        raise versions.Stale(row, _("Đoạn này vừa có người khác lưu."))
    row.report = locked
    return row


def _written(
    row: Paragraph, text: str, actor: int | None, *, accepted: bool = True, restores: int | None = None
) -> None:
    """The paragraph with other words, in a version of its own."""
    _given_stays(row, text)
    history.began(row)
    row.text, row.accepted = text, accepted
    row.version += 1
    row.save(update_fields=["text", "accepted", "sense", "version"])
    history.keep(row, actor, restores)


def _given_stays(row: Paragraph, text: str) -> None:
    """Raise ValidationError where the report would lose a number that a leader wrote: it hangs on how the figure is
    written, and must not give way to the counted one without his word.
    """
    leaving = {token.key for token in tokens.figures(row.text)} - {token.key for token in tokens.figures(text)}
    numbers = given.standing(row.report) if leaving else {}
    if leaving.isdisjoint(numbers):
        return
    elsewhere = row.report.paragraphs.exclude(pk=row.pk).values_list("kind", "text")
    leaving -= {token.key for token in editions.tokens_of(elsewhere)}
    if lost := [one.words for key, one in numbers.items() if key in leaving]:
        said = _("Số “%(number)s” do lãnh đạo ghi: lấy lại số tổng hợp rồi mới bỏ hoặc đổi cách viết số này.")
        raise ValidationError(said % {"number": lost[0]})


def _place(report: Report, after: int | None) -> int:
    """The order of a paragraph; of the last where it is gone or none is named."""
    rows = report.paragraphs.all()
    place = rows.filter(pk=after).values_list("order", flat=True).first() if after else None
    return place if place is not None else max(rows.values_list("order", flat=True), default=0)


def _sense(row: Paragraph) -> str:
    """What a proposed paragraph that somebody reads now rests on: the figures as they are."""
    return fitting.sense(row.report, row.proposed) if row.proposed else ""


def saved(report: Report, verb: str, actor: int | None, **detail: int | str) -> None:
    """Keep figures that came into a frozen text, note the moment, and write the journal's line, last."""
    edition = editions.current(report)
    if edition is not None:
        editions.keep(edition, telling.drawn(report, editions.texts(report)))
    report.saved_at = moments.now()
    report.save(update_fields=["saved_at"])
    journal.write(verb, KIND, report.pk, actor=actor, unit=report.unit_id, **detail)


def tidied(text: str) -> str:
    """The text line by line, without empty ones."""
    return "\n".join(line for one in text.splitlines() if (line := tidy(one)))


def _checked(text: str, report: Report, kind: str = Paragraph.Kind.TEXT) -> str:
    """The text tidied line by line, its figures written in their one way; a table that a page can hold."""
    written = tidied(text)
    if not written:
        raise ValidationError(_("Hãy viết nội dung của đoạn, hoặc bỏ đoạn này."))
    written = tokens.write(tokens.parse(written))
    if kind == Paragraph.Kind.TABLE:
        annexes.check(written)
    questions.check(written, report)
    return written
