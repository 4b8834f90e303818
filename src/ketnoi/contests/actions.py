"""What the organiser does with a contest: each is one verb, one transaction, one journal line.

All take the version that the editor saw; raise versions.Stale where it is no longer the current one,
states.NotPossible where the contest's state does not allow it, and ValidationError by field.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.contests import states
from ketnoi.contests.enums import Stage, Verb
from ketnoi.contests.models import LONGEST_NAME, LONGEST_TITLE, Contest, Group
from ketnoi.practices.actions import By
from ketnoi.registers.actions import reasoned
from ketnoi.registers.entry import today
from ketnoi.ui.text import tidy

KIND = "contest"
MOST_GROUPS = 12


@dataclass(frozen=True)
class Terms:
    """What a contest says of itself; ids of units, agencies and programmes, None or "" where every one is welcome."""

    title: str
    opens_on: dt.date
    closes_on: dt.date
    groups: tuple[str, ...]
    about: str = ""
    level: str = ""
    agency: int | None = None
    programme: int | None = None


@transaction.atomic
def draft(unit: int, terms: Terms, by: By) -> Contest:
    """Begin a contest of this unit; nobody else sees it yet."""
    _check(terms)
    made = _filled(Contest(unit_id=unit, created_by=by.actor), terms)
    made.save()
    _group(made, terms)
    journal.write(Verb.DRAFT, KIND, made.pk, actor=by.actor, unit=by.unit)
    return made


@transaction.atomic
def correct(contest: Contest, terms: Terms, version: int, by: By) -> Contest:
    """Put these terms in place of those that stand, while it is a draft."""
    locked = locked_for(contest, Verb.CORRECT, version)
    _check(terms)
    _filled(locked, terms)
    locked.groups.all().delete()
    _group(locked, terms)
    return changed(locked, Verb.CORRECT, by)


@transaction.atomic
def open_entering(contest: Contest, version: int, by: By) -> Contest:
    """Let units enter: from now on the rounds and their criteria stand."""
    locked = locked_for(contest, Verb.OPEN, version)
    if not locked.rounds.exists():
        raise ValidationError(_("Thêm ít nhất một vòng, có tiêu chí và điểm, rồi mới mở nhận bài."))
    if locked.closes_on < today():
        raise ValidationError(_("Ngày cuối nhận bài đã qua; hãy sửa ngày trước khi mở."))
    return changed(locked, Verb.OPEN, by)


@transaction.atomic
def close_entering(contest: Contest, version: int, by: By) -> Contest:
    """Settle the list of entries; not before the last day of entering is over."""
    locked = locked_for(contest, Verb.CLOSE_ENTERING, version)
    if today() <= locked.closes_on:
        raise ValidationError(_("Còn trong thời gian nhận bài; chốt danh sách từ ngày hôm sau."))
    if not locked.entries.filter(withdrawn="").exists():
        raise ValidationError(_("Chưa có bài dự thi nào; hãy hủy hội thi nếu không tổ chức nữa."))
    return changed(locked, Verb.CLOSE_ENTERING, by)


@transaction.atomic
def publish(contest: Contest, version: int, by: By) -> Contest:
    """Tell the results, once every round is decided."""
    locked = locked_for(contest, Verb.PUBLISH, version)
    if locked.rounds.exclude(stage=Stage.DECIDED).exists():
        raise ValidationError(_("Còn vòng chưa chọn xong; chọn xong mọi vòng rồi mới công bố."))
    return changed(locked, Verb.PUBLISH, by)


@transaction.atomic
def cancel(contest: Contest, reason: str, version: int, by: By) -> Contest:
    """Call it off, with the reason; what was entered stays to be read by whoever could read it."""
    locked = locked_for(contest, Verb.CANCEL, version)
    locked.reason, locked.called_off = reasoned(reason), locked.status
    return changed(locked, Verb.CANCEL, by)


def locked_for(contest: Contest, verb: Verb, version: int | None = None) -> Contest:
    """The contest's row, held to the end of the transaction, in a state that allows it; of the version seen."""
    locked = Contest.objects.select_for_update(of=("self",)).select_related("unit").get(pk=contest.pk)
    if version is not None:
        versions.check(locked, version, _("Hội thi này vừa được người khác sửa."))
    states.after(locked.status, verb)
    return locked


def changed(locked: Contest, verb: Verb, by: By, **detail: int) -> Contest:
    """Write the row in the state that follows, and tell the journal."""
    locked.status = states.after(locked.status, verb)
    locked.version += 1
    locked.save()
    journal.write(verb, KIND, locked.pk, actor=by.actor, unit=by.unit, version=locked.version, **detail)
    return locked


def _filled(contest: Contest, terms: Terms) -> Contest:
    contest.title, contest.about = tidy(terms.title), terms.about.strip()
    contest.level, contest.agency_id, contest.programme_id = terms.level, terms.agency, terms.programme
    contest.opens_on, contest.closes_on = terms.opens_on, terms.closes_on
    return contest


def _group(contest: Contest, terms: Terms) -> None:
    names = [tidy(name) for name in terms.groups] or [_("Bảng chung")]
    Group.objects.bulk_create(Group(contest=contest, name=name, position=at) for at, name in enumerate(names))


def _check(terms: Terms) -> None:
    if not 0 < len(tidy(terms.title)) <= LONGEST_TITLE:
        raise ValidationError({"title": [_("Ghi tên hội thi, nhiều nhất %(most)s chữ cái.") % {"most": LONGEST_TITLE}]})
    if terms.closes_on < terms.opens_on:
        raise ValidationError({"closes_on": [_("Ngày cuối phải từ ngày đầu trở đi.")]})
    names = [tidy(name) for name in terms.groups]
    if len(names) > MOST_GROUPS or len(set(names)) < len(names):
        raise ValidationError({"groups": [_("Nhiều nhất %(most)s bảng, tên khác nhau.") % {"most": MOST_GROUPS}]})
    if any(len(name) > LONGEST_NAME for name in names):
        raise ValidationError({"groups": [_("Tên bảng dài quá %(most)s chữ cái.") % {"most": LONGEST_NAME}]})
