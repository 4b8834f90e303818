"""Voting for shortlisted entries: by signed-in officers and by one-time codes, each counted by itself.

Whoever votes chooses at most one entry in each group. No sum is answered before voting is over.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.contests import officer_votes, states
from ketnoi.contests.enums import Stage, Status
from ketnoi.contests.models import Ballot, Code, CodeTally, Contest, Entry, Round
from ketnoi.officers.models import Officer
from ketnoi.practices.actions import By
from ketnoi.registers.entry import today
from ketnoi.ui.numbers import grouped
from ketnoi.vault import keyed, keys

KIND = "contest_ballot"
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when read from paper
LENGTH = 12  # of 30 signs: 58 bits
MOST_CODES = 500  # of one sheet
MOST_OF_BALLOT = 20_000

Choice = Mapping[int, int]
"""{group id: entry id}"""


class NotThisCode(ValueError):
    """There is no such code, or it has voted; the message is for the person and the same for either."""

    def __init__(self) -> None:
        super().__init__(_("Mã không đúng hoặc đã được dùng."))


@dataclass(frozen=True)
class Sum:
    """Votes for an entry: of officers, and by codes."""

    entry: Entry
    officers: int
    codes: int


@transaction.atomic
def begin(contest: Contest, closes_on: dt.date, version: int, by: By, *, by_codes: bool) -> Ballot:
    """Let officers vote for what came through the last round that is decided, until that day; one ballot a contest."""
    locked = Contest.objects.select_for_update().get(pk=contest.pk)
    versions.check(locked, version, _("Hội thi này vừa được người khác sửa."))
    decided = _decided(locked)
    if decided is None or not possible(locked):
        raise states.NotPossible(_("Bình chọn mở được một lần, sau khi đã chọn xong một vòng."))
    if closes_on < today():
        raise ValidationError({"closes_on": [_("Ngày này đã qua.")]})
    made = Ballot.objects.create(
        contest=locked, round=decided, closes_on=closes_on, by_codes=by_codes,
        data_key=keys.new(officer_votes.OWNER_KIND),
    )  # fmt: skip
    # For every entry: its unit may make it public while people vote already.
    CodeTally.objects.bulk_create(CodeTally(ballot=made, entry=entry) for entry in entries(made))
    journal.write("begin_vote", KIND, made.pk, actor=by.actor, unit=by.unit, contest=locked.pk)
    return made


@transaction.atomic
def close(ballot: Ballot, version: int, by: By) -> Ballot:
    """End voting; from now on the sums may be read."""
    locked = Ballot.objects.select_for_update().get(pk=ballot.pk)
    versions.check(locked, version)
    if locked.closed:
        raise states.NotPossible(_("Bình chọn đã đóng."))
    locked.closed, locked.version = True, locked.version + 1
    locked.save()
    journal.write("close_vote", KIND, locked.pk, actor=by.actor, unit=by.unit)
    return locked


@transaction.atomic
def make_codes(ballot: Ballot, count: int, by: By) -> list[str]:
    """New codes, each for one vote. They are answered here once and can never be read again."""
    fresh = _open(ballot)
    if not fresh.by_codes:
        raise states.NotPossible(_("Bình chọn này không dùng mã."))
    if not 1 <= count <= MOST_CODES:
        raise ValidationError({"count": [_("Mỗi lần từ 1 đến %(most)s mã.") % {"most": MOST_CODES}]})
    if count > (left := MOST_OF_BALLOT - fresh.codes.count()):
        said = {"most": grouped(MOST_OF_BALLOT), "left": grouped(max(left, 0))}
        raise ValidationError({"count": [_("Mỗi lần bình chọn nhiều nhất %(most)s mã; còn tạo được %(left)s.") % said]})
    codes = ["".join(secrets.choice(SIGNS) for _sign in range(LENGTH)) for _code in range(count)]
    # By digest, not as drawn: rows do not lie in the order of the printed sheet.
    Code.objects.bulk_create(Code(digest=one, ballot=fresh) for one in sorted(_digest(fresh, code) for code in codes))
    journal.write("make_codes", KIND, fresh.pk, actor=by.actor, unit=by.unit, count=count)
    return codes


@transaction.atomic
def vote(ballot: Ballot, choice: Choice, officer: Officer, unit: int) -> None:
    """An officer's vote; another one puts this in place of it until voting is over. The journal says that he voted."""
    fresh = _open(ballot)
    _check(choice, entries(fresh))
    for group in _groups(fresh):
        officer_votes.keep(fresh, group, choice.get(group), officer)
    journal.write("vote", KIND, fresh.pk, actor=officer.pk, unit=unit)


