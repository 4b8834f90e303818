"""Forms of results, adoption and sites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Unit
from ketnoi.practices import vocabulary
from ketnoi.practices.content import MOST_STAFF
from ketnoi.practices.enums import Reuse
from ketnoi.practices.measuring import LONGEST_SOURCE, LONGEST_WORDS, Question
from ketnoi.practices.models import Practice
from ketnoi.registers.forms import Versioned, unit_choices
from ketnoi.ui.forms import ChipCheckboxes, CountField, DayField
from ketnoi.ui.numbers import plain

KINDS = ("kind", "standing", "work", "result")  # dimensions that narrow what an indicator counts


class MeasureForm(Versioned):
    """A figure of the practice's unit over a period, and one before it."""

    indicator = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu"))
    kind = forms.ChoiceField(label=gettext_lazy("Chỉ tính loại"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Chỉ tính chuyên đề"), required=False)
    start = DayField(label=gettext_lazy("Từ ngày"), required=True)
    end = DayField(label=gettext_lazy("Đến ngày"), required=True)
    before_start = DayField(
        label=gettext_lazy("Kỳ trước, từ ngày"),
        help_text=gettext_lazy("Khoảng thời gian dài bằng thế, trước khi áp dụng. Để trống nếu không có."),
        required=False,
    )
    before_end = DayField(label=gettext_lazy("Kỳ trước, đến ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("Tất cả"))]
        self._offer("indicator", [("", "—"), *((one.code, one.name) for one in catalogue.offered())])
        self._offer("kind", every + [(str(one.pk), one.name) for name in KINDS for one in catalogue.categories(name)])
        self._offer("topic", every + [(str(one.pk), one.name) for one in catalogue.categories("topic")])

    def _offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def question(self) -> Question:
        """What was asked, once the form is valid."""
        said = self.cleaned_data
        return Question(said["indicator"], plain(said["kind"]) or 0, plain(said["topic"]) or 0)


class StateForm(Versioned):
    """What a paper tells."""

    words = forms.CharField(label=gettext_lazy("Kết quả"), max_length=LONGEST_WORDS)
    source = forms.CharField(label=gettext_lazy("Nguồn"), max_length=LONGEST_SOURCE)
    day = DayField(label=gettext_lazy("Số liệu đến ngày"), required=False)


class AdoptForm(Versioned):
    """Which unit begins to do it, from when; whether the first unit was told or asked, where it wants that."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Áp dụng ở đơn vị"), coerce=int)
    day = DayField(label=gettext_lazy("Từ ngày"), required=True)

    def __init__(self, *args: Any, units: Sequence[Unit], practice: Practice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = unit_choices(units)
        if len(units) == 1:
            field.widget, self.initial["unit"] = forms.HiddenInput(), units[0].pk
        if practice.reuse != Reuse.FREE:
            told, asked = _("Đã báo cho đơn vị khởi xướng"), _("Đơn vị khởi xướng đã đồng ý")
            label = told if practice.reuse == Reuse.TELL else asked
            self.fields["agreed"] = forms.BooleanField(label=label, required=False)


class SiteForm(Versioned):
    """A place where a practice runs."""

    name = forms.CharField(label=gettext_lazy("Tên điểm"), max_length=200)
    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị giữ điểm"), coerce=int)
    opened_on = DayField(label=gettext_lazy("Từ ngày"), required=True)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {one.pk: one for one in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = unit_choices(units)


class CloseSiteForm(Versioned):
    """When a site ended, and why."""

    day = DayField(label=gettext_lazy("Thôi từ ngày"), required=True)
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500, required=False)


class ProfileForm(Versioned):
    """What a unit says of itself; what is left open stays unknown."""

    terrain = forms.ChoiceField(label=gettext_lazy("Kiểu địa bàn"), required=False)
    staff = CountField(label=gettext_lazy("Số cán bộ có thể tham gia"), most=MOST_STAFF, required=False)
    means = forms.MultipleChoiceField(label=gettext_lazy("Phương tiện đang có"), widget=ChipCheckboxes, required=False)
    means_known = forms.BooleanField(
        label=gettext_lazy("Đã ghi đủ phương tiện (không chọn mục nào nghĩa là không có)"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = forms.MultipleChoiceField(label=_("Vấn đề đơn vị đang cần"), widget=ChipCheckboxes, required=False)
        needed.choices = vocabulary.choices("fields")
        self.fields["fields"] = needed  # a form class has an attribute of that name already
        terrain, means = self.fields["terrain"], self.fields["means"]
        assert isinstance(terrain, forms.ChoiceField)
        assert isinstance(means, forms.ChoiceField)
        terrain.choices = [("", _("Chưa rõ")), *vocabulary.choices("terrains")]
        means.choices = vocabulary.choices("means")
