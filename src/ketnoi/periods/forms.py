"""The form in which a unit confirms, and the form of a regime."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Level, Unit
from ketnoi.periods import outlines
from ketnoi.periods.actions import LONGEST_REASON, Look, Word
from ketnoi.periods.checks import Finding
from ketnoi.periods.enums import Answer, Kind
from ketnoi.periods.models import LAST_CLOSING_DAY, Regime
from ketnoi.periods.regimes import Terms
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, Choices, CountField, DayField

SEPARATOR = "."
MOST_DAYS = 90
LONGEST_SEEN = 2000


class ConfirmForm(forms.Form):
    """Asks for a `Word`. Each open finding is a box to tick; those answered before are not asked again."""

    answer = forms.ChoiceField(
        label=_("Số liệu của kỳ này"),
        choices=[
            (Answer.FULL, _("Đủ: các số trên là toàn bộ số liệu của đơn vị trong kỳ")),
            (Answer.NONE, _("Không phát sinh: trong kỳ không có hoạt động nào")),
        ],
        widget=Choices,
        error_messages={"required": _("Chọn “Đủ” hoặc “Không phát sinh”.")},
    )
    reason = forms.CharField(
        label=_("Lý do xác nhận lại"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Ví dụ: đính chính một phiếu cộng thiếu danh sách ký nhận"),
    )
    version = forms.IntegerField(min_value=0, max_value=32000, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=LONGEST_SEEN, widget=forms.HiddenInput)

    def __init__(self, data: Any, look: Look, version: int, remembered: Iterable[str] = ()) -> None:
        shown = SEPARATOR.join(map(str, look.now.values()))
        answer = Answer.FULL if any(look.now.values()) else None
        super().__init__(data, initial={"version": version, "seen": shown, "answer": answer})
        self.look, self.remembered = look, set(remembered)
        if not version:
            del self.fields["reason"]
        self.asked = [one for one in look.findings if not one.wrong and one.key not in self.remembered]
        for number, finding in enumerate(self.asked):
            self.fields[f"finding_{number}"] = _box(finding)
        self.order_fields([name for name in self.fields if name.startswith("finding_")])

    @property
    def wrong(self) -> list[Finding]:
        """What has to be corrected in the records first."""
        return [one for one in self.look.findings if one.wrong]

    def word(self) -> Word:
        """What was said; the numbers are those the page showed, in the form's order."""
        said = self.cleaned_data
        ticked = {one.key for number, one in enumerate(self.asked) if said.get(f"finding_{number}")}
        return Word(
            answer=said["answer"],
            answered=ticked | self.remembered,
            reason=said.get("reason", ""),
            seen=self._seen(said["seen"].split(SEPARATOR)),
            version=said["version"],
        )

    def _seen(self, numbers: Sequence[str]) -> dict[str, int]:
        """The numbers as the page said them; unreadable ones are nobody's numbers."""
        codes = list(self.look.now)
        if len(numbers) != len(codes) or not all(one.isascii() and one.isdigit() for one in numbers):
            return {}
        return {code: int(number[:18]) for code, number in zip(codes, numbers, strict=True)}


def _box(finding: Finding) -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Đúng. %(text)s") % {"text": finding.text},
        error_messages={"required": _("Đánh dấu nếu đúng; nếu sai, đính chính phiếu trước rồi xác nhận.")},
    )


class RegimeForm(forms.Form):
    """Asks for `Terms` of a regime set by one unit."""

    name = forms.CharField(label=_("Tên chế độ báo cáo"), max_length=160)
    basis = forms.CharField(
        label=_("Căn cứ"),
        required=False,
        max_length=200,
        help_text=_("Số, ký hiệu, ngày của văn bản giao; để trống nếu chưa có"),
    )
    kind = forms.ChoiceField(label=_("Kỳ"), choices=Kind.choices, widget=ChipRadio)
    closes_on = CountField(
        label=_("Kỳ kết thúc vào ngày nào của tháng cuối?"),
        most=LAST_CLOSING_DAY,
        help_text=_("Ghi 0 nếu kết thúc vào ngày cuối tháng; ghi 14 nếu chốt ngày 14"),
    )
    due_days = CountField(label=_("Hạn gửi: sau ngày kết thúc bao nhiêu ngày?"), most=MOST_DAYS)
    remind_days = CountField(label=_("Nhắc trước hạn bao nhiêu ngày?"), most=MOST_DAYS)
    level = forms.ChoiceField(label=_("Đơn vị cấp nào phải gửi?"), widget=ChipRadio)
    indicators = forms.MultipleChoiceField(
        label=_("Chỉ tiêu trong biểu"),
        widget=ChipCheckboxes,
        error_messages={"required": _("Chọn ít nhất một chỉ tiêu.")},
    )
    programme = forms.ChoiceField(label=_("Chỉ tính cho chương trình"), required=False)
    outline = forms.ChoiceField(
        label=_("Lập sẵn dự thảo báo cáo"),
        required=False,
        help_text=_("Mỗi đơn vị phải gửi sẽ có sẵn một dự thảo theo đề cương này, số liệu của kỳ ở trong"),
    )
    draft_days = CountField(
        label=_("Lập dự thảo trước hạn bao nhiêu ngày?"), most=MOST_DAYS, required=False, help_text=_("Để trống là 7")
    )
    valid_from = DayField(label=_("Áp dụng từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa định ngày thôi"))

    def __init__(self, data: Any, under: Unit, programmes: list[tuple[int, str]], initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"closes_on": 0, "due_days": 5, "remind_days": 5, "kind": Kind.MONTH} | initial)
        self.under = under
        self._choices("level", _levels(under))
        self._choices("indicators", _indicators())
        self._choices("outline", [("", _("Không lập sẵn")), *outlines.offered()])
        self._choices("programme", [("", _("Mọi hoạt động")), *((str(pk), name) for pk, name in programmes)])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def terms(self) -> Terms:
        """What was entered."""
        said = {name: value for name, value in self.cleaned_data.items() if name in Terms.__dataclass_fields__}
        if said["draft_days"] is None:
            del said["draft_days"]
        said |= {"indicators": tuple(said["indicators"]), "programme": int(said["programme"] or 0)}
        return Terms(**said, under=self.under)

    def refuse(self, error: ValidationError) -> None:
        """Put what an action refused beside its fields."""
        for name, messages in error.message_dict.items():
            self.add_error(name if name in self.fields else None, messages)


def _indicators() -> list[tuple[str, Any]]:
    """Codes and names of what units count themselves, what narrows an indicator after it."""
    related = sorted(catalogue.indicators(), key=lambda one: (one.stored, one.id))
    return [(one.code, one.name) for one in related if one.formula is None and not one.retired]


def _levels(under: Unit) -> list[tuple[str, Any]]:
    """Levels of the units at and under this one."""
    there = set(Unit.objects.under([under.path]).order_by().values_list("level", flat=True).distinct())
    return [(level.value, level.label) for level in Level if level.value in there]


def initial(regime: Regime, day: dt.date) -> dict[str, Any]:
    """A regime's terms as the form of its next version begins."""
    names = RegimeForm.base_fields.keys() - {"valid_from"}
    return {name: getattr(regime, name) for name in names} | {"valid_from": max(day, regime.valid_from)}
