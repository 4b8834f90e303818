"""Forms of contests. Each carries the version that its editor saw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.contests.actions import Terms
from ketnoi.contests.marking import Points, field
from ketnoi.contests.models import LONGEST_NAME, LONGEST_TITLE, LONGEST_WORDS, Contest, Criterion, Round
from ketnoi.contests.rounds import MOST_PLACES, Layout
from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.registers.forms import ReasonForm, Versioned, unit_choices
from ketnoi.ui.forms import CountField, DayField, Several
from ketnoi.works.models import Work

LINES = forms.Textarea(attrs={"rows": 4})
LONGEST_ABOUT = 2_000
LONGEST_LINES = 4_000
DIGITS = 4  # of the most points of a criterion
ANY = gettext_lazy("Không giới hạn")


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    offered = form.fields[name]
    assert isinstance(offered, forms.ChoiceField)
    offered.choices = list(choices)


def _number(text: str) -> int | None:
    return int(text) if text else None


class ContestForm(Versioned):
    """What a contest says of itself. `units` are those that the officer may write for."""

    unit = forms.TypedChoiceField(label=gettext_lazy("Đơn vị tổ chức"), coerce=int)
    title = forms.CharField(label=gettext_lazy("Tên hội thi"), max_length=LONGEST_TITLE)
    about = forms.CharField(
        label=gettext_lazy("Giới thiệu"), required=False, max_length=LONGEST_ABOUT, widget=LINES,
        help_text=gettext_lazy("Mục đích, ai được dự thi, giải thưởng. Thể lệ đính kèm sau khi lưu."),
    )  # fmt: skip
    opens_on = DayField(label=gettext_lazy("Nhận bài từ ngày"), required=True)
    closes_on = DayField(label=gettext_lazy("Đến hết ngày"), required=True)
    level = forms.ChoiceField(label=gettext_lazy("Cấp dự thi"), required=False, choices=[("", ANY), *Level.choices])
    agency = forms.TypedChoiceField(
        label=gettext_lazy("Cơ quan dự thi"), required=False, coerce=_number, empty_value=None
    )
    programme = forms.TypedChoiceField(
        label=gettext_lazy("Cụm, phong trào"), required=False, coerce=_number, empty_value=None,
        help_text=gettext_lazy("Chọn thì đơn vị tham gia được dự thi; để trống thì đơn vị trực thuộc."),
    )  # fmt: skip
    groups = forms.CharField(
        label=gettext_lazy("Các bảng"), required=False, max_length=LONGEST_LINES, widget=LINES,
        help_text=gettext_lazy("Mỗi dòng một bảng. Để trống nếu thi chung một bảng."),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[Unit], programmes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "unit", unit_choices(units))
        _offer(self, "agency", [("", ANY), *((str(pk), name) for pk, name in Agency.objects.values_list("pk", "name"))])
        _offer(self, "programme", [("", _("Đơn vị trực thuộc")), *((str(pk), name) for pk, name in programmes)])
        if len(units) == 1:
            self.fields["unit"].widget, self.initial["unit"] = forms.HiddenInput(), units[0].pk

    def terms(self) -> Terms:
        """What was entered, once the form is valid."""
        said = self.cleaned_data
        names = ("title", "about", "opens_on", "closes_on", "level", "agency", "programme")
        groups = tuple(line for line in said["groups"].splitlines() if line.strip())
        return Terms(**{name: said[name] for name in names}, groups=groups)


def written(contest: Contest) -> dict[str, Any]:
    """What the form begins with for a contest that stands."""
    names = ("title", "about", "opens_on", "closes_on", "level", "version")
    groups = "\n".join(contest.groups.values_list("name", flat=True))
    ids = {"unit": contest.unit_id, "agency": contest.agency_id, "programme": contest.programme_id}
    return {name: getattr(contest, name) for name in names} | ids | {"groups": groups}


class RoundForm(Versioned):
    """A round; its criteria are typed one on a line."""

    name = forms.CharField(label=gettext_lazy("Tên vòng"), max_length=LONGEST_NAME)
    places = CountField(label=gettext_lazy("Số bài được chọn"), least=1, most=MOST_PLACES, required=True)
    marks_until = DayField(label=gettext_lazy("Giám khảo chấm đến hết ngày"), required=True)
    criteria = forms.CharField(
        label=gettext_lazy("Tiêu chí và điểm tối đa"), max_length=LONGEST_LINES,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Mỗi dòng một tiêu chí, sau dấu hai chấm là điểm tối đa. Ví dụ: Hiệu quả: 40"),
    )  # fmt: skip

    def clean_criteria(self) -> tuple[tuple[str, int], ...]:
        lines = [line for line in self.cleaned_data["criteria"].splitlines() if line.strip()]
        return tuple(_criterion(line) for line in lines)

    def layout(self) -> Layout:
        said = self.cleaned_data
        return Layout(said["name"], said["places"], said["marks_until"], said["criteria"])


def _criterion(line: str) -> tuple[str, int]:
    name, _colon, most = line.rpartition(":")
    figures = most.strip()
    if not name.strip() or not (figures.isascii() and figures.isdecimal() and len(figures) <= DIGITS):
        raise ValidationError(_("Dòng “%(line)s” thiếu dấu hai chấm và điểm tối đa.") % {"line": line.strip()[:80]})
    return name.strip(), int(figures)


def laid_out(found: Round) -> dict[str, Any]:
    """What the form begins with for a round that stands."""
    criteria = "\n".join(f"{one.name}: {one.most}" for one in found.criteria.all())
    return {"name": found.name, "places": found.places, "marks_until": found.marks_until, "criteria": criteria}


class JurorForm(Versioned):
    officer = forms.TypedChoiceField(label=gettext_lazy("Giám khảo"), coerce=int)

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "officer", [("", _("Chọn cán bộ")), *offered])


class EnterForm(Versioned):
    """Which work, in which group."""

    work = forms.TypedChoiceField(label=gettext_lazy("Công trình, phần việc"), coerce=int)
    group = forms.TypedChoiceField(label=gettext_lazy("Bảng"), coerce=int)
    summary = forms.CharField(
        label=gettext_lazy("Thuyết minh"), required=False, max_length=LONGEST_WORDS, widget=LINES,
        help_text=gettext_lazy("Điểm mới, kết quả nổi bật. Không ghi tên, địa chỉ của người được giúp đỡ."),
    )  # fmt: skip

    def __init__(self, *args: Any, works: Iterable[Work], groups: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "work", [("", _("Chọn")), *((one.pk, f"{one.title} ({one.year})") for one in works)])
        _offer(self, "group", groups)
        if len(groups) == 1:
            self.fields["group"].widget, self.initial["group"] = forms.HiddenInput(), groups[0][0]


class ShareForm(Versioned):
    """What everybody may read of an entry."""

    public = forms.BooleanField(label=gettext_lazy("Đưa ra bình chọn công khai khi vào vòng trong"), required=False)
    title = forms.CharField(label=gettext_lazy("Tên công khai"), required=False, max_length=LONGEST_TITLE)
    words = forms.CharField(
        label=gettext_lazy("Giới thiệu công khai"), required=False, max_length=LONGEST_WORDS, widget=LINES,
        help_text=gettext_lazy("Ai cũng đọc được. Không ghi tên, địa chỉ, hoàn cảnh của người nào."),
    )  # fmt: skip


class MarkForm(Versioned):
    """Points for every criterion of a round."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            label = _("%(name)s (tối đa %(most)s điểm)") % {"name": one.name, "most": one.most}
            self.fields[field(one)] = CountField(label=label, most=one.most, required=True)

    def points(self) -> Points:
        return {one.pk: self.cleaned_data[field(one)] for one in self.criteria}


class DecideForm(ReasonForm):
    """Which of those alike at the border go on, and why."""

    chosen = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Bài bằng điểm được chọn"), coerce=int, required=False, widget=Several
    )
    field_order = ["chosen", "reason"]

    def __init__(self, *args: Any, tied: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "chosen", tied)
        if not tied:
            del self.fields["chosen"], self.fields["reason"]
