"""What is filled in at the desk: a request, its answer, a breach, who is in charge."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.audit import moments
from ketnoi.deadlines import allowances
from ketnoi.deadlines.allowances import Act
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Unit
from ketnoi.privacy import desk, kinds
from ketnoi.privacy.actions import Answer, Entry, Extension
from ketnoi.privacy.breaches import Found
from ketnoi.privacy.enums import Channel, Checked, DataKind, Outcome
from ketnoi.privacy.models import Told
from ketnoi.ui import dates
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, Choices, CountField, DayField, LineField

LONG = 4000  # characters of what somebody asks, or is answered
NOON = dt.time(12)
MOST_PERSONS = 10_000_000


def _moment(day: dt.date, time: dt.time | None = None) -> int:
    """A moment of the day; of today, when no time was said, this one."""
    if time is None and day == timezone.localdate():
        return moments.now()
    return dates.to_us(dt.datetime.combine(day, time or NOON, dates.ZONE))


class RequestForm(forms.Form):
    """A request as it came in."""

    kind = forms.ChoiceField(label=_("Người đó yêu cầu gì"), widget=Choices)
    received_on = DayField(label=_("Ngày nhận"))
    channel = forms.ChoiceField(label=_("Nhận bằng cách nào"), choices=Channel.choices, widget=ChipRadio)
    subject = LineField(
        label=_("Họ và tên người yêu cầu"), max_length=120, help_text=_("Lưu mã hóa; chỉ bộ phận xử lý xem được")
    )
    checked = forms.ChoiceField(label=_("Xác minh người yêu cầu"), choices=Checked.choices, widget=Choices)
    contact = LineField(
        label=_("Trả lời về đâu"),
        max_length=300,
        required=False,
        help_text=_("Địa chỉ nhận văn bản hoặc hẹn đến lấy; không trả lời dữ liệu cá nhân qua thư điện tử"),
    )
    said = forms.CharField(label=_("Nội dung yêu cầu"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(one.code, one.name) for one in kinds.every().values()]  # type: ignore[attr-defined]

    def entry(self) -> Entry:
        said = self.cleaned_data
        plain = {name: said[name] for name in ("kind", "subject", "contact", "said")}
        received_at = _moment(said["received_on"])
        return Entry(
            channel=Channel(said["channel"]), checked=Checked(said["checked"]), received_at=received_at, **plain
        )


class AnswerForm(forms.Form):
    """What the person is told."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=[one for one in Outcome.choices if one[0] != Outcome.OPEN], widget=Choices
    )
    checked = forms.ChoiceField(label=_("Xác minh người yêu cầu"), choices=Checked.choices, widget=Choices)
    text = forms.CharField(label=_("Nội dung trả lời"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 8}))
    ground = LineField(
        label=_("Căn cứ pháp luật khi từ chối"),
        max_length=200,
        required=False,
        help_text=_("Điều, khoản, văn bản; không ghi tên người"),
    )

    def answer(self) -> Answer:
        said = self.cleaned_data
        return Answer(Outcome(said["outcome"]), said["text"], said["ground"], Checked(said["checked"]))


class ExtendForm(forms.Form):
    """More time for an answer: on a ground of the limit, by a paper, with the reason that the person is told."""

    ground = forms.ChoiceField(label=_("Căn cứ gia hạn"), widget=Choices)
    amount = CountField(label=_("Gia hạn thêm"), least=1)
    reason = forms.CharField(
        label=_("Lý do, như đã báo cho người yêu cầu"), max_length=LONG, widget=forms.Textarea({"rows": 4})
    )
    paper = LineField(
        label=_("Văn bản báo gia hạn"), max_length=120, help_text=_("Số, ngày của văn bản; không ghi tên người")
    )
    told_on = DayField(label=_("Ngày báo cho người yêu cầu"), help_text=_("Phải trước khi hết thời hạn đang tính"))

    def __init__(self, data: Any, limit: str) -> None:
        allowed = allowances.of(limit, Act.EXTEND)
        super().__init__(data, initial={"ground": next(iter(allowed), ""), "told_on": timezone.localdate()})
        self.fields["ground"].choices = [(code, one.words.capitalize()) for code, one in allowed.items()]  # type: ignore[attr-defined]  # of a ChoiceField
        most = [f"{one.steps[0]} {one.measure.label}" for one in allowed.values() if one.steps]
        self.fields["amount"].help_text = _("Không quá %(most)s") % {"most": "; ".join(most)}

    def extension(self) -> Extension:
        said = self.cleaned_data
        return Extension(said["ground"], said["amount"], said["paper"], _moment(said["told_on"]), said["reason"])


class NameForm(forms.Form):
    """Who is in charge of personal data in the unit, by which paper."""

    post = forms.ModelChoiceField(label=_("Cán bộ phụ trách"), queryset=Post.objects.none())
    paper = LineField(label=_("Văn bản phân công"), max_length=120, help_text=_("Số, ngày của văn bản"))

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["post"]
        field.queryset = desk.may_be_named(unit)
        field.label_from_instance = lambda post: post.officer.name


class _TimedForm(forms.Form):
    """A day and, where known, an hour."""

    def moment(self, day: str, time: str) -> int:
        return _moment(self.cleaned_data[day], self.cleaned_data[time])


def _time_field() -> forms.TimeField:
    formats = ["%H:%M", "%Hh%M", "%Hg%M"]
    return forms.TimeField(label=_("Lúc"), required=False, input_formats=formats, help_text=_("Ví dụ 14:05"))


class BreachForm(_TimedForm):
    """A breach as it was found; nobody is named in it."""

    found_on = DayField(label=_("Ngày phát hiện"))
    found_time = _time_field()
    kinds = forms.MultipleChoiceField(
        label=_("Dữ liệu nào bị ảnh hưởng"), choices=DataKind.choices, widget=ChipCheckboxes
    )
    persons = CountField(label=_("Khoảng bao nhiêu người bị ảnh hưởng"), most=MOST_PERSONS)
    what = LineField(
        label=_("Việc xảy ra"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Không ghi tên, địa chỉ của ai"),
    )
    measures = LineField(
        label=_("Đã làm gì để ngăn chặn"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def found(self) -> Found:
        said = self.cleaned_data
        found_at = self.moment("found_on", "found_time")
        return Found(found_at, tuple(said["kinds"]), said["persons"], said["what"], said["measures"])


class TellForm(_TimedForm):
    """Whom a breach was told, and when."""

    whom = forms.ChoiceField(label=_("Đã thông báo cho"), choices=Told.Whom.choices, widget=Choices)
    told_on = DayField(label=_("Ngày thông báo"))
    told_time = _time_field()
    number = LineField(label=_("Số, ký hiệu văn bản"), max_length=60, required=False)


class CloseForm(forms.Form):
    """What was learned."""

    lessons = LineField(label=_("Rút kinh nghiệm"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
