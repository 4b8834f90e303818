"""What a report begins with: its subject, and the words and paragraphs that its outline gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ketnoi.figures import months
from ketnoi.figures.models import Category
from ketnoi.orgs.models import Unit
from ketnoi.programmes.models import Programme
from ketnoi.reports import annexes, filling, tokens
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.outline import Line, Outline

LONGEST_TITLE = 160
Period = tuple[dt.date, dt.date]  # its first and last day


@dataclass(frozen=True)
class Subject:
    """What a report is about: a programme (None: all work of the unit's area), and the topic of a thematic one.

    A periodic one names the regime that asks for it, the day it is due, and what the period is `called` there.
    """

    programme: Programme | None = None
    topic: Category | None = None
    regime: str = ""
    due_on: dt.date | None = None
    called: str = ""


def check(plan: Outline, subject: Subject, period: Period) -> None:
    """Raise ValidationError for days out of order, and for an outline that needs more of its subject."""
    if period[0] > period[1]:
        raise ValidationError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
    if plan.needs == "programme" and subject.programme is None:
        raise ValidationError(_("%(outline)s được soạn cho một chương trình phối hợp.") % {"outline": plan.name})
    if plan.needs == "topic" and subject.topic is None:
        raise ValidationError({"topic": [_("Hãy chọn chuyên đề của báo cáo.")]})


def fits(plan: Outline, period: Period) -> bool:
    """Is the period as long as this kind of report asks? It may begin on any day: many count from the 15th."""
    first, after = period[0], period[1] + dt.timedelta(days=1)
    return not plan.months or (after.day == first.day and months.of(after) - months.of(first) == plan.months)


def last_over(count: int, day: dt.date) -> Period:
    """The last month, quarter, half-year or year (so many months) that was over on this day."""
    end = months.of(day) // count * count
    return months.first_day(end - count), months.last_day(end - 1)


def words(subject: Subject, unit: Unit, period: Period) -> dict[str, str]:
    """What the outline's `$words` stand for; those of a programme or a topic only where there is one."""
    known = filling.of_unit(unit) | (filling.words(subject.programme, *period) if subject.programme else {})
    known |= filling.of_topic(subject.topic) if subject.topic else {}
    return known | filling.of_period(*period, subject.called)


def report(plan: Outline, subject: Subject, unit: Unit, period: Period, said: Mapping[str, str]) -> Report:
    """The report as it begins. Not saved."""
    return Report(
        programme=subject.programme,
        unit=unit,
        outline=plan.code,
        outline_version=plan.version,
        title=Truncator(_plain(plan.title, said)).chars(LONGEST_TITLE),
        about=_plain(plan.about, said),
        starts_on=period[0],
        ends_on=period[1],
        regime=subject.regime,
        due_on=subject.due_on,
    )


def paragraphs(plan: Outline, begun: Report, said: Mapping[str, str]) -> Iterator[Paragraph]:
    """Its paragraphs, the words in place; proposed sentences wait to be read. Not saved."""
    for order, line in enumerate(plan.lines, 1):
        yield Paragraph(
            report=begun,
            order=order,
            kind=line.kind,
            text=_text(line, begun, said),
            guidance=line.guidance,
            accepted=line.kind != Paragraph.Kind.TEXT,
        )


def _text(line: Line, begun: Report, said: Mapping[str, str]) -> str:
    if line.annex:
        return annexes.planned(line.annex, begun.programme, begun.starts_on, begun.ends_on)
    return filling.filled(line.text, said)


def _plain(text: str, said: Mapping[str, str]) -> str:
    """A title: no figures in it, so that doubled braces are single again."""
    return "".join(str(part) for part in tokens.parse(filling.filled(text, said)))
