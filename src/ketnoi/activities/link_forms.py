"""What an officer says to make a link, and what somebody without an account reports by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.activities import choosing, link_queries, queries, validation
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import UNCOUNTED_KINDS
from ketnoi.activities.forms import audience_name, whole
from ketnoi.activities.models import LONGEST_TITLE, ReportLink, SentReport
from ketnoi.audit import moments
from ketnoi.figures import catalogue
from ketnoi.officers.models import Post
from ketnoi.ui import dates
from ketnoi.ui.forms import ChipRadio, CountField, DayField
from ketnoi.ui.text import tidy

DAYS = (3, 7, 14, 30)


class LinkForm(forms.Form):
    """Asks for whom the link is, what about and for how long."""

    addressee = forms.CharField(
        label=gettext_lazy("Gửi cho ai?"),
        max_length=120,
        help_text=gettext_lazy("Ghi chức danh và nơi, không ghi họ tên. Ví dụ: Trưởng bản Nà Hoa"),
        error_messages={"required": gettext_lazy("Ghi chức danh và nơi, ví dụ: Trưởng bản Nà Hoa")},
    )
    activity = forms.TypedChoiceField(
        label=gettext_lazy("Về hoạt động nào?"), required=False, coerce=whole, empty_value=None
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Dùng được trong bao lâu?"),
        coerce=int,
        initial=7,
        widget=ChipRadio,
    )

    def __init__(self, data: Mapping[str, Any] | None, post: Post, activity: str = "") -> None:
        super().__init__(data)
        plans = link_queries.plans(post)
        chosen = next((one.pk for one in plans if str(one.uuid) == activity), "")
        self.initial["activity"] = chosen
        named = [(one.pk, f"{dates.day(one.starts_on)} · {one.title}") for one in plans]
        choices: dict[str, list[tuple[int | str, str]]] = {
            "activity": [("", _("Hoạt động chưa có trong sổ")), *named],
            "days": [(days, _("%(days)s ngày") % {"days": days}) for days in DAYS],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered


class ReportForm(forms.Form):
    """What a village head reports. It asks for no name, and offers nothing of what the system knows but kinds."""

    kind = forms.TypedChoiceField(label=gettext_lazy("Việc gì?"), coerce=int)
    title = forms.CharField(
        label=gettext_lazy("Nói về gì?"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("Không ghi tên nạn nhân, trẻ em hay người trong vụ việc"),
        error_messages={"required": gettext_lazy("Ghi ngắn gọn nội dung")},
    )
    starts_on = DayField(label=gettext_lazy("Ngày nào?"), help_text=gettext_lazy("Ví dụ 12/03/2026"))
    venue = forms.CharField(
        label=gettext_lazy("Ở đâu?"),
        max_length=validation.LONGEST_VENUE,
        help_text=gettext_lazy("Ví dụ: nhà văn hóa bản, ghi cả tên bản"),
        error_messages={"required": gettext_lazy("Ghi nơi diễn ra")},
    )
    women = CountField(label=gettext_lazy("Trong đó nữ"), required=False, most=validation.MOST_PEOPLE)
    minority = CountField(label=gettext_lazy("Trong đó dân tộc thiểu số"), required=False, most=validation.MOST_PEOPLE)

    def __init__(self, data: Mapping[str, Any] | None, link: ReportLink) -> None:
        super().__init__(data)
        kinds = [link.activity.kind] if link.activity else catalogue.categories("kind")
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.pk, one.name) for one in kinds]
        self.kinds = {one.pk: one.code for one in kinds}
        self.fixed = kinds[0] if link.activity else None
        if self.fixed:
            self.initial["kind"] = self.fixed.pk
        self.audiences = {audience_name(one.pk): one for one in catalogue.categories("audience")}
        for name, one in self.audiences.items():
            self.fields[name] = CountField(label=one.name, required=False, most=validation.MOST_PEOPLE)

    def clean_title(self) -> str:
        return self._said("title")

    def clean_venue(self) -> str:
        return self._said("venue")

    def _said(self, name: str) -> str:
        """What is left without signs that nobody sees; nothing is as little as an empty box."""
        said = tidy(self.cleaned_data[name])
        if not said:
            raise forms.ValidationError(self.fields[name].error_messages["required"])
        return said

    def clean_starts_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["starts_on"]
        if day > dates.from_us(moments.now()).date():
            raise forms.ValidationError(_("Ngày này chưa đến."))
        if validation.is_long_ago(day):
            raise forms.ValidationError(_("Ngày này cách đây đã lâu; hãy kiểm tra lại năm."))
        return day

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        counts = [said.get(name) for name in self.audiences]
        counted = self.kinds.get(said.get("kind", 0)) not in UNCOUNTED_KINDS
        if counted and not any(counts) and not any(name in self.errors for name in self.audiences):
            self.add_error(next(iter(self.audiences)), _("Ghi số người dự."))
        total = sum(count or 0 for count in counts)
        for name in ("women", "minority"):
            if (said.get(name) or 0) > total:
                self.add_error(name, _("Số này nhiều hơn tổng số người dự."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What is kept of a valid report."""
        told = self.cleaned_data
        return {
            "kind": told["kind"],
            "title": told["title"],
            "starts_on": told["starts_on"].isoformat(),
            "venue": told["venue"],
            "attendance": {str(one.pk): told[name] for name, one in self.audiences.items() if told[name]},
            "women": told["women"],
            "minority": told["minority"],
        }


def entry(sent: SentReport) -> Entry:
    """What came as an entry of the link's unit, for an officer to put right; the place is found by its name."""
    said, unit = sent.said, sent.link.unit
    day = dt.date.fromisoformat(said["starts_on"])
    place = choosing.certain(said["venue"], choosing.places_called(said["venue"], day, unit.province))
    return Entry(
        kind=said["kind"],
        title=said["title"],
        starts_on=day,
        lead=next(iter(queries.standing([unit.pk], day)), unit.pk),
        place=place.pk if place else None,
        venue="" if place else said["venue"],
        attendance={int(audience): count for audience, count in said["attendance"].items()},
        women=said["women"],
        minority=said["minority"],
    )
