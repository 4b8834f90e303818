"""Draw up tables of protected figures, have them signed by somebody else, publish, replace and withdraw them.

One verb, one transaction, one journal line. The counting itself runs before the transaction; what others drew up
meanwhile is noticed under the clocks' lock. So every release is proved beside all that were drawn up before it, signed
or not, and those that came later are proved beside it: in whatever order they are signed, together they are proved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.figures import clocks
from ketnoi.figures.models import Release
from ketnoi.figures.released import composing, policy, telling
from ketnoi.figures.released.composing import Composed, Wanted
from ketnoi.officers.models import Post
from ketnoi.ui.text import tidy

Status = Release.Status
LONGEST_REASON = 500


class NotProvedAgain(RuntimeError):
    """What was drawn up does not come out of the ledger again, or not safely; nobody signs it, and it is dropped."""

    def __init__(self) -> None:
        super().__init__(
            _("Tính lại thì bảng không còn đúng như khi lập nên không ký được. Bảng này đã bỏ; hãy lập bảng mới.")
        )


@dataclass(frozen=True)
class Step:
    """Who takes a step, under which post, and which version of the release was on the page."""

    post: Post
    seen: int


def draw_up(wanted: Wanted, post: Post) -> Release:
    """Lay out tables as a draft of the post's organisation; raises ValidationError by field of the form."""
    _check(wanted)
    with transaction.atomic():
        as_of = clocks.stamp()
    composed = composing.compose(wanted, as_of)
    _check_safe(composed)
    with transaction.atomic():
        clocks.lock()
        _check_alone(wanted)
        _check_beside(wanted, composed)
        replaced = composing.standing(wanted)
        made = Release.objects.create(
            source=wanted.source.number,
            unit=policy.home(post),
            agency=wanted.agency,
            area=wanted.area,
            period=wanted.span.code,
            tables=[table.code for table in wanted.tables],
            number=_next_number(wanted),
            replaces=replaced,
            as_of=as_of,
            content=composed.content,
            made_by=post.officer_id,
        )
        _write("draw_up", made, post)
    return made


def _check(wanted: Wanted) -> None:
    if wanted.span.end >= timezone.localdate():
        raise ValidationError({"period": _("Chỉ công bố số liệu của kỳ đã kết thúc.")})
    if not wanted.tables:
        raise ValidationError({"tables": _("Hãy chọn ít nhất một bảng.")})
    if wrong := [table for table in wanted.tables if wanted.span.kind not in table.spans]:
        said = {"table": wrong[0].title}
        raise ValidationError({"tables": _("Bảng “%(table)s” không lập cho kỳ này.") % said})


def _check_safe(composed: Composed) -> None:
    if not composed.safe:
        raise ValidationError(
            {
                "tables": _(
                    "Lập các bảng này bên cạnh bảng đã công bố, đang lập hoặc đã bỏ sẽ làm lộ số dưới 5. "
                    "Hãy bớt bảng, hoặc chờ kỳ sau."
                )
            }
        )


def _check_alone(wanted: Wanted) -> None:
    same = {"source": wanted.source.number, "agency": wanted.agency, "area": wanted.area, "period": wanted.span.code}
    if Release.objects.filter(**same, status__in=[Status.DRAFT, Status.ASKED]).exists():
        raise ValidationError({"period": _("Kỳ này đã có bảng đang lập hoặc chờ ký. Hãy xong bảng đó trước.")})


def _check_beside(wanted: Wanted, composed: Composed) -> None:
    if composed.beside != tuple(one.pk for one in composing.known(wanted)):
        raise ValidationError({"tables": _("Có bảng khác vừa được lập cùng lúc. Hãy bấm lập lại.")})


def _next_number(wanted: Wanted) -> int:
    same = {"source": wanted.source.number, "agency": wanted.agency, "area": wanted.area, "period": wanted.span.code}
    return Release.objects.filter(**same, published_at__isnull=False).count() + 1


def ask(release: Release, step: Step) -> None:
    """Put a draft before the leader."""
    _step(release, step, _Move("ask_to_sign", Status.DRAFT, Status.ASKED, telling.to_sign))


def send_back(release: Release, step: Step, reason: str) -> None:
    """The leader sends it back, with the reason."""
    back = _Move("send_back", Status.ASKED, Status.DRAFT, telling.refused)
    _step(release, step, back, reason=_reason(reason))


def drop(release: Release, step: Step) -> None:
    """Nothing comes of the draft."""
    _step(release, step, _Move("drop", Status.DRAFT, Status.DROPPED))


def sign(release: Release, step: Step) -> Release:
    """Publish: the second person signs, the version before it is replaced.

    It is proved once more, by what it was drawn up from. Raises NotProvedAgain, versions.Stale.
    """
    release = Release.objects.get(pk=release.pk)
    if (release.version, release.status) != (step.seen, Status.ASKED):
        raise versions.Stale(release)
    composed = composing.compose(composing.wanted_of(release), release.as_of, before=release.pk)
    if not composed.safe or composed.content != release.content:
        _step(release, step, _Move("not_proved_again", Status.ASKED, Status.DROPPED, telling.refused))
        raise NotProvedAgain
    with transaction.atomic():
        locked = _locked(release, step, Status.ASKED)
        if locked.made_by == step.post.officer_id:
            raise ValidationError(_("Người lập không tự ký. Hãy để một lãnh đạo khác ký."))
        if locked.replaces:
            before = Release.objects.filter(pk=locked.replaces.pk, status=Status.PUBLISHED)  # withdrawn stays withdrawn
            before.update(status=Status.REPLACED, version=F("version") + 1)
        now = moments.now()
        _save(locked, status=Status.PUBLISHED, signed_by=step.post.officer_id, published_at=now, reason="")
        telling.signed(locked)
        _write("publish", locked, step.post)
    return locked


def withdraw(release: Release, step: Step, reason: str) -> None:
    """What was published stays readable as withdrawn, without its numbers; who saw them before has them still."""
    said = {"reason": _reason(reason), "withdrawn_at": moments.now()}
    _step(release, step, _Move("withdraw", Status.PUBLISHED, Status.WITHDRAWN), **said)


@dataclass(frozen=True)
class _Move:
    verb: str
    since: Status
    to: Status
    tell: Callable[[Release], None] = lambda _release: None


@transaction.atomic
def _step(release: Release, step: Step, move: _Move, **fields: Any) -> None:
    locked = _locked(release, step, move.since)
    _save(locked, status=move.to, **fields)
    move.tell(locked)
    _write(move.verb, locked, step.post)


def _reason(text: str) -> str:
    said = tidy(text)
    if not said:
        raise ValidationError({"reason": _("Hãy ghi lý do.")})
    if len(said) > LONGEST_REASON:
        raise ValidationError({"reason": _("Lý do dài quá %(most)s chữ cái.") % {"most": LONGEST_REASON}})
    return said


def _locked(release: Release, step: Step, wanted: Status) -> Release:
    row = Release.objects.select_for_update().get(pk=release.pk)
    if row.version != step.seen or row.status != wanted:
        raise versions.Stale(row)
    return row


def _save(release: Release, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(release, name, value)
    release.version += 1
    release.save()


def _write(verb: str, release: Release, post: Post) -> None:
    journal.write(verb, "release", release.uuid, actor=post.officer_id, unit=post.unit_id, number=release.number)
