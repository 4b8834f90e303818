"""What is asked of officers when a record is given, answered, opened in an emergency, or named a conflict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.access import sections
from ketnoi.access.enums import Form, Purpose, Urgency
from ketnoi.access.granting import Terms
from ketnoi.access.protecting import Protected
from ketnoi.access.settings import GLASS_HOURS
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.ui import dates
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, DayField, LineField

LONGEST = 300  # of a reason or a finding
NO_NAMES = _("Không ghi tên người, địa chỉ hay số giấy tờ.")


def _words(label: Any, **said: Any) -> forms.CharField:
    rows = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST, widget=rows, help_text=NO_NAMES, **said)


def _end_of(day: dt.date) -> int:
    """The first moment after this day."""
    following = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=dates.ZONE)
    return dates.to_us(following)


class AssignForm(forms.Form):
    """One of the posts of the unit that keeps the record."""

    post = forms.ChoiceField(label=_("Giao cho"), widget=ChipRadio)
    ends_at = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống: đến khi thu hồi."))

    def __init__(self, data: Any, posts: Iterable[Post]) -> None:
        super().__init__(data)
        self._posts = {str(one.pk): one for one in posts}
        choices = [(key, f"{one.officer.name} · {one.get_role_display()}") for key, one in self._posts.items()]
        self.fields["post"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField

    def chosen(self) -> Post:
        return self._posts[self.cleaned_data["post"]]

    def end(self) -> int | None:
        day = self.cleaned_data["ends_at"]
        return None if day is None else _end_of(day)


class ShareForm(forms.Form):
    """Another unit by its name, what it may read, and why. A notice gives what the law says: no sections are asked."""

    unit = LineField(label=_("Đơn vị nhận"), max_length=100, help_text=_("Gõ tên, ví dụ: công an phường Hoa Ban."))
    found = forms.ChoiceField(label=_("Chọn một đơn vị"), required=False, widget=ChipRadio)
    purpose = forms.ChoiceField(label=_("Mục đích"), choices=Purpose.choices, widget=ChipRadio)
    ground = LineField(label=_("Căn cứ pháp lý"), max_length=200, help_text=_("Điều, khoản, tên văn bản."))
    urgency = forms.ChoiceField(label=_("Mức khẩn"), choices=Urgency.choices, initial=Urgency.USUAL, widget=ChipRadio)
    sections = forms.MultipleChoiceField(label=_("Phần được xem"), required=False, widget=ChipCheckboxes)
    ticked = forms.MultipleChoiceField(
        label=_("Cho chuyển ra ngoài cơ quan"),
        required=False,
        widget=ChipCheckboxes,
        help_text=_("Không đánh dấu thì cơ quan khác không xem được phần này, dù đã chọn ở trên."),
    )
    ends_at = DayField(label=_("Chia sẻ đến hết ngày"))

    def __init__(self, data: Any, protected: Protected, form: Form) -> None:
        super().__init__(data)
        self._offer(protected, form)
        self._units = orgs.find(str(self.data.get("unit", ""))[:100], timezone.localdate()) if self.is_bound else []
        if len(self._units) > 1:
            choices = [(str(one.pk), f"{one.label} · {one.agency.short}") for one in self._units]
            self.fields["found"].choices = choices  # type: ignore[attr-defined]  # of a ChoiceField
        else:
            del self.fields["found"]

    def _offer(self, protected: Protected, form: Form) -> None:
        may = [one for one in protected.sections if one not in protected.notes]
        ticks = sections.BY_TICK if form is Form.REFERRAL else sections.BY_TICK_ALWAYS
        self.fields["ticked"].choices = [(one, protected.word(one)) for one in may if one in ticks]  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["sections"].choices = [(one, protected.word(one)) for one in may]  # type: ignore[attr-defined]  # the same
        if form is Form.NOTICE:
            del self.fields["sections"], self.fields["ends_at"], self.fields["urgency"]

    def clean(self) -> dict[str, Any]:
        chosen = [one for one in self._units if str(one.pk) == self.cleaned_data.get("found")]
        meant = chosen or (self._units if len(self._units) == 1 else [])
        if "unit" in self.cleaned_data and not meant:
            several = _("Có nhiều đơn vị như vậy: hãy chọn một ở dưới.")
            self.add_error("unit", several if self._units else _("Không có đơn vị nào tên như vậy."))
        self.cleaned_data["unit"] = meant[0] if meant else None
        return self.cleaned_data

    def target(self) -> Unit:
        unit: Unit = self.cleaned_data["unit"]
        return unit

    def terms(self) -> Terms:
        said = self.cleaned_data
        ticked = frozenset(said["ticked"])
        return Terms(
            Purpose(said["purpose"]),
            said["ground"],
            frozenset(said["sections"]) if "sections" in self.fields else ticked,
            ticked,
            _end_of(said["ends_at"]) if "ends_at" in self.fields else None,
            Urgency(said.get("urgency") or Urgency.AT_ONCE),
        )


class ReasonForm(forms.Form):
    reason = _words(_("Lý do"))


class NumberForm(forms.Form):
    number = LineField(label=_("Số tiếp nhận của đơn vị"), max_length=60)


class GlassForm(forms.Form):
    """The code of a record, why it cannot wait, and for how long."""

    code = LineField(label=_("Mã hồ sơ"), max_length=40)
    reason = _words(_("Việc khẩn cấp"))
    hours = forms.TypedChoiceField(
        label=_("Mở trong"),
        choices=[(hour, _("%(hour)s giờ") % {"hour": hour}) for hour in range(1, GLASS_HOURS + 1)],
        coerce=int,
        initial=1,
        widget=ChipRadio,
    )


class ReviewForm(forms.Form):
    """What was found when somebody looked at it afterwards."""

    justified = forms.TypedChoiceField(
        label=_("Việc mở khẩn cấp"),
        choices=[("co", _("có lý do chính đáng")), ("khong", _("không có lý do chính đáng"))],
        coerce=lambda value: value == "co",
        widget=ChipRadio,
    )
    finding = _words(_("Nhận xét"))


class OfficerForm(forms.Form):
    """Of whom a conflict is said: one of those who can see the record."""

    officer = forms.ChoiceField(label=_("Cán bộ có xung đột lợi ích"), widget=ChipRadio)

    def __init__(self, data: Any, officers: Iterable[Officer]) -> None:
        super().__init__(data)
        self._officers = {str(one.pk): one for one in officers}
        self.fields["officer"].choices = [(key, one.name) for key, one in self._officers.items()]  # type: ignore[attr-defined]  # of a ChoiceField

    def chosen(self) -> Officer:
        return self._officers[self.cleaned_data["officer"]]
