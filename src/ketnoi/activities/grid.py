"""Paper slips typed one under the other: each row becomes an entry, every problem stands at its own cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import BaseFormSet
from django.forms.renderers import get_default_renderer
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.activities import policy, queries, validation
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status
from ketnoi.activities.forms import UNSORTED, audience_name, whole
from ketnoi.activities.models import LONGEST_TITLE
from ketnoi.activities.naming import Lookup
from ketnoi.activities.row_names import names_in
from ketnoi.audit import kept
from ketnoi.figures import catalogue
from ketnoi.figures.models import Category
from ketnoi.officers.models import Officer, Post
from ketnoi.officers.policy import home, homes
from ketnoi.orgs.models import Unit
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.enums import UNSIGNED
from ketnoi.ui.forms import CountField, DayField
from ketnoi.ui.text import fold

Found = TypeVar("Found")
PREFIX = "dong"
ROWS = 8  # offered at first
MORE = 5
MOST_ROWS = 50
LONGEST_NAMES = 300


class SharedForm(forms.Form):
    """What holds for all rows of one grid: the programme they belong to, and how people were counted."""

    programme = forms.TypedChoiceField(
        label=gettext_lazy("Thuộc chương trình"), required=False, coerce=whole, empty_value=None
    )
    counting = forms.TypedChoiceField(
        label=gettext_lazy("Đếm bằng cách nào?"), required=False, coerce=whole, empty_value=None
    )

    def __init__(self, data: Mapping[str, Any] | None, post: Post, officer: Officer) -> None:
        super().__init__(data)
        none, own = ("", _("Không chọn")), home(post.unit).pk
        chips, running = kept.once(
            ("programmes of slips", own, *homes(officer)), lambda: (_chips(officer), _running(own))
        )
        counting = [(one.pk, one.name) for one in catalogue.categories("counting")]
        for name, choices in (("programme", chips), ("counting", counting)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [none, *choices]
        self.initial["programme"] = running[0] if len(running) == 1 else ""


def _chips(officer: Officer) -> list[tuple[int, str]]:
    visible = programmes.visible_to(officer).exclude(status__in=UNSIGNED)
    return [(one.pk, one.short_name) for one in visible]


def _running(unit: int) -> list[int]:
    """Programmes in which the unit works today, two at most."""
    return list(programmes.open_for([unit], timezone.localdate()).values_list("pk", flat=True)[:2])


class SlipForm(forms.Form):
    """One paper slip. After `is_valid` its entry stands in `entry`; a row left blank has none."""

    starts_on = DayField(label=gettext_lazy("Ngày"))
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Loại hoạt động"),
        coerce=int,
        error_messages={"required": gettext_lazy("Hãy chọn loại hoạt động.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Nội dung"),
        max_length=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Ghi ngắn gọn nội dung, ví dụ: Nhận biết thủ đoạn mua bán người")},
    )
    place = forms.CharField(label=gettext_lazy("Nơi (bản, xã)"), max_length=100, required=False)
    venue = forms.CharField(label=gettext_lazy("Địa điểm cụ thể"), max_length=validation.LONGEST_VENUE, required=False)
    women = CountField(label=gettext_lazy("Trong đó nữ"), required=False)
    minority = CountField(label=gettext_lazy("Trong đó dân tộc thiểu số"), required=False)
    lead = forms.CharField(label=gettext_lazy("Đơn vị chủ trì"), max_length=LONGEST_NAMES, required=False)
    partners = forms.CharField(label=gettext_lazy("Đơn vị phối hợp"), max_length=LONGEST_NAMES, required=False)

    def __init__(self, *args: Any, post: Post, lookup: Lookup, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.lookup = home(post.unit), lookup
        self.entry: Entry | None = None
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)
        kinds.choices = [(one.pk, one.name) for one in catalogue.categories("kind")]
        for one in audiences():
            count = CountField(label=one.name, required=False, most=validation.MOST_PEOPLE)
            self.fields[audience_name(one.pk)] = count

    def clean_starts_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["starts_on"]
        validation.refuse_long_ago(day)
        return day

    def clean(self) -> dict[str, Any]:
        """Look up what was typed, on the slip's own day."""
        said = self.cleaned_data
        day = said.get("starts_on")
        if day is None:
            return said
        place = self._found("place", lambda text: self.lookup.place(text, day))
        lead = self._found("lead", lambda text: self.lookup.unit(text, day)) or self._own(day)
        found: dict[str, Any] = {
            "place": place.pk if place else None,
            "venue": ", ".join(filter(None, (place.venue if place else "", said.get("venue", "")))),
            "lead": lead,
            "partners": tuple(self._partners(day, lead)),
        }
        if not self.errors:
            counts = {one.pk: said[audience_name(one.pk)] or 0 for one in audiences()}
            plain = ("starts_on", "kind", "title", "women", "minority")
            self.entry = Entry(**{name: said[name] for name in plain}, **found, attendance=counts).tidied()
        return said

    def _found(self, name: str, search: Callable[[str], Found], text: str | None = None) -> Found | None:
        typed = self.cleaned_data.get(name, "") if text is None else text
        if not typed:
            return None
        try:
            return search(typed)
        except ValueError as error:
            self.add_error(name, str(error))
            return None

    def _partners(self, day: dt.date, lead: int | None) -> Iterator[int]:
        """Several names are parted as in a workbook; "Công an xã" is the one beside the lead."""
        for text in names_in(self.cleaned_data.get("partners", "")):
            one = self._found("partners", lambda typed: self.lookup.unit(typed, day, lead), text)
            if one is not None:
                yield one

    def _own(self, day: dt.date) -> int | None:
        """The own unit; before it was there, the only one that became part of it."""
        if "lead" in self.errors:
            return None
        if _stood(self.home, day):
            return self.home.pk
        before = [unit for unit in queries.leads(self.home, day) if unit.pk != self.home.pk]
        if len(before) == 1:
            return before[0].pk
        self.add_error("lead", _("Vào ngày này đơn vị của bạn chưa có. Ghi tên đơn vị chủ trì lúc ấy."))
        return None


