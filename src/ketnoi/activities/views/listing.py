"""The list: found without marks, narrowed, newest first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from ketnoi.activities import policy as access
from ketnoi.activities import queries
from ketnoi.activities.enums import Status
from ketnoi.activities.forms import whole
from ketnoi.activities.views.access import WRITERS
from ketnoi.figures import catalogue
from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.programmes import queries as programmes

ON_A_PAGE = 50


class Filters(forms.Form):
    """What the address asks; whatever cannot be read is left out."""

    q = forms.CharField(label=gettext_lazy("Tìm trong nội dung"), required=False, max_length=100)
    loai = forms.TypedChoiceField(label=gettext_lazy("Loại"), required=False, coerce=whole, empty_value=None)
    nam = forms.TypedChoiceField(label=gettext_lazy("Năm"), required=False, coerce=whole, empty_value=None)
    trang_thai = forms.ChoiceField(label=gettext_lazy("Tình trạng"), required=False)
    chuong_trinh = forms.TypedChoiceField(
        label=gettext_lazy("Chương trình"), required=False, coerce=whole, empty_value=None
    )

    def __init__(self, data: Any, kinds: Any, years: Any, offered: Any) -> None:
        super().__init__(data)
        for name, choices in (
            ("loai", [("", _("Mọi loại")), *kinds]),
            ("nam", [("", _("Mọi năm")), *years]),
            ("trang_thai", [("", _("Đang có hiệu lực")), *Status.choices]),
            ("chuong_trinh", [("", _("Mọi chương trình")), *offered]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


@require_GET
@policy.signed_in
def activities(request: HttpRequest) -> HttpResponse:
    acting = staff(request)
    visible = access.visible_to(acting.user)
    filters = Filters(
        request.GET,
        [(one.pk, one.name) for one in catalogue.categories("kind")],
        [(year, str(year)) for year in queries.years(visible)],
        [(one.pk, one.short_name) for one in programmes.visible_to(acting.user)],
    )
    filters.is_valid()
    asked = filters.cleaned_data
    found = queries.searched(
        visible,
        text=asked.get("q", ""),
        kind=asked.get("loai") or 0,
        year=asked.get("nam") or 0,
        status=asked.get("trang_thai", ""),
        programme=asked.get("chuong_trinh") or 0,
    )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    rows = queries.listed(page.object_list)  # type: ignore[arg-type]  # a page of a queryset is one
    kinds = catalogue.names({row.kind for row in rows})
    shown = {
        "filters": filters,
        "page": page,
        "rows": [(row, kinds[row.kind]) for row in rows],
        "narrowed": any(asked.values()),
        "chosen": any(value for name, value in asked.items() if name != "q"),
        "writes": acting.post.role in WRITERS,
    }
    return render(request, "activities/list.html", shown)
