"""Add results to a practice and take them away: questions to the ledger, and what a paper states."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.figures.models import Category
from ketnoi.practices import content as contents
from ketnoi.practices import evidence
from ketnoi.practices.actions import By, changed, locked
from ketnoi.practices.enums import Status, Verb
from ketnoi.practices.models import Measured, Practice, Stated
from ketnoi.ui.text import tidy

LONGEST_WORDS, LONGEST_SOURCE = 300, 200
MOST = 12  # results of one practice: a page tells the main ones


@dataclass(frozen=True)
class Question:
    """What is measured: an indicator's code, with a kind and a topic (ids of categories, 0 for all)."""

    indicator: str
    kind: int = 0
    topic: int = 0


@dataclass(frozen=True)
class Span:
    """Days, both included, and days before them to hold them against."""

    start: dt.date
    end: dt.date
    before_start: dt.date | None = None
    before_end: dt.date | None = None


@transaction.atomic
def measure(practice: Practice, asked: Question, span: Span, version: int, by: By) -> Measured:
    """Let a figure of the practice's own unit stand as its result. Raises versions.Stale, ValidationError by field."""
    found = locked(practice, version)
    _room(found)
    _known(asked)
    _days(span)
    made = Measured.objects.create(
        practice=found, unit=found.unit, indicator=asked.indicator, kind=asked.kind, topic=asked.topic,
        start=span.start, end=span.end, before_start=span.before_start, before_end=span.before_end,
    )  # fmt: skip
    changed(found, Verb.MEASURE, by)
    return made


@transaction.atomic
def state(practice: Practice, words: str, source: str, day: dt.date | None, version: int, by: By) -> Stated:
    """Let what a paper tells stand beside them, marked as stated. Raises versions.Stale, ValidationError by field."""
    found = locked(practice, version)
    _room(found)
    told, paper = tidy(words), tidy(source)
    if not told or len(told) > LONGEST_WORDS:
        raise ValidationError({"words": [_("Ghi kết quả, ví dụ: đơn giải quyết đúng hạn từ 71% lên 94%.")]})
    if not paper or len(paper) > LONGEST_SOURCE:
        raise ValidationError({"source": [_("Ghi nguồn, ví dụ: Báo cáo số 12 ngày 05/01/2026.")]})
    if day and day > contents.today():
        raise ValidationError({"day": [_("Ngày này chưa đến.")]})
    made = Stated.objects.create(practice=found, words=told, source=paper, day=day)
    changed(found, Verb.MEASURE, by)
    return made


@transaction.atomic
def take_back(practice: Practice, result: Measured | Stated, version: int, by: By) -> None:
    """Take a result away. Raises versions.Stale, ValidationError where the claimed evidence would no longer hold."""
    found = locked(practice, version)
    result.delete()
    if found.status == Status.PUBLISHED:
        evidence.check(found)
    changed(found, Verb.UNMEASURE, by)


def _room(found: Practice) -> None:
    if found.measured.count() + found.stated.count() >= MOST:
        raise ValidationError(_("Một mô hình ghi nhiều nhất %(most)s kết quả; hãy bỏ bớt kết quả cũ.") % {"most": MOST})


def _known(asked: Question) -> None:
    try:
        catalogue.indicator(asked.indicator)
    except catalogue.UnknownIndicator as unknown:
        raise ValidationError({"indicator": [_("Chọn một chỉ tiêu trong danh sách.")]}) from unknown
    for name in ("kind", "topic"):
        number = getattr(asked, name)
        if number and not Category.objects.filter(pk=number).exists():
            raise ValidationError({name: [_("Chọn một mục trong danh sách.")]})


def _days(span: Span) -> None:
    if span.end < span.start:
        raise ValidationError({"end": [_("Ngày cuối phải từ ngày đầu trở đi.")]})
    if span.end > contents.today():
        raise ValidationError({"end": [_("Kỳ này chưa hết; chọn đến hôm nay hoặc sớm hơn.")]})
    if (span.before_start is None) != (span.before_end is None):
        raise ValidationError({"before_end": [_("Ghi cả ngày đầu và ngày cuối của kỳ trước, hoặc để trống cả hai.")]})
    if span.before_start and span.before_end and not span.before_start <= span.before_end < span.start:
        raise ValidationError({"before_end": [_("Kỳ trước phải hết trước ngày đầu của kỳ này.")]})
