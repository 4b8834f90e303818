"""Done to many chosen activities: each is corrected for itself, so that one refusal leaves the others done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.activities import actions, policy, snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Verb
from ketnoi.activities.forms import whole
from ketnoi.activities.models import Activity
from ketnoi.audit import versions
from ketnoi.figures import catalogue
from ketnoi.lists.table import Doer, Result
from ketnoi.programmes import queries as programmes

Change = Callable[[Entry], Entry]


class WithdrawForm(forms.Form):
    """Why these are withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=actions.LONGEST_REASON,
        help_text=gettext_lazy("Ví dụ: nhập trùng với phiếu của công an xã"),
        error_messages={"required": gettext_lazy("Ghi lý do, ví dụ: nhập trùng với phiếu của công an xã")},
    )

    def __init__(self, data: Any, _doer: Doer) -> None:
        super().__init__(data)


class ProgrammeForm(WithdrawForm):
    """Which programme they belong to, and why that is said now."""

    programme = forms.TypedChoiceField(label=gettext_lazy("Chương trình"), coerce=whole)
    field_order = ("programme", "reason")

    def __init__(self, data: Any, doer: Doer) -> None:
        super().__init__(data, doer)
        rows = programmes.visible_to(doer.officer).values_list("pk", "short_name")
        _choices(self.fields["programme"], list(rows))


class TopicForm(WithdrawForm):
    """Which topic they were about as well."""

    topic = forms.TypedChoiceField(label=gettext_lazy("Chuyên đề"), coerce=whole)
    field_order = ("topic", "reason")

    def __init__(self, data: Any, doer: Doer) -> None:
        super().__init__(data, doer)
        _choices(self.fields["topic"], [(one.pk, one.name) for one in catalogue.categories("topic")])


def _choices(field: forms.Field, offered: Sequence[tuple[int, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("Chọn")), *offered]


def add_programme(ids: Sequence[int], said: dict[str, Any], doer: Doer) -> Iterator[Result]:
    """Let them count for a programme too."""
    programme: int = said["programme"]
    same = _("Phiếu đã thuộc chương trình này.")
    return _corrected(ids, lambda one: replace(one, programmes=(*one.programmes, programme)), said, doer, same)


def add_topic(ids: Sequence[int], said: dict[str, Any], doer: Doer) -> Iterator[Result]:
    """Say that they were about this topic too."""
    topic: int = said["topic"]
    same = _("Phiếu đã có chuyên đề này.")
    return _corrected(ids, lambda one: replace(one, topics=(*one.topics, topic)), said, doer, same)


def withdraw(ids: Sequence[int], said: dict[str, Any], doer: Doer) -> Iterator[Result]:
    """Take back those that he may take back, under one moment: all of them or, with the reason why not, none."""
    allowed = policy.changeable(doer.officer, Verb.WITHDRAW, ids)
    refusal = ""
    try:
        actions.withdraw_many(sorted(allowed), said["reason"], **doer.stamp)
    except (ValidationError, actions.NotPossible) as error:
        refusal = _told(error)
    for pk in ids:
        if pk in allowed:
            yield Result(pk, not refusal, refusal or _("Đã rút; số liệu không còn tính phiếu này."))
        else:
            yield Result(pk, False, _("Đơn vị của bạn không rút được phiếu này, hoặc phiếu đã rút trước đó."))


def _corrected(ids: Sequence[int], change: Change, said: dict[str, Any], doer: Doer, same: str) -> Iterator[Result]:
    allowed = policy.changeable(doer.officer, Verb.CORRECT, ids)
    found = Activity.objects.prefetch_related(*snapshots.PARTS).in_bulk(sorted(allowed))
    for pk in ids:
        if pk in found:
            yield _corrected_one(found[pk], change, said["reason"], doer, same)
        else:
            yield Result(pk, False, _("Đơn vị của bạn không đính chính được phiếu này, hoặc phiếu đã rút."))


def _corrected_one(activity: Activity, change: Change, reason: str, doer: Doer, same: str) -> Result:
    before = snapshots.current(activity)
    after = change(before).tidied()
    if after == before:
        return Result(activity.pk, False, same)
    try:
        actions.correct(activity, after, reason, activity.version, **doer.stamp)
    except versions.Stale:
        return Result(activity.pk, False, _("Phiếu vừa được người khác sửa; hãy mở phiếu xem lại."))
    except (ValidationError, actions.NotPossible) as error:
        return Result(activity.pk, False, _told(error))
    return Result(activity.pk, True, _("Đã đính chính; bản cũ vẫn xem được trong lịch sử."))


def _told(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