@transaction.atomic
def vote_by_code(ballot: Ballot, typed: str, choice: Choice) -> None:
    """The vote of whoever holds a code, for entries that were made public. Raises NotThisCode.

    The code is marked as used and the tallies grow: nothing joins one to the other, neither a key nor a moment.
    """
    fresh = _open(ballot)
    _check(choice, public_entries(fresh))
    if not choice:
        raise ValidationError(_("Hãy chọn ít nhất một bài."))
    code = Code.objects.select_for_update().filter(pk=_digest(fresh, tidied(typed)), ballot=fresh).first()
    if code is None or code.used:
        raise NotThisCode
    code.used = True
    code.save(update_fields=["used"])
    for entry in sorted(choice.values()):
        CodeTally.objects.filter(ballot=fresh, entry=entry).update(votes=F("votes") + 1)
    journal.write("vote_by_code", KIND, fresh.pk)


def possible(contest: Contest) -> bool:
    """May voting begin: something is shortlisted, and nobody voted in this contest yet?"""
    under_way = contest.status in {Status.JUDGING, Status.PUBLISHED}
    return under_way and _decided(contest) is not None and not Ballot.objects.filter(contest=contest).exists()


def _decided(contest: Contest) -> Round | None:
    return contest.rounds.filter(stage=Stage.DECIDED).order_by("-number").first()


def is_open(ballot: Ballot) -> bool:
    """Are votes taken: until the last day, unless somebody ended it or called the contest off?"""
    called_off = ballot.contest.status == Status.CANCELLED
    return not ballot.closed and not called_off and today() <= ballot.closes_on


def entries(ballot: Ballot) -> QuerySet[Entry]:
    """What is voted for: what came through the ballot's round, by group and number."""
    found = Entry.objects.filter(placings__round=ballot.round_id, placings__through=True)
    return found.select_related("work__unit__agency", "group").order_by("group__position", "number")


def public_entries(ballot: Ballot) -> QuerySet[Entry]:
    """Those of them that their units let everybody see now."""
    return entries(ballot).filter(public=True)


def chosen(ballot: Ballot, officer: Officer) -> set[int]:
    """Ids of the entries that this officer voted for: told to nobody but him."""
    return officer_votes.chosen(ballot, _groups(ballot), officer)


def _groups(ballot: Ballot) -> list[int]:
    """Groups in which something is voted for, in one order for everybody."""
    return sorted(set(entries(ballot).values_list("group", flat=True)))


def sums(ballot: Ballot) -> list[Sum] | None:
    """Votes by entry, in the order of `entries`; None while anybody may still vote."""
    if is_open(ballot):
        return None
    by_officers = officer_votes.count(ballot)
    by_codes = dict(ballot.tallies.values_list("entry", "votes"))
    return [Sum(one, by_officers[one.pk], by_codes.get(one.pk, 0)) for one in entries(ballot)]


def tidied(typed: str) -> str:
    """A code as it was made, from what somebody typed: small letters, spaces and dashes do not matter."""
    return "".join(sign for sign in typed[:60].upper() if sign in SIGNS)


def shown(code: str) -> str:
    """A code as it is printed: "ABCD-EFGH-JKMN"."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def _open(ballot: Ballot) -> Ballot:
    """The ballot while votes are taken; its row is read, not locked: voters do not wait for one another.

    Whoever closes it, or makes codes, waits for nobody either: a vote that began before counts.
    """
    fresh = Ballot.objects.select_related("contest", "data_key").get(pk=ballot.pk)
    if not is_open(fresh):
        raise states.NotPossible(_("Bình chọn đã kết thúc."))
    return fresh


def _check(choice: Choice, offered: QuerySet[Entry]) -> None:
    known = set(offered.values_list("group", "pk"))
    if not set(choice.items()) <= known:
        raise ValidationError(_("Hãy chọn bài trong danh sách, mỗi bảng một bài."))


def _digest(ballot: Ballot, code: str) -> str:
    return keyed.digest("contest-code", f"{ballot.uuid}:{code}")
