"""Two records of one person become one, under supervision, and two again when that was wrong.

Nothing moves: the record that goes keeps its sealed values, its key, its readers and its history, and leads to the one
that stands for both (`lineage`). So nothing is copied in clear, nobody sees more than before, and undoing is whole.
Who must not know of one of them must not know of the other: conflicts of interest are held for both while they are one.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ketnoi.access import policy, unscoped
from ketnoi.access.enums import Action
from ketnoi.access.models import Conflict
from ketnoi.access.reader import Reader
from ketnoi.access.unscoped import Because
from ketnoi.audit import journal, moments, retrying
from ketnoi.people import lineage
from ketnoi.people.enums import MergeState
from ketnoi.people.models import KIND, Approval, Merge, Person

MERGE = "person_merge"  # the kind of object in the journal


def visible_to(reader: Reader) -> QuerySet[Merge]:
    """Joins of two records of which he may know both; of joined ones also whoever leads an owner, to part them."""
    seen = policy.visible_to(reader, KIND).values("pk")
    led = policy.permitted(reader, KIND, Action.ASSIGN).values("pk")
    parts = Q(kept__in=led) | Q(gone__in=led)
    shown = Q(kept__in=seen, gone__in=seen) | (Q(state=MergeState.DONE) & parts)
    return Merge.objects.filter(shown).select_related("proposed_by", "ended_by")


@transaction.atomic
def propose(reader: Reader, kept: Person, gone: Person, exact: str = "") -> Merge:
    """Say that two records are of one person; he works on one of them and sees the other.

    Raises PermissionDenied; ValidationError where one of them is joined already, or waits to be.
    """
    pair = _locked(reader, [kept.pk, gone.pk], Action.READ)
    if not policy.permitted(reader, KIND, Action.WRITE).filter(pk__in=pair).exists():
        raise PermissionDenied
    _check(kept.pk, gone.pk, pair)
    said = {"exact": exact, "proposed_by_id": reader.officer, "proposed_at": moments.now()}
    merge = Merge.objects.create(kept_id=kept.pk, gone_id=gone.pk, **said)
    journal.write("propose", MERGE, merge.uuid, actor=reader.officer, unit=pair[kept.pk].owner_id)
    return merge


def _check(kept: int, gone: int, pair: dict[int, Person]) -> None:
    if kept == gone:
        raise ValidationError({"other": [_("Đây là cùng một hồ sơ.")]})
    if any(person.merged_into_id is not None for person in pair.values()):
        raise ValidationError({"other": [_("Một trong hai hồ sơ đã gộp vào hồ sơ khác.")]})
    if Merge.objects.filter(state=MergeState.PROPOSED, gone__in=pair).exists():
        raise ValidationError({"other": [_("Hồ sơ này đang chờ duyệt gộp.")]})


@transaction.atomic
def approve(reader: Reader, merge: Merge) -> bool:
    """A lead of an owner agrees; with the leads of both owners the records are one. Answers whether they are now.

    Raises PermissionDenied for whoever proposed it and for whoever leads neither owner.
    """
    pair = _locked(reader, [merge.kept_id, merge.gone_id], Action.READ)
    locked = Merge.objects.select_for_update().get(pk=merge.pk)
    led = _led(reader, pair)
    if locked.state != MergeState.PROPOSED or locked.proposed_by_id == reader.officer or not led:
        raise PermissionDenied
    for unit in led:
        agreed = {"officer_id": reader.officer, "at": moments.now()}
        Approval.objects.get_or_create(merge=locked, unit_id=unit, defaults=agreed)
    whole = set(locked.approvals.values_list("unit", flat=True)) >= {person.owner_id for person in pair.values()}
    if whole:
        _join(locked, pair, reader)
    journal.write("join" if whole else "agree", MERGE, locked.uuid, actor=reader.officer, unit=min(led))
    return whole


def _join(merge: Merge, pair: dict[int, Person], reader: Reader) -> None:
    if any(person.merged_into_id is not None for person in pair.values()):
        raise ValidationError(_("Một trong hai hồ sơ đã gộp vào hồ sơ khác."))
    gone = pair[merge.gone_id]
    gone.merged_into_id = merge.kept_id
    gone.save(update_fields=["merged_into"])
    _share_conflicts(merge.kept_id)
    _end(merge, MergeState.DONE, reader)


@transaction.atomic
def refuse(reader: Reader, merge: Merge) -> None:
    """A lead of an owner says that they are two persons. Raises PermissionDenied."""
    pair = _locked(reader, [merge.kept_id, merge.gone_id], Action.READ)
    locked = Merge.objects.select_for_update().get(pk=merge.pk)
    led = _led(reader, pair)
    if locked.state != MergeState.PROPOSED or not led:
        raise PermissionDenied
    _end(locked, MergeState.REFUSED, reader)
    journal.write("refuse", MERGE, locked.uuid, actor=reader.officer, unit=min(led))


@transaction.atomic
def undo(reader: Reader, merge: Merge) -> None:
    """The records are two again, each as it was. A lead of either owner may, whether or not he still sees the other.

    Raises PermissionDenied.
    """
    pair = _rows([merge.kept_id, merge.gone_id])
    locked = Merge.objects.select_for_update().get(pk=merge.pk)
    led = _led(reader, pair)
    if locked.state != MergeState.DONE or not led:
        raise PermissionDenied
    gone = pair[locked.gone_id]
    gone.merged_into_id = None
    gone.save(update_fields=["merged_into"])
    _end(locked, MergeState.UNDONE, reader)
    journal.write("part", MERGE, locked.uuid, actor=reader.officer, unit=min(led))


def _end(merge: Merge, state: MergeState, reader: Reader) -> None:
    merge.state, merge.ended_by_id, merge.ended_at = state, reader.officer, moments.now()
    merge.save(update_fields=["state", "ended_by", "ended_at"])


def _locked(reader: Reader, ids: Sequence[int], action: Action) -> dict[int, Person]:
    """The rows, held in the order of their keys; asked of the policy afterwards. Raises PermissionDenied."""
    _rows(ids)
    found = {person.pk: person for person in policy.permitted(reader, KIND, action).filter(pk__in=ids)}
    if set(found) != set(ids):
        raise PermissionDenied
    return found


def _rows(ids: Sequence[int]) -> dict[int, Person]:
    rows = unscoped.rows(Person, Because.HELD).select_for_update().filter(pk__in=ids)
    return {person.pk: person for person in rows.order_by("pk")}


def _led(reader: Reader, pair: dict[int, Person]) -> set[int]:
    """The owners among the two whose lead he is."""
    mine = policy.permitted(reader, KIND, Action.ASSIGN).filter(pk__in=pair)
    return set(mine.values_list("owner", flat=True))


def can_decide(reader: Reader, merge: Merge) -> bool:
    """Whether he leads one of the owners."""
    return policy.permitted(reader, KIND, Action.ASSIGN).filter(pk__in=[merge.kept_id, merge.gone_id]).exists()


def share_conflicts() -> None:
    """Carry over what is declared of one of joined records and not of another. For the worker."""
    uneven = Merge.objects.filter(_alone("kept", "gone") | _alone("gone", "kept"), state=MergeState.DONE)
    due = uneven.exclude(kept__in=retrying.waiting("joined conflicts")).values_list("kept_id", flat=True)
    retrying.each("joined conflicts", due.distinct(), _share_conflicts)


def _alone(one: str, other: str) -> Exists:
    """A conflict is held for this record of a pair and not for the other."""
    live = Conflict.objects.filter(kind=KIND).live(moments.now())
    same = live.filter(record=OuterRef(OuterRef(other)), officer=OuterRef("officer"))
    return Exists(live.filter(~Exists(same), record=OuterRef(one)))


@transaction.atomic
def _share_conflicts(person: int) -> None:
    """Whoever must not know of one must not know of another; that stays after parting, and is lifted by hand."""
    same = lineage.whole(person)
    live = list(Conflict.objects.filter(kind=KIND, record__in=same).live(moments.now()).order_by("pk"))
    known = {(conflict.record, conflict.officer_id) for conflict in live}
    for conflict in {conflict.officer_id: conflict for conflict in reversed(live)}.values():
        said = {"how": conflict.how, "told_by": conflict.told_by, "ends_at": conflict.ends_at}
        said |= {"officer_id": conflict.officer_id, "starts_at": moments.now()}
        for record in same:
            if (record, conflict.officer_id) not in known:
                Conflict.objects.create(kind=KIND, record=record, **said)
