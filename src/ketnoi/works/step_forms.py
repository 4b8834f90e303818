"""Forms of what is done to a work that was registered. Each carries the version that its editor saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from ketnoi.figures import catalogue
from ketnoi.figures.records import Identity
from ketnoi.registers.forms import DayForm, ReasonForm, Versioned
from ketnoi.ui.forms import Choices as OneOf
from ketnoi.ui.forms import CountField, DayField, Several
from ketnoi.works.enums import Achieved
from ketnoi.works.progress import LONGEST_NOTE, LONGEST_TEXT, MOST_VALUE


class AgreeForm(Versioned):
    key = forms.BooleanField(label=_("Chọn là công trình trọng điểm"), required=False)


class AnswerForm(Versioned):
    joins = forms.TypedChoiceField(
        label=_("Đơn vị có cùng làm không?"), widget=OneOf, coerce=lambda text: text == "co",
        choices=[("co", _("Đồng ý cùng làm")), ("khong", _("Không tham gia"))],
    )  # fmt: skip


class MilestoneForm(DayForm):
    text = forms.CharField(label=_("Việc phải xong"), max_length=LONGEST_TEXT)
    field_order = ["text", "day"]


class Records(Several):
    """Records to tick, with a search among them: `typed` is what was searched for."""

    template_name = "works/evidence.html"
    typed = ""

    class Media:
        js = (Script("django_htmx/htmx-2.min.js", defer=True),)

    def get_context(self, *args: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(*args)
        context["widget"]["typed"] = self.typed
        return context


class NoteForm(DayForm):
    """How far it is; what is ticked is linked. `typed` narrowed what is offered."""

    text = forms.CharField(
        label=_("Đã làm được gì?"), max_length=LONGEST_NOTE, widget=forms.Textarea({"rows": 4}),
        help_text=_("Không ghi tên người được giúp đỡ, nạn nhân, trẻ em."),
    )  # fmt: skip
    evidence = forms.MultipleChoiceField(
        label=_("Minh chứng đã có trong hệ thống"), required=False, widget=Records,
        help_text=_("Chọn phiếu đã ghi; không phải nhập lại."),
    )  # fmt: skip
    field_order = ["text", "day", "evidence"]

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], typed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(field.widget, Records)
        field.choices, field.widget.typed = offered, typed
        if not (offered or typed):
            del self.fields["evidence"]

    @property
    def shown(self) -> list[Identity]:
        """The records that were ticked."""
        return [identity(text) for text in self.cleaned_data.get("evidence", ())]


def written(one: Identity) -> str:
    """A record as a form's value: "1-52"."""
    return f"{one[0]}-{one[1]}"


def identity(text: str) -> Identity:
    """The record that such a value names. Raises ValueError."""
    kind, record = text.split("-")
    return int(kind), int(record)


def identities(texts: Iterable[str]) -> set[Identity]:
    """The records that these values name; what names none is left out."""
    found: set[Identity] = set()
    for text in texts:
        with suppress(ValueError):
            found.add(identity(text))
    return found


class QuestionForm(Versioned):
    """By which indicator, over which days, of whom."""

    indicator = forms.ChoiceField(label=_("Chỉ tiêu"))
    first = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến ngày"))
    movement = forms.BooleanField(label=_("Chỉ tính việc thuộc phong trào, chương trình này"), required=False)

    def __init__(self, *args: Any, programme: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn chỉ tiêu")), *((one.code, one.name) for one in catalogue.indicators())]
        if not programme:
            del self.fields["movement"]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("Ngày cuối phải từ ngày đầu trở đi."))
        return said


class ResultForm(DayForm):
    """A number the unit measured itself."""

    measure = forms.TypedChoiceField(label=_("Kết quả"), coerce=int)
    value = CountField(label=_("Số"), most=MOST_VALUE)
    how = forms.CharField(
        label=_("Đo bằng cách nào?"), max_length=LONGEST_TEXT,
        help_text=_("Ví dụ: theo sổ cấp thẻ của đội; đếm tại chỗ ngày tổng kết"),
    )  # fmt: skip
    field_order = ["measure", "value", "day", "how"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("Đến ngày")
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chọn loại kết quả")), *_measures()]


def _measures() -> Iterable[tuple[int, str]]:
    for one in catalogue.categories("result"):
        yield one.pk, f"{one.name} ({one.noun})" if one.noun else one.name


class FinishForm(DayForm):
    """How it ended."""

    achieved = forms.ChoiceField(label=_("So với mục tiêu"), widget=OneOf, choices=Achieved.choices)
    evaluation = forms.CharField(
        label=_("Đánh giá"), max_length=4_000, widget=forms.Textarea({"rows": 5}),
        help_text=_("Làm được gì, còn gì chưa được, vì sao, có nên làm tiếp."),
    )  # fmt: skip
    field_order = ["achieved", "evaluation", "day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("Kết thúc ngày")


class DropForm(DayForm, ReasonForm):
    """From which day it is dropped, and why."""

    field_order = ["reason", "day"]
