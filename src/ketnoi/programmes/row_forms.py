"""One row of each list that is edited whole (see `rows`)."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from ketnoi.programmes.enums import BasisStatus, ContentKind
from ketnoi.programmes.models import Basis, Clause, Content, Programme, Witness
from ketnoi.programmes.rows import Row
from ketnoi.ui.forms import CountField, DayField

BLANK_ROWS = 2
MOST_ROWS = 200
LAST_PLACE = 999


def _line(model: type[Any], name: str, *, required: bool = False) -> forms.CharField:
    """A text box as long and as named as the column."""
    column = model._meta.get_field(name)  # noqa: SLF001  # Django's own, documented
    return forms.CharField(label=column.verbose_name.capitalize(), max_length=column.max_length, required=required)


class RowForm(forms.Form):
    """A row: its id, its place in the order, and what it says. `KEY` is what a row cannot be without."""

    KEY: ClassVar[str]

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    place = CountField(label=_("Thứ tự"), required=False, most=LAST_PLACE)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    @property
    def fields_shown(self) -> list[forms.BoundField]:
        """What it says first, its place and the box to take it out last."""
        last = ("place", "DELETE")
        shown = self.visible_fields()
        return [one for one in shown if one.name not in last] + [one for one in shown if one.name in last]


class ClauseForm(RowForm):
    KEY = "heading"

    heading = _line(Clause, "heading", required=True)
    body = forms.CharField(label=_("Nội dung"), widget=forms.Textarea({"rows": 4}), required=False, max_length=20000)


class BasisForm(RowForm):
    KEY = "document"

    document = _line(Basis, "document", required=True)
    number = _line(Basis, "number")
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    agency = _line(Basis, "agency")
    article = _line(Basis, "article")
    clause_id = forms.TypedChoiceField(label=_("Là căn cứ của"), coerce=int, empty_value=None, required=False)
    status = forms.ChoiceField(label=_("Mức kiểm chứng"), choices=BasisStatus.choices, initial=BasisStatus.MEMORY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clauses = self.fields["clause_id"]
        assert isinstance(clauses, forms.TypedChoiceField)
        headings = [(clause.pk, clause.heading) for clause in self.programme.clauses.all()]
        clauses.choices = [("", _("Cả văn bản")), *headings]


class WitnessForm(RowForm):
    KEY = "organisation"

    organisation = _line(Witness, "organisation", required=True)
    name = _line(Witness, "name")
    title = _line(Witness, "title")


class ContentForm(RowForm):
    KEY = "title"

    kind = forms.ChoiceField(label=_("Cấp"), choices=ContentKind.choices, initial=ContentKind.CONTENT)
    title = forms.CharField(label=_("Tên"), max_length=300)
    code = _line(Content, "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Ký hiệu")


class GradeForm(RowForm):
    KEY = "name"

    name = forms.CharField(label=_("Xếp loại"), max_length=80)
    least_percent = CountField(label=_("Từ bao nhiêu % chỉ tiêu đạt"), most=100)


class RowFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # no subscripts at run time
    """Rows in the order of their places; those left blank or taken out are none."""

    def rows(self) -> list[Row]:
        kept = [form.cleaned_data for form in self.forms if self._is_said(form)]
        return sorted(kept, key=lambda row: (row["place"] is None, row["place"] or 0))

    def _is_said(self, form: RowForm) -> bool:
        said = form.cleaned_data
        return bool(said.get(form.KEY)) and not said.get("DELETE")

    def clean(self) -> None:
        super().clean()
        percents = [form.cleaned_data["least_percent"] for form in self.forms if self._asks_percent(form)]
        if len(set(percents)) < len(percents):
            raise forms.ValidationError(_("Hai xếp loại không thể cùng một mức."))

    def _asks_percent(self, form: RowForm) -> bool:
        return hasattr(form, "cleaned_data") and "least_percent" in form.cleaned_data and self._is_said(form)


def formset(form: type[RowForm]) -> type[RowFormSet]:
    """The list of such rows, with a few blank ones at its end."""
    made = formset_factory(
        form, RowFormSet, extra=BLANK_ROWS, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    return cast(type[RowFormSet], made)


def initial(standing: list[Row]) -> list[dict[str, Any]]:
    """Rows as the forms show them."""
    return [dict(row) | {"place": place} for place, row in enumerate(standing, 1)]
