"""The form of a number without records: what it counts, of whom, for when, from which paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.administration import access, finding
from ketnoi.administration.picking import PickingForm
from ketnoi.figures import catalogue, entered, parting
from ketnoi.figures.entered import Entry
from ketnoi.figures.models import EnteredValue
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Unit
from ketnoi.periods import entering
from ketnoi.programmes import queries as programmes
from ketnoi.ui.forms import ChipRadio, CountField, DayField
from ketnoi.ui.numbers import parse_count
from ketnoi.ui.text import fold, tidy

MOST = 10**15


class EnteredForm(PickingForm):
    """After `is_valid`, `entry` is what was said."""

    def __init__(self, data: Any, acting: Post, unit: Unit, row: EnteredValue | None = None) -> None:
        super().__init__(data, initial=_initial(row) if row else {"unit": unit.label})
        ids, none = access.numbers_of(acting), [("", _("— không —"))]
        countable = [one for one in catalogue.indicators() if not one.formula and not one.topics and not one.covers]
        self.fields["indicator"] = forms.ChoiceField(
            label=_("Chỉ tiêu"), choices=[(one.code, f"{one.name} ({one.unit})") for one in countable]
        )
        self.pick("unit", _("Của đơn vị"), lambda text: finding.units_among(ids, text))
        self.fields["qualifier"] = forms.ChoiceField(
            label=_("Cách nói trong văn bản"), choices=EnteredValue.Qualifier.choices, required=False, widget=ChipRadio
        )
        self.fields["value"] = CountField(label=_("Giá trị"), most=MOST)
        self.fields["holds_on"] = DayField(label=_("Số liệu tính đến ngày"))
        self.fields["source_name"] = forms.CharField(
            label=_("Văn bản nguồn"), max_length=200, help_text=_("Ví dụ: Báo cáo tổng kết công tác Hội năm 2019")
        )
        self.fields["source_number"] = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
        self.fields["source_day"] = DayField(label=_("Ngày văn bản"), required=False)
        self.fields["reason"] = forms.CharField(
            label=_("Lý do"), max_length=500, required=False, help_text=_("Chỉ cần khi kỳ này đã được xác nhận.")
        )
        self.fields["incomplete"] = forms.BooleanField(label=_("Thống kê chưa đầy đủ"), required=False)
        offered = [(one.pk, one.short_name) for one in programmes.visible_to(acting.officer)]
        self._category("programme", _("Thuộc chương trình"), [*none, *offered])
        for name, label in (("kind", _("Loại hoạt động")), ("audience", _("Đối tượng"))):
            self._category(name, label, [*none, *((one.pk, one.name) for one in catalogue.categories(name))])
        if row is None:
            self.fields["parts"] = forms.CharField(
                label=_("Văn bản chia ra"),
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_(
                    "Mỗi dòng một loại hoặc một đối tượng, ví dụ: Phụ nữ: 57. Phần còn lại là “chưa xác định”."
                ),
            )

    def clean_parts(self) -> tuple[str, dict[int, int]] | None:
        """(dimension, {category: number}); all lines of one dimension, none twice. None where nothing is divided."""
        lines = [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]
        found = [self._part(line) for line in lines]
        numbers = {category: number for _dimension, category, number in found}
        if len({dimension for dimension, _category, _number in found}) > 1 or len(numbers) < len(found):
            raise forms.ValidationError(_("Chỉ chia theo loại hoặc theo đối tượng, mỗi tên một dòng."))
        return (found[0][0], numbers) if found else None

    def _part(self, line: str) -> tuple[str, int, int]:
        name, _colon, number = line.rpartition(":")
        for dimension in parting.DIMENSIONS:
            for one in catalogue.categories(dimension):
                if fold(one.name) == fold(tidy(name)):
                    return dimension, one.pk, self._number(line, number)
        raise forms.ValidationError(_("Không có loại, đối tượng nào tên như dòng “%(line)s”.") % {"line": line})

    def _number(self, line: str, number: str) -> int:
        try:
            return parse_count(number.strip(), MOST)
        except ValueError as error:
            raise forms.ValidationError(f"{line}: {error}") from error

    def clean(self) -> dict[str, Any]:
        """What is divided is told of no single kind or audience."""
        said = super().clean()
        if said.get("parts") and said.get(said["parts"][0]):
            self.add_error("parts", _("Đã chọn một loại hoặc đối tượng thì không chia theo loại, đối tượng ấy nữa."))
        return said

    def enter(self, actor: int) -> EnteredValue:
        """Enter the number, or its parts; answers the first. Raises ValidationError."""
        entering.demand(self.entry)
        divided: tuple[str, dict[int, int]] | None = self.cleaned_data["parts"]
        if divided is None:
            return entered.enter(self.entry, actor)
        dimension, parts = divided
        return parting.enter(self.entry, dimension, parts, actor)[0]

    def replace(self, pk: int, actor: int) -> EnteredValue:
        """Put the number in place of another. Raises ValidationError."""
        entering.demand(self.entry)
        return entered.replace(pk, self.entry, actor)

    def _category(self, name: str, label: Any, choices: Any) -> None:
        self.fields[name] = forms.TypedChoiceField(
            label=label, choices=choices, coerce=int, empty_value=None, required=False
        )

    @property
    def entry(self) -> Entry:
        """The number as it is to be entered."""
        said = self.cleaned_data
        same = ("indicator", "value", "holds_on", "source_day", "qualifier", "incomplete")
        above = programmes.closed_upward([said["programme"]]) if said["programme"] else frozenset()
        return Entry(
            unit=said["unit"].pk,
            source_name=tidy(said["source_name"]),
            source_number=tidy(said["source_number"]),
            reason=tidy(said["reason"]),
            programmes=tuple(sorted(above)),
            **{name: said[name] for name in same},
            kind=said["kind"] or 0,
            audience=said["audience"] or 0,
        )


def _initial(row: EnteredValue) -> dict[str, Any]:
    names = (
        "value",
        "qualifier",
        "holds_on",
        "source_name",
        "source_number",
        "source_day",
        "incomplete",
        "kind",
        "audience",
    )
    first: dict[str, Any] = {name: getattr(row, name) for name in names}
    return first | {
        "indicator": row.indicator.code,
        "unit": row.unit.label,
        "programme": _own(row),
    }


def _own(row: EnteredValue) -> int:
    """The programme that was chosen; those above it stand beside it."""
    every = frozenset(row.programmes)
    return next((one for one in row.programmes if programmes.closed_upward([one]) == every), 0)
