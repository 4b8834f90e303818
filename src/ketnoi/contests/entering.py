"""Works enter a contest, are taken back, are shown to everybody or not. Raises as `actions` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Max, QuerySet, When
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.contests import policy, states
from ketnoi.contests.actions import KIND, locked_for
from ketnoi.contests.enums import Status, Verb
from ketnoi.contests.models import LONGEST_TITLE, LONGEST_WORDS, Contest, Entry
from ketnoi.officers.models import Post
from ketnoi.practices.actions import By
from ketnoi.registers.actions import reasoned
from ketnoi.registers.entry import today
from ketnoi.registers.queries import own_units
from ketnoi.ui import dates
from ketnoi.ui.text import tidy
from ketnoi.works.enums import COUNTING
from ketnoi.works.models import Work

ENTRY = "contest_entry"


@dataclass(frozen=True)
class Paper:
    """What is handed in: ids of a work and of a group of the contest, and a few words on what is special about it."""

    work: int
    group: int
    summary: str = ""


def offered(post: Post, contest: Contest) -> QuerySet[Work]:
    """Works of the post's units that may enter: agreed to by the level above, and not in this contest yet.

    First those of its own organisation: of the units below there may be more than a list holds.
    """
    units = policy.enterable(post, contest).values("pk")
    inside = contest.entries.filter(withdrawn="").values("work")
    works = Work.objects.filter(unit__in=units, status__in=COUNTING).exclude(pk__in=inside)
    own_first = Case(When(unit__in=own_units(post).values("pk"), then=0), default=1)
    return works.select_related("unit", "field").order_by(own_first, "-year", "folded", "pk")


@transaction.atomic
def enter(contest: Contest, paper: Paper, post: Post) -> Entry:
    """Hand in a work of the post's own units."""
    if not offered(post, contest).filter(pk=paper.work).exists():
        raise ValidationError({"work": [_("Hãy chọn công trình đã được duyệt của đơn vị, chưa dự thi.")]})
    return enter_many(contest, [paper], By(post.officer_id, post.unit_id))[0]


@transaction.atomic
def enter_many(contest: Contest, papers: Sequence[Paper], by: By) -> list[Entry]:
    """Hand in all or none, with one journal line. The caller has asked who may."""
    locked = locked_for(contest, Verb.ENTER)
    _check(locked, papers)
    last = locked.entries.aggregate(last=Max("number"))["last"] or 0
    made = Entry.objects.bulk_create(
        Entry(
            contest=locked, number=number, group_id=paper.group, work_id=paper.work, summary=paper.summary.strip(),
            entered_at=moments.now(), entered_by=by.actor,
        )
        for number, paper in enumerate(papers, start=last + 1)
    )  # fmt: skip
    journal.write(Verb.ENTER, KIND, locked.pk, actor=by.actor, unit=by.unit, count=len(made), last=last + len(made))
    return made


@transaction.atomic
def withdraw(entry: Entry, reason: str, version: int, by: By) -> Entry:
    """Take an entry back while entries are taken; its number stays used."""
    locked_for(entry.contest, Verb.WITHDRAW)
    locked = _locked(entry, version)
    locked.withdrawn = reasoned(reason)
    return _changed(locked, Verb.WITHDRAW, by)


@transaction.atomic
def share(entry: Entry, words: tuple[str, str], version: int, by: By, *, public: bool) -> Entry:
    """Choose whether everybody may see it once it is shortlisted, and by which (title, words)."""
    locked_for(entry.contest, Verb.SHARE)
    locked = _locked(entry, version)
    title, told = tidy(words[0]), words[1].strip()
    if public and not title:
        raise ValidationError({"title": [_("Ghi tên để người dân đọc.")]})
    if len(title) > LONGEST_TITLE or len(told) > LONGEST_WORDS:
        raise ValidationError({"words": [_("Dài quá %(most)s chữ cái.") % {"most": LONGEST_WORDS}]})
    locked.public, locked.public_title, locked.public_words = public, title, told
    return _changed(locked, Verb.SHARE, by, public=public)


def own(post: Post, contest: Contest) -> QuerySet[Entry]:
    """Entries of the post's own organisation, for whoever writes for it."""
    found = contest.entries.filter(withdrawn="").select_related("work__unit__agency", "group")
    return found.filter(work__unit__in=own_units(post).values("pk")) if post.role in policy.WRITERS else found.none()


def may_change(post: Post, entry: Entry, verb: Verb) -> bool:
    """May somebody acting under this post take it back, or choose what everybody sees of it?"""
    allowed = states.possible(entry.contest.status, verb) and not entry.withdrawn
    return allowed and policy.can_write(post, entry.work.unit_id)


def is_open(contest: Contest) -> bool:
    """Are entries taken today?"""
    return contest.status == Status.ENTERING and contest.opens_on <= today() <= contest.closes_on


def _check(contest: Contest, papers: Sequence[Paper]) -> None:
    if not is_open(contest):
        days = {"first": dates.day(contest.opens_on), "last": dates.day(contest.closes_on)}
        raise ValidationError(_("Hội thi nhận bài từ %(first)s đến hết %(last)s.") % days)
    works = [paper.work for paper in papers]
    if len(set(works)) < len(works) or contest.entries.filter(withdrawn="", work__in=works).exists():
        raise ValidationError({"work": [_("Công trình này đã dự thi.")]})
    if {paper.group for paper in papers} - set(contest.groups.values_list("pk", flat=True)):
        raise ValidationError({"group": [_("Hãy chọn bảng trong danh sách.")]})
    if any(len(paper.summary) > LONGEST_WORDS for paper in papers):
        raise ValidationError({"summary": [_("Dài quá %(most)s chữ cái.") % {"most": LONGEST_WORDS}]})


def _locked(entry: Entry, version: int) -> Entry:
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    versions.check(locked, version, _("Bài dự thi này vừa được người khác sửa."))
    if locked.withdrawn:
        raise states.NotPossible(_("Bài dự thi này đã rút."))
    return locked


def _changed(locked: Entry, verb: Verb, by: By, **detail: bool) -> Entry:
    locked.version += 1
    locked.save()
    journal.write(verb, ENTRY, locked.pk, actor=by.actor, unit=by.unit, version=locked.version, **detail)
    return locked
