"""Forms of a practice. Each carries the version that its editor saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from ketnoi.attachments.models import Attachment
from ketnoi.orgs.models import Unit
from ketnoi.practices import content as contents
from ketnoi.practices import vocabulary
from ketnoi.practices.content import LABELS, LINES, LONGEST, Content
from ketnoi.practices.enums import Outcome, Reuse
from ketnoi.registers.forms import Versioned, unit_choices
from ketnoi.ui.forms import ChipCheckboxes, Choices, CountField, DayField, Several

HINTS = {
    "problem": gettext_lazy("Vì sao cần làm, ai đang gặp khó. Không ghi tên, địa chỉ của người nào."),
    "steps": gettext_lazy("Mỗi dòng một bước, theo thứ tự làm."),
    "composition": gettext_lazy("Ai tham gia, mỗi bên làm gì. Ghi chức danh, không ghi tên người."),
    "schedule": gettext_lazy("Ví dụ: trực cả tuần; họp mỗi quý một lần."),
    "cost": gettext_lazy("Ví dụ: không phát sinh; khoảng 2 triệu đồng mỗi năm cho in tờ rơi."),
    "conditions": gettext_lazy("Điều phải có thì mới làm được."),
    "lessons": gettext_lazy("Chỗ chưa được, chỗ đã sửa. Mô hình không hiệu quả cũng đáng ghi, để nơi khác tránh."),
    "telephone": gettext_lazy("Số trực của đơn vị, đã công bố; không ghi số riêng của cán bộ."),
    "video": gettext_lazy("Đường dẫn bắt đầu bằng https://."),
}


def _words(name: str, *, required: bool = False) -> forms.CharField:
    lines = {"problem": 3, "steps": 6, "conditions": 3, "lessons": 3}
    widget = forms.Textarea(attrs={"rows": lines[name]}) if name in LINES else forms.TextInput()
    hint = HINTS.get(name, "")
    return forms.CharField(
        label=LABELS[name], max_length=LONGEST[name], required=required, widget=widget, help_text=hint
    )


class PracticeForm(Versioned):
    """A practice. `units` are those that the officer may write for; of a single one there is no choice."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị có mô hình"), coerce=int)
    name = _words("name", required=True)
    field = forms.ChoiceField(label=LABELS["field"])
    problem = _words("problem", required=True)
    audience = _words("audience")
    steps = _words("steps")
    composition = _words("composition")
    schedule = _words("schedule")
    cost = _words("cost")
    conditions = _words("conditions")
    staff_least = CountField(label=LABELS["staff_least"], least=1, most=contents.MOST_STAFF, required=False)
    means = forms.MultipleChoiceField(label=LABELS["means"], widget=ChipCheckboxes, required=False)
    terrains = forms.MultipleChoiceField(label=LABELS["terrains"], widget=ChipCheckboxes, required=False)
    outcome = forms.ChoiceField(label=LABELS["outcome"], widget=Choices, choices=Outcome.choices)
    evidence = forms.ChoiceField(label=LABELS["evidence"], widget=Choices)
    lessons = _words("lessons")
    begun_on = DayField(label=LABELS["begun_on"], required=False)
    reuse = forms.ChoiceField(label=LABELS["reuse"], widget=Choices, choices=Reuse.choices)
    contact = forms.TypedChoiceField(label=LABELS["contact"], coerce=int)
    telephone = _words("telephone")
    video = _words("video")

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("field", [("", "—"), *vocabulary.choices("fields")])
        self._offer("means", vocabulary.choices("means"))
        self._offer("terrains", vocabulary.choices("terrains"))
        self._offer("evidence", [(row["code"], f"{row['name']}: {row['definition']}") for row in _evidence()])
        offered = unit_choices(units)
        for name in ("unit", "contact"):
            self._offer(name, offered)
            if len(units) == 1:
                self.fields[name].widget, self.initial[name] = forms.HiddenInput(), units[0].pk

    def _offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def content(self) -> Content:
        """What was entered, once the form is valid."""
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in contents.NAMES}
        said |= {"means": tuple(said["means"]), "terrains": tuple(said["terrains"])}
        return Content(**said)


def _evidence() -> tuple[dict[str, str], ...]:
    return vocabulary.rows("evidence")


class NewForm(PracticeForm):
    """A practice that is begun; `pictures` are those of the work it is written from."""

    pictures = forms.MultipleChoiceField(
        label=gettext_lazy("Lấy ảnh của công trình"),
        help_text=gettext_lazy("Ảnh được chọn hiện trên trang mô hình; công trình vẫn giữ ảnh của mình."),
        widget=Several,
        required=False,
    )

    def __init__(self, *args: Any, pictures: Sequence[Attachment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pictures = {str(one.uuid): one for one in pictures}
        self._offer("pictures", [(code, _thumbnail(one)) for code, one in self._pictures.items()])
        if not pictures:
            del self.fields["pictures"]

    def chosen(self) -> list[Attachment]:
        """The pictures that were ticked."""
        return [self._pictures[code] for code in self.cleaned_data.get("pictures", ())]


def _thumbnail(one: Attachment) -> SafeString:
    small = reverse("attachments:small", args=[one.uuid])
    return format_html('<img src="{}" alt="" width="96"> {}', small, one.caption or one.name)


class RevisionForm(PracticeForm):
    """A practice's form with what was changed: asked of what everybody sees."""

    note = forms.CharField(
        label=gettext_lazy("Sửa gì trong phiên bản này"),
        help_text=gettext_lazy("Một câu để đơn vị đang áp dụng biết có gì mới."),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, published: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]
        if not published:
            del self.fields["note"]


class ReasonForm(Versioned):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500, required=False)
