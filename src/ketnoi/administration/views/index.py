"""The way in: what is looked after here, how much of it there is, and what needs doing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketnoi.administration import access
from ketnoi.administration.queries import places_of
from ketnoi.figures import catalogue
from ketnoi.figures.models import Category, EnteredValue
from ketnoi.officers import authority, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import HandOver, Post
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


@dataclass(frozen=True)
class Due:
    """Something to do."""

    text: str
    url: str


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def index(request: HttpRequest) -> HttpResponse:
    """Counts and what waits, in a fixed number of queries."""
    post = access.post_of(request)
    domain = authority.domain(post)
    context = {"unit": policy.home(post.unit), "entries": _entries(post), "dues": _dues(post, domain)}
    return render(request, "administration/index.html", context)


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


def _dues(post: Post, domain: frozenset[int]) -> list[Due]:
    """First passwords nobody used, records that nobody confirmed, accounts without a post."""
    people = authority.officers_of(post).filter(is_active=True)
    unused = people.filter(start_until__isnull=False).count()
    waiting = HandOver.objects.filter(post__unit__in=domain, confirmed_at=None, withdrawn=False)
    held = Post.objects.on(timezone.localdate())
    idle = people.exclude(pk__in=held.values("officer")).count()
    dues = []
    if unused:
        said = _("%(count)d cán bộ chưa đăng nhập lần đầu") % {"count": unused}
        dues.append(Due(said, reverse("administration:people") + "?tinh_trang=cho-mat-khau"))
    for one in waiting.select_related("receiver", "post__unit")[:5]:
        said = _("Bàn giao ở %(unit)s chờ %(name)s xác nhận") % {"unit": one.post.unit.label, "name": one.receiver.name}
        dues.append(Due(said, reverse("administration:hand_over", args=[one.pk])))
    stranded = Post.objects.on(timezone.localdate()).filter(unit__in=domain, unit__valid_to__lt=timezone.localdate())
    for one_post in stranded.select_related("officer", "unit")[:5]:
        said = _("%(name)s còn giữ vị trí ở %(unit)s đã kết thúc: giao vị trí ở đơn vị mới") % {
            "name": one_post.officer.name,
            "unit": one_post.unit.label,
        }
        dues.append(Due(said, reverse("administration:person", args=[one_post.officer_id])))
    if idle:
        said = _("%(count)d tài khoản không còn giữ vị trí nào") % {"count": idle}
        dues.append(Due(said, reverse("administration:people")))
    return dues
