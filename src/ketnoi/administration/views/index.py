"""The way in: what is looked after here, how much of it there is, and what needs doing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketnoi.administration import access, dues
from ketnoi.administration.queries import places_of
from ketnoi.audit import kept
from ketnoi.figures import catalogue
from ketnoi.figures.models import Category, EnteredValue
from ketnoi.notices import troubles
from ketnoi.officers import authority, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Kind


@dataclass(frozen=True)
class Entry:
    """Something looked after here: how many there are, and where."""

    icon: str
    title: str
    count: int
    what: str
    url: str


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def index(request: HttpRequest) -> HttpResponse:
    """Counts and what waits, in a fixed number of queries."""
    post = access.post_of(request)
    entries = [*kept.once(("administration", post.pk), lambda: _entries(post)), _unsent(post)]
    context = {"unit": policy.home(post.unit), "entries": entries, "dues": dues.of(post)}
    return render(request, "administration/index.html", context)


def _unsent(post: Post) -> Entry:
    """The worker leaves no line in the journal: so they are counted each time."""
    count, where = troubles.under(post).count(), reverse("notices:troubles")
    return Entry("bell", _("Thông báo chưa gửi được"), count, _("thư, tin nhắn cần xem"), where)


def _entries(post: Post) -> list[Entry]:
    people = authority.officers_of(post).filter(is_active=True).count()
    units = Unit.objects.filter(pk__in=authority.domain(post), valid_to=None).count()
    communes = places_of(post).filter(kind=Kind.COMMUNE).count()
    words = Category.objects.filter(retired=False).count()
    numbers = EnteredValue.objects.filter(unit__in=access.numbers_of(post), withdrawn=False).count()
    indicators = reverse("administration:indicators")
    return [
        Entry("users", _("Cán bộ"), people, _("tài khoản đang dùng"), reverse("administration:people")),
        Entry("building", _("Đơn vị"), units, _("đang hoạt động"), reverse("administration:units")),
        Entry("map-pin", _("Địa bàn"), communes, _("xã, phường, đặc khu"), reverse("administration:places")),
        Entry("list", _("Danh mục"), words, _("mục đang dùng"), reverse("administration:categories")),
        Entry("chart-column", _("Chỉ tiêu thống kê"), len(catalogue.offered()), _("chỉ tiêu đang dùng"), indicators),
        Entry("pencil", _("Số nhập"), numbers, _("số không có phiếu"), reverse("administration:entered")),
    ]
