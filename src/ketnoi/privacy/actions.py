"""Writes of the desk about requests: received, acknowledged, answered. One verb, one transaction, one journal line.

The order is that of every write: the row, the ledger's clocks, then whatever journals.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.access import granting, policy
from ketnoi.access.enums import Action
from ketnoi.access.reader import Reader
from ketnoi.audit import journal, moments, versions
from ketnoi.deadlines import allowances, keeping, running
from ketnoi.deadlines.allowances import Act
from ketnoi.deadlines.keeping import By
from ketnoi.deadlines.running import Running
from ketnoi.officers.models import Post
from ketnoi.privacy import facts, kinds, retention
from ketnoi.privacy.enums import Channel, Checked, Outcome
from ketnoi.privacy.models import KIND, SubjectRequest
from ketnoi.ui.text import tidy
from ketnoi.vault import keys

ACKNOWLEDGE = "DP_ACK"


@dataclass(frozen=True)
class Entry:
    """A request as it came. `received_at` is a moment that lies behind us."""

    kind: str
    channel: Channel
    checked: Checked
    received_at: int
    subject: str
    contact: str
    said: str


@dataclass(frozen=True)
class Answer:
    """What the person is told. A refusal, whole or in part, names the law it leans on."""

    outcome: Outcome
    text: str
    ground: str
    checked: Checked


@dataclass(frozen=True)
class Extension:
    """By how much a limit is extended, on which ground that it knows, by which paper of which moment, and why."""

    ground: str
    amount: int
    paper: str
    told_at: int
    reason: str


@transaction.atomic
def receive(entry: Entry, post: Post) -> SubjectRequest:
    """Enter a request in the post's unit and start its clocks. Raises ValidationError by field, PermissionDenied."""
    _check(entry)
    made = SubjectRequest(
        owner=post.unit,
        kind=entry.kind,
        channel=entry.channel,
        checked=entry.checked,
        received_at=entry.received_at,
        registered_by=post.officer,
        data_key=keys.new(KIND),
    )
    made.subject, made.said, made.contact = tidy(entry.subject), entry.said.strip(), tidy(entry.contact) or None
    made.save()
    facts.post(made)
    granting.begin(made, post)
    by = By(post.officer_id, post.unit_id)
    for limit in filter(None, (ACKNOWLEDGE, kinds.every()[entry.kind].limit)):
        keeping.start(KIND, made.pk, limit, entry.received_at, by=by)
    journal.write("receive", KIND, made.pk, actor=post.officer_id, unit=post.unit_id, sort=entry.kind)
    return made


def _check(entry: Entry) -> None:
    problems = {}
    if entry.kind not in kinds.every():
        problems["kind"] = _("Hãy chọn loại yêu cầu.")
    if entry.received_at > moments.now():
        problems["received_on"] = _("Ngày nhận không được sau hôm nay.")
    elif old := retention.too_old(KIND, entry.received_at):
        problems["received_on"] = old
    for field, text in (("subject", entry.subject), ("said", entry.said)):
        if not tidy(text):
            problems[field] = _("Ô này cần có nội dung.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def acknowledge(reader: Reader, request: SubjectRequest, seen: int) -> None:
    """The person was told that the request arrived, and what happens now."""
    row = _locked(reader, request, seen)
    if row.acknowledged_at is not None:
        raise versions.Stale(row)
    row.acknowledged_at = moments.now()
    _kept(row)
    _meet(row, {ACKNOWLEDGE}, reader)
    journal.write("acknowledge", KIND, row.pk, actor=reader.officer, unit=reader.unit)


@transaction.atomic
def answer(reader: Reader, request: SubjectRequest, told: Answer, seen: int) -> None:
    """Close it with an answer. Raises ValidationError by field, versions.Stale, PermissionDenied."""
    row = _locked(reader, request, seen)
    _check_answer(told)
    row.outcome, row.ground, row.checked = told.outcome, tidy(told.ground), told.checked
    row.answer = told.text.strip()
    row.answered_at = row.closed_at = moments.now()
    _kept(row)
    facts.post(row)
    _meet(row, {ACKNOWLEDGE, kinds.every()[row.kind].limit}, reader)
    journal.write("answer", KIND, row.pk, actor=reader.officer, unit=reader.unit, outcome=told.outcome)


def _check_answer(told: Answer) -> None:
    problems = {}
    if told.outcome in {Outcome.OPEN, ""}:
        problems["outcome"] = _("Hãy chọn kết quả.")
    if not tidy(told.text):
        problems["text"] = _("Hãy ghi nội dung trả lời.")
    if told.outcome in {Outcome.REFUSED, Outcome.PARTLY} and not tidy(told.ground):
        problems["ground"] = _("Từ chối thì phải ghi căn cứ pháp luật.")
    if told.outcome in {Outcome.GRANTED, Outcome.PARTLY} and told.checked == Checked.NOT_YET:
        problems["checked"] = _("Xác minh người yêu cầu trước khi trả lời về dữ liệu.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def extend(reader: Reader, request: SubjectRequest, wanted: Extension, seen: int) -> None:
    """Give the answer more time, as far as its limit allows; the person is told why, by a paper.

    Raises ValidationError by field, versions.Stale, PermissionDenied.
    """
    row = _locked(reader, request, seen)
    if not tidy(wanted.reason):
        raise ValidationError({"reason": _("Hãy ghi lý do gia hạn, như đã báo cho người yêu cầu.")})
    clock = extensible(row)
    if clock is None:
        raise ValidationError(_("Yêu cầu này không còn thời hạn nào được gia hạn."))
    row.extended_for = wanted.reason.strip()
    _kept(row)
    by = By(reader.officer, reader.unit)
    keeping.extend(clock.row.pk, clock.row.version, wanted.ground, wanted.amount, wanted.paper, wanted.told_at, by)
    journal.write("extend", KIND, row.pk, actor=reader.officer, unit=reader.unit, amount=wanted.amount)


def extensible(request: SubjectRequest) -> Running | None:
    """The running clock of an open request that its limit lets be extended once more, if there is one."""
    if request.outcome != Outcome.OPEN:
        return None
    for one in running.of(KIND, [request.pk]).get(request.pk, []):
        steps = [len(allowed.steps) for allowed in allowances.of(one.row.limit, Act.EXTEND).values()]
        if one.is_open and one.row.extensions.count() < max(steps, default=0):
            return one
    return None


def _locked(reader: Reader, request: SubjectRequest, seen: int) -> SubjectRequest:
    """The row as it is now, for who may write it; an answered request is closed."""
    if not policy.can(reader, Action.WRITE, request):
        raise PermissionDenied
    row: SubjectRequest = request.own_row().select_for_update(of=("self",)).select_related("owner").get()
    versions.check(row, seen)
    if row.outcome != Outcome.OPEN:
        raise versions.Stale(row)
    return row


def _kept(row: SubjectRequest) -> None:
    row.version += 1
    row.save()


def _meet(row: SubjectRequest, limits: set[str], reader: Reader) -> None:
    """The clocks of these limits that still run are met now."""
    for one in running.of(KIND, [row.pk]).get(row.pk, []):
        if one.is_open and one.row.limit in limits:
            keeping.met(one.row.pk, one.row.version, moments.now(), By(reader.officer, reader.unit))
