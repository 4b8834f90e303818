"""The form of an activity: chips first, names typed where there is no chip, everything kept when something is wrong."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.activities import choosing, policy, queries, validation
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status
from ketnoi.activities.models import LONGEST_TITLE
from ketnoi.figures import catalogue
from ketnoi.officers.models import Post
from ketnoi.officers.policy import home
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.enums import UNSIGNED
from ketnoi.ui.dates import day as day_words
from ketnoi.ui.dates import parse_day
from ketnoi.ui.forms import ChipCheckboxes, ChipRadio, CountField, DayField, Stepper
from ketnoi.ui.numbers import plain

TOTAL = "tong-luot"
_ASK_PROGRAMMES = gettext_lazy(
    "Ngày %(day)s có chương trình phối hợp đang thực hiện. Nếu phiếu thuộc chương trình thì chọn ở đây, rồi lưu lại."
)
UNSORTED = "CHUA_XAC_DINH"
TIMES = ["%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H.%M"]


def whole(text: str) -> int | None:
    """A chosen id; nothing chosen is None."""
    return int(text) if text else None


class ActivityForm(forms.Form):
    """Asks for an `Entry`. After `is_valid` it stands in `entry`."""

    kind = forms.TypedChoiceField(label=gettext_lazy("Loại hoạt động"), coerce=int)
    title = forms.CharField(
        label=gettext_lazy("Nói về gì, làm việc gì?"),
        max_length=LONGEST_TITLE,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Ghi ngắn gọn nội dung, ví dụ: Nhận biết thủ đoạn mua bán người")},
    )
    starts_on = DayField(label=gettext_lazy("Ngày"))
    start_time = forms.TimeField(
        label=gettext_lazy("Giờ bắt đầu"),
        required=False,
        input_formats=TIMES,
        widget=forms.TimeInput({"inputmode": "numeric", "autocomplete": "off", "type": "text"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Nhập giờ và phút, ví dụ 19:30")},
    )
    ends_on = DayField(
        label=gettext_lazy("Đến ngày"), required=False, help_text=gettext_lazy("Chỉ ghi khi kéo dài nhiều ngày")
    )
    place = forms.TypedChoiceField(
        label=gettext_lazy("Ở đâu?"), required=False, coerce=whole, empty_value=None, widget=ChipRadio
    )
    place_typed = forms.CharField(
        label=gettext_lazy("Nơi khác"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Gõ tên xã, bản, có dấu hay không dấu đều được"),
    )
    venue = forms.CharField(
        label=gettext_lazy("Địa điểm cụ thể"),
        required=False,
        max_length=validation.LONGEST_VENUE,
        help_text=gettext_lazy("Ví dụ: nhà văn hóa bản, trường THCS"),
    )
    women = CountField(label=gettext_lazy("Nữ"), required=False, widget=Stepper)
    minority = CountField(label=gettext_lazy("Dân tộc thiểu số"), required=False, widget=Stepper)
    counting = forms.TypedChoiceField(
        label=gettext_lazy("Đếm bằng cách nào?"), required=False, coerce=whole, empty_value=None, widget=ChipRadio
    )
    people_listed = CountField(
        label=gettext_lazy("Số người trong danh sách ký nhận"),
        required=False,
        help_text=gettext_lazy("Người khác nhau, không phải lượt"),
    )
    lead = forms.TypedChoiceField(label=gettext_lazy("Đơn vị chủ trì"), coerce=int, widget=ChipRadio)
    partners = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Làm cùng ai?"), required=False, coerce=int, widget=ChipCheckboxes
    )
    partner_typed = forms.CharField(
        label=gettext_lazy("Đơn vị khác"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Gõ tên đơn vị, có dấu hay không dấu đều được"),
    )
    programmes = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Thuộc chương trình"), required=False, coerce=int, widget=ChipCheckboxes
    )
    topics = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Chuyên đề"), required=False, coerce=int, widget=ChipCheckboxes
    )
    result = forms.CharField(
        label=gettext_lazy("Kết quả"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Không ghi tên nạn nhân, trẻ em hay người trong vụ việc"),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        post: Post,
        entry: Entry | None = None,
        *,
        kind: int = 0,
        status: str = Status.RECORDED,
    ) -> None:
        self.post, self.home, self.status = post, home(post.unit), status
        self.fresh = entry is None
        super().__init__(data, initial=self._initial(entry, kind))
        self.entry: Entry | None = None
        self._offer_categories(choose_kind=not kind)
        self._offer_audiences(entry)
        self._offer_units()
        self._offer_places()
        self._offer_programmes(fresh=entry is None or not entry.programmes)

    def _initial(self, entry: Entry | None, kind: int) -> dict[str, Any]:
        if entry is None:
            return {"kind": kind, "lead": self.home.pk, "starts_on": timezone.localdate()}
        initial: dict[str, Any] = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
        initial.pop("attendance")
        return initial | {audience_name(audience): count for audience, count in entry.attendance.items()}

    def _chips(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def _offer_categories(self, *, choose_kind: bool) -> None:
        kinds = self._chips("kind")
        kinds.choices = [(one.pk, one.name) for one in catalogue.categories("kind")]
        if not choose_kind:
            kinds.widget = forms.HiddenInput()
        self._chips("topics").choices = [(one.pk, one.name) for one in catalogue.categories("topic")]
        self._chips("counting").choices = [(one.pk, one.name) for one in catalogue.categories("counting")]

    def _offer_audiences(self, entry: Entry | None) -> None:
        """One stepper for each audience; the unsorted one only where something stands in it."""
        self.audiences = {
            audience_name(one.pk): one
            for one in catalogue.categories("audience")
            if one.code != UNSORTED or (entry and entry.attendance.get(one.pk)) or self.data.get(audience_name(one.pk))
        }
        for name, audience in self.audiences.items():
            self.fields[name] = CountField(
                label=audience.name, required=False, most=validation.MOST_PEOPLE, widget=Stepper(total=TOTAL)
            )

    def _offer_units(self) -> None:
        partners = queries.usual_partners(self.home, self.day)
        leads = queries.leads(self.home, self.day)
        self._chips("lead").choices = choosing.told_apart([*leads, *self._named("lead", Unit)])
        self._chips("partners").choices = choosing.told_apart([*partners, *self._named("partners", Unit)])

    def _offer_places(self) -> None:
        """Places by their own name; where two are called the same, with what they lie in."""
        found = {one.pk: one for one in (*queries.recent_places(self.home.pk, self.day), *self._named("place", Place))}
        called = Counter(str(one) for one in found.values())
        chips = [(pk, one.label if called[str(one)] > 1 else str(one)) for pk, one in found.items()]
        self._chips("place").choices = chips

    def _offer_programmes(self, *, fresh: bool) -> None:
        """Programmes of the officer's units that run on the day, and those chosen; the only open one beforehand."""
        visible = programmes.visible_to(self.post.officer).exclude(status__in=UNSIGNED)
        wanted = Q(starts_on__lte=self.day, ends_on__gte=self.day) | Q(pk__in=self._ids("programmes"))
        chips = [(one.pk, one.short_name) for one in visible.filter(wanted)]
        self._chips("programmes").choices, self.offered = chips, {pk for pk, _name in chips}
        if fresh:
            running = list(programmes.open_for([self.home.pk], self.day).values_list("pk", flat=True)[:2])
            self.initial["programmes"] = running if len(running) == 1 else []

    @cached_property
    def day(self) -> dt.date:
        """The day that units, places and programmes are offered for."""
        try:
            return parse_day(str(self.data.get("starts_on", "")))
        except ValueError:
            known = self.initial.get("starts_on")
            return known if isinstance(known, dt.date) else timezone.localdate()

    def _named(self, name: str, model: type[Unit | Place]) -> list[Unit] | list[Place]:
        """What was posted, or stood before, under this name: it is a choice even where it is not usual."""
        ids = self._ids(name)
        if model is Place:
            return list(Place.objects.filter(pk__in=ids).named())
        return list(Unit.objects.filter(pk__in=ids))

    def _ids(self, name: str) -> set[int]:
        posted = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
        initial = [] if self.fresh else self.initial.get(name) or []
        before = [initial] if isinstance(initial, int) else list(initial)
        numbers = (plain(str(one)) for one in (*posted, *before))
        return {one for one in numbers if one is not None}

    @property
    def total(self) -> int:
        """What the counts add up to as they stand in the form."""
        values = (self[name].value() for name in self.audiences)
        return sum(plain(str(value).replace(".", "")) or 0 for value in values)

    @property
    def more_open(self) -> bool:
        """Is there something in, or wrong with, the part that is folded away?"""
        folded = ("topics", "people_listed", "ends_on", "result")
        return any(self[name].value() or self[name].errors for name in folded)

    def clean_starts_on(self) -> dt.date:
        """A day long ago is kept where it stood before."""
        day: dt.date = self.cleaned_data["starts_on"]
        if day != self.initial.get("starts_on"):
            validation.refuse_long_ago(day)
        return day

    def clean(self) -> dict[str, Any]:
        self._resolve_place()
        self._resolve_partner()
        self._ask_programmes()
        if self.cleaned_data.keys() >= {"kind", "starts_on", "lead"}:
            self._check(self._entered())
        return self.cleaned_data

    def _ask_programmes(self) -> None:
        """Another day may bring programmes that nobody was asked about yet: ask once before saving."""
        try:
            before = parse_day(str(self.data.get("offered_for", "")))
        except ValueError:
            return
        new = before != self.day and self.offered - set(programmes.running(self.offered, before))
        if new and not self.cleaned_data.get("programmes"):
            self.add_error("programmes", _ASK_PROGRAMMES % {"day": day_words(self.day)})

    def _resolve_place(self) -> None:
        typed, day = self.cleaned_data.get("place_typed", ""), self.cleaned_data.get("starts_on")
        if not typed or day is None:
            return
        found = choosing.places_called(typed, day, self.home.province)
        chosen = self.cleaned_data.get("place")
        if chosen in {place.pk for place in found}:
            return
        one = choosing.certain(typed, found)
        if one is not None and chosen is None:
            self.cleaned_data["place"] = one.pk
        else:
            self._ask_place(typed, found)

    def _ask_place(self, typed: str, found: list[Place]) -> None:
        """Offer what was found; where a chip was tapped as well, that one too, and the box is emptied."""
        tapped = self._named("place", Place)
        if found:
            self._chips("place").choices = choosing.told_apart([*found, *tapped])
        if not tapped:
            self.add_error("place" if found else "place_typed", _unclear(typed, len(found)))
            return
        if isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["place_typed"] = ""
        self.add_error("place", _("Vừa chọn một nơi, vừa gõ “%(typed)s”. Hãy chọn một.") % {"typed": typed})

    def _resolve_partner(self) -> None:
        typed, day = self.cleaned_data.get("partner_typed", ""), self.cleaned_data.get("starts_on")
        if not typed or day is None:
            return
        found = choosing.units_called(typed, day, self.home.province)
        chosen = self.cleaned_data.get("partners", [])
        if not {unit.pk for unit in found}.isdisjoint(chosen):
            return
        one = choosing.certain(typed, found)
        if one is not None:
            self.cleaned_data["partners"] = [*chosen, one.pk]
            return
        self._chips("partners").choices = choosing.told_apart([*found, *self._named("partners", Unit)])
        self.add_error("partners" if found else "partner_typed", _unclear(typed, len(found)))

    def _entered(self) -> Entry:
        """What was entered; a field with something wrong in it is left empty."""
        said: dict[str, Any] = {name: self.cleaned_data.get(name) for name in self.fields}
        values = {name: said[name] for name in Entry.__dataclass_fields__ if name in said}
        values |= {name: said[name] or "" for name in ("title", "venue", "result")}
        values |= {name: tuple(said[name] or ()) for name in ("partners", "programmes", "topics")}
        counts = {one.pk: said[name] for name, one in self.audiences.items() if said[name]}
        return Entry(**values, attendance=counts).tidied()

    def _check(self, entry: Entry) -> None:
        if not policy.may_enter(self.post, entry.units):
            self.add_error("lead", _("Đơn vị của bạn phải chủ trì hoặc phối hợp trong hoạt động này."))
        unread = self._unread()
        for name, messages in validation.check(entry, self.status, validation.known([entry])).items():
            if name not in unread:
                self.add_error(next(iter(self.audiences)) if name == "attendance" else name, list(messages))
        self.entry = None if self.errors else entry

    def _unread(self) -> set[str]:
        """Fields that nothing can be said about, because they, or what they are measured by, could not be read."""
        unread = set(self.errors)
        if unread & self.audiences.keys():
            unread |= {"attendance", "women", "minority", "people_listed"}
        return unread | ({"place"} if "place_typed" in unread else set())


class ReasonForm(forms.Form):
    """Why a record is corrected or withdrawn."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=500,
        help_text=gettext_lazy("Ví dụ: cộng nhầm danh sách ký nhận"),
        error_messages={"required": gettext_lazy("Ghi lý do, ví dụ: cộng nhầm danh sách ký nhận")},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class CorrectionForm(ActivityForm, ReasonForm):
    """An activity's form with the reason of its correction and the version that the editor saw."""


def audience_name(audience: int) -> str:
    """The form's name of an audience's count."""
    return f"audience_{audience}"


def _unclear(typed: str, found: int) -> ValidationError:
    if not found:
        return ValidationError(_("Không tìm thấy “%(typed)s” vào ngày này. Thử viết ngắn hơn.") % {"typed": typed})
    shown = {"found": found, "typed": typed}
    return ValidationError(_("Có %(found)s nơi, đơn vị ứng với “%(typed)s”. Hãy chọn một.") % shown)
