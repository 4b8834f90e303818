"""A practice born from a work: what the work said, the figures it was measured by, pictures that are chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.attachments import actions as attachments
from ketnoi.attachments.models import Attachment
from ketnoi.officers.models import Post
from ketnoi.practices import content as contents
from ketnoi.practices import policy, vocabulary
from ketnoi.practices.models import Measured, Practice
from ketnoi.registers.policy import WRITERS, can_write
from ketnoi.works import files, measured
from ketnoi.works.enums import COUNTING
from ketnoi.works.models import Work

PARAMETER: Final = "cong-trinh"
FIELDS: Final = {"LV_MA_TUY": "HOC_DUONG", "LV_DEN_ON": "CHAM_LO"}
"""Fields of works that the library calls otherwise; the rest bear the same code after its beginning."""


def possible(work: Work, post: Post) -> bool:
    """May this post write it up: a work that was agreed to, of a unit that he writes for?"""
    return work.status in COUNTING and can_write(post, work.unit_id)


def ways_on(work: Work, post: Post) -> list[tuple[str, str]]:
    """What the work's page offers."""
    if post.role not in WRITERS or not possible(work, post):
        return []
    return [(_("Viết thành mô hình"), f"{reverse('practices:new')}?{PARAMETER}={work.uuid}")]


def begun(work: Work) -> dict[str, Any]:
    """What the form begins with."""
    code = work.field.code
    field = FIELDS.get(code, code.partition("_")[2])
    return {
        "unit": work.unit_id,
        "contact": work.unit_id,
        "name": work.title,
        "problem": work.aim,
        "field": field if field in vocabulary.names("fields") else "KHAC",
        "begun_on": work.registered_on,
    }


def pictures(work: Work) -> list[Attachment]:
    """Its pictures, which the practice may take along."""
    return [one for one in files.of(work) if one.is_picture]


def take(chosen: Iterable[Attachment], practice: Practice, actor: int) -> None:
    """Let the practice have these pictures too; the work keeps its own."""
    for one in chosen:
        attachments.copy(one, policy.OWNER_KIND, practice.pk, actor)


def results(work: Work, practice: Practice) -> Iterator[Measured]:
    """Figures of the work as results, unsaved: those of the practice's own unit over days that are past."""
    for question in work.questions.all():
        asked = measured.figure(question)
        if asked.start is None or asked.end is None or asked.unit != practice.unit_id:
            continue
        end: dt.date = min(asked.end, contents.today())
        if asked.start <= end:
            yield Measured(
                practice=practice, unit_id=asked.unit, indicator=asked.indicator, kind=asked.kind, topic=asked.topic,
                start=asked.start, end=end,
            )  # fmt: skip
