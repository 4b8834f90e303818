"""The forms that make and change a programme without any other tool."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Unit
from ketnoi.programmes import queries
from ketnoi.programmes.drafts import ContentRow, Draft, PartyRow, TargetRow, Terms, TileRow
from ketnoi.programmes.enums import PartyRole, Status
from ketnoi.programmes.models import Programme
from ketnoi.programmes.target_forms import indicators
from ketnoi.ui.forms import ChipCheckboxes, DayField
from ketnoi.ui.numbers import plain
from ketnoi.ui.text import tidy

MOST_HEADS = 6
LONGEST_CONTENT = 300


class UnitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # no subscripts at run time
    """Units by their ids; a number that no id can have is refused before a database is asked, which may not hold it."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if plain(str(one)) is None:
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": one})
        return super().clean(value)


class ProgrammeForm(forms.Form):
    """A programme's own columns, parties, contents and head figures.

    `chair` is who leads it, `near` are the programmes that may stand above it.
    """

    name = forms.CharField(label=_("Tên chương trình"), max_length=240)
    short_name = forms.CharField(label=_("Tên gọi ngắn"), max_length=80, help_text=_("Ví dụ: Sơ kết 2023–2026"))
    document_number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=80, required=False)
    signed_on = DayField(label=_("Ngày ký"), required=False)
    signatory = forms.CharField(label=_("Người ký"), max_length=240, required=False)
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"))
    status = forms.ChoiceField(label=_("Tình trạng"), choices=Status.choices, initial=Status.RUNNING)
    parent = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Thuộc chương trình"), required=False, empty_label=_("Không thuộc")
    )
    parties = UnitsField(Unit.objects.none(), label=_("Cơ quan tham gia"), widget=ChipCheckboxes, required=False)
    observers = UnitsField(Unit.objects.none(), label=_("Cơ quan theo dõi"), widget=ChipCheckboxes, required=False)
    contents = forms.CharField(
        label=_("Nội dung đã ký kết"),
        help_text=_("Mỗi dòng một nội dung"),
        widget=forms.Textarea({"rows": 5}),
        required=False,
    )
    heads = forms.MultipleChoiceField(
        label=_("Kết quả chính"), help_text=_("Những số hiện ở đầu trang chương trình, nhiều nhất 6 số"), required=False
    )
    summary = forms.CharField(label=_("Tóm tắt"), widget=forms.Textarea({"rows": 5}), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, chair: Unit, near: QuerySet[Programme], programme: Programme | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chair, self.programme = chair, programme
        if programme:
            del self.fields["contents"]  # they have a page of their own, where records are placed under them
        self._offer_statuses()
        self.beside = _candidates(chair, programme)
        for name in ("parties", "observers"):
            units = self.fields[name]
            assert isinstance(units, forms.ModelMultipleChoiceField)
            units.queryset = self.beside
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        own = queries.below(programme) if programme else []
        # what one may not see must not be counted for either, except where it already is
        stands = [programme.parent_id] if programme and programme.parent_id else []
        parent.queryset = Programme.objects.filter(Q(pk__in=near) | Q(pk__in=stands)).exclude(pk__in=own)
        heads = self.fields["heads"]
        assert isinstance(heads, forms.MultipleChoiceField)
        heads.widget = ChipCheckboxes(choices=indicators())
        heads.choices = indicators()

    def _offer_statuses(self) -> None:
        """Circulating and signing are steps of their own; what is signed does not become a draft again."""
        status, was = self.fields["status"], self.programme.status if self.programme else Status.DRAFT
        assert isinstance(status, forms.ChoiceField)
        signed = [Status.RUNNING, Status.CONCLUDED]
        offered = {Status.DRAFT: [Status.DRAFT, *signed], Status.CIRCULATED: [Status.CIRCULATED]}
        status.choices = [(one.value, one.label) for one in offered.get(Status(was), signed)]

    def clean_heads(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["heads"]
        if len(chosen) > MOST_HEADS:
            raise forms.ValidationError(_("Chọn nhiều nhất 6 số."))
        return chosen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if set(data.get("parties", ())) & set(data.get("observers", ())):
            self.add_error("observers", _("Mỗi đơn vị chỉ ghi một lần trong chương trình."))
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
        return data

    def draft(self, targets: tuple[TargetRow, ...]) -> Draft:
        """What was asked for; call only when the form is valid."""
        data, was = self.cleaned_data, self.programme
        names = ("name", "short_name", "document_number", "signed_on", "signatory", "starts_on", "ends_on")
        columns = {name: data[name] for name in (*names, "status", "parent", "summary")}
        if was is not None:
            columns |= {
                "sessions": was.sessions,
                "attendance": was.attendance,
                "within": tuple((code, said) for code, said in was.within),
                "predecessor": was.predecessor,
            }
        parties = {self.chair.pk, *(unit.pk for unit in data["parties"])}
        rows = [PartyRow(pk) for pk in self._ordered(parties)]
        rows += [PartyRow(unit.pk, PartyRole.OBSERVER) for unit in data["observers"] if unit.pk not in parties]
        terms = Terms(chair=self.chair, **columns)
        return Draft(terms, tuple(rows), self._contents(), self._tiles(data["heads"]), targets)

    def _contents(self) -> tuple[ContentRow, ...] | None:
        """A line each, of a new programme."""
        if "contents" not in self.cleaned_data:
            return None
        lines = self.cleaned_data["contents"].splitlines()
        return tuple(ContentRow(tidy(line)[:LONGEST_CONTENT]) for line in lines if line.strip())

    def _ordered(self, parties: set[int]) -> list[int]:
        """The chair first, then by agency."""
        others = [unit.pk for unit in self.beside if unit.pk in parties and unit.pk != self.chair.pk]
        return [self.chair.pk, *others]

    def _tiles(self, codes: list[str]) -> tuple[TileRow, ...]:
        """Head figures there were keep their words; new ones are named by their indicator; minor ones stay."""
        was = list(self.programme.tiles.all()) if self.programme else []
        columns = TileRow.__dataclass_fields__
        rows = [TileRow(**{name: getattr(tile, name) for name in columns}) for tile in was]
        kept = [row for row in rows if row.minor or row.indicator in codes]
        there = {row.indicator for row in kept if not row.minor}
        added = [TileRow(code, catalogue.indicator(code).name) for code in codes if code not in there]
        return (*kept, *added)


def _candidates(chair: Unit, programme: Programme | None) -> QuerySet[Unit]:
    """Units of every agency beside the chair: its level in its own area; and whoever is a party already."""
    today = timezone.localdate()
    areas = ("province", "district_then", "commune_now")
    beside = Unit.objects.on(today).filter(level=chair.level, **{name: getattr(chair, name) for name in areas})
    there = programme.parties.values_list("unit_id", flat=True) if programme else []
    wanted = Q(pk__in=beside.values("pk")) | Q(pk__in=list(there)) | Q(pk=chair.pk)
    return Unit.objects.filter(wanted).select_related("agency").order_by("agency__order", "path")


def initial(programme: Programme) -> dict[str, Any]:
    """A programme as the form shows it."""
    names = ("name", "short_name", "document_number", "signed_on", "signatory", "starts_on", "ends_on")
    parties = list(programme.parties.all())
    return {
        **{name: getattr(programme, name) for name in (*names, "status", "parent", "summary", "version")},
        "parties": [party.unit_id for party in parties if party.role == PartyRole.PARTY],
        "observers": [party.unit_id for party in parties if party.role == PartyRole.OBSERVER],
        "heads": [tile.indicator for tile in programme.tiles.all() if not tile.minor],
    }
