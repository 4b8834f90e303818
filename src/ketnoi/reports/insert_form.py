"""What is chosen to say which figure is put into a sentence. Nothing of it is kept: it becomes a token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Agency
from ketnoi.reports import inserting, tokens
from ketnoi.reports.models import Report
from ketnoi.reports.tokens import ROUND, Against, Token, UnknownWord
from ketnoi.ui.forms import ChipRadio, DayField
from ketnoi.ui.numbers import plain

BETWEEN = "ngay"
EXACT = "chinh-xac"
MOST_YEARS = 12
WAYS = [
    (EXACT, _("Số chính xác")),
    (ROUND, _("Số tròn")),
    (Against.YEAR_BEFORE.value, _("Tăng, giảm so với cùng kỳ năm trước")),
    (Against.BEFORE.value, _("Tăng, giảm so với kỳ trước")),
    (Against.TARGET.value, _("Đạt bao nhiêu chỉ tiêu")),
]


class InsertForm(forms.Form):
    """Which figure. `code` is an indicator's, `scope` as in `inserting.Where`; what is left out is not narrowed."""

    q = forms.CharField(label=_("Tìm số liệu"), required=False, max_length=100)
    code = forms.CharField(required=False, max_length=64)
    written = forms.ChoiceField(label=_("Viết"), choices=WAYS, required=False, widget=ChipRadio, initial=EXACT)
    period = forms.ChoiceField(label=_("Thời gian"), required=False, widget=ChipRadio)
    start = DayField(label=_("Từ ngày"), required=False)
    end = DayField(label=_("Đến ngày"), required=False)
    kind = forms.ChoiceField(label=_("Loại"), required=False)
    audience = forms.ChoiceField(label=_("Đối tượng"), required=False)
    topic = forms.ChoiceField(label=_("Chuyên đề"), required=False)
    agency = forms.ChoiceField(label=_("Cơ quan tham gia"), required=False)
    scope_text = forms.CharField(label=_("Đơn vị hoặc nơi khác"), required=False, max_length=100)
    scope = forms.CharField(required=False, max_length=30)

    def __init__(self, data: Any, *, report: Report) -> None:
        way = data.get("so-written") or EXACT
        super().__init__({**dict(data.items()), "so-written": way}, prefix="so", auto_id="chen_%s")
        shown = list(inserting.years(report))[:MOST_YEARS]
        years = [(str(year), str(year)) for year in shown] if len(shown) > 1 else []
        self._choose("period", [("", _("Cả kỳ báo cáo")), *years, (BETWEEN, _("Từ ngày đến ngày"))])
        for dimension in ("kind", "audience", "topic"):
            named = [(one.code, one.name) for one in catalogue.categories(dimension)]
            self._choose(dimension, [("", _("Tất cả")), *named])
        self._choose("agency", [("", _("Tất cả")), *Agency.objects.values_list("code", "short")])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def token(self) -> Token:
        """The figure that was chosen, of a form that is valid. Raises UnknownWord where its parts do not fit."""
        said = self.cleaned_data
        period, way = said["period"], said["written"]
        between = period == BETWEEN
        kind, number = _somewhere(said["scope"])
        token = Token(
            said["code"],
            year=plain(period),
            start=said["start"] if between else None,
            end=said["end"] if between else None,
            **{name: said[name] for name in ("kind", "audience", "topic", "agency")},
            unit=number if kind == "don-vi" else None,
            place=number if kind == "noi" else None,
            against=Against(way) if way not in (EXACT, ROUND) else None,
            rounded=way == ROUND,
        )
        if problem := tokens.problem(token):
            raise UnknownWord(problem)
        return token


def _somewhere(scope: str) -> tuple[str, int | None]:
    kind, _colon, number = scope.partition(":")
    return kind, plain(number) or None