if TYPE_CHECKING:
    Slips = BaseFormSet[SlipForm]  # at run time Django's class takes no type
else:
    Slips = BaseFormSet


class Grid(Slips):
    """All rows; those left blank are passed over. `shared` holds for every one of them."""

    form = SlipForm
    extra, min_num, max_num, absolute_max = ROWS, 0, MOST_ROWS, MOST_ROWS
    validate_min, validate_max = False, True
    can_order = can_delete = can_delete_extra = False
    renderer = get_default_renderer()

    def __init__(self, data: Mapping[str, Any] | None, post: Post, shared: SharedForm) -> None:
        self.post, self.shared = post, shared
        super().__init__(data, prefix=PREFIX)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"post": self.post, "lookup": self._lookup}

    @cached_property
    def _lookup(self) -> Lookup:
        """Asks for every day on which the map changed; only rows that are checked need it."""
        return Lookup(home(self.post.unit).province)

    @property
    def filled(self) -> list[SlipForm]:
        """Rows in which something was typed."""
        return [form for form in self.forms if form.has_changed()]

    @cached_property
    def entries(self) -> list[Entry]:
        """What the rows say, with what holds for all of them; call after `is_valid`."""
        return [self._whole(form.entry) for form in self.filled if form.entry]

    def clean(self) -> None:
        """Ask of all rows together what must hold for an entry; the answer stands at the cell."""
        if not self.filled:
            raise ValidationError(_("Chưa có phiếu nào được ghi. Hãy ghi ít nhất một phiếu."))
        ready = [(form, self._whole(form.entry)) for form in self.filled if form.entry]
        known = validation.known([entry for _form, entry in ready])
        mine = policy.writing_scope([self.post])
        for form, entry in ready:
            if mine.isdisjoint(entry.units):
                form.add_error("lead", _("Đơn vị của bạn phải chủ trì hoặc phối hợp trong hoạt động này."))
            for name, messages in validation.check(entry, Status.RECORDED, known).items():
                form.add_error(_cell(name), list(messages))

    def _whole(self, entry: Entry) -> Entry:
        said = self.shared.cleaned_data if self.shared.is_valid() else {}
        programme = said.get("programme")
        return replace(entry, programmes=(programme,) if programme else (), counting=said.get("counting"))

    def doubled(self) -> dict[int, int]:
        """{row: the earlier row that says the same}, rows counted from 1: same kind, day and place, same words."""
        seen: dict[tuple[Any, ...], int] = {}
        twice: dict[int, int] = {}
        for number, form in enumerate(self.forms, start=1):
            if form.entry is None:
                continue
            one = form.entry
            first = seen.setdefault((one.kind, one.starts_on, one.lead, one.place, fold(one.title)), number)
            if first != number:
                twice[number] = first
        return twice


def audiences() -> list[Category]:
    """The audiences that have a column; whoever filled a slip knew who came."""
    return [one for one in catalogue.categories("audience") if one.code != UNSORTED]


def _stood(unit: Unit, day: dt.date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or day <= unit.valid_to)


def _cell(field: str) -> str:
    """Where a problem of an entry's field shows in the row."""
    if field == "attendance":
        return audience_name(audiences()[0].pk)
    return {"programmes": "starts_on", "ends_on": "starts_on"}.get(field, field)
