"""T5's other side: the same records in Django's admin, as one writes it first and as one tunes it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import path, set_urlconf

from ketnoi.activities.models import Activity

COLUMNS = ("starts_on", "title", "kind", "place", "who", "came", "status")


class Site(admin.AdminSite):
    """Open to whoever asks: what is measured is the list."""

    def has_permission(self, _request: HttpRequest) -> bool:
        return True


class Untuned(admin.ModelAdmin):
    """Columns that ask for themselves, row by row; filters and full counts as they come."""

    list_display = COLUMNS
    list_filter = ("kind", "status")
    search_fields = ("title",)

    def who(self, row: Activity) -> str:
        return ", ".join(part.unit.name for part in row.parts.all())

    def came(self, row: Activity) -> int:
        return sum(one.count for one in row.attendance.all())

    def has_module_permission(self, _request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, *_: Any) -> bool:
        return True

    has_change_permission = has_add_permission = has_delete_permission = has_view_permission


class Estimated(Paginator):
    """Counts nothing."""

    count = 10_000_000


class Tuned(Untuned):
    """No count, a page of fifty, everything fetched in a few queries."""

    list_filter = ()
    list_per_page = 50
    show_full_result_count = False
    paginator = Estimated

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        rows = super().get_queryset(request).select_related("kind", "place__parent__parent")
        return rows.prefetch_related("parts__unit", "attendance")


untuned, tuned = Site("untuned"), Site("tuned")
untuned.register(Activity, Untuned)
tuned.register(Activity, Tuned)
urlpatterns = [path("untuned/", untuned.urls), path("admin/", tuned.urls)]


def page(kind: type[Untuned], before: int) -> bytes:
    """The page of the list that has so many rows before it, rendered."""
    one = kind(Activity, tuned if kind is Tuned else untuned)
    request = RequestFactory().get("/", {"p": str(before // one.list_per_page + 1)})
    request.user = AnonymousUser()  # nobody of the product: its shell stays away
    set_urlconf(__name__)
    try:
        answer: Any = one.changelist_view(request)
        return bytes(answer.render().content)
    finally:
        set_urlconf(None)
